//! Characters that look like those of ASCII and are others: what a keyboard of another alphabet leaves in a name.

/// Each with the character that it is taken for (Unicode, "confusables": those that no font tells apart).
const LOOKALIKES: [(char, char); 40] = [
    ('а', 'a'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ο', 'o'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('ν', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Ο', 'O'),
    ('‐', '-'),
    ('‑', '-'),
    ('–', '-'),
    ('−', '-'),
];

/// The first character that only looks like one of ASCII, and the text with all of them replaced.
pub fn latin(text: &str) -> Option<(char, String)> {
    let plain = |odd: char| LOOKALIKES.iter().find(|(lookalike, _)| *lookalike == odd).map(|(_, plain)| *plain);
    let first = text.chars().find(|character| plain(*character).is_some())?;
    Some((first, text.chars().map(|character| plain(character).unwrap_or(character)).collect()))
}

/// A character by its number, because its look deceives: `` `е` is U+0435 ``.
pub fn numbered(character: char) -> String {
    format!("`{character}` is U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_named_by_its_number() {
        assert_eq!(latin("bеta"), Some(('е', "beta".to_owned())));
        assert_eq!(latin("beta"), None);
        assert_eq!(latin("größe"), None);
        assert_eq!(numbered('е'), "`е` is U+0435");
    }

    #[test]
    fn the_table_holds_pairs_of_another_character_and_one_of_ascii() {
        for (lookalike, plain) in LOOKALIKES {
            assert!(!lookalike.is_ascii() && plain.is_ascii(), "{lookalike}");
        }
    }
}

//! What a merge that Git could not finish leaves in a file: the texts of both sides, between conflict markers.

/// Our text and theirs, with what Git merged by itself in both; [`None`] when there is no conflict, or its markers are not
/// as Git writes them.
pub(super) fn sides(text: &[u8]) -> Option<[Vec<u8>; 2]> {
    let begins = |line: &[u8]| marker(line) == Some(b'<');
    if !text.split_inclusive(|byte| *byte == b'\n').any(begins) {
        return None;
    }
    let mut sides = [Vec::new(), Vec::new()];
    let (mut place, mut is_conflict) = (Place::Both, false);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some(marker) = marker(line).filter(|marker| place.ends_at(*marker)) {
            place = place.after(marker)?;
            is_conflict = true;
            continue;
        }
        let [ours, theirs] = &mut sides;
        if matches!(place, Place::Both | Place::Ours) {
            ours.extend_from_slice(line);
        }
        if matches!(place, Place::Both | Place::Theirs) {
            theirs.extend_from_slice(line);
        }
    }
    (is_conflict && matches!(place, Place::Both)).then_some(sides)
}

/// Which side lines belong to.
#[derive(Debug, Clone, Copy)]
enum Place {
    Both,
    Ours,
    /// What both sides began with, which Git shows on request.
    Base,
    Theirs,
}

impl Place {
    /// Whether a marker is one here: outside a conflict, lines of `=` may be somebody's text.
    const fn ends_at(self, marker: u8) -> bool {
        !matches!((marker, self), (b'|' | b'=', Self::Both))
    }

    /// Where the lines after a marker belong; [`None`] where Git writes no such marker.
    const fn after(self, marker: u8) -> Option<Self> {
        match (marker, self) {
            (b'<', Self::Both) => Some(Self::Ours),
            (b'|', Self::Ours) => Some(Self::Base),
            (b'=', Self::Ours | Self::Base) => Some(Self::Theirs),
            (b'>', Self::Theirs) => Some(Self::Both),
            _ => None,
        }
    }
}

/// The character of a marker: seven of it, alone or before the name of a side.
fn marker(line: &[u8]) -> Option<u8> {
    let (marker, rest) = line.split_at_checked(7)?;
    let first = *marker.first().filter(|first| b"<|=>".contains(first))?;
    let is_whole =
        marker.iter().all(|byte| *byte == first) && matches!(rest.first(), None | Some(b' ' | b'\r' | b'\n'));
    is_whole.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_read_from_between_the_markers() {
        let plain = "1\n<<<<<<< HEAD\n2\n=======\n3\n4\n>>>>>>> theirs\n5\n";
        let table = [
            (plain.to_owned(), Some(["1\n2\n5\n", "1\n3\n4\n5\n"])),
            (plain.replace("=======", "||||||| base\n0\n======="), Some(["1\n2\n5\n", "1\n3\n4\n5\n"])),
            (plain.replace('\n', "\r\n"), Some(["1\r\n2\r\n5\r\n", "1\r\n3\r\n4\r\n5\r\n"])),
            (plain.replace("2\n", ""), Some(["1\n5\n", "1\n3\n4\n5\n"])),
            ("<<<<<<< a\n=======\n1\n>>>>>>> b\n<<<<<<< a\n2\n=======\n>>>>>>> b\n".to_owned(), Some(["2\n", "1\n"])),
            (format!("=======\n{}", plain.replace("5\n", "")), Some(["=======\n1\n2\n", "=======\n1\n3\n4\n"])),
            ("1\n=======\n".to_owned(), None),
            (plain.replace("=======\n", ""), None),
            (plain.replace(">>>>>>> theirs\n", ""), None),
            (plain.replace("<<<<<<< HEAD\n", ""), None),
            (plain.replace("2\n", "<<<<<<< nested\n"), None),
            (plain.replace("<<<<<<<", "<<<<<<<<"), None),
            (String::new(), None),
        ];
        for (text, expected) in table {
            let found = sides(text.as_bytes()).map(|sides| sides.map(|side| String::from_utf8(side).unwrap()));
            assert_eq!(found, expected.map(|sides| sides.map(str::to_owned)), "{text}");
        }
    }
}

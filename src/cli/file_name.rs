//! The name by which generated files say what they come from. It stands in comments of the output, so it has to be plain
//! text that everybody reads alike.

use std::path::Path;

use super::path::shown;
use crate::diagnostic::{Code, Diagnostic, is_unprintable};
use crate::source::Span;

/// The path below the specification's folder: the same wherever the compiler is called.
///
/// # Errors
/// When it is not UTF-8, or holds a line break or another character that does not show.
pub(super) fn of(path: &Path, root: &Path) -> Result<String, Box<Diagnostic>> {
    let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
    let relative = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    if relative.to_str().is_none() {
        return Err(Box::new(not_text(relative).about(shown(path))));
    }
    let name = shown(relative);
    let odd = name.chars().find(|character| is_unprintable(*character));
    odd.map_or_else(|| Ok(name.clone()), |odd| Err(Box::new(refused(&name, odd).about(shown(path)))))
}

fn refused(name: &str, odd: char) -> Diagnostic {
    let kind = match odd {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "a line break",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark that changes the direction of text"
        }
        _ if odd.is_control() => "a control character",
        _ => "a character that cannot be seen",
    };
    let shown = spelled(name);
    let error =
        Diagnostic::error(Code::FILE_NAME, Span::NONE, format!("the name `{}` holds {kind}", shortened(&shown)));
    let error = error.note(format!("the character is U+{:04X}", u32::from(odd)));
    explained(error, &shown)
}

fn not_text(name: &Path) -> Diagnostic {
    let shown = name.as_os_str().as_encoded_bytes().escape_ascii().to_string();
    let headline = format!("the name `{}` is not UTF-8", shortened(&shown));
    explained(Diagnostic::error(Code::FILE_NAME, Span::NONE, headline), &shown)
}

fn explained(error: Diagnostic, shown: &str) -> Diagnostic {
    let error = if shortened(shown) == shown { error } else { error.note(format!("the whole name is `{shown}`")) };
    let error = error.note("generated files name the spec files that they come from, in their comments");
    error.help("rename the file, or the folder that it is in, using characters that everybody can see")
}

/// The name with everything that does not show spelled out, line breaks too.
fn spelled(name: &str) -> String {
    let spell = |character: char| {
        if is_unprintable(character) { character.escape_default().to_string() } else { character.to_string() }
    };
    name.chars().map(spell).collect()
}

/// A headline is one line of a terminal.
fn shortened(shown: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = shown.chars().take(LONGEST).collect();
    if shown.chars().nth(LONGEST).is_some() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_do_not_show_what_they_are_are_refused() {
        for (name, kind) in [
            ("a\nb.hcl", "a line break"),
            ("a\rb.hcl", "a line break"),
            ("a\u{85}b.hcl", "a line break"),
            ("a\u{2028}b.hcl", "a line break"),
            ("a\u{2029}b.hcl", "a line break"),
            ("a\u{1b}[31m.hcl", "a control character"),
            ("a\u{9b}31m.hcl", "a control character"),
            ("a\tb.hcl", "a control character"),
            ("a\u{202e}lch.hcl", "a mark that changes the direction of text"),
            ("a\u{2066}b.hcl", "a mark that changes the direction of text"),
            ("a\u{200b}b.hcl", "a character that cannot be seen"),
            ("a\u{feff}b.hcl", "a character that cannot be seen"),
            ("a\u{3164}b.hcl", "a character that cannot be seen"),
            ("a\u{e0041}b.hcl", "a character that cannot be seen"),
            ("ce\nlls/a.hcl", "a line break"),
        ] {
            let root = Path::new("spec");
            let finding = of(&root.join(name), root).unwrap_err();
            assert_eq!(finding.code, Code::FILE_NAME);
            assert!(finding.headline.ends_with(kind), "{name:?}: {}", finding.headline);
            let texts = finding.notes.iter().chain([&finding.headline]);
            assert!(texts.flat_map(|text| text.chars()).all(|character| !is_unprintable(character)), "{finding:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_are_refused_with_their_bytes() {
        use std::os::unix::ffi::OsStrExt as _;

        let name = Path::new(std::ffi::OsStr::from_bytes(b"a\xff\n.hcl"));
        assert_eq!(of(name, Path::new("")).unwrap_err().headline, "the name `a\\xff\\n.hcl` is not UTF-8");
    }

    #[test]
    fn names_in_any_script_are_names() {
        for name in ["fleet.hcl", "zürich/zellen 1.hcl", "東京.hcl", "a'b\"c#{}---.hcl", "🦀.hcl", &"x".repeat(300)]
        {
            assert_eq!(of(&Path::new("../spec").join(name), Path::new("../spec")).unwrap(), name);
        }
        assert_eq!(of(Path::new("up/fleet.hcl"), Path::new("up/fleet.hcl")).unwrap(), "fleet.hcl");
    }

    #[test]
    fn long_names_are_told_in_full_below_a_short_headline() {
        let name = format!("{}\n.hcl", "x".repeat(250));
        let finding = of(Path::new(&name), Path::new("")).unwrap_err();
        assert!(finding.headline.chars().count() < 120, "{}", finding.headline);
        assert!(finding.notes.iter().any(|note| note.contains("x\\n.hcl")), "{:?}", finding.notes);
    }
}

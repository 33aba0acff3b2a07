//! Comments, in the syntax of each kind of file.

use std::borrow::Cow;

use super::string::{is_invisible, is_printable_ascii};

/// How files of a kind hold a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comment {
    /// `# …`: Terraform, YAML, files of Git.
    Hash,
    /// `<!-- … -->`: Markdown and HTML.
    Markup,
    /// Not at all: JSON.
    Absent,
}

impl Comment {
    /// That of a file with this path.
    pub fn of_file(path: &str) -> Self {
        match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "json" => Self::Absent,
            "html" | "md" | "svg" => Self::Markup,
            _ => Self::Hash,
        }
    }

    /// The texts as comment lines, each with its line break, of which no text can leave the comment. Empty where there are no
    /// comments.
    pub fn lines<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> String {
        let mut comment = String::new();
        for line in texts.into_iter().flat_map(lines) {
            match self {
                Self::Hash if line.is_empty() => comment.push('#'),
                Self::Hash => comment.extend(["# ", &line]),
                Self::Markup => {
                    let line = line.replace("-->", "-- >").replace("--!>", "--! >");
                    comment.extend(["<!-- ", &line, " -->"]);
                }
                Self::Absent => continue,
            }
            comment.push('\n');
        }
        comment
    }
}

/// The lines of a comment, without `#`: everything that any reader of Terraform, YAML or markup takes for a line break
/// separates them, and nothing invisible or unreadable is left in them.
pub(super) fn lines(comment: &str) -> Vec<Cow<'_, str>> {
    // Nearly every comment.
    if is_printable_ascii(comment) {
        return vec![Cow::Borrowed(comment.trim_end())];
    }
    let comment = comment.strip_suffix('\n').unwrap_or(comment).replace("\r\n", "\n");
    comment
        .split(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| {
            let line: String = line.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
            Cow::Owned(line.trim_end().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_comments() {
        assert_eq!(lines("one\ntwo\r\nthree\rfour"), ["one", "two", "three", "four"]);
        assert_eq!(lines("a\u{2028}b\u{85}c\u{b}d"), ["a", "b", "c", "d"]);
        assert_eq!(lines("a\u{fffe}b\u{ffff}c"), ["a b c"]);
        assert_eq!(lines("a\u{0}b\tc\u{202e}d \n\n  e\n"), ["a b c d", "", "  e"]);
    }

    #[test]
    fn a_comment_has_the_syntax_of_its_file() {
        let hash = "# Made by cellc.\n#\n# a --> b\n";
        let markup = "<!-- Made by cellc. -->\n<!--  -->\n<!-- a -- > b -->\n";
        for (path, expected) in [
            ("modules/a/main.tf", hash),
            ("gitops/a/b/root.yaml", hash),
            (".gitattributes", hash),
            ("docs/runbook.md", markup),
            ("report.html", markup),
            ("facts/prod.json", ""),
        ] {
            assert_eq!(Comment::of_file(path).lines(["Made by cellc.", "", "a --> b"]), expected, "{path}");
        }
    }

    #[test]
    fn no_text_leaves_a_comment_of_markup() {
        for text in ["-->", "a-->b", "--->", "--!>", "x\n-->\ny", "<!-- -->", "--", "->", ">"] {
            for line in Comment::Markup.lines([text]).lines() {
                let inside = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")).unwrap();
                assert!(!inside.contains("-->") && !inside.contains("--!>"), "{text:?}: {line}");
            }
        }
    }
}

//! Comments that the representation holds: the one that opens a file, and those above an item.

/// The lines of the comment that opens a file, which a blank line or the end of the file follows, and where the rest of
/// the text begins.
pub(super) fn header(text: &str) -> (Vec<String>, usize) {
    let start = text.len() - text.trim_start().len();
    let (mut lines, mut end) = (Vec::new(), start);
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        match line_comment(line) {
            Some(comment) => lines.push(comment.to_owned()),
            None if line.trim().is_empty() => break,
            None => return (Vec::new(), 0),
        }
        end += line.len();
    }
    (lines, end)
}

/// The comment in the blanks before an item, in the form of the representation. A comment that begins on the line of
/// something else belongs to that: `starts_line` says whether the text begins at the start of a line.
///
/// Blank lines between comments become empty comment lines.
pub(super) fn above(blanks: &str, starts_line: bool) -> String {
    let mut rest = if starts_line { blanks } else { blanks.split_once('\n').map_or("", |(_, below)| below) };
    let mut lines: Vec<&str> = Vec::new();
    loop {
        let comment = rest.trim_start();
        let skipped = rest.len() - comment.len();
        let follows_gap = rest.get(..skipped).is_some_and(|skipped| skipped.contains('\n')) && !lines.is_empty();
        let (found, below) = if let Some(block) = comment.strip_prefix("/*") {
            let (inside, below) = block.split_once("*/").unwrap_or((block, ""));
            (inside.lines().map(str::trim).collect(), after_line_break(below))
        } else {
            let (line, below) = comment.split_once('\n').unwrap_or((comment, ""));
            let Some(line) = line_comment(line) else { return joined(&lines) };
            (vec![line], below)
        };
        lines.extend(follows_gap.then_some(""));
        lines.extend(found);
        rest = below;
    }
}

/// What a line says that is a comment.
fn line_comment(line: &str) -> Option<&str> {
    let comment = line.trim().strip_prefix('#').or_else(|| line.trim().strip_prefix("//"))?;
    Some(comment.strip_prefix(' ').unwrap_or(comment))
}

fn after_line_break(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

/// A line break at the end says that the last line is empty: the printer takes one off.
fn joined(lines: &[&str]) -> String {
    let mut comment = lines.join("\n");
    if lines.last().is_some_and(|last| last.is_empty()) {
        comment.push('\n');
    }
    comment
}

#[cfg(test)]
mod tests {
    use super::{above, header};

    #[test]
    fn comments_above_items_are_read() {
        for (blanks, comment) in [
            ("", ""),
            ("\n  ", ""),
            ("  # why\n  ", "why"),
            ("# one\n# two\n", "one\ntwo"),
            ("#one\n//  two  \r\n", "one\n two"),
            ("# one\n\n# two\n\n", "one\n\ntwo"),
            ("#\n", "\n"),
            ("# one\n#\n", "one\n\n"),
            ("/* one\n   two */\n# three\n", "one\ntwo\nthree"),
        ] {
            assert_eq!(above(blanks, true), comment, "{blanks:?}");
        }
    }

    #[test]
    fn comments_on_the_line_of_something_else_are_left_out() {
        assert_eq!(above(" # of the item before\n# of this one\n", false), "of this one");
        assert_eq!(above(" /* here */ ", false), "");
    }

    #[test]
    fn a_file_opens_with_a_comment_that_stands_alone() {
        let lines = |text: &str| header(text).0;
        assert_eq!(lines("# one\n#\n# two\n\nlocals {}\n"), ["one", "", "two"]);
        assert_eq!(lines("# only\n"), ["only"]);
        assert_eq!(lines("\n# one\r\n\r\nlocals {}\n"), ["one"]);
        assert!(lines("# of the block\nlocals {}\n").is_empty());
        assert!(lines("locals {}\n# end\n").is_empty());
        assert_eq!(header("# one\n\nlocals {}\n").1, 6);
    }
}

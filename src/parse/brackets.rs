//! What is open at a place in HCL text that does not parse: found without a grammar.

/// Brackets and texts that were opened and not closed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Brackets {
    /// Open brackets and where they stand, the innermost last.
    pub(super) open: Vec<(usize, char)>,
    /// The first `{` whose `}` stands further left than its line begins: it closes what is around, and its own is missing.
    /// Only while something is open.
    pub(super) outlived: Option<usize>,
    /// Start of a string that goes on after its line.
    pub(super) string: Option<usize>,
    /// Start of a heredoc without end.
    pub(super) heredoc: Option<usize>,
}

impl Brackets {
    /// Reads `text`; `is_all` says that nothing follows it, so that what is open stays open.
    pub(super) fn of(text: &str, is_all: bool) -> Self {
        let (mut open, mut outlived) = (Vec::new(), None);
        let Texts { string, heredoc } = walk(text, is_all, |at, character| match character {
            '{' | '[' | '(' => open.push((at, character)),
            '}' | ']' | ')' => {
                let closed = open.pop().filter(|(start, open)| *open == '{' && is_left_of(text, at, *start));
                outlived = outlived.or(closed.map(|(start, _)| start));
            }
            _ => {}
        });
        let outlived = outlived.filter(|_| !open.is_empty());
        Self { open, outlived, string, heredoc }
    }
}

/// Whether the bracket at `close` begins a line that is indented less than that of the one at `open`.
fn is_left_of(text: &str, close: usize, open: usize) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (before, opening) = (line_before(text, close), line_before(text, open));
    before.zip(opening).is_some_and(|(before, opening)| before.trim().is_empty() && indent(before) < indent(opening))
}

/// What stands before a place on its line; [`None`] on a line that is longer than people write, which would take its time.
fn line_before(text: &str, at: usize) -> Option<&str> {
    const LONGEST: usize = 200;
    let start = at.saturating_sub(LONGEST);
    let before = text.get(start..at)?;
    before.rsplit_once('\n').map(|(_, line)| line).or_else(|| (start == 0).then_some(before))
}

/// Texts that were opened and not closed: their starts.
#[derive(Default)]
pub(super) struct Texts {
    string: Option<usize>,
    heredoc: Option<usize>,
}

/// Hands out every character that stands in no string, heredoc or comment, with its place.
pub(super) fn walk(text: &str, is_all: bool, mut see: impl FnMut(usize, char)) -> Texts {
    let mut texts = Texts::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest.as_bytes() {
            [b'#', ..] | [b'/', b'/', ..] => length_until(rest, "\n"),
            [b'/', b'*', ..] => length_until(rest, "*/"),
            [b'<', b'<', ..] => heredoc_length(rest).unwrap_or_else(|| {
                texts.heredoc = Some(at);
                rest.len()
            }),
            [b'"', ..] => {
                let Some(length) = string_length(rest) else {
                    texts.string = Some(at).filter(|_| rest.contains('\n') || is_all);
                    return texts;
                };
                length
            }
            _ => {
                let character = rest.chars().next().unwrap_or_default();
                see(at, character);
                character.len_utf8()
            }
        };
    }
    texts
}

/// Bytes of a heredoc with the line that ends it; [`None`] when the text ends first.
fn heredoc_length(rest: &str) -> Option<usize> {
    let first = rest.lines().next().unwrap_or_default();
    let word = first.trim_start_matches(['<', '-']).trim();
    let mut length = first.len() + 1;
    for line in rest.split('\n').skip(1) {
        length += line.len() + 1;
        if line.trim() == word {
            return Some(length);
        }
    }
    None
}

fn length_until(rest: &str, end: &str) -> usize {
    rest.find(end).map_or(rest.len(), |index| index + end.len())
}

/// Bytes of a string with its quotes; [`None`] when its line or the text ends first.
fn string_length(rest: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '\n' => return None,
            '\\' if depth == 0 => _ = characters.next(),
            '{' if depth > 0 => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '$' | '%' if characters.peek().is_some_and(|(_, next)| *next == '{') => {
                depth += 1;
                characters.next();
            }
            '"' if depth == 0 => return Some(index + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_comments_and_heredocs_hide_brackets() {
        let open = |text: &str| Brackets::of(text, true).open.into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        for (text, expected) in [
            ("a {", vec![2]),
            ("a { b = [", vec![2, 8]),
            ("a { b = [] }", vec![]),
            ("a { # }\n", vec![2]),
            ("a { // }\n", vec![2]),
            ("a { /* } */", vec![2]),
            ("a { b = \"}\"", vec![2]),
            ("a { b = \"\\\"}\"", vec![2]),
            ("a { b = \"${ f({}) }}\"", vec![2]),
            ("a { b = <<EOT\n}\nEOT\n", vec![2]),
        ] {
            assert_eq!(open(text), expected, "{text}");
        }
    }

    #[test]
    fn indentation_shows_which_bracket_is_missing() {
        for (text, expected) in [
            ("a {\n  b {\n    c = 1\n\n  d {\n  }\n}\n", Some(8)),
            ("a {\n  b {\n  }\n", None),
            ("a {\n  b {\n}\n}\n", None),
            ("a {\nb {\n}\n", None),
            ("a {\n  b = {\n    c = { d = 1 }\n}\n", Some(10)),
        ] {
            assert_eq!(Brackets::of(text, true).outlived, expected, "{text}");
        }
    }

    #[test]
    fn unclosed_texts_are_found() {
        assert_eq!(Brackets::of("a = \"b\nc = \"", false).string, Some(4));
        assert_eq!(Brackets::of("a = \"b", true).string, Some(4));
        assert_eq!(Brackets::of("a = \"b", false).string, None);
        assert_eq!(Brackets::of("a = <<EOT\nb\n", true).heredoc, Some(4));
    }
}

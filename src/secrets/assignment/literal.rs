//! The literal behind a sign, in whichever language the text is written.

use std::ops::Range;

use super::lines::Lines;
use crate::secrets::key::LONGEST_KEY;

/// A literal.
#[derive(Clone)]
pub(in crate::secrets) struct Literal {
    /// Its bytes, without quotes.
    pub(in crate::secrets) bytes: Range<usize>,
    /// Whether quotes, or the marks of a text of several lines, stand around it.
    pub(in crate::secrets) is_quoted: bool,
}

/// The literals of a text. Signs are asked for in the order of the text: what was measured for one is not measured again
/// for the signs inside it.
pub(in crate::secrets) struct Literals<'a> {
    text: &'a str,
    /// The bytes from which the last literal was or would be found, and the literal.
    last: Option<(Range<usize>, Option<Literal>)>,
    /// The last stretch of text that is a word.
    word: Range<usize>,
    /// The last stretch of text that is a word that starts with a placeholder.
    placeholder: Range<usize>,
    lines: Option<Lines<'a>>,
}

impl<'a> Literals<'a> {
    pub(in crate::secrets) const fn of(text: &'a str) -> Self {
        Self { text, last: None, word: 0..0, placeholder: 0..0, lines: None }
    }

    /// The literal that starts at `from`, behind white space; [`None`] where an object, a list or nothing is.
    pub(in crate::secrets) fn behind(&mut self, from: usize) -> Option<Literal> {
        if let Some((_, literal)) = self.last.as_ref().filter(|(starts, _)| starts.contains(&from)) {
            return literal.clone();
        }
        let signs = self.text.as_bytes().iter().skip(from).take_while(|byte| matches!(byte, b'=' | b'>')).count();
        let literal = self.at(from + signs);
        self.last = Some((from..from + signs + 1, literal.clone()));
        literal
    }

    fn at(&mut self, from: usize) -> Option<Literal> {
        /// Backslashes before a quote: JSON in JSON five times over.
        const MOST_ESCAPES: usize = 31;
        let text = self.text;
        let value = text.get(from..)?.trim_start_matches([' ', '\t']);
        // Only what is in quotes may stand on the next line.
        let next_line = value.trim_start();
        let value = if next_line.starts_with(['"', '\'']) { next_line } else { value };
        let start = text.len() - value.len();
        let escapes = value.bytes().take_while(|byte| *byte == b'\\').count();
        let quote = value.get(escapes..)?.chars().next()?;
        match quote {
            '"' | '\'' if escapes <= MOST_ESCAPES => Some(quoted(text, start + escapes + 1, quote, escapes)),
            '<' if value.starts_with("<<") => self.heredoc(start),
            '|' | '>' => self.block(start),
            '{' | '[' | '(' | '\n' | '\r' => None,
            _ => Some(self.bare(start)),
        }
    }

    /// The lines of `<<EOT`, up to the one that ends it.
    fn heredoc(&mut self, start: usize) -> Option<Literal> {
        let opener = self.text.get(start..)?.trim_start_matches(['<', '-']);
        let length = opener.chars().take(LONGEST_KEY).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
        let marker: &str = opener.get(..length).filter(|marker| !marker.is_empty())?;
        let lines = self.lines();
        let begin = lines.behind(start)?;
        Some(Literal { bytes: begin..lines.end_of_heredoc(marker, begin), is_quoted: true })
    }

    /// The lines of a block of YAML: those that are indented more than the line of its key.
    fn block(&mut self, start: usize) -> Option<Literal> {
        let lines = self.lines();
        Some(Literal { bytes: lines.behind(start)?..lines.end_of_block(start), is_quoted: true })
    }

    fn lines(&mut self) -> &Lines<'a> {
        let text = self.text;
        self.lines.get_or_insert_with(|| Lines::of(text))
    }

    /// A word. A brace ends it unless it is that of a placeholder.
    fn bare(&mut self, start: usize) -> Literal {
        let rest = self.text.get(start..).unwrap_or_default();
        let is_placeholder = rest.starts_with('$');
        let known = if is_placeholder { &mut self.placeholder } else { &mut self.word };
        if !known.contains(&start) {
            let is_sign = |c: char| matches!(c, '"' | '\'' | '`' | '&' | ';' | ',' | '<' | '>' | ']');
            let is_end = |c: char| c.is_whitespace() || is_sign(c) || c == '}' && !is_placeholder;
            *known = start..start + rest.find(is_end).unwrap_or(rest.len());
        }
        Literal { bytes: start..known.end, is_quoted: false }
    }
}

/// Up to the quote that closes, or to the end of the line where none does.
fn quoted(text: &str, start: usize, quote: char, escapes: usize) -> Literal {
    let rest = text.get(start..).unwrap_or_default();
    let mut backslashes = 0;
    let mut end = None;
    for (index, character) in rest.char_indices() {
        let closes = if escapes == 0 { backslashes % 2 == 0 } else { backslashes <= escapes };
        if character == quote && closes {
            end = Some(index - backslashes.min(escapes));
            break;
        }
        if character == '\n' && escapes == 0 && quote == '"' {
            end = Some(index);
            break;
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
    }
    Literal { bytes: start..start + end.unwrap_or(rest.len()), is_quoted: true }
}

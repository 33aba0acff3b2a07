//! The literal behind a sign, in whichever language the text is written.

use std::ops::Range;

/// A literal.
pub(in crate::secrets) struct Literal {
    /// Its bytes, without quotes.
    pub(in crate::secrets) bytes: Range<usize>,
    /// Whether quotes, or the marks of a text of several lines, stand around it.
    pub(in crate::secrets) is_quoted: bool,
}

/// The literal that starts at `from`, behind white space; [`None`] where an object, a list or nothing is.
pub(in crate::secrets) fn literal(text: &str, from: usize) -> Option<Literal> {
    let rest = text.get(from..)?.trim_start_matches(['=', '>']);
    let value = rest.trim_start_matches([' ', '\t']);
    // Only what is in quotes may stand on the next line.
    let next_line = value.trim_start();
    let value = if next_line.starts_with(['"', '\'']) { next_line } else { value };
    let start = text.len() - value.len();
    let escapes = value.bytes().take_while(|byte| *byte == b'\\').count();
    let quote = value.get(escapes..)?.chars().next()?;
    match quote {
        '"' | '\'' => Some(quoted(text, start + escapes + 1, quote, escapes)),
        '<' if value.starts_with("<<") => heredoc(text, start),
        '|' | '>' => block(text, start),
        '{' | '[' | '(' | '\n' | '\r' => None,
        _ => Some(bare(text, start)),
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

/// The lines of `<<EOT`, up to the one that ends it.
fn heredoc(text: &str, start: usize) -> Option<Literal> {
    let rest = text.get(start..)?;
    let (first, body) = rest.split_once('\n')?;
    let marker = first.trim_start_matches(['<', '-']).trim();
    let length: usize = body.split_inclusive('\n').take_while(|line| line.trim() != marker).map(str::len).sum();
    let begin = start + first.len() + 1;
    (!marker.is_empty()).then_some(Literal { bytes: begin..begin + length, is_quoted: true })
}

/// The lines of a block of YAML: those that are indented more than the line of its key.
fn block(text: &str, start: usize) -> Option<Literal> {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let outer = indent(text.get(line_start..start)?);
    let (first, body) = text.get(start..)?.split_once('\n')?;
    let is_inner = |line: &&str| line.trim().is_empty() || indent(line) > outer;
    let length: usize = body.split_inclusive('\n').take_while(is_inner).map(str::len).sum();
    let begin = start + first.len() + 1;
    Some(Literal { bytes: begin..begin + length, is_quoted: true })
}

/// A word. A brace ends it unless it is that of a placeholder.
fn bare(text: &str, start: usize) -> Literal {
    let rest = text.get(start..).unwrap_or_default();
    let is_placeholder = rest.starts_with('$');
    let is_sign = |c: char| matches!(c, '"' | '\'' | '`' | '&' | ';' | ',' | '<' | '>' | ']');
    let is_end = |c: char| c.is_whitespace() || is_sign(c) || c == '}' && !is_placeholder;
    let length = rest.find(is_end).unwrap_or(rest.len());
    Literal { bytes: start..start + length, is_quoted: false }
}

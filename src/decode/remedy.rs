//! Values of the wrong kind that are nearly right: as they should be.

use super::decoder::{BOOL, LABELLED, LIST, NUMBER, OBJECT, STRING};
use crate::diagnostic::shortened;
use crate::parse::{Node, Value};
use crate::source::Span;

/// What goes and what comes, to be done together.
type Edits = Vec<(Span, String)>;

/// What to write instead of `node`, in words and where that is certain as edits; `key` is the one it belongs to, [`None`]
/// for an element of a list.
pub(super) fn remedy(key: Option<&str>, node: &Node, wanted: &str) -> Option<(String, Edits)> {
    let shown = |value: &str| key.map_or_else(|| format!("`{value}`"), |key| format!("`{key} = {value}`"));
    let instead =
        |verb: &str, value: &str| Some((format!("{verb}: {}", shown(value)), vec![(node.span, value.to_owned())]));
    let words = |text: String| Some((text, Vec::new()));
    match (&node.value, wanted) {
        (Value::Number(text), STRING) => instead("quote it", &format!("\"{text}\"")),
        (Value::Bool(value), STRING) => instead("quote it", &format!("\"{value}\"")),
        (Value::String(text), LIST) => {
            Some(list_of(node, &shown(&format!("[\"{}\"]", shortened(text))), text.contains('\n')))
        }
        (Value::Number(text), LIST) => Some(list_of(node, &shown(&format!("[{text}]")), false)),
        (Value::String(text), NUMBER) if is_plain_number(text) => instead("write it without quotes", text),
        (Value::String(text), BOOL) if matches!(text.as_str(), "true" | "false") => {
            instead("write it without quotes", text)
        }
        (Value::String(_) | Value::Number(_), BOOL) => words(format!("write {} or {}", shown("true"), shown("false"))),
        (_, LABELLED) => words(format!("write `{} \"name\" {{ … }}`", key?)),
        (Value::Bool(_) | Value::String(_), OBJECT) => words(format!("write {}", shown("{ … }"))),
        (Value::List(elements), _) => match elements.as_slice() {
            [only] if only.kind() == wanted => Some(without_brackets(node, only)),
            _ => None,
        },
        _ => None,
    }
}

/// Brackets around the value; a heredoc has to end with its line.
fn list_of(node: &Node, shown: &str, has_lines: bool) -> (String, Edits) {
    let at = |offset: u32| Span { start: offset, end: offset, ..node.span };
    let brackets = vec![(at(node.span.start), "[".to_owned()), (at(node.span.end), "]".to_owned())];
    (format!("write a list: {shown}"), if has_lines { Vec::new() } else { brackets })
}

fn without_brackets(list: &Node, only: &Node) -> (String, Edits) {
    let before = Span { end: only.span.start, ..list.span };
    let after = Span { start: only.span.end, ..list.span };
    let edits = vec![(before, String::new()), (after, String::new())];
    ("write the one element without the brackets".to_owned(), edits)
}

/// A number as HCL and JSON write it.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(is_number)
}

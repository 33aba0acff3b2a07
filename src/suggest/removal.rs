//! Removing a whole entry: with its key, its comma, and its lines when nothing else stands on them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::parse::{Entry, Node, Value};
use crate::source::{SourceFile, SourceMap, Span};

/// Widens each edit that empties a key, a label, a value or an element to what has to go with it.
pub(super) fn whole_entries(diagnostics: &mut [Diagnostic], root: &Node, sources: &SourceMap) {
    let is_removal = |edit: &Edit| edit.replacement.is_empty();
    let mut edits = diagnostics.iter().flat_map(|found| &found.helps).flat_map(|help| &help.edits);
    if !edits.any(is_removal) {
        return;
    }
    let mut extents = BTreeMap::new();
    collect(root, &mut extents);
    for diagnostic in diagnostics {
        // The tree holds the first of two entries with one key only.
        let is_left_out = diagnostic.code == Code::DUPLICATE_KEY;
        let edits = diagnostic.helps.iter_mut().flat_map(|help| &mut help.edits);
        for edit in edits.filter(|edit| is_removal(edit)) {
            let whole = extents.get(&edit.span).copied().or(is_left_out.then_some(edit.span));
            if let Some((whole, file)) = whole.and_then(|whole| Some((whole, sources.file_of(whole)?))) {
                edit.span = widened(whole, file);
            }
        }
    }
}

fn widened(entry: Span, file: &SourceFile) -> Span {
    let bytes = with_surroundings(&file.text, file.clamp(entry));
    let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span { start: offset(bytes.start), end: offset(bytes.end), ..entry }
}

/// By the places that findings point at, what goes with them.
fn collect(node: &Node, extents: &mut BTreeMap<Span, Span>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|entry| of_entry(entry, extents)),
        Value::List(elements) => {
            for element in elements {
                extents.insert(element.span, element.span);
                collect(element, extents);
            }
        }
        _ => {}
    }
}

fn of_entry(entry: &Entry, extents: &mut BTreeMap<Span, Span>) {
    let whole = entry.extent();
    let labels = entry.labels.iter().map(|label| label.span);
    for span in [entry.key_span, entry.node.span, whole].into_iter().chain(labels) {
        extents.insert(span, whole);
    }
    collect(&entry.node, extents);
}

/// With the comma that follows, or else the one before; with the rest of its lines when they are blank.
fn with_surroundings(text: &str, bytes: Range<usize>) -> Range<usize> {
    let (before, after) = (text.get(..bytes.start).unwrap_or_default(), text.get(bytes.end..).unwrap_or_default());
    let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let starts_line =
        before.len() == indent || before.get(..before.len() - indent).is_some_and(|rest| rest.ends_with('\n'));
    let is_followed = after.trim_start().starts_with(',');
    let comma = if is_followed { after.find(',').map_or(0, |at| at + 1) } else { 0 };
    let rest = after.get(comma..).unwrap_or_default();
    let trailing = blank(rest);
    let line_break = match rest.get(trailing..).unwrap_or_default().as_bytes() {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        [] => Some(0),
        _ => None,
    };
    let preceding_comma = before.trim_end().strip_suffix(',').filter(|_| !is_followed);
    match (preceding_comma, starts_line, line_break) {
        // The last one of several.
        (Some(before), ..) => before.len()..bytes.end,
        (None, true, Some(line_break)) => bytes.start - indent..bytes.end + comma + trailing + line_break,
        _ => bytes.start..bytes.end + comma + if is_followed { trailing } else { 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_lines_go_with_an_entry() {
        for (text, expected) in [
            ("a = 1\n  <b = 2>\nc = 3\n", "a = 1\nc = 3\n"),
            ("a = 1\r\n  <b = 2>\r\nc = 3\r\n", "a = 1\r\nc = 3\r\n"),
            ("a = 1\n<b {\n  c = 2\n}>\n", "a = 1\n"),
            ("<a = 1>", ""),
            ("a = 1\n<b = 2> # why\n", "a = 1\n # why\n"),
            ("e { <a = 1> }", "e {  }"),
            ("e = { <a = 1>, b = 2 }", "e = { b = 2 }"),
            ("e = { a = 1, <b = 2> }", "e = { a = 1 }"),
            ("{\n  <\"a\": 1>,\n  \"b\": 2\n}", "{\n  \"b\": 2\n}"),
            ("{\n  \"a\": 1,\n  <\"b\": 2>\n}", "{\n  \"a\": 1\n}"),
            ("{ <\"a\": 1> }", "{  }"),
            ("[<1>, 2]", "[2]"),
            ("[1, <2>]", "[1]"),
            ("[1, <2>, 3]", "[1, 3]"),
            ("[\n  1,\n  <2>,\n]", "[\n  1,\n]"),
        ] {
            let start = text.find('<').unwrap();
            let end = text.find('>').unwrap() - 1;
            let mut plain = text.replace(['<', '>'], "");
            plain.replace_range(with_surroundings(&plain, start..end), "");
            assert_eq!(plain, expected, "{text}");
        }
    }
}

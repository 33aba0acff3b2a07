//! JSON Lines: one object a diagnostic.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{SourceMap, Span};

/// Renders all diagnostics, one JSON object a line.
///
/// # Panics
/// Never: a diagnostic holds only strings and numbers.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let line = Line::new(diagnostic, sources);
        text.push_str(&serde_json::to_string(&line).expect("a diagnostic holds only strings and numbers"));
        text.push('\n');
    }
    text
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: crate::diagnostic::Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    helps: &'a [String],
}

#[derive(Serialize)]
struct Related<'a> {
    location: Location<'a>,
    message: &'a str,
}

/// Bytes count from 0, lines and columns from 1; the end is exclusive.
#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    byte: usize,
    line: usize,
    column: usize,
}

impl<'a> Line<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Self {
        let related = |label: &'a Label| Some(Related { location: locate(label.span, sources)?, message: &label.text });
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity,
            message: &diagnostic.headline,
            location: locate(diagnostic.primary.span, sources),
            label: &diagnostic.primary.text,
            related: diagnostic.secondary.iter().filter_map(related).collect(),
            notes: &diagnostic.notes,
            helps: &diagnostic.helps,
        }
    }
}

fn locate(span: Span, sources: &SourceMap) -> Option<Location<'_>> {
    let file = sources.file_of(span)?;
    let range = file.clamp(span);
    let position = |byte: usize| {
        let (line, column) = file.line_column(byte);
        Position { byte, line, column }
    };
    Some(Location { file: &file.path, start: position(range.start), end: position(range.end) })
}

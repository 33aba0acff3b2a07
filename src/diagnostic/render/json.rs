//! JSON Lines: one object a diagnostic, and one for what `cellc build` wrote. `schema/diagnostic.json` describes a line.

use std::borrow::Cow;

use schemars::transform::Transform as _;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::can_be_shown;
use crate::descriptions::UnwrappedDescriptions;
use crate::diagnostic::{Diagnostic, Edit, Help, Label, Severity, Step, WaitedFor, Waiting, escaped_json};
use crate::secrets::masked;
use crate::source::{SourceMap, Span};

/// Renders all diagnostics, one JSON object a line.
///
/// # Panics
/// Never: a diagnostic holds only strings and numbers.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&Line::Diagnostic(Box::new(Finding::new(diagnostic, sources))).text());
    }
    text
}

/// Renders which rules wait for values that cannot be read, as the last line behind the findings.
///
/// # Panics
/// Never: what waits holds only strings and numbers.
pub fn json_waiting(waiting: &Waiting, sources: &SourceMap) -> String {
    let waiting = Awaited {
        message: masked(&waiting.line(sources)).into_owned(),
        rules: waiting.rules.iter().map(|rule| rule.as_str()).collect(),
        values: waiting.values.iter().map(|value| Unread::new(value, sources)).collect(),
        hides_blocks: waiting.hides_blocks,
    };
    Line::Waiting { waiting }.text()
}

/// Renders the last line of a build that succeeded.
///
/// # Panics
/// Never: a summary holds only numbers.
pub fn json_summary(summary: Summary) -> String {
    Line::Summary { summary }.text()
}

/// The JSON Schema (draft 2020-12) of a line.
pub fn json_schema() -> Schema {
    let mut schema = schemars::schema_for!(Line<'_>);
    UnwrappedDescriptions.transform(&mut schema);
    schema
}

/// A line of `--format json`: a finding, behind the findings the rules that wait, or at the end of a build that succeeded
/// its summary.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Line")]
enum Line<'a> {
    /// A finding of `cellc check` or `cellc build`.
    Diagnostic(Box<Finding<'a>>),
    /// Behind the findings, where rules wait for values that cannot be read.
    Waiting {
        /// What waits, and for what.
        waiting: Awaited<'a>,
    },
    /// The last line of a `cellc build` that succeeded.
    Summary {
        /// What was done.
        summary: Summary,
    },
}

impl Line<'_> {
    fn text(&self) -> String {
        let text = serde_json::to_string(self).expect("invariant: a line holds only strings and numbers");
        escaped_json(&text).into_owned() + "\n"
    }
}

/// What a build did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Cells of the specification.
    pub cells: usize,
    /// Files that were written.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files that were removed.
    pub removed: usize,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// Rules that wait until values can be read. Findings that do not depend on these values are complete.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Waiting")]
struct Awaited<'a> {
    /// All of it in one sentence.
    message: String,
    /// The codes of the rules that wait.
    rules: Vec<&'a str>,
    /// The values that they wait for. Each has a finding of its own.
    values: Vec<Unread<'a>>,
    /// Whether there were too many such values, so that the blocks that hold them were not judged.
    hides_blocks: bool,
}

/// A value that cannot be read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnreadableValue")]
struct Unread<'a> {
    /// The key that it belongs to.
    key: Cow<'a, str>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
}

/// One finding of `cellc check` or `cellc build`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct Finding<'a> {
    /// Code of the rule, such as `CELL0402`. A code never changes its meaning and is never reused.
    code: &'a str,
    /// How bad it is.
    severity: Severity,
    /// What is wrong, in one sentence.
    message: Cow<'a, str>,
    /// The file or folder that it is about, when that is no place in the spec's text: a spec file that cannot be read,
    /// something in the output folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    /// The part of the spec that it is about: the keys that lead to it, from the outermost block inwards. Absent when it is
    /// about the spec as a whole, about a file, or about text that cannot be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    subject: Vec<Key<'a>>,
    /// The place of the fault; absent when it has none, such as a missing file.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    /// What is wrong at that place.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(default)]
    label: Cow<'a, str>,
    /// Other places that explain it, in any file.
    related: Vec<Related<'a>>,
    /// Why it is wrong: limits and their source.
    notes: Vec<Cow<'a, str>>,
    /// What to write instead.
    helps: Vec<Proposal<'a>>,
}

/// A key on the way to a part of the spec.
#[derive(Serialize, JsonSchema)]
struct Key<'a> {
    /// The key, such as `environment` or `quota`.
    key: Cow<'a, str>,
    /// The label, when it is the key of a block with one: `dev` for `environment "dev"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    name: Option<Cow<'a, str>>,
}

/// Another place, and why it matters.
#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    /// The place.
    location: Location<'a>,
    /// Why it matters.
    message: Cow<'a, str>,
}

/// What to write instead.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Help")]
struct Proposal<'a> {
    /// In words.
    message: Cow<'a, str>,
    /// As changes of the text, to be applied together; empty where only words are possible.
    edits: Vec<Change<'a>>,
}

/// The text at a place becomes another one. An empty place inserts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct Change<'a> {
    /// What goes.
    location: Location<'a>,
    /// What comes.
    replacement: &'a str,
}

/// A part of a file, the end exclusive.
#[derive(Serialize, JsonSchema)]
struct Location<'a> {
    /// The file, as it was named on the command line.
    file: &'a str,
    /// First character.
    start: Position,
    /// Behind the last character.
    end: Position,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// Bytes before it.
    byte: usize,
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
}

impl<'a> Unread<'a> {
    fn new(value: &'a WaitedFor, sources: &'a SourceMap) -> Self {
        Self { key: masked(&value.key), location: locate(value.span, sources) }
    }
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Self {
        let related =
            |label: &'a Label| Some(Related { location: locate(label.span, sources)?, message: masked(&label.text) });
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity,
            message: masked(&diagnostic.headline),
            path: diagnostic.path(),
            subject: diagnostic.part().iter().map(Key::new).collect(),
            location: locate(diagnostic.primary.span, sources),
            label: masked(&diagnostic.primary.text),
            related: diagnostic.secondary.iter().filter_map(related).collect(),
            notes: diagnostic.notes.iter().map(|note| masked(note)).collect(),
            helps: diagnostic.helps.iter().map(|help| Proposal::new(help, sources)).collect(),
        }
    }
}

impl<'a> Key<'a> {
    fn new(step: &'a Step) -> Self {
        Self { key: masked(&step.key), name: step.name.as_deref().map(masked) }
    }
}

impl<'a> Proposal<'a> {
    fn new(help: &'a Help, sources: &'a SourceMap) -> Self {
        let change =
            |edit: &'a Edit| Some(Change { location: locate(edit.span, sources)?, replacement: &edit.replacement });
        let edits = help.edits.iter().filter(|_| help.edits.iter().all(can_be_shown));
        Self { message: masked(&help.text), edits: edits.filter_map(change).collect() }
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

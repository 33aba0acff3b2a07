//! SARIF 2.1.0 (OASIS standard): one document with one run, for code scanning and editors.

mod document;
mod escape;
mod uri;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::{can_be_shown, plain_message, shown, shown_line};
use crate::diagnostic::{Code, Diagnostic, Edit, Help, Label, Severity, Waiting, escaped_json};
use crate::secrets::masked;
use crate::source::{SourceFile, SourceMap, Span};
use document::{
    ArtifactChange, Configuration, Descriptor, Document, Driver, Finding, Fix, Invocation, Location, Notification,
    Place, Region, Replacement, Rule, Run, SCHEMA, Text, Tool, UriBase,
};

/// What is known of a code, whatever the finding.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// What it demands, in one sentence.
    pub title: Option<String>,
    /// How bad a finding is at worst, with the strictest profile.
    pub severity: Option<Severity>,
}

/// Renders all diagnostics as one document, also when there are none. `about` says what is known of a
/// code, whatever the finding.
///
/// Findings without a place stand at the first line of the specification's first file, because consumers want a place
/// for each result; those about a file or folder that has no text stand at its first line. Where there is neither they are
/// notifications of the run, and so are the rules that wait for values which cannot be read. The run counts as failed when cellc could not do its work: when the specification cannot be
/// read, or the output not be written.
///
/// # Panics
/// Never: a diagnostic holds only strings and numbers.
pub fn sarif(
    diagnostics: &[Diagnostic],
    waiting: Option<&Waiting>,
    sources: &SourceMap,
    about: &dyn Fn(Code) -> About,
) -> String {
    let mut run = run(diagnostics, sources, about);
    let [invocation] = &mut run.invocations;
    invocation.tool_execution_notifications.extend(waiting.map(|waiting| what_waits(waiting, sources)));
    let document = Document { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let text = serde_json::to_string_pretty(&document).expect("invariant: a document holds only strings and numbers");
    escaped_json(&text).into_owned() + "\n"
}

fn run(diagnostics: &[Diagnostic], sources: &SourceMap, about: &dyn Fn(Code) -> About) -> Run {
    let (mut results, mut notifications) = (Vec::new(), Vec::new());
    let placed = |diagnostic: &Diagnostic| primary(diagnostic, sources).is_some();
    let codes: BTreeSet<Code> = diagnostics.iter().filter(|found| placed(found)).map(|found| found.code).collect();
    let mut occurrences = BTreeMap::new();
    for diagnostic in diagnostics {
        let Some(location) = primary(diagnostic, sources) else {
            notifications.push(notification(diagnostic));
            continue;
        };
        let fingerprint = fingerprint(diagnostic, &location, &mut occurrences);
        results.push(Finding {
            rule_id: diagnostic.code.as_str(),
            rule_index: codes.iter().take_while(|code| **code < diagnostic.code).count(),
            level: level(diagnostic.severity),
            message: message(diagnostic),
            locations: vec![location],
            related_locations: diagnostic.secondary.iter().filter_map(|label| related(label, sources)).collect(),
            partial_fingerprints: BTreeMap::from([("cellcFinding/v1", fingerprint)]),
            fixes: diagnostic.helps.iter().filter_map(|help| fix(help, sources)).collect(),
        });
    }
    let rule = |code: Code| {
        let About { title, severity } = about(code);
        let default_configuration = severity.map(|severity| Configuration { level: level(severity) });
        Rule { id: code.as_str(), short_description: title.as_deref().map(Text::message), default_configuration }
    };
    let version = env!("CARGO_PKG_VERSION");
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version,
        semantic_version: version,
        rules: codes.iter().copied().map(rule).collect(),
    };
    let base = UriBase { description: "the folder that cellc was called in".into() };
    let has_failed = diagnostics.iter().any(|found| found.severity == Severity::Error && is_failure(found, sources));
    Run {
        tool: Tool { driver },
        invocations: [Invocation { execution_successful: !has_failed, tool_execution_notifications: notifications }],
        original_uri_base_ids: BTreeMap::from([(uri::SOURCE_ROOT, base)]),
        column_kind: "unicodeCodePoints",
        results,
    }
}

fn is_failure(diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
    diagnostic.code.is_failure() || primary(diagnostic, sources).is_none()
}

/// Where a result stands; [`None`] when what is wrong is that there is nothing to read.
fn primary(diagnostic: &Diagnostic, sources: &SourceMap) -> Option<Location> {
    let place = place(diagnostic.primary.span, sources).or_else(|| {
        if let Some(path) = diagnostic.path() {
            let region = Region { start_line: 1, start_column: 1, end_line: 1, end_column: 1 };
            return Some(Place { artifact_location: uri::artifact(path), region });
        }
        let (_, file) = sources.iter().next().filter(|_| diagnostic.code != Code::UNREADABLE)?;
        Some(Place { artifact_location: uri::artifact(&file.path), region: region(file, 0..0) })
    })?;
    Some(Location { physical_location: place, message: text_of(&diagnostic.primary.text) })
}

fn related(label: &Label, sources: &SourceMap) -> Option<Location> {
    Some(Location { physical_location: place(label.span, sources)?, message: text_of(&label.text) })
}

fn text_of(label: &str) -> Option<Text> {
    (!label.is_empty()).then(|| Text::message(label))
}

fn place(span: Span, sources: &SourceMap) -> Option<Place> {
    let file = sources.file_of(span)?;
    Some(Place { artifact_location: uri::artifact(&file.path), region: region(file, file.clamp(span)) })
}

fn region(file: &SourceFile, bytes: std::ops::Range<usize>) -> Region {
    let ((start_line, start_column), (end_line, end_column)) =
        (file.line_column(bytes.start), file.line_column(bytes.end));
    Region { start_line, start_column, end_line, end_column }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn notification(diagnostic: &Diagnostic) -> Notification {
    Notification {
        descriptor: Descriptor { id: diagnostic.code.as_str() },
        level: level(diagnostic.severity),
        message: message(diagnostic),
    }
}

/// Rules that wait for values which cannot be read: what they would find is no result, and none of them has failed.
fn what_waits(waiting: &Waiting, sources: &SourceMap) -> Notification {
    let message = Text::message(&waiting.line(sources));
    Notification { descriptor: Descriptor { id: "waiting" }, level: "note", message }
}

fn message(diagnostic: &Diagnostic) -> Text {
    let markdown = |text: &str| escape::markdown(text);
    let headline = markdown(&shown_line(&diagnostic.headline));
    // Two pairs of asterisks without anything between them are a line.
    let mut formatted = if headline.trim().is_empty() { String::new() } else { format!("**{}**", headline.trim()) };
    if !diagnostic.primary.text.is_empty() {
        formatted = format!("{formatted}: {}", markdown(&shown_line(&diagnostic.primary.text)));
    }
    let notes = diagnostic.notes.iter().map(|note| ("Note", note));
    let helps = diagnostic.helps.iter().map(|help| ("Help", &help.text));
    for (kind, text) in notes.chain(helps) {
        formatted = format!("{formatted}\n\n**{kind}:** {}", markdown(&shown(text)));
    }
    Text { text: escape::plain(&plain_message(diagnostic)), markdown: Some(formatted) }
}

/// The same when lines move: rule, file and headline, and which one of those that share all three. A hash of a secret
/// would let everybody who reads it try passwords, so it counts as masked.
fn fingerprint(diagnostic: &Diagnostic, location: &Location, occurrences: &mut BTreeMap<String, usize>) -> String {
    const BYTES: usize = 16;
    let file = &location.physical_location.artifact_location.uri;
    let text = format!("{}\n{file}\n{}", diagnostic.code, masked(&diagnostic.headline));
    let hash = Sha256::digest(&text);
    let hash = hash.iter().take(BYTES).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let occurrence = occurrences.entry(text).or_default();
    *occurrence += 1;
    format!("{hash}:{occurrence}")
}

fn fix(help: &Help, sources: &SourceMap) -> Option<Fix> {
    let mut changes: Vec<ArtifactChange> = Vec::new();
    for Edit { span, replacement } in help.edits.iter().filter(|_| help.edits.iter().all(can_be_shown)) {
        let Place { artifact_location, region } = place(*span, sources)?;
        let replacement = Replacement { deleted_region: region, inserted_content: replacement.as_str().into() };
        match changes.iter_mut().find(|change| change.artifact_location == artifact_location) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(ArtifactChange { artifact_location, replacements: vec![replacement] }),
        }
    }
    (!changes.is_empty()).then(|| Fix { description: Text::message(&help.text), artifact_changes: changes })
}

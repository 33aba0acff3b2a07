//! What a run prints about findings.

use std::borrow::Cow;

use super::arguments::Format;
use super::console::Console;
use crate::diagnostic::{Code, Diagnostic, Severity, Waiting, plural, render};
use crate::explain;
use crate::source::{SourceMap, Span};
use crate::verify::Fault;

/// How many findings are shown to people; machines get all of them.
const MOST_SHOWN: usize = 100;

/// Prints all findings of a run, at its end, and which rules wait: a SARIF document is one document.
pub(super) fn findings(
    console: &mut Console<'_>,
    diagnostics: &[Diagnostic],
    waiting: Option<&Waiting>,
    sources: &SourceMap,
    format: Format,
) -> anyhow::Result<()> {
    match format {
        // A document without results says that there are none; no document says nothing.
        Format::Sarif => console.data(&render::sarif(diagnostics, waiting, sources, &about)),
        _ if diagnostics.is_empty() => Ok(()),
        Format::Human => {
            people(console, diagnostics, waiting, sources);
            Ok(())
        }
        Format::Json => {
            let last = waiting.map(|waiting| render::json_waiting(waiting, sources)).unwrap_or_default();
            console.data(&(render::json_lines(diagnostics, sources) + &last))
        }
        Format::Github => {
            let last = waiting.map(|waiting| render::github_waiting(waiting, sources)).unwrap_or_default();
            console.data(&(render::github(diagnostics, sources) + &last))
        }
    }
}

fn people(console: &mut Console<'_>, diagnostics: &[Diagnostic], waiting: Option<&Waiting>, sources: &SourceMap) {
    let shown = first(diagnostics);
    let text = render::human(&shown, sources, console.colour);
    console.text(&text);
    if let more @ 1.. = diagnostics.len() - shown.len() {
        console.line(&format!("… and {more} more: `--format json` prints all of them\n"));
    }
    if let Some(total) = total(diagnostics) {
        console.line(&total);
    }
    if let Some(waiting) = waiting {
        console.line(&waiting.line(sources));
    }
    if let Some(error) = shown.iter().find(|finding| finding.severity == Severity::Error) {
        console.line(&format!("`cellc explain {}` says more", error.code));
    }
}

/// What holds, in one sentence.
fn about(code: Code) -> render::About {
    let Some(explanation) = explain::explanation(code) else { return render::About::default() };
    render::About { severity: explanation.strictest(), title: Some(explanation.title) }
}

/// As many as people read. No error is left out for a warning.
fn first(diagnostics: &[Diagnostic]) -> Cow<'_, [Diagnostic]> {
    if diagnostics.len() <= MOST_SHOWN {
        return Cow::Borrowed(diagnostics);
    }
    let of = |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
    let worst = of(Severity::Error).chain(of(Severity::Warning));
    Cow::Owned(worst.take(MOST_SHOWN).cloned().collect())
}

fn total(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "piece of advice")];
    let counts = counts.map(|(severity, noun)| (count(severity), noun));
    let shown: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| plural(*count, noun)).collect();
    let is_half_written = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::HALF_WRITTEN);
    let end = if count(Severity::Error) > 0 && !is_half_written { "; nothing was written" } else { "" };
    (!shown.is_empty()).then(|| format!("{}{end}", shown.join(", ")))
}

/// Faults of the compiler as findings.
pub(super) fn compiler_faults(faults: &[Fault]) -> Vec<Diagnostic> {
    let finding = |fault: &Fault| {
        let error = Diagnostic::error(Code::COMPILER_FAULT, Span::NONE, fault.to_string());
        error.help("this is a fault of cellc, not of the specification; please report it with the spec")
    };
    faults.iter().map(finding).collect()
}

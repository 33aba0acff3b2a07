//! Printing: people read stderr, machines read stdout.

use std::borrow::Cow;
use std::io::{IsTerminal as _, Write as _};

use anyhow::Context as _;
use serde::Serialize;

use super::arguments::Format;
use crate::diagnostic::{Code, Diagnostic, Severity, Waiting, escaped_json, plural, render, visible, visible_source};
use crate::explain;
use crate::secrets::{masked, masked_source};
use crate::source::{SourceMap, Span};
use crate::verify::Fault;

/// How many findings are shown to people; machines get all of them.
const MOST_SHOWN: usize = 100;

/// Prints all findings of a run, at its end, and which rules wait: a SARIF document is one document. Errors of the stream
/// itself are of no interest: there is nobody left to tell.
pub(super) fn findings(
    diagnostics: &[Diagnostic],
    waiting: Option<&Waiting>,
    sources: &SourceMap,
    format: Format,
) -> anyhow::Result<()> {
    match format {
        // A document without results says that there are none; no document says nothing.
        Format::Sarif => data(&render::sarif(diagnostics, waiting, sources, &title)),
        _ if diagnostics.is_empty() => Ok(()),
        Format::Human => {
            people(diagnostics, waiting, sources);
            Ok(())
        }
        Format::Json => {
            let last = waiting.map(|waiting| render::json_waiting(waiting, sources)).unwrap_or_default();
            data(&(render::json_lines(diagnostics, sources) + &last))
        }
        Format::Github => {
            let last = waiting.map(|waiting| render::github_waiting(waiting, sources)).unwrap_or_default();
            data(&(render::github(diagnostics, sources) + &last))
        }
    }
}

fn people(diagnostics: &[Diagnostic], waiting: Option<&Waiting>, sources: &SourceMap) {
    let shown = first(diagnostics);
    let text = render::human(&shown, sources, wants_colour());
    _ = anstream::stderr().write_all(text.as_bytes());
    if let more @ 1.. = diagnostics.len() - shown.len() {
        line(&format!("… and {more} more: `--format json` prints all of them\n"));
    }
    if let Some(total) = total(diagnostics) {
        line(&total);
    }
    if let Some(waiting) = waiting {
        line(&waiting.line(sources));
    }
    if let Some(error) = shown.iter().find(|finding| finding.severity == Severity::Error) {
        line(&format!("`cellc explain {}` says more", error.code));
    }
}

/// What holds, in one sentence.
fn title(code: Code) -> Option<String> {
    explain::explanation(code).map(|explanation| explanation.title)
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

fn wants_colour() -> bool {
    std::io::stderr().is_terminal() && anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
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

/// Prints a line for people.
pub(super) fn line(text: &str) {
    _ = writeln!(anstream::stderr(), "{}", visible(&masked(text)));
}

/// Prints a patch where stdout is taken; nothing for an empty one.
pub(super) fn patch(text: &str) {
    if !text.is_empty() {
        _ = writeln!(anstream::stderr(), "{}", printable(text.trim_end()));
    }
}

/// Generated text as a terminal may show it: without secrets, and with everything that it would obey spelled out.
pub(super) fn printable(text: &str) -> String {
    visible_source(&masked_source(text)).into_owned()
}

/// Prints data for machines.
///
/// # Errors
/// When the stream takes no more; a reader that has seen enough is none.
pub(super) fn data(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("cannot write to stdout"),
        _ => Ok(()),
    }
}

/// Prints a representation as JSON.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    data(&json_text(value)?)
}

/// A representation as JSON, with a line break at the end.
pub(super) fn json_text(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(escaped_json(&serde_json::to_string_pretty(value)?).into_owned() + "\n")
}

/// Prints what is wrong with the command line or the machine, beside everything that is a finding.
pub(super) fn failure(error: &anyhow::Error) {
    line(&format!("error: {error:#}"));
}

/// Faults of the compiler as findings.
pub(super) fn compiler_faults(faults: &[Fault]) -> Vec<Diagnostic> {
    let finding = |fault: &Fault| {
        let error = Diagnostic::error(Code::COMPILER_FAULT, Span::NONE, fault.to_string());
        error.help("this is a fault of cellc, not of the specification; please report it with the spec")
    };
    faults.iter().map(finding).collect()
}

//! Printing: people read stderr, machines read stdout.

use std::borrow::Cow;
use std::io::{IsTerminal as _, Write as _};

use anyhow::Context as _;
use serde::Serialize;

use super::arguments::Format;
use crate::diagnostic::{Code, Diagnostic, Severity, escaped_json, plural, render, visible, visible_source};
use crate::explain;
use crate::secrets::{masked, masked_source};
use crate::source::SourceMap;
use crate::verify::Fault;

/// How many findings are shown to people; machines get all of them.
const MOST_SHOWN: usize = 100;

/// Prints findings. Errors of the stream itself are of no interest: there is nobody left to tell.
pub(super) fn diagnostics(diagnostics: &[Diagnostic], sources: &SourceMap, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Human => {
            let shown = first(diagnostics);
            let text = render::human(&shown, sources, wants_colour());
            _ = anstream::stderr().write_all(text.as_bytes());
            if let more @ 1.. = diagnostics.len() - shown.len() {
                line(&format!("… and {more} more: `--format json` prints all of them\n"));
            }
            if let Some(total) = total(diagnostics) {
                line(&total);
            }
            if let Some(error) = shown.iter().find(|finding| finding.severity == Severity::Error) {
                line(&format!("`cellc explain {}` says more", error.code));
            }
            Ok(())
        }
        Format::Json => data(&render::json_lines(diagnostics, sources)),
        Format::Sarif => data(&render::sarif(diagnostics, sources, &title)),
        Format::Github => data(&render::github(diagnostics, sources)),
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
    let end = if count(Severity::Error) > 0 { "; nothing was written" } else { "" };
    (!shown.is_empty()).then(|| format!("{}{end}", shown.join(", ")))
}

/// Prints a line for people.
pub(super) fn line(text: &str) {
    _ = writeln!(anstream::stderr(), "{}", visible(&masked(text)));
}

/// Prints a patch where stdout is taken.
pub(super) fn lines(text: &str) {
    _ = writeln!(anstream::stderr(), "{}", visible_source(&masked_source(text)));
}

/// Prints text for people that is not about the specification but the result: a difference, a patch.
///
/// # Errors
/// Those of [`data`].
pub(super) fn text(text: &str) -> anyhow::Result<()> {
    data(&visible_source(&masked_source(text)))
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
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    data(&escaped_json(&text))
}

/// Prints a fault of the machine: disk, permissions.
pub(super) fn failure(error: &anyhow::Error) {
    line(&format!("error: {error:#}"));
}

/// Prints faults of the compiler.
pub(super) fn compiler_faults(faults: &[Fault]) {
    for fault in faults {
        line(&format!("compiler fault: {fault}"));
    }
    line(&format!(
        "{} in cellc itself; nothing was written. Please report it with the spec.",
        plural(faults.len(), "fault")
    ));
}

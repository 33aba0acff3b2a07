//! `cellc diff`.

use std::path::Path;

use super::analysis::{analyse, settings};
use super::arguments::{Deny, DiffArguments, DiffFormat, Format, SpecArguments};
use super::console::Console;
use super::lock_file::Substitute;
use super::timings::Timings;
use super::{DIFFERS, ERRORS, FINE, report, specification, text};
use crate::diagnostic::{Code, Diagnostic, Severity, has_errors, plural};
use crate::diff::{self, render};
use crate::emit::{self, OnDisk, Others, Unowned};
use crate::layout::CONFIGURATIONS;
use crate::lock::{self, Lock};
use crate::pipeline;
use crate::producers::{self, Owned};
use crate::read::{self, Unreadable};
use crate::source::{SourceMap, Span};

pub(super) fn diff(console: &mut Console<'_>, arguments: &DiffArguments) -> anyhow::Result<u8> {
    let mut timings = Timings::start();
    // Without a name it is the last build, whether or not there is one.
    let old = match &arguments.old {
        Some(old) => old_side(console, arguments, old, &mut timings)?,
        None => output(console, arguments, &arguments.out)?,
    };
    let last_build = Substitute::Output(&arguments.out);
    let known = old.as_ref().map_or(last_build, Side::known);
    let new = side(console, arguments, arguments.new.as_deref(), known, &mut timings)?;
    let (Some(mut old), Some(mut new)) = (old, new) else { return Ok(ERRORS) };
    stand_beside(&mut old, &mut new);
    timings.lap("generate");
    let difference = diff::diff_with_unowned(&old.files, &new.files);
    let mut unreadable = not_terraform(&difference.unreadable.old, &old);
    unreadable.extend(not_terraform(&difference.unreadable.new, &new));
    report::findings(console, &unreadable, None, &SourceMap::new(), format(arguments))?;
    timings.lap("diff");
    match arguments.format {
        DiffFormat::Human => console.data(&text::printable(&render::human(&difference)))?,
        DiffFormat::Json => console.data(&render::json_lines(&difference))?,
    }
    if arguments.timings {
        timings.print(console);
    }
    let is_denied = arguments.deny == Some(Deny::Replacements) && difference.is_destructive();
    Ok(match (is_denied || difference.has_unknown(), difference.is_empty()) {
        (true, _) => ERRORS,
        (false, true) => FINE,
        (false, false) => DIFFERS,
    })
}

/// What is compared.
struct Side<'a> {
    /// The folder that the files were read from; [`None`] for those that a spec makes.
    out: Option<&'a Path>,
    files: OnDisk,
    /// What a build of the spec would remember; nothing for an output folder.
    lock: Lock,
}

impl Side<'_> {
    /// What it says of the cells on the other side.
    const fn known(&self) -> Substitute<'_> {
        match self.out {
            Some(out) => Substitute::Output(out),
            None => Substitute::Lock(&self.lock),
        }
    }
}

/// What a spec makes would be built into the folder that it is compared with, beside what is there and not cellc's.
fn stand_beside(old: &mut Side<'_>, new: &mut Side<'_>) {
    match (old.out, new.out) {
        (Some(_), None) => new.files.unowned.clone_from(&old.files.unowned),
        (None, Some(_)) => old.files.unowned.clone_from(&new.files.unowned),
        _ => {}
    }
}

/// What was. A spec that has no lock is most often a copy of what will be, and has its lock.
fn old_side<'a>(
    console: &mut Console<'_>,
    arguments: &'a DiffArguments,
    old: &'a Path,
    timings: &mut Timings,
) -> anyhow::Result<Option<Side<'a>>> {
    // Without a spec, the other side says so.
    let new = specification::locate(&console.folder, arguments.new.as_deref()).ok();
    let out = &arguments.out;
    let known = match &new {
        Some(new) if emit::is_output(&console.folder.at(new)) => Substitute::Output(new),
        Some(new) => Substitute::Spec { spec: new, out },
        None => Substitute::Output(out),
    };
    side(console, arguments, Some(old), known, timings)
}

/// The generated files of a spec or of an output folder; [`None`] when there is an error, which is printed.
fn side<'a>(
    console: &mut Console<'_>,
    arguments: &DiffArguments,
    path: Option<&'a Path>,
    known: Substitute<'_>,
    timings: &mut Timings,
) -> anyhow::Result<Option<Side<'a>>> {
    if let Some(out) = path.filter(|path| emit::is_output(&console.folder.at(path))) {
        return output(console, arguments, out);
    }
    let spec = SpecArguments {
        spec: path.map(Path::to_owned),
        format: format(arguments),
        deny: None,
        as_of: arguments.as_of,
        timings: arguments.timings,
    };
    let (analysis, sources, before) = analyse(&console.folder, &spec, known, timings)?;
    let Some(model) = analysis.checked().filter(|_| !has_errors(&analysis.diagnostics)) else {
        report::findings(console, &analysis.diagnostics, analysis.waiting.as_ref(), &sources, spec.format)?;
        return Ok(None);
    };
    note_warnings(console, &analysis.diagnostics, spec.format);
    match pipeline::generate(model, &mut |_| {}) {
        Ok(output) => {
            let files = OnDisk { written: output.files, unowned: Unowned::default() };
            let lock = lock::after(model.model(), &before.lock, settings(&spec)?.as_of);
            Ok(Some(Side { out: None, files, lock }))
        }
        Err(faults) => failed(console, arguments, &report::compiler_faults(&faults)).map(|_| None),
    }
}

/// What else there is to say of a spec is the business of `check` and `build`: before a difference it would only hide that.
fn note_warnings(console: &mut Console<'_>, findings: &[Diagnostic], format: Format) {
    let warnings = findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
    if matches!(format, Format::Human) && warnings > 0 {
        console.line(&format!("note: {} in the spec: `cellc check` says more", plural(warnings, "warning")));
    }
}

/// The files of an output folder; [`None`] when they cannot be read, which is printed.
fn output<'a>(console: &mut Console<'_>, arguments: &DiffArguments, out: &'a Path) -> anyhow::Result<Option<Side<'a>>> {
    let others = Others { folders: &CONFIGURATIONS, is_meant: read::is_configuration };
    let owned: Vec<&str> = producers::owned().map(Owned::path).collect();
    match emit::on_disk(&console.folder.at(out), &owned, others) {
        Ok(files) => Ok(Some(Side { out: Some(out), files, lock: Lock::default() })),
        Err(error) => failed(console, arguments, &console.folder.seen_failure(error).findings()).map(|_| None),
    }
}

/// What cellc wrote and somebody broke. Whatever else cannot be read is in the difference, where it matters.
fn not_terraform(files: &[Unreadable], side: &Side<'_>) -> Vec<Diagnostic> {
    let broken = files.iter().filter(|file| side.files.written.contains_key(&file.path));
    broken.map(|file| broken_by_hand(file, side)).collect()
}

fn broken_by_hand(file: &Unreadable, side: &Side<'_>) -> Diagnostic {
    let path = side.out.unwrap_or(Path::new("")).join(&file.path).display().to_string().replace('\\', "/");
    let error = Diagnostic::error(Code::NOT_TERRAFORM, Span::NONE, format!("`{path}` cannot be read as Terraform"));
    let error = error.about(path).note(format!("line {}: {}", file.line, file.reason));
    error.help("restore the file from version control, or build again with `--force`")
}

fn failed(console: &mut Console<'_>, arguments: &DiffArguments, failures: &[Diagnostic]) -> anyhow::Result<u8> {
    report::findings(console, failures, None, &SourceMap::new(), format(arguments))?;
    Ok(ERRORS)
}

const fn format(arguments: &DiffArguments) -> Format {
    match arguments.format {
        DiffFormat::Human => Format::Human,
        DiffFormat::Json => Format::Json,
    }
}

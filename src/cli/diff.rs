//! `cellc diff`.

use std::path::Path;

use super::arguments::{Deny, DiffArguments, DiffFormat, Format, SpecArguments};
use super::check::analyse;
use super::console::Console;
use super::timings::Timings;
use super::{DIFFERS, ERRORS, FINE, report, text};
use crate::diagnostic::{Code, Diagnostic, Severity, has_errors, plural};
use crate::diff::{self, render};
use crate::emit::{self, FileSet};
use crate::pipeline;
use crate::read::Unreadable;
use crate::source::{SourceMap, Span};

pub(super) fn diff(console: &mut Console<'_>, arguments: &DiffArguments) -> anyhow::Result<u8> {
    let mut timings = Timings::start();
    // Without a name it is the last build, whether or not there is one.
    let old = match &arguments.old {
        Some(old) => side(console, arguments, Some(old), &mut timings)?,
        None => output(console, arguments, &arguments.out)?,
    };
    let new = side(console, arguments, arguments.new.as_deref(), &mut timings)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(ERRORS) };
    timings.lap("generate");
    let difference = diff::diff(&old.files, &new.files);
    let mut unreadable: Vec<Diagnostic> =
        difference.unreadable.old.iter().map(|file| not_terraform(file, &old)).collect();
    unreadable.extend(difference.unreadable.new.iter().map(|file| not_terraform(file, &new)));
    report::findings(console, &unreadable, None, &SourceMap::new(), format(arguments))?;
    timings.lap("diff");
    match arguments.format {
        DiffFormat::Human => console.data(&text::printable(&render::human(&difference)))?,
        DiffFormat::Json => console.data(&render::json_lines(&difference))?,
    }
    if arguments.timings {
        timings.print(console);
    }
    let is_denied = arguments.deny == Some(Deny::Replacements) && difference.replacing().next().is_some();
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
    files: FileSet,
}

/// The generated files of a spec or of an output folder; [`None`] when there is an error, which is printed.
fn side<'a>(
    console: &mut Console<'_>,
    arguments: &DiffArguments,
    path: Option<&'a Path>,
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
    let (analysis, sources) = analyse(&console.folder, &spec, timings)?;
    let Some(model) = analysis.checked().filter(|_| !has_errors(&analysis.diagnostics)) else {
        report::findings(console, &analysis.diagnostics, analysis.waiting.as_ref(), &sources, spec.format)?;
        return Ok(None);
    };
    note_warnings(console, &analysis.diagnostics, spec.format);
    match pipeline::generate(model, &mut |_| {}) {
        Ok(output) => Ok(Some(Side { out: None, files: output.files })),
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
    match emit::written(&console.folder.at(out)) {
        Ok(files) => Ok(Some(Side { out: Some(out), files })),
        Err(error) => failed(console, arguments, &console.folder.seen_failure(error).findings()).map(|_| None),
    }
}

fn not_terraform(file: &Unreadable, side: &Side<'_>) -> Diagnostic {
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

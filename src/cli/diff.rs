//! `cellc diff`.

use std::path::Path;

use super::arguments::{Deny, DiffArguments, DiffFormat, Format, SpecArguments};
use super::check::analyse;
use super::console::Console;
use super::timings::Timings;
use super::{DIFFERS, ERRORS, FINE, report};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::diff::{self, Unreadable, render};
use crate::emit::{self, FileSet};
use crate::pipeline;
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
    let difference = match diff::diff(&old.files, &new.files) {
        Ok(difference) => difference,
        Err(unreadable) => return failed(console, arguments, &[not_terraform(&unreadable, [&old, &new])]),
    };
    timings.lap("diff");
    match arguments.format {
        DiffFormat::Human => console.data(&report::printable(&render::human(&difference)))?,
        DiffFormat::Json => console.data(&render::json_lines(&difference))?,
    }
    if arguments.timings {
        timings.print(console);
    }
    let is_denied = arguments.deny == Some(Deny::Replacements) && difference.replacing().next().is_some();
    Ok(match (is_denied, difference.is_empty()) {
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
    report::findings(console, &analysis.diagnostics, analysis.waiting.as_ref(), &sources, spec.format)?;
    let Some(model) = analysis.checked().filter(|_| !has_errors(&analysis.diagnostics)) else { return Ok(None) };
    match pipeline::generate(model, &mut |_| {}) {
        Ok(output) => Ok(Some(Side { out: None, files: output.files })),
        Err(faults) => failed(console, arguments, &report::compiler_faults(&faults)).map(|_| None),
    }
}

/// The files of an output folder; [`None`] when they cannot be read, which is printed.
fn output<'a>(console: &mut Console<'_>, arguments: &DiffArguments, out: &'a Path) -> anyhow::Result<Option<Side<'a>>> {
    match emit::written(&console.folder.at(out)) {
        Ok(files) => Ok(Some(Side { out: Some(out), files })),
        Err(error) => failed(console, arguments, &console.folder.seen_failure(error).findings()).map(|_| None),
    }
}

fn not_terraform(unreadable: &Unreadable, sides: [&Side<'_>; 2]) -> Diagnostic {
    let path = &unreadable.path;
    let is_broken = |side: &&Side<'_>| side.files.get(path).is_some_and(|text| !diff::is_terraform(text));
    let folder = sides.into_iter().filter(|side| side.out.is_some()).find(is_broken).and_then(|side| side.out);
    let path = folder.unwrap_or(Path::new("")).join(path).display().to_string().replace('\\', "/");
    let error = Diagnostic::error(Code::NOT_TERRAFORM, Span::NONE, format!("`{path}` cannot be read as Terraform"));
    let error = error.about(path).note(unreadable.reason.clone());
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

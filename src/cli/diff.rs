//! `cellc diff`.

use std::path::Path;

use anyhow::bail;

use super::arguments::{Deny, DiffArguments, DiffFormat, Format, SpecArguments};
use super::check::analyse;
use super::timings::Timings;
use super::{DIFFERS, ERRORS, FINE, report};
use crate::diagnostic::has_errors;
use crate::diff::{self, render};
use crate::emit::{self, FileSet};
use crate::pipeline;

pub(super) fn diff(arguments: &DiffArguments) -> anyhow::Result<u8> {
    let mut timings = Timings::start();
    let old = match &arguments.old {
        Some(old) => side(arguments, Some(old), &mut timings)?,
        None if is_output(&arguments.out) => Some(emit::written(&arguments.out)?),
        None => bail!(
            "there is no build in {}: name what to compare with, as in `cellc diff before.hcl after.hcl`",
            arguments.out.display()
        ),
    };
    let new = side(arguments, arguments.new.as_deref(), &mut timings)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(ERRORS) };
    timings.lap("generate");
    let difference = diff::diff(&old, &new)?;
    timings.lap("diff");
    match arguments.format {
        DiffFormat::Human => report::text(&render::human(&difference))?,
        DiffFormat::Json => report::data(&render::json_lines(&difference))?,
    }
    if arguments.timings {
        timings.print();
    }
    let is_denied = arguments.deny == Some(Deny::Replacements) && difference.replacing().next().is_some();
    Ok(match (is_denied, difference.is_empty()) {
        (true, _) => ERRORS,
        (false, true) => FINE,
        (false, false) => DIFFERS,
    })
}

/// The generated files of a spec or of an output folder; [`None`] when the spec has errors, which are printed.
fn side(arguments: &DiffArguments, path: Option<&Path>, timings: &mut Timings) -> anyhow::Result<Option<FileSet>> {
    if let Some(out) = path.filter(|path| is_output(path)) {
        return Ok(Some(emit::written(out)?));
    }
    let spec = SpecArguments {
        spec: path.map(Path::to_owned),
        format: match arguments.format {
            DiffFormat::Human => Format::Human,
            DiffFormat::Json => Format::Json,
        },
        deny: None,
        as_of: arguments.as_of,
        timings: arguments.timings,
    };
    let analysis = analyse(&spec, timings)?;
    let Some(model) = analysis.model.as_ref().filter(|_| !has_errors(&analysis.diagnostics)) else { return Ok(None) };
    match pipeline::generate(model, &mut |_| {}) {
        Ok(output) => Ok(Some(output.files)),
        Err(faults) => {
            report::compiler_faults(&faults);
            Ok(None)
        }
    }
}

fn is_output(path: &Path) -> bool {
    path.join(emit::MANIFEST).is_file()
}

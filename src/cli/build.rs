//! `cellc build`.

use std::collections::BTreeMap;

use anyhow::bail;

use super::arguments::{BuildArguments, Format, Representation};
use super::check::analyse;
use super::timings::{Timings, milliseconds};
use super::{ERRORS, FINE, STALE, report};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{has_errors, plural};
use crate::diff;
use crate::emit::{self, FileSet, Plan};
use crate::lower;
use crate::model::Model;
use crate::pipeline::{self, Analysis, Output};

pub(super) fn build(arguments: &BuildArguments) -> anyhow::Result<u8> {
    if arguments.emit.is_some() && arguments.spec.format != Format::Human {
        bail!(
            "`--emit` and `--format` both print to stdout: use `--emit` without `--format`, or `cellc check --format …`"
        );
    }
    let mut timings = Timings::start();
    let analysis = analyse(&arguments.spec, &mut timings)?;
    let code = finish(arguments, &analysis, &mut timings)?;
    if arguments.spec.timings {
        timings.print();
    }
    Ok(code)
}

fn finish(arguments: &BuildArguments, analysis: &Analysis, timings: &mut Timings) -> anyhow::Result<u8> {
    match arguments.emit {
        Some(Representation::Node) => report::json(&analysis.node)?,
        Some(Representation::Spec) => report::json(&analysis.spec)?,
        Some(Representation::Model) => report::json(&analysis.model)?,
        Some(Representation::Terraform | Representation::Manifests) | None => {}
    }
    let Some(model) = analysis.model.as_ref().filter(|_| !has_errors(&analysis.diagnostics)) else {
        return Ok(ERRORS);
    };
    if matches!(arguments.emit, Some(Representation::Node | Representation::Spec | Representation::Model)) {
        return Ok(FINE);
    }
    let output = match pipeline::generate(model, &mut |stage| timings.lap(&format!("{stage:?}").to_lowercase())) {
        Ok(output) => output,
        Err(faults) => {
            report::compiler_faults(&faults);
            return Ok(ERRORS);
        }
    };
    match arguments.emit {
        Some(Representation::Terraform) => report::json(&output.tree)?,
        Some(Representation::Manifests) => report::json(&lower::lower_manifests(model))?,
        _ => return emit_files(arguments, model, &output, timings),
    }
    Ok(FINE)
}

fn emit_files(arguments: &BuildArguments, model: &Model, output: &Output, timings: &mut Timings) -> anyhow::Result<u8> {
    let plan = emit::plan(&arguments.out, &output.files, arguments.force)?;
    timings.lap("compare");
    if arguments.check {
        return show_stale(arguments, &plan);
    }
    tell_retired(arguments, &plan);
    tell_replaced(&plan, &output.files);
    write(arguments, model, plan, timings)?;
    Ok(FINE)
}

fn show_stale(arguments: &BuildArguments, plan: &Plan<'_>) -> anyhow::Result<u8> {
    if !plan.is_stale() {
        return Ok(FINE);
    }
    if arguments.spec.format == Format::Human {
        report::text(&plan.diff())?;
    } else {
        report::lines(plan.diff().trim_end());
    }
    report::line(&format!("{} is stale: run `cellc build`", arguments.out.display()));
    Ok(STALE)
}

/// A root that goes while its cell lives leaves a cell that nobody can destroy.
fn tell_retired(arguments: &BuildArguments, plan: &Plan<'_>) {
    let removed = plan.changes().filter(|(_, change)| change.after().is_none());
    let roots = removed.filter_map(|(path, _)| path.strip_suffix("/main.tf"));
    for root in roots.filter(|root| root.starts_with("environments/")) {
        let root = arguments.out.join(root);
        report::line(&format!(
            "note: {} is no longer in the spec and is removed: if its cell is deployed, restore the folder from version \
             control and run `terraform destroy` there before this change lands",
            root.display()
        ));
    }
}

/// What the change does to running cells, when it is grave. Somebody edited a file so that it cannot be read: then there
/// is nothing to say, and the file is overwritten or refused for other reasons.
fn tell_replaced(plan: &Plan<'_>, files: &FileSet) {
    if plan.changes().all(|(_, change)| change.before().is_none()) {
        return;
    }
    let mut old: BTreeMap<&str, &str> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for (path, change) in plan.changes() {
        old.remove(path);
        if let Some(text) = change.before().and_then(|before| str::from_utf8(before).ok()) {
            old.insert(path, text);
        }
    }
    let new = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    if let Some(note) = diff::diff_of(old, new).ok().and_then(|difference| diff::render::note(&difference)) {
        report::line(&note);
    }
}

fn write(arguments: &BuildArguments, model: &Model, plan: Plan<'_>, timings: &mut Timings) -> anyhow::Result<()> {
    let done = plan.apply()?;
    timings.lap("write");
    let summary = Summary {
        cells: model.cells.len(),
        written: done.written,
        unchanged: done.unchanged,
        removed: done.removed,
        milliseconds: u64::try_from(timings.total().as_millis()).unwrap_or(u64::MAX),
    };
    if arguments.spec.format == Format::Json {
        return report::data(&render::json_summary(summary));
    }
    let (cells, files) = (plural(summary.cells, "cell"), plural(summary.written, "file"));
    let (unchanged, removed, time) = (summary.unchanged, summary.removed, milliseconds(timings.total()));
    report::line(&format!("{cells}: {files} written, {unchanged} unchanged, {removed} removed in {time}"));
    Ok(())
}

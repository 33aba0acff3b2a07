//! `cellc build`.

use std::collections::BTreeMap;

use anyhow::bail;

use super::arguments::{BuildArguments, Format, Representation};
use super::check::analyse;
use super::console::{Console, WorkingFolder};
use super::timings::{Timings, milliseconds};
use super::{ERRORS, FINE, STALE, report, text};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, has_errors, plural};
use crate::diff;
use crate::emit::{self, Change, EmitError, FileSet, Plan};
use crate::layout::RootKind;
use crate::lower;
use crate::model::Model;
use crate::pipeline::{self, Analysis, Output};

pub(super) fn build(console: &mut Console<'_>, arguments: &BuildArguments) -> anyhow::Result<u8> {
    if arguments.emit.is_some() && arguments.spec.format != Format::Human {
        bail!(
            "`--emit` and `--format` both print to stdout: use `--emit` without `--format`, or `cellc check --format …`"
        );
    }
    let mut timings = Timings::start();
    let (mut analysis, sources) = analyse(&console.folder, &arguments.spec, &mut timings)?;
    let outcome = finish(&console.folder, arguments, &analysis, &mut timings)?;
    analysis.diagnostics.extend(outcome.failures);
    report::findings(console, &analysis.diagnostics, analysis.waiting.as_ref(), &sources, arguments.spec.format)?;
    console.patch(&outcome.patch);
    outcome.lines.iter().for_each(|line| console.line(line));
    console.data(&outcome.data)?;
    if arguments.spec.timings {
        timings.print(console);
    }
    Ok(outcome.code)
}

/// What a build has to say behind the findings about the specification.
#[derive(Default)]
struct Outcome {
    code: u8,
    /// Why nothing, or not everything, was written.
    failures: Vec<Diagnostic>,
    /// What is stale, for people where machines take stdout.
    patch: String,
    /// For people.
    lines: Vec<String>,
    /// For machines.
    data: String,
}

impl Outcome {
    fn failed(failures: Vec<Diagnostic>) -> Self {
        Self { code: ERRORS, failures, ..Self::default() }
    }

    fn data(code: u8, data: String) -> Self {
        Self { code, data, ..Self::default() }
    }
}

fn finish(
    folder: &WorkingFolder,
    arguments: &BuildArguments,
    analysis: &Analysis,
    timings: &mut Timings,
) -> anyhow::Result<Outcome> {
    let data = match arguments.emit {
        Some(Representation::Node) => Some(text::json_text(&analysis.node)?),
        Some(Representation::Spec) => Some(text::json_text(&analysis.spec)?),
        Some(Representation::Model) => Some(text::json_text(&analysis.model.as_deref())?),
        Some(Representation::Terraform | Representation::Manifests) | None => None,
    };
    let Some(model) = analysis.checked().filter(|_| !has_errors(&analysis.diagnostics)) else {
        return Ok(Outcome::data(ERRORS, data.unwrap_or_default()));
    };
    if let Some(data) = data {
        return Ok(Outcome::data(FINE, data));
    }
    let output = match pipeline::generate(model, &mut |stage| timings.lap(&format!("{stage:?}").to_lowercase())) {
        Ok(output) => output,
        Err(faults) => return Ok(Outcome::failed(report::compiler_faults(&faults))),
    };
    Ok(match arguments.emit {
        Some(Representation::Terraform) => Outcome::data(FINE, text::json_text(&output.tree)?),
        Some(Representation::Manifests) => Outcome::data(FINE, text::json_text(&lower::lower_manifests(model))?),
        _ => {
            let emitted = emit_files(folder, arguments, model.model(), &output, timings);
            emitted.unwrap_or_else(|error| Outcome::failed(folder.seen_failure(error).findings()))
        }
    })
}

fn emit_files(
    folder: &WorkingFolder,
    arguments: &BuildArguments,
    model: &Model,
    output: &Output,
    timings: &mut Timings,
) -> Result<Outcome, EmitError> {
    let plan = emit::plan(&folder.at(&arguments.out), &output.files, arguments.force)?;
    timings.lap("compare");
    if arguments.check {
        return stale(arguments, &plan);
    }
    let mut lines = retired(arguments, &plan);
    lines.extend(replaced(&plan, &output.files)?);
    let summary = write(model, plan, timings)?;
    let mut outcome = Outcome { lines, ..Outcome::default() };
    if arguments.spec.format == Format::Json {
        outcome.data = render::json_summary(summary);
    } else {
        outcome.lines.push(told(&summary, timings));
    }
    Ok(outcome)
}

fn stale(arguments: &BuildArguments, plan: &Plan) -> Result<Outcome, EmitError> {
    if !plan.is_stale() {
        return Ok(Outcome::default());
    }
    let mut outcome = Outcome { code: STALE, ..Outcome::default() };
    if arguments.spec.format == Format::Human {
        outcome.data = text::printable(&plan.masked_diff()?);
    } else {
        outcome.patch = plan.masked_diff()?;
    }
    outcome.lines.push(format!("{} is stale: run `cellc build`", arguments.out.display()));
    Ok(outcome)
}

/// If a root goes while what it made still exists, nobody can destroy that any more.
fn retired(arguments: &BuildArguments, plan: &Plan) -> Vec<String> {
    let removed = plan.changes().filter(|(_, change)| *change == Change::Remove);
    let roots = removed.filter_map(|(path, _)| path.strip_suffix("/main.tf"));
    let line = |folder: &str| {
        let root = RootKind::of_folder(folder)?;
        Some(format!(
            "note: {} is no longer in the spec and is removed: if its {} is deployed, restore the folder from version \
             control and run `terraform destroy` there before this change lands",
            arguments.out.join(folder).display(),
            root.noun()
        ))
    };
    roots.filter_map(line).collect()
}

/// What the change does to running cells, when it is grave.
fn replaced(plan: &Plan, files: &FileSet) -> Result<Option<String>, EmitError> {
    if plan.changes().all(|(_, change)| change == Change::Create) {
        return Ok(None);
    }
    let mut old: BTreeMap<String, String> = files.clone();
    for (path, _) in plan.changes() {
        old.remove(path);
        if let Some(text) = plan.before(path)?.and_then(|before| String::from_utf8(before).ok()) {
            old.insert(path.to_owned(), text);
        }
    }
    let old = old.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let new = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Ok(diff::render::note(&diff::diff_of(old, new)))
}

fn write(model: &Model, plan: Plan, timings: &mut Timings) -> Result<Summary, EmitError> {
    let done = plan.apply()?;
    timings.lap("write");
    Ok(Summary {
        cells: model.cells.len(),
        written: done.written,
        unchanged: done.unchanged,
        removed: done.removed,
        milliseconds: u64::try_from(timings.total().as_millis()).unwrap_or(u64::MAX),
    })
}

fn told(summary: &Summary, timings: &Timings) -> String {
    let (cells, files) = (plural(summary.cells, "cell"), plural(summary.written, "file"));
    let (unchanged, removed, time) = (summary.unchanged, summary.removed, milliseconds(timings.total()));
    format!("{cells}: {files} written, {unchanged} unchanged, {removed} removed in {time}")
}

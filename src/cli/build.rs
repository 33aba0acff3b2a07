//! `cellc build`.

use anyhow::bail;
use serde::Serialize;

use super::analysis::{analyse, analyse_advanced, settings};
use super::arguments::{BuildArguments, Format, Representation};
use super::calendar::today;
use super::consequences::{removed, removed_roots, replaced};
use super::console::{Console, WorkingFolder};
use super::forced::lost;
use super::lock_file::{LockFile, Substitute};
use super::timings::{Timings, milliseconds};
use super::{ERRORS, FINE, STALE, inputs, replacements, report, text};
use crate::check::{CheckedModel, JudgedModel};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Waiting, has_errors, plural};
use crate::emit::{EmitError, Mode, Plan, Session};
use crate::lock;
use crate::lower;
use crate::pipeline::{self, Analysis};
use crate::producers::{self, Owned, Sink};
use crate::values::Date;
use crate::verify::manifests::verify_manifests;
use crate::verify::{self, Fault};

pub(super) fn build(console: &mut Console<'_>, arguments: &BuildArguments) -> anyhow::Result<u8> {
    if arguments.emit.is_some() && arguments.spec.format != Format::Human {
        bail!(
            "`--emit` and `--format` both print to stdout: use `--emit` without `--format`, or `cellc check --format …`"
        );
    }
    let mut timings = Timings::start();
    let last_build = Substitute::Output(&arguments.out);
    let analyse = if arguments.advance { analyse_advanced } else { analyse };
    let (analysis, sources, lock) = analyse(&console.folder, &arguments.spec, last_build, &mut timings)?;
    let settings = settings(&arguments.spec)?;
    let inputs = |lock: &str| inputs::digest(&sources, lock, settings);
    let early = representation(arguments, &analysis)?;
    let Judged { model, mut diagnostics, waiting } = Judged::of(analysis);
    let checked = model.as_ref().and_then(JudgedModel::checked).filter(|_| !has_errors(&diagnostics));
    let outcome = match (checked, early) {
        (None, early) => Outcome::data(ERRORS, early.unwrap_or_default()),
        (Some(_), Some(data)) => Outcome::data(FINE, data),
        (Some(model), None) => {
            let folder = &console.folder;
            let (inputs, timings) = (&inputs, &mut timings);
            finish(&mut Build { folder, arguments, model, lock: &lock, as_of: settings.as_of, inputs, timings })?
        }
    };
    diagnostics.extend(outcome.failures);
    report::findings(console, &diagnostics, waiting.as_ref(), &sources, arguments.spec.format)?;
    console.patch(&outcome.patch);
    outcome.lines.iter().for_each(|line| console.line(line));
    console.data(&outcome.data)?;
    if arguments.spec.timings {
        timings.print(console);
    }
    Ok(outcome.code)
}

/// An analysis without what only the stages before needed: with many cells, that takes much room.
struct Judged {
    model: Option<JudgedModel>,
    diagnostics: Vec<Diagnostic>,
    waiting: Option<Waiting>,
}

impl Judged {
    fn of(analysis: Analysis) -> Self {
        let Analysis { model, diagnostics, waiting, .. } = analysis;
        Self { model, diagnostics, waiting }
    }
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

/// Why nothing was written.
enum Failure {
    /// The compiler is wrong.
    Faults(Vec<Fault>),
    /// The output folder is not as it has to be.
    Folder(EmitError),
}

impl From<EmitError> for Failure {
    fn from(error: EmitError) -> Self {
        Self::Folder(error)
    }
}

/// A build of a specification without errors.
struct Build<'b> {
    folder: &'b WorkingFolder,
    arguments: &'b BuildArguments,
    model: CheckedModel<'b>,
    lock: &'b LockFile,
    as_of: Date,
    /// The digest of what it is made from, with the text of the lock.
    inputs: &'b dyn Fn(&str) -> Option<String>,
    timings: &'b mut Timings,
}

/// What `--emit` prints of the stages before the first error.
fn representation(arguments: &BuildArguments, analysis: &Analysis) -> anyhow::Result<Option<String>> {
    Ok(match arguments.emit {
        Some(Representation::Node) => Some(text::json_text(&analysis.node)?),
        Some(Representation::Spec) => Some(text::json_text(&analysis.spec)?),
        Some(Representation::Model) => Some(text::json_text(&analysis.model.as_deref())?),
        Some(Representation::Terraform | Representation::Manifests) | None => None,
    })
}

fn finish(build: &mut Build<'_>) -> anyhow::Result<Outcome> {
    let outcome = match build.arguments.emit {
        Some(Representation::Terraform) => {
            let tree = lower::lower(build.model);
            printed(&tree, verify::verify(&tree))?
        }
        Some(Representation::Manifests) => {
            let tree = lower::lower_manifests(build.model);
            printed(&tree, verify_manifests(&tree))?
        }
        _ => emit_files(build),
    };
    Ok(outcome.unwrap_or_else(|failure| match failure {
        Failure::Faults(faults) => Outcome::failed(report::compiler_faults(&faults)),
        Failure::Folder(error) => Outcome::failed(build.folder.seen_failure(error).findings()),
    }))
}

fn printed(tree: &impl Serialize, faults: Vec<Fault>) -> anyhow::Result<Result<Outcome, Failure>> {
    Ok(if faults.is_empty() { Ok(Outcome::data(FINE, text::json_text(tree)?)) } else { Err(Failure::Faults(faults)) })
}

fn emit_files(build: &mut Build<'_>) -> Result<Outcome, Failure> {
    let Build { folder, arguments, model, lock, as_of, inputs, .. } = *build;
    let mode = if arguments.check { Mode::Look } else { Mode::Write { force: arguments.force } };
    let owned: Vec<&str> = producers::owned().map(Owned::path).collect();
    let session = Session::open(&folder.at(&arguments.out), mode, &owned)?;
    let meant = lock::after(model.model(), &lock.lock, as_of).to_string();
    let there = lock.saying(&meant);
    // The day decides nothing else than what a build writes into the lock: see `inputs`.
    let current = there.and_then(inputs).and_then(|inputs| session.is_current(&inputs));
    if let Some(unchanged) = current {
        build.timings.lap("compare");
        return Ok(if arguments.check {
            Outcome::default()
        } else {
            build.with_replacements(build.told(0, unchanged, 0))
        });
    }
    if there.is_none() && arguments.locked {
        return Ok(Outcome::failed(vec![lock.is_locked()]));
    }
    session.beside(&folder.at(&lock.path), &lock.name(), lock.text.as_deref(), there.unwrap_or(&meant));
    pipeline::produce(model, &Files(&session), &mut |stage| build.timings.lap(&stage.to_string()))
        .map_err(Failure::Faults)?;
    let plan = session.finish(inputs(there.unwrap_or(&meant)).as_deref())?;
    build.timings.lap("compare");
    if arguments.check {
        return Ok(stale(arguments, &plan)?);
    }
    let mut outcome = write(build, plan)?;
    outcome.lines.extend(build.day_of_the_lock());
    Ok(build.with_replacements(outcome))
}

/// Hands files to the output folder as they come.
struct Files<'s>(&'s Session);

impl Sink for Files<'_> {
    fn file(&self, path: &str, text: &str) {
        self.0.file(path, text);
    }
}

/// What became of the cells and the roots is told when it has happened.
fn write(build: &mut Build<'_>, plan: Plan) -> Result<Outcome, EmitError> {
    let (roots, replaced, lost) = (removed_roots(&plan), replaced(&plan)?, lost(&build.arguments.out, &plan));
    build.timings.lap("consequences");
    let done = plan.apply()?;
    build.timings.lap("write");
    let removed = roots.iter().map(|root| removed(&build.arguments.out, root));
    let mut lines: Vec<String> = removed.chain(replaced).chain(lost).collect();
    let mut outcome = build.told(done.written, done.unchanged, done.removed);
    lines.append(&mut outcome.lines);
    Ok(Outcome { lines, ..outcome })
}

impl Build<'_> {
    /// That a day which is not today decides for how long networks rest. Later builds go by what the lock says.
    fn day_of_the_lock(&self) -> Option<String> {
        let (day, today) = (self.arguments.spec.as_of?, today().ok()?);
        let after = |day| lock::after(self.model.model(), &self.lock.lock, day).freed;
        let path = self.folder.seen(&self.lock.path).display();
        (after(day) != after(today)).then(|| {
            format!(
                "note: `{path}` now counts the rest of networks from {day}, the day of `--as-of`, which is not today"
            )
        })
    }

    fn with_replacements(&self, mut outcome: Outcome) -> Outcome {
        let is_idle = self.arguments.advance && !self.lock.is_advanced;
        outcome.lines.extend(replacements::lines(self.model.model(), is_idle));
        outcome
    }

    fn told(&self, written: usize, unchanged: usize, removed: usize) -> Outcome {
        let time = self.timings.total();
        let cells = self.model.model().cells.len();
        if self.arguments.spec.format == Format::Json {
            let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
            return Outcome::data(
                FINE,
                render::json_summary(Summary { cells, written, unchanged, removed, milliseconds }),
            );
        }
        let (cells, files, time) = (plural(cells, "cell"), plural(written, "file"), milliseconds(time));
        let line = format!("{cells}: {files} written, {unchanged} unchanged, {removed} removed in {time}");
        Outcome { lines: vec![line], ..Outcome::default() }
    }
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

//! A specification on the disk, with its lock, as far as it could be understood.

use super::arguments::{Denied, SpecArguments};
use super::calendar::today;
use super::console::WorkingFolder;
use super::left_behind;
use super::lock_file::{LockFile, Substitute};
use super::specification;
use super::timings::Timings;
use super::unread;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lock::Lock;
use crate::model::Model;
use crate::pipeline::{self, Analysis, Settings};
use crate::source::SourceMap;

/// Reads and analyses a specification with its lock. Nothing is printed: a build may have more to say. The substitute says
/// what is known of a fleet that has no lock yet.
pub(super) fn analyse(
    folder: &WorkingFolder,
    arguments: &SpecArguments,
    substitute: Substitute<'_>,
    timings: &mut Timings,
) -> anyhow::Result<(Analysis, SourceMap, LockFile)> {
    let lock = Access { substitute, advance: false };
    let (mut analysis, sources, lock) = undenied(folder, arguments, settings(arguments)?, lock, timings);
    deny(&mut analysis.diagnostics, arguments.deny);
    Ok((analysis, sources, lock))
}

/// The same for a build that takes every replacement of a target group one step further.
pub(super) fn analyse_advanced(
    folder: &WorkingFolder,
    arguments: &SpecArguments,
    substitute: Substitute<'_>,
    timings: &mut Timings,
) -> anyhow::Result<(Analysis, SourceMap, LockFile)> {
    let lock = Access { substitute, advance: true };
    let (mut analysis, sources, lock) = undenied(folder, arguments, settings(arguments)?, lock, timings);
    deny(&mut analysis.diagnostics, arguments.deny);
    Ok((analysis, sources, lock))
}

/// How the lock of a specification is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Access<'a> {
    /// What is known of a fleet that has no lock yet.
    pub(super) substitute: Substitute<'a>,
    /// Whether replacements of target groups go one step further.
    pub(super) advance: bool,
}

/// The same, with every finding at its own level.
pub(super) fn undenied(
    folder: &WorkingFolder,
    arguments: &SpecArguments,
    settings: Settings,
    access: Access<'_>,
    timings: &mut Timings,
) -> (Analysis, SourceMap, LockFile) {
    let (mut sources, mut unreadable) = specification::read(folder, arguments.spec.as_deref());
    // Without a spec, `unreadable` says so already.
    let root = specification::locate(folder, arguments.spec.as_deref()).ok();
    let unread = root.as_deref().map(|root| unread::findings(folder, root)).unwrap_or_default();
    let lock = root.map_or_else(|| Ok(LockFile::default()), |root| LockFile::read(folder, &root, access.substitute));
    let (mut lock, unusable) = lock.map_or_else(|unusable| (LockFile::default(), Some(unusable)), |lock| (lock, None));
    lock.join(&mut sources);
    timings.lap("read");
    let mut analysis = if unreadable.is_empty() && unusable.is_none() {
        let recall = |lock: &mut LockFile, model: &Model| lock.recall(folder, access.substitute, model);
        known(&sources, settings, (&mut lock, access.advance), recall, timings)
    } else {
        nothing(&sources)
    };
    unreadable.extend(unusable.map(|unusable| unusable.finding(&mut sources)));
    unreadable.extend(analysis.model.as_ref().and_then(|model| left_behind::finding(folder, &lock, model)));
    unreadable.extend(unread);
    analysis.diagnostics.splice(0..0, unreadable);
    (analysis, sources, lock)
}

/// Analyses with the lock; once more when it turns out that the lock has lost cells, and when it goes one step further.
fn known(
    sources: &SourceMap,
    settings: Settings,
    (lock, advance): (&mut LockFile, bool),
    recall: impl FnOnce(&mut LockFile, &Model) -> bool,
    timings: &mut Timings,
) -> Analysis {
    let mut analyse =
        |lock: &Lock| pipeline::analyse_known(sources, &settings, lock, &mut |stage| timings.lap(&stage.to_string()));
    let analysis = analyse(&lock.lock);
    let is_more_known = analysis.model.as_ref().is_some_and(|model| recall(lock, model));
    let analysis = if is_more_known { analyse(&lock.lock) } else { analysis };
    let further = analysis.model.as_ref().filter(|_| advance).and_then(|model| lock.lock.advanced(model));
    let Some(further) = further else { return analysis };
    (lock.lock, lock.is_advanced) = (further, true);
    analyse(&lock.lock)
}

/// What the stages have to know beside the specification.
pub(super) fn settings(arguments: &SpecArguments) -> anyhow::Result<Settings> {
    Ok(Settings { as_of: arguments.as_of.map_or_else(today, Ok)? })
}

fn deny(diagnostics: &mut [Diagnostic], denied: Option<Denied>) {
    let mildest = match denied {
        None => Severity::Error,
        Some(Denied::Warnings) => Severity::Warning,
        Some(Denied::Advice) => Severity::Advice,
    };
    for finding in diagnostics.iter_mut().filter(|finding| finding.severity <= mildest) {
        finding.severity = Severity::Error;
    }
}

/// With a file missing, every other finding could be wrong.
fn nothing(sources: &SourceMap) -> Analysis {
    let (node, _) = crate::parse::parse(sources);
    Analysis { node, spec: None, model: None, diagnostics: Vec::new(), waiting: None }
}

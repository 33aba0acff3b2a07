//! `cellc check`.

use super::analysis::{analyse, settings};
use super::arguments::{CheckArguments, Format};
use super::console::Console;
use super::lock_file::Substitute;
use super::timings::{Timings, milliseconds};
use super::{ERRORS, FINE, blast_radius, entries, fix, report, sharing};
use crate::diagnostic::{has_errors, plural};

pub(super) fn check(console: &mut Console<'_>, arguments: &CheckArguments) -> anyhow::Result<u8> {
    let settings = settings(&arguments.spec)?;
    let last_build = Substitute::Output(&arguments.out);
    let fix = || fix::fix(console, &arguments.spec, settings, last_build);
    let unfixed = arguments.fix.then(fix).and_then(Result::err);
    let mut timings = Timings::start();
    let (mut analysis, sources, _) = analyse(&console.folder, &arguments.spec, last_build, &mut timings)?;
    analysis.diagnostics.splice(0..0, unfixed.map(|finding| *finding));
    report::findings(console, &analysis.diagnostics, analysis.waiting.as_ref(), &sources, arguments.spec.format)?;
    let failed = has_errors(&analysis.diagnostics);
    if let Some(model) = analysis.model.filter(|_| !failed && arguments.spec.format == Format::Human) {
        let cells = plural(model.cells.len(), "cell");
        console.line(&format!("{cells} checked in {}", milliseconds(timings.total())));
        for line in blast_radius::lines(&model).into_iter().chain(entries::lines(&model)) {
            console.line(&line);
        }
        if arguments.sharing {
            for line in sharing::lines(&model) {
                console.line(&line);
            }
        }
    }
    if arguments.spec.timings {
        timings.print(console);
    }
    Ok(if failed { ERRORS } else { FINE })
}

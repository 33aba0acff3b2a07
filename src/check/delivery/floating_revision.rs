use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Cell, Environment, Model};
use crate::source::Span;
use crate::values::Profile;

/// A cell that follows a branch.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0802"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("floating_revision.md"),
    yields_to: &[],
    check,
};

/// What [`GitRevision::is_floating`](crate::values::GitRevision::is_floating) goes by.
const FORMS: &str =
    "a tag is recognised by three numbers, as in `v1.2.3` or `2026-11-21`, a commit by 7 to 40 hexadecimal digits";

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A revision that could not be read is not the default.
    if model.fleet.git.is_none() || !is_whole {
        return;
    }
    let mut places: BTreeMap<Span, Vec<&Cell>> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| cell.revision.is_floating()) {
        if let Some(span) = place(model.environment_of(cell), cell) {
            places.entry(span).or_default().push(cell);
        }
    }
    diagnostics.extend(places.into_iter().filter_map(|(span, cells)| finding(model, span, &cells)));
}

/// Where the finding belongs: what is written, or the environment's header for the default in production.
fn place(environment: &Environment, cell: &Cell) -> Option<Span> {
    let is_default = !cell.revision.is_written();
    match environment.profile {
        Profile::Development => None,
        Profile::Staging if is_default => None,
        Profile::Production if is_default => Some(environment.span()),
        Profile::Staging | Profile::Production => Some(cell.revision.span),
    }
}

/// One for all cells that have it from one place; the strictest of them decides.
fn finding(model: &Model, span: Span, cells: &[&Cell]) -> Option<Diagnostic> {
    let is_production = |cell: &&&Cell| model.environment_of(cell).profile == Profile::Production;
    let cell = cells.iter().find(is_production).or_else(|| cells.first())?;
    let profile = model.environment_of(cell).profile;
    let revision = &cell.revision.value;
    let whose = match cells {
        [_] => format!("cell `{}` follows", cell.name.value),
        cells => format!("{} follow", plural(cells.len(), "cell")),
    };
    let headline = format!("{whose} `{revision}`, whose commit can change at any time");
    let finding = RULE.finding_in(profile, span, headline);
    if !cell.revision.is_written() {
        let finding = finding.label(format!("no revision, and the default is `{revision}`"));
        return Some(finding.help("add `revision = \"v1.0.0\"`, a tag of the repository"));
    }
    let finding = finding.label("looks like a branch").note(FORMS);
    let finding = finding.help("use a tag or a commit, such as `revision = \"v1.0.0\"`");
    let is_branch = model.fleet.git.as_ref().is_some_and(|git| git.branch.value == *revision);
    let may_be_a_tag = !is_branch && !revision.as_str().contains('/') && revision.as_str() != "HEAD";
    Some(if may_be_a_tag {
        finding.help(format!("if `{revision}` is a tag, write `refs/tags/{revision}`"))
    } else {
        finding
    })
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, first_few};
use crate::model::{Dependency, Model};
use crate::values::Profile;

/// Something outside the cells that several of them depend on, and that nobody has declared.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1114"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("undeclared_sharing.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be what declares it.
    if *is_whole {
        diagnostics.extend(model.undeclared_dependencies().iter().map(|dependency| found(model, dependency)));
    }
}

fn found(model: &Model, dependency: &Dependency<'_>) -> Diagnostic {
    let Dependency { kind, name, place, dependents } = dependency;
    let profiles = dependents.keys().filter_map(|id| model.environments.get(*id)).map(|it| it.profile);
    let profile = profiles.max().unwrap_or(Profile::Production);
    let cells: Vec<&str> = dependents.values().flatten().map(|cell| cell.as_str()).collect();
    let headline = format!("cells share the {} `{name}`, and no `shared_fate` block says so", kind.noun());
    RULE.finding_in(profile, *place, headline)
        .label(format!("used by {}", first_few(cells.iter().copied())))
        .note("what fails here takes all of these cells with it")
        .help(format!("declare it beside the fleet: `shared_fate \"…\" {{ of = [\"{name}\"], reason = \"…\" }}`"))
}

use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, first_few, plural};
use crate::model::{Environment, Home, Tenant};
use crate::values::{CellState, Profile};

/// Tenants of production that wait for their cell when it fails.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1117"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("no_standby.md"),
    yields_to: &[],
    check,
};

/// One finding for each environment of production in which some tenant has a standby: where none has one, that is how the
/// environment is built, and the blast radius says it.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for (id, environment) in model.environments.iter().filter(|(_, it)| it.profile == Profile::Production) {
        let homes: Vec<(&Tenant, &Home)> =
            model.tenants.homes().filter(|(_, of, _)| *of == id).map(|(tenant, _, home)| (tenant, home)).collect();
        // A draining cell without a standby has a finding of its own.
        let is_draining =
            |home: &Home| cells.get(&home.cell.value).is_some_and(|it| it.state.value == CellState::Draining);
        let without: Vec<&(&Tenant, &Home)> =
            homes.iter().filter(|(_, home)| home.standby.is_none() && !is_draining(home)).collect();
        if without.len() < homes.len() {
            diagnostics.extend(found(environment, &without));
        }
    }
}

fn found(environment: &Environment, without: &[&(&Tenant, &Home)]) -> Option<Diagnostic> {
    let (_, first) = without.first()?;
    let have = if without.len() == 1 { "has" } else { "have" };
    let tenants = plural(without.len(), "tenant");
    let headline = format!("{tenants} of environment `{}` {have} no standby", environment.name.value);
    let names = first_few(without.iter().map(|(tenant, _)| tenant.name.as_str()));
    let advice = RULE.finding(environment.span(), headline).also(first.cell.span, names);
    Some(
        advice
            .note("when their cell fails or is evacuated, nothing else answers for them")
            .help("name a `standby` in their `home`, or accept it with an `allow` block in the environment"),
    )
}

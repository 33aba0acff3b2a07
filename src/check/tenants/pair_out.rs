use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, first_few, plural};
use crate::model::{Environment, Home, Tenant};
use crate::values::{CellId, CellState};

/// Tenants for whom neither of their two cells is meant to answer.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1118"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("pair_out.md"),
    yields_to: &[],
    check,
};

/// One finding for each environment.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    let state = |cell: &CellId| cells.get(cell).map(|cell| cell.state.value);
    // Every other pair of states without an active cell is an error by itself.
    let is_out = |home: &Home| {
        let standby = home.standby.as_ref().and_then(|standby| state(&standby.value));
        state(&home.cell.value) == Some(CellState::Draining) && standby == Some(CellState::Planned)
    };
    for (id, environment) in &model.environments {
        let homes = model.tenants.homes().filter(|(_, of, home)| *of == id && is_out(home));
        let homes: Vec<(&Tenant, &Home)> = homes.map(|(tenant, _, home)| (tenant, home)).collect();
        diagnostics.extend(found(environment, &homes));
    }
}

fn found(environment: &Environment, out: &[(&Tenant, &Home)]) -> Option<Diagnostic> {
    let (_, first) = out.first()?;
    let (of, have) = (&environment.name.value, if out.len() == 1 { "has" } else { "have" });
    let headline = format!("{} of environment `{of}` {have} no active cell", plural(out.len(), "tenant"));
    let names = first_few(out.iter().map(|(tenant, _)| tenant.name.as_str()));
    let warning = RULE.finding(environment.span(), headline).also(first.cell.span, format!("drained: {names}"));
    let warning = warning.also(first.standby.as_ref()?.span, "has never answered");
    Some(
        warning
            .note("a planned cell serves nobody, so the draining cell goes on serving them")
            .help("make the standby `active` once it has answered, and drain the cell then"),
    )
}

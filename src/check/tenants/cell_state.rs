use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Home, StayRole, Tenant};
use crate::source::Span;
use crate::values::CellState;

/// A tenant in a cell whose state does not admit it.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1109"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("cell_state.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for (tenant, _, home) in model.tenants.homes() {
        for (named, role) in home.stays() {
            let fault = cells.get(&named.value).and_then(|cell| Some((cell, fault(cell.state.value, role, home)?)));
            diagnostics.extend(fault.map(|(cell, fault)| found(tenant, cell, named.span, &fault)));
        }
    }
}

/// What is wrong, and what to do.
struct Fault {
    what: &'static str,
    help: &'static str,
}

fn fault(state: CellState, role: StayRole, home: &Home) -> Option<Fault> {
    let (what, help) = match (state, role) {
        (CellState::Active, _) | (CellState::Planned, StayRole::Standby) => return None,
        (CellState::Planned, StayRole::Arriving) => {
            let has_begun = home.moving_to.as_ref().is_some_and(|moving| moving.share.hundredths() > 0);
            if !has_begun {
                return None;
            }
            ("is sent requests already", "make the cell `active` once it has answered, and raise `share` then")
        }
        (CellState::Planned, StayRole::Home) => {
            ("would be served by it", "make the cell `active` once it has answered, and move tenants into it then")
        }
        (CellState::Draining, StayRole::Home) if home.standby.is_some() => return None,
        (CellState::Draining, StayRole::Home) => {
            ("has no standby to go to", "give the tenant a standby, or move it, before the cell is drained")
        }
        (CellState::Draining, _) => ("would come to it", "name an active cell, or end the draining"),
        (CellState::Retiring, _) => {
            ("is still in it", "move the tenant first: a retiring cell can be destroyed at any time")
        }
    };
    Some(Fault { what, help })
}

fn found(tenant: &Tenant, cell: &Cell, span: Span, fault: &Fault) -> Diagnostic {
    let Fault { what, help } = fault;
    let headline =
        format!("cell `{}` is {}, and tenant `{}` {what}", cell.name.value, cell.state.value, tenant.name.value);
    RULE.finding(span, headline).label("names this cell").also(cell.state.span, "its state").help(*help)
}

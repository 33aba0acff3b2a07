use crate::check::Context;
use crate::check::facts::tenants::{cells_by_name, usual_load};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A cell that serves more than a cell of its class has been tested with.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1104"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("max_load.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for cell in &model.cells {
        let Some(most) = model.class_of(cell).max_load else { continue };
        let load = usual_load(model, &cells, cell);
        if load <= u64::from(most.value) {
            continue;
        }
        let headline =
            format!("cell `{}` serves a load of {load}, and its class at most {}", cell.name.value, most.value);
        let error = RULE.finding(cell.span(), headline).label(format!("{} too much", load - u64::from(most.value)));
        diagnostics.push(
            error
                .also(most.span, "the most that such a cell may serve")
                .note("tenants that move into the cell count until the move is over")
                .help("give some of its tenants another cell, or test a cell with more and raise `max_load`"),
        );
    }
}

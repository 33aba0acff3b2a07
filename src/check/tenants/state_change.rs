use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::Cell;
use crate::values::CellState;

/// A cell that skips a state.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1111"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("state_change.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let last = model.cells.iter().filter_map(|cell| Some((cell, cell.last_state?)));
    let is_skipped =
        |(cell, last): &(&Cell, CellState)| *last != cell.state.value && !last.next().contains(&cell.state.value);
    diagnostics.extend(last.filter(is_skipped).map(|(cell, last)| found(cell, last)));
}

fn found(cell: &Cell, last: CellState) -> Diagnostic {
    let headline = format!("cell `{}` goes from `{last}` to `{}`", cell.name.value, cell.state.value);
    let next = listing(last.next().iter().map(|state| state.as_str()), "or");
    let error = RULE.finding(cell.state.span, headline).label(format!("it was `{last}` in the last build"));
    error.help(format!("write {next} first, build and apply that, and then go on"))
}

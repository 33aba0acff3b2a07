use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, names};

/// A cell whose load balancer would get a name that AWS refuses.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1120"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("balancer_name.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let has_door =
        |cell: &&Cell| model.environments.get(&cell.class.environment).is_some_and(|own| own.front_door.is_some());
    diagnostics.extend(model.cells.iter().filter(has_door).filter_map(found));
}

fn found(cell: &Cell) -> Option<Diagnostic> {
    let name = names::LOAD_BALANCER.of(&cell.cluster);
    let limit = names::LOAD_BALANCER.limit;
    let error =
        || RULE.finding(cell.span(), format!("the load balancer of cell `{}` cannot have its name", cell.name.value));
    if name.len() > limit {
        let error = error().label(format!("`{name}` has {} characters, AWS takes {limit}", name.len()));
        let excess = name.len() - limit;
        return Some(error.help(format!("take {excess} characters off the names of fleet, environment and cell")));
    }
    name.starts_with("internal-").then(|| {
        let error = error().label(format!("`{name}` begins with `internal-`, which AWS keeps for itself"));
        error.help("give the fleet another name than `internal`, or one that goes on without a dash")
    })
}

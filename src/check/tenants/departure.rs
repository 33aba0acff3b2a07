use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Departed, Model};
use crate::source::Span;
use crate::values::{Name, Profile};

/// A cell that leaves the specification while tenants may still be in it.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1112"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("departure.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_whole {
        return;
    }
    let departed = model.departed.iter().filter(|cell| !cell.state.may_leave());
    diagnostics.extend(departed.map(|cell| found(model, cell)));
}

fn found(model: &Model, Departed { cell, state, place }: &Departed) -> Diagnostic {
    let headline = format!("cell `{cell}` leaves the specification while it is `{state}`");
    let place = if *place == Span::NONE { model.fleet.name.span } else { *place };
    let finding = RULE.finding_in(profile(model, cell), place, headline).label("in the last build");
    finding.help_if_some(
        state.next_on_the_way_out().map(|next| {
            format!("put it back with the state `{next}`; it may leave when the last build had it `retiring`")
        }),
    )
}

/// That of its environment; of an environment that has left as well, the strictest.
fn profile(model: &Model, cell: &str) -> Profile {
    let environment = cell.split('/').next().and_then(|name| name.parse::<Name>().ok());
    let environment = environment.and_then(|name| model.environments.get(&name));
    environment.map_or(Profile::Production, |environment| environment.profile)
}

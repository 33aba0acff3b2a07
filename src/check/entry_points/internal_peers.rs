use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, FrontDoor};
use crate::values::Exposure;

/// An internal front door that nobody reaches.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1129"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("internal_peers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not missing.
    if *is_whole {
        let doors = model.environments.values().filter_map(|own| Some((own, own.front_door.as_ref()?)));
        diagnostics.extend(doors.filter_map(|(environment, door)| found(environment, door)));
    }
}

fn found(environment: &Environment, door: &FrontDoor) -> Option<Diagnostic> {
    let is_alone = door.exposure.value == Exposure::Internal && environment.peers.is_empty();
    is_alone.then(|| {
        let headline = format!("nobody reaches the front door of {}", environment.title());
        let error = RULE.finding(door.exposure.span, headline).label("only networks in `peers` do");
        error.help("add the networks that are routed to the cells: `peers = [\"192.168.0.0/16\"]`")
    })
}

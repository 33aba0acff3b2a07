use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Route;

/// A time for open connections that Elastic Load Balancing refuses.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1123"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("deregistration.md"),
    yields_to: &[],
    check,
};

/// Elastic Load Balancing, target group attribute `deregistration_delay.timeout_seconds`.
const MOST: u32 = 3600;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.flat_map(|door| &door.routes).filter_map(found));
}

fn found(route: &Route) -> Option<Diagnostic> {
    let seconds = route.deregistration_seconds;
    (seconds.value > MOST).then(|| {
        let headline = format!("route `{}` keeps open connections too long", route.name.value);
        let error = RULE.finding(seconds.span, headline).label(format!("{} seconds", seconds.value));
        error.help(format!("choose 0 to {MOST}, and not more than the pods' grace period leaves"))
    })
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::Exposure;

/// An internal front door, which nothing checks from outside.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1161"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("internal_failover.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let door = environment.front_door.as_ref().filter(|door| door.exposure.value == Exposure::Internal);
        let router = environment.router.as_ref().filter(|router| router.evacuation.is_some());
        let Some((door, router)) = door.zip(router) else { continue };
        let headline = format!("tenants of `{}` have no automatic failover", environment.name.value);
        let advice =
            RULE.finding(door.exposure.span, headline).label("Route 53 does not reach an internal load balancer");
        let advice = advice.also(router.span(), "the router moves tenants only when somebody evacuates their cell");
        diagnostics
            .push(advice.help("rehearse the evacuation, and accept this with an `allow` block that says who does it"));
    }
}

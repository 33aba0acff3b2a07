use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::Exposure;

/// An internal front door without switches.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1160"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("unwatched_cells.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let door = environment.front_door.as_ref().filter(|door| door.exposure.value == Exposure::Internal);
        let router = environment.router.as_ref().filter(|router| router.evacuation.is_none());
        let Some((door, router)) = door.zip(router) else { continue };
        let headline = format!("nothing tells the router of `{}` to use a standby", environment.name.value);
        let error = RULE.finding(router.span(), headline).label("no `evacuation`");
        let error = error.also(door.exposure.span, "Route 53 does not reach an internal load balancer");
        diagnostics.push(error.help("add `evacuation { region = \"…\" principals = [\"…\"] }`"));
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, FrontDoor};
use crate::platform::ApplicationName;

/// A front door behind which nothing puts pods.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1175"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("registration.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not missing.
    if !is_whole {
        return;
    }
    // Without Git there are no manifests, which another rule says.
    if model.fleet.git.is_some() {
        diagnostics.extend(model.front_doors().filter_map(|(environment, door)| without_controller(environment, door)));
    }
}

fn without_controller(environment: &Environment, door: &FrontDoor) -> Option<Diagnostic> {
    if environment.runs(ApplicationName::LoadBalancerController) {
        return None;
    }
    let error = RULE.finding(door.span(), "nothing registers pods with this front door");
    let error = error.label("needs the load balancer controller").note("`aws-load-balancer-controller` is turned off");
    Some(
        error
            .help("remove its `enabled = false`; with a front door it makes no load balancers, it only registers pods"),
    )
}

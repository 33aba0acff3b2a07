use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment, Exposed, Namespace};
use crate::platform::ApplicationName;
use crate::values::Exposure;

/// Exposure without ports or subnets, or ports without exposure.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0639"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if ports or public subnets are missing"),
        (
            Kind::FailsUnlessHelped,
            "if the load balancer controller is turned off, because another controller may replace it",
        ),
    ]),
    since: "0.1.0",
    docs: include_str!("exposure.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        diagnostics.extend(namespace.exposed.as_ref().and_then(|exposed| without_ports(namespace, exposed)));
        diagnostics.extend(ports_alone(namespace));
    }
    if model.fleet.git.is_some() {
        let runs_another = |environment: &&Environment| {
            !environment.applications.is_empty() && !environment.runs(ApplicationName::LoadBalancerController)
        };
        let without = model.environments.values().filter(runs_another);
        diagnostics.extend(without.flat_map(|environment| &environment.namespaces).filter_map(without_controller));
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.classes().filter(|(_, class)| class.is_isolated()) {
        diagnostics.extend(environment.namespaces.iter().filter_map(|namespace| without_subnets(class, namespace)));
    }
}

/// Nothing makes a load balancer. Another controller may, of which cellc knows nothing.
fn without_controller(namespace: &Namespace) -> Option<Diagnostic> {
    let exposure = namespace.exposed.as_ref()?.exposure;
    let headline = format!("nothing creates load balancers for namespace `{}`", namespace.name.value);
    let error =
        RULE.finding_as(Kind::FailsUnlessHelped, exposure.span, headline).label("needs the load balancer controller");
    let error = error.note("`aws-load-balancer-controller` is turned off");
    Some(error.help("remove its `enabled = false`; if another controller creates them, say so in an `allow` block"))
}

fn without_ports(namespace: &Namespace, exposed: &Exposed) -> Option<Diagnostic> {
    exposed.ports.is_empty().then(|| {
        let headline = format!("namespace `{}` is exposed without ports", namespace.name.value);
        let error = RULE.finding_as(Kind::Fails, exposed.exposure.span, headline).label("no `ports`");
        error.help("add the ports that load balancers reach, such as `ports = [8080]`")
    })
}

fn ports_alone(namespace: &Namespace) -> Option<Diagnostic> {
    let ports = namespace.unexposed_ports?;
    let headline = format!("the ports of namespace `{}` are not open to anything", namespace.name.value);
    let error = RULE.finding_as(Kind::Fails, ports.span, headline).label("no `exposure`");
    Some(error.help("add `exposure = \"internal\"` or `exposure = \"public\"`, or remove the ports"))
}

fn without_subnets(class: &Class, namespace: &Namespace) -> Option<Diagnostic> {
    let exposure = namespace.exposed.as_ref()?.exposure;
    (exposure.value == Exposure::Public).then(|| {
        let headline = format!("the internet cannot reach namespace `{}`", namespace.name.value);
        let error = RULE.finding_as(Kind::Fails, exposure.span, headline).label("needs public subnets");
        let error = error.also(class.nat.span, "cells without internet access have none");
        error.help("use `exposure = \"internal\"`, or give the cells internet access with `nat = \"single\"`")
    })
}

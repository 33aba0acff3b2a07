use crate::check::Context;
use crate::check::facts::quota_bounds::Resource;
use crate::check::facts::quota_units::are_of_namespace;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Resources;

/// Requests above their limits.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0634"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("requests_within_limits.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces().filter(|(_, namespace)| are_of_namespace(namespace)) {
        let (name, quota, container) = (&namespace.name.value, &namespace.quota, &namespace.container);
        let whose = format!("the quota of namespace `{name}`");
        diagnostics.extend(compare(&whose, &quota.requests, &quota.limits, ""));
        let whose = format!("a container of namespace `{name}`");
        diagnostics.extend(compare(&whose, &container.requests, &container.limits, OF_CONTAINER));
        for workload in &namespace.workloads {
            let whose = format!("workload `{}`", workload.name.value);
            let is_own = workload.limits.cpu.is_written();
            let (limits, from) = if is_own { (&workload.limits, "") } else { (&container.limits, OF_CONTAINER) };
            diagnostics.extend(compare(&whose, &workload.requests, limits, from));
        }
    }
}

/// What is said of a limit that the namespace sets for its containers.
const OF_CONTAINER: &str = " for a container";

fn compare(whose: &str, requests: &Resources, limits: &Resources, from: &str) -> Option<Diagnostic> {
    let is_above = |resource: &Resource| resource.of(requests).value > resource.of(limits).value;
    let above: Vec<Resource> = Resource::ALL.into_iter().filter(is_above).collect();
    let (resource, others) = above.split_first()?;
    let (request, limit) = (resource.of(requests), resource.of(limits));
    let nouns: Vec<&str> = above.iter().map(|resource| resource.noun()).collect();
    let headline = format!("{whose} requests more {} than its limits allow", nouns.join(" and "));
    let error = RULE.finding(request.span, headline).label(format!("{} requested", request.value));
    let by_default = if limit.is_written() { "" } else { ", by default" };
    let error = error.also(limit.span, format!("at most {}{from}{by_default}", limit.value));
    let error = others.iter().fold(error, |error, other| {
        let (request, limit) = (other.of(requests), other.of(limits));
        error.also(request.span, format!("{} requested, at most {}", request.value, limit.value))
    });
    let keys: Vec<String> = above.iter().map(|resource| format!("`{}`", resource.key())).collect();
    Some(error.help(format!("raise {} in the limits, or request less", keys.join(" and "))))
}

use crate::check::Context;
use crate::check::facts::quota_bounds::Resource;
use crate::check::facts::quota_units::are_of_namespace;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Namespace, Resources, Workload};
use crate::source::Spanned;
use crate::values::Quantity;

/// A container or a pod that is larger than its namespace admits.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0633"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for the defaults of a namespace, and for a replica that is larger than a pod may be"),
        (Kind::FailsUnlessHelped, "for a workload, whose replicas may have several containers"),
    ]),
    since: "0.1.0",
    docs: include_str!("container_limits.md"),
    yields_to: &[
        // What no node has room for is too large in any case.
        Yield { code: Code::rule("CELL0644"), within: Within::Block },
    ],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces().filter(|(_, namespace)| are_of_namespace(namespace)) {
        diagnostics.extend(defaults(namespace).or_else(|| default_above_pod(namespace)));
        let workloads = namespace.workloads.iter();
        diagnostics.extend(workloads.filter_map(|workload| {
            replica_above_pod(namespace, workload).or_else(|| check_workload(namespace, workload))
        }));
    }
}

fn defaults(namespace: &Namespace) -> Option<Diagnostic> {
    let container = &namespace.container;
    let is_above = |resource: &Resource| resource.of(&container.limits).value > resource.of(&container.max).value;
    let mut above = Resource::ALL.into_iter().filter(is_above);
    let resource = above.next()?;
    let limit = resource.of(&container.limits);
    let headline = format!("the default limits of namespace `{}` are above its maximum", namespace.name.value);
    let error = RULE.finding_as(Kind::Fails, limit.span, headline).label(format!("a limit of {}", limit.value));
    let error = above
        .fold(largest(error, namespace, resource), |error, other| as_well(error, namespace, &container.limits, other));
    Some(error.help("raise `max`, or lower the default"))
}

/// A pod of one container that says nothing would be refused.
fn default_above_pod(namespace: &Namespace) -> Option<Diagnostic> {
    let (limits, max) = (&namespace.container.limits, &namespace.pod_max);
    let is_above = |resource: &Resource| {
        let max = resource.of(max);
        // The quota, from which it follows by default, is another rule's finding.
        max.is_written() && resource.of(limits).value > max.value
    };
    let resource = Resource::ALL.into_iter().find(is_above)?;
    let (limit, max) = (resource.of(limits), resource.of(max));
    let headline =
        format!("a pod of namespace `{}` may be no larger than a container without limits", namespace.name.value);
    let by_default = if limit.is_written() { "" } else { ", by default" };
    let error = RULE.finding_as(Kind::Fails, max.span, headline).label(format!("at most {}", max.value));
    let error = error.also(limit.span, format!("a limit of {} for a container{by_default}", limit.value));
    Some(error.help("raise `max` of the pod, or lower the default limits"))
}

/// A replica is a pod, however many containers it has.
fn replica_above_pod(namespace: &Namespace, workload: &Workload) -> Option<Diagnostic> {
    let is_above = |resource: &Resource| {
        let limit = resource.of(&workload.limits);
        limit.is_written() && limit.value > resource.of(&namespace.pod_max).value
    };
    let resource = Resource::ALL.into_iter().find(is_above)?;
    let (limit, max) = (resource.of(&workload.limits), resource.of(&namespace.pod_max));
    let headline = format!("workload `{}` is larger than a pod of its namespace is allowed to be", workload.name.value);
    let by_default = if max.is_written() { "" } else { ", by default" };
    let error = RULE.finding_as(Kind::Fails, limit.span, headline).label(format!("a limit of {}", limit.value));
    let error = error.also(max.span, format!("at most {} for a pod{by_default}", max.value));
    Some(error.help("raise `max` of the namespace's pods, or lower the limits"))
}

fn check_workload(namespace: &Namespace, workload: &Workload) -> Option<Diagnostic> {
    let container = &namespace.container;
    let is_above = |resource: &Resource| {
        let limit = resource.of(&workload.limits);
        // What it has from its namespace is a finding about the namespace.
        limit.is_written() && limit.value > resource.of(&container.max).value
    };
    let mut above = Resource::ALL.into_iter().filter(is_above);
    let resource = above.next()?;
    let limit = resource.of(&workload.limits);
    let headline =
        format!("workload `{}` is larger than a container of its namespace is allowed to be", workload.name.value);
    let error =
        RULE.finding_as(Kind::FailsUnlessHelped, limit.span, headline).label(format!("a limit of {}", limit.value));
    let error = above
        .fold(largest(error, namespace, resource), |error, other| as_well(error, namespace, &workload.limits, other));
    let error = error.help("raise `max` of the namespace's containers, or lower the limits");
    // Containers that share a replica may each be small enough.
    Some(error)
}

/// The other of CPU and memory.
fn as_well(error: Diagnostic, namespace: &Namespace, limits: &Resources, resource: Resource) -> Diagnostic {
    let (limit, max) = (resource.of(limits), resource.of(&namespace.container.max));
    error.also(limit.span, format!("a limit of {} of {}, at most {}", limit.value, resource.noun(), max.value))
}

fn largest(error: Diagnostic, namespace: &Namespace, resource: Resource) -> Diagnostic {
    let max: &Spanned<Quantity> = resource.of(&namespace.container.max);
    let by_default = if max.is_written() { "" } else { ", by default" };
    error.also(max.span, format!("at most {} in this namespace{by_default}", max.value))
}

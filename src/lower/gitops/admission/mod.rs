//! `base/admission.yaml`: what the API server itself refuses, as `ValidatingAdmissionPolicy` objects.
//!
//! Quotas count and network policies filter packets; neither sees a field such as `nodeName` or `externalIPs`. A policy here
//! judges one object with plain CEL, inside the API server, so that nothing has to run for it. Each file of this folder is
//! about one subject, and each policy has a binding of the same name that says which namespaces it holds in. A namespace is
//! found by a label that only cellc sets: whoever works in a namespace cannot change its labels. The namespaces of the
//! cluster and of the platform have no such label, so that no policy stands between a cell and its own start.

mod fences;
mod load_balancers;
mod pods;
mod policy;
pub(super) mod release_manager;
mod services;
mod target_groups;

use std::collections::BTreeMap;

use policy::Policy;

use super::ClassContext;
use crate::kubernetes::ManifestFile;
use crate::model::{Admission, Class, Environment, INGRESS_CLASS, Namespace, WORKLOAD_PRIORITIES};
use crate::source::Spanned;
use crate::values::Name;

/// One file for all policies; none where there is nothing to refuse.
pub(super) fn file(context: &ClassContext<'_>) -> Option<ManifestFile> {
    let policies = policies(context);
    let objects: Vec<_> = policies.iter().flat_map(Policy::objects).collect();
    let purpose = "What the API server refuses in namespaces of teams. `docs/operations.md` of cellc says how to open it. Defaults of the \
                   API such as `matchPolicy: Equivalent` are written out, because Argo CD would report them as drift otherwise.";
    let deviating = context.environment.namespaces.iter().filter(|namespace| deviates(namespace));
    let environments = deviating.map(|namespace| &namespace.environment);
    (!objects.is_empty()).then(|| context.file_of_some(environments, "base/admission.yaml", purpose, objects))
}

/// Every policy of a class, in the order in which a reader meets them.
fn policies(context: &ClassContext<'_>) -> Vec<Policy> {
    let mut policies = Vec::new();
    if !context.environment.namespaces.is_empty() {
        policies.extend(of_namespaces(context.environment, context.class));
    }
    policies
}

/// Whether a policy or a binding names a namespace: where the spec opens or closes something for it.
fn deviates(namespace: &Namespace) -> bool {
    let admission = &namespace.admission;
    namespace.exposed.is_some()
        || admission.tiers.is_some()
        || admission.node_names.value
        || admission.external_ips.value
        || admission.node_ports.value > 0
        || admission.load_balancers.value > 0
        || !admission.priorities.iter().map(|class| class.as_str()).eq(WORKLOAD_PRIORITIES)
        || !admission.ingress_classes.iter().map(|class| class.as_str()).eq([INGRESS_CLASS])
}

/// What namespaces of teams refuse: about pods, then about Services and Ingresses.
fn of_namespaces(environment: &Environment, class: &Class) -> Vec<Policy> {
    let mut policies = vec![
        pods::priorities(environment),
        pods::node_names(environment),
        pods::pod_bindings(environment),
        pods::system_nodes(environment),
    ];
    policies.extend(pods::node_tiers(environment, class));
    policies.extend([
        fences::labels_of_namespaces(environment),
        services::external_ips(environment),
        services::node_ports(environment),
        services::node_targets(environment),
        services::load_balancers(environment),
        services::load_balancer_classes(),
        load_balancers::dns_names(environment),
        load_balancers::ingresses(environment),
        load_balancers::ingress_classes(environment),
        load_balancers::internet_facing(environment),
        load_balancers::foreign_annotations(),
    ]);
    policies.extend(target_groups::bindings(environment));
    policies
}

/// Names of the namespaces of which something holds.
fn names_where(environment: &Environment, holds: impl Fn(&Namespace) -> bool) -> impl Iterator<Item = &str> {
    environment.namespaces.iter().filter(move |namespace| holds(namespace)).map(|namespace| namespace.name.as_str())
}

/// An expression with the value of the namespace that a request is for: one branch for all namespaces with the same value,
/// and none for those that have the usual one.
fn by_namespace(namespaces: &[Namespace], usual: &str, value: impl Fn(&Namespace) -> String) -> String {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for namespace in namespaces {
        groups.entry(value(namespace)).or_default().push(namespace.name.as_str());
    }
    let others = groups.into_iter().filter(|(value, _)| value != usual);
    let branches: Vec<String> =
        others.map(|(value, names)| format!("request.namespace in {} ? {value} :\n", list_of(&names))).collect();
    branches.concat() + usual
}

/// Names as a text of CEL, for messages: its standard has nothing that joins a list.
fn text_of(names: &[&str]) -> String {
    if names.is_empty() { "'none'".to_owned() } else { format!("'{}'", names.join(", ")) }
}

/// The names that a namespace may use, as lists for expressions and as texts for messages.
fn allowed(
    policy: Policy,
    environment: &Environment,
    usual: &[&str],
    names: fn(&Admission) -> &[Spanned<Name>],
) -> Policy {
    let own = |namespace: &'_ Namespace| -> Vec<String> {
        names(&namespace.admission).iter().map(|name| name.as_str().to_owned()).collect()
    };
    let written = |write: fn(&[&str]) -> String| {
        let value = |namespace: &Namespace| {
            let own = own(namespace);
            write(&own.iter().map(String::as_str).collect::<Vec<_>>())
        };
        by_namespace(&environment.namespaces, &write(usual), value)
    };
    policy.variable("allowed", written(list_of)).variable("allowedText", written(text_of))
}

fn list_of(texts: &[&str]) -> String {
    format!("[{}]", texts.iter().map(|text| format!("'{text}'")).collect::<Vec<_>>().join(", "))
}

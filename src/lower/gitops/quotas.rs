//! What a namespace may have: its quotas, and the defaults and bounds of single containers and claims.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1 as core;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::names::in_namespace;
use crate::kubernetes::Object;
use crate::model::{Namespace, PROTECTED_PRIORITIES, Resources};

/// The quotas and limits of a namespace.
pub(super) fn objects(namespace: &Namespace) -> Vec<Object> {
    let mut objects = vec![Object::new(&quota(namespace))];
    objects.extend(protected_priorities(namespace));
    let ranges = [containers(namespace), pods(namespace), volume_claims(namespace)];
    objects.extend(ranges.iter().map(Object::new));
    objects
}

fn quota(namespace: &Namespace) -> core::ResourceQuota {
    let (quota, admission) = (&namespace.quota, &namespace.admission);
    // Requests are never above limits, so that a quota of requests for ephemeral storage would say nothing more.
    let hard = [
        ("limits.cpu", quota.limits.cpu.canonical()),
        ("limits.ephemeral-storage", quota.ephemeral_storage.canonical()),
        ("limits.memory", quota.limits.memory.canonical()),
        ("persistentvolumeclaims", quota.volume_claims.value.to_string()),
        ("pods", quota.pods.value.to_string()),
        ("requests.cpu", quota.requests.cpu.canonical()),
        ("requests.memory", quota.requests.memory.canonical()),
        ("requests.storage", quota.storage.canonical()),
        ("services.loadbalancers", admission.load_balancers.value.to_string()),
        ("services.nodeports", admission.node_ports.value.to_string()),
    ];
    let spec = core::ResourceQuotaSpec { hard: Some(quantities(hard)), ..core::ResourceQuotaSpec::default() };
    core::ResourceQuota { metadata: in_namespace(namespace, "quota"), spec: Some(spec), ..Default::default() }
}

/// No pods of the classes that would take the place of the platform's; none where the spec opens all of them.
fn protected_priorities(namespace: &Namespace) -> Option<Object> {
    let closed = PROTECTED_PRIORITIES.into_iter().filter(|class| !namespace.admission.admits_priority(class));
    let closed: Vec<String> = closed.map(str::to_owned).collect();
    if closed.is_empty() {
        return None;
    }
    let scope = core::ScopedResourceSelectorRequirement {
        operator: "In".to_owned(),
        scope_name: "PriorityClass".to_owned(),
        values: Some(closed),
    };
    let spec = core::ResourceQuotaSpec {
        hard: Some(quantities([("pods", "0".to_owned())])),
        scope_selector: Some(core::ScopeSelector { match_expressions: Some(vec![scope]) }),
        ..core::ResourceQuotaSpec::default()
    };
    let metadata = in_namespace(namespace, "protected-priorities");
    let quota = core::ResourceQuota { metadata, spec: Some(spec), ..Default::default() };
    Some(Object::new(&quota).because("Pods of these classes would take the place of the platform's own."))
}

fn containers(namespace: &Namespace) -> core::LimitRange {
    let container = &namespace.container;
    let item = core::LimitRangeItem {
        type_: "Container".to_owned(),
        default: Some(amounts(&container.limits, &container.ephemeral_storage.limits)),
        default_request: Some(amounts(&container.requests, &container.ephemeral_storage.requests)),
        max: Some(amounts(&container.max, &container.ephemeral_storage.max)),
        ..core::LimitRangeItem::default()
    };
    limit_range(namespace, "containers", item)
}

fn pods(namespace: &Namespace) -> core::LimitRange {
    let max = &namespace.pod_max;
    let item = core::LimitRangeItem {
        type_: "Pod".to_owned(),
        max: Some(quantities([("cpu", max.cpu.canonical()), ("memory", max.memory.canonical())])),
        ..core::LimitRangeItem::default()
    };
    limit_range(namespace, "pods", item)
}

fn volume_claims(namespace: &Namespace) -> core::LimitRange {
    let item = core::LimitRangeItem {
        type_: "PersistentVolumeClaim".to_owned(),
        max: Some(quantities([("storage", namespace.quota.largest_volume_claim.canonical())])),
        ..core::LimitRangeItem::default()
    };
    limit_range(namespace, "volume-claims", item)
}

fn limit_range(namespace: &Namespace, name: &str, item: core::LimitRangeItem) -> core::LimitRange {
    let spec = core::LimitRangeSpec { limits: vec![item] };
    core::LimitRange { metadata: in_namespace(namespace, name), spec: Some(spec) }
}

fn amounts(resources: &Resources, ephemeral_storage: &crate::values::Quantity) -> BTreeMap<String, Quantity> {
    quantities([
        ("cpu", resources.cpu.canonical()),
        ("ephemeral-storage", ephemeral_storage.canonical()),
        ("memory", resources.memory.canonical()),
    ])
}

fn quantities<const COUNT: usize>(amounts: [(&str, String); COUNT]) -> BTreeMap<String, Quantity> {
    amounts.into_iter().map(|(key, amount)| (key.to_owned(), Quantity(amount))).collect()
}

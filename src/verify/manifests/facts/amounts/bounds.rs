//! Amounts of one object that cannot be right whatever else there is.

use serde_json::Value;

use super::numbers::{numbers, thousandths};
use crate::kubernetes::Object;
use crate::verify::manifests::facts::fields::{all, at, text};
use crate::verify::manifests::facts::pods;

/// What a quota may count (Kubernetes, "Resource Quotas"), beside names with a slash: objects of any kind, storage classes and
/// extended resources.
const COUNTED: [&str; 19] = [
    "configmaps",
    "cpu",
    "ephemeral-storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "memory",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
];
/// Amounts of a `LimitRange` of which the first must not be above the second.
const ORDER: [(&str, &str); 4] =
    [("defaultRequest", "default"), ("default", "max"), ("min", "defaultRequest"), ("min", "max")];

/// What is wrong with the amounts of an object.
pub(in crate::verify::manifests::facts) fn check(object: &Object, body: &Value) -> Vec<String> {
    match &*object.kind {
        "ResourceQuota" => of_quota(body),
        "LimitRange" => at(body, "spec.limits.*").into_iter().flat_map(|(path, item)| of_range(&path, item)).collect(),
        _ => of_pods(object, body),
    }
}

fn of_quota(body: &Value) -> Vec<String> {
    let hard = || body.pointer("/spec/hard").and_then(Value::as_object).into_iter().flatten();
    let unknown = hard().filter(|(key, _)| !COUNTED.contains(&key.as_str()) && !key.contains('/'));
    let unknown = unknown.map(|(key, _)| format!("`spec.hard`: a quota does not count `{key}`"));
    unknown.chain(unreadable("spec.hard", body.pointer("/spec/hard"))).collect()
}

fn of_range(path: &str, item: &Value) -> Vec<String> {
    let of = |key: &str| numbers(item.get(key));
    let mut faults = Vec::new();
    for key in ["default", "defaultRequest", "max", "min"] {
        faults.extend(unreadable(&format!("{path}.{key}"), item.get(key)));
    }
    for (small, large) in ORDER {
        let (least, most) = (of(small), of(large));
        let above = least.into_iter().filter(|(resource, amount)| most.get(resource).is_some_and(|most| amount > most));
        faults
            .extend(above.map(|(resource, _)| format!("`{path}`: `{small}.{resource}` is above `{large}.{resource}`")));
    }
    faults
}

fn of_pods(object: &Object, body: &Value) -> Vec<String> {
    let spec = pods::template(object, body).and_then(|template| template.get("spec"));
    let containers = |path| spec.into_iter().flat_map(move |spec| all(spec, path));
    let mut faults = Vec::new();
    for container in containers("containers.*").chain(containers("initContainers.*")) {
        let of = |part: &str| container.pointer(&format!("/resources/{part}"));
        let name = text(container, "name");
        faults.extend(["limits", "requests"].into_iter().flat_map(|part| unreadable(part, of(part))));
        let limits = numbers(of("limits"));
        let above = numbers(of("requests")).into_iter().filter(|it| limits.get(&it.0).is_some_and(|most| it.1 > *most));
        faults
            .extend(above.map(|(resource, _)| format!("container `{name}`: requests more {resource} than its limit")));
    }
    faults
}

fn unreadable(path: &str, amounts: Option<&Value>) -> Vec<String> {
    let fields = amounts.and_then(Value::as_object).into_iter().flatten();
    let wrong = fields.filter(|(_, value)| thousandths(value).is_none());
    wrong.map(|(key, value)| format!("`{path}.{key}`: {value} is not a valid quantity")).collect()
}

//! The arithmetic of quotas: what a `ResourceQuota` counts must have a default in a `LimitRange`, defaults must fit into their
//! bounds and into the quota, and so must the workloads of the namespace together.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::at;
use super::{Cell, Fault, selectors};
use crate::kubernetes::Object;
use crate::values::Quantity;

/// Resource → amount in thousandths.
type Numbers = BTreeMap<String, i128>;

/// What an object says about amounts.
#[derive(Debug)]
pub(super) enum Amounts {
    /// What all pods of the namespace may have; not one that holds for some pods only.
    Quota { namespace: String, hard: Numbers },
    /// What a container gets that says nothing.
    Defaults { namespace: String, limits: Numbers, requests: Numbers },
    /// What all replicas of a workload request and are limited to, as the quota counts it.
    Workload { namespace: String, used: Numbers },
}

impl Amounts {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let namespace = object.namespace.clone().unwrap_or_default();
        match &*object.kind {
            "ResourceQuota" if body.pointer("/spec/scopeSelector").is_none() => {
                Some(Self::Quota { namespace, hard: numbers(body.pointer("/spec/hard")) })
            }
            "LimitRange" => {
                let limits = body.pointer("/spec/limits").and_then(Value::as_array)?;
                let of_containers = limits.iter().find(|item| is_of_containers(item))?;
                let (limits, requests) =
                    (numbers(of_containers.get("default")), numbers(of_containers.get("defaultRequest")));
                Some(Self::Defaults { namespace, limits, requests })
            }
            "Deployment" | "StatefulSet" => Some(Self::Workload { namespace, used: used(body) }),
            _ => None,
        }
    }
}

fn is_of_containers(item: &Value) -> bool {
    item.get("type").and_then(Value::as_str) == Some("Container")
}

fn numbers(value: Option<&Value>) -> Numbers {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), thousandths(value)?))).collect()
}

fn thousandths(value: &Value) -> Option<i128> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(text.parse::<Quantity>().ok()?.thousandths())
}

/// What all replicas together use, by the keys of a quota.
fn used(body: &Value) -> Numbers {
    let replicas = i128::from(selectors::replicas(body));
    let mut used = Numbers::from([("pods".to_owned(), replicas * 1_000)]);
    for (_, container) in at(body, "spec.template.spec.containers.*") {
        for part in ["limits", "requests"] {
            for (resource, amount) in numbers(container.pointer(&format!("/resources/{part}"))) {
                *used.entry(format!("{part}.{resource}")).or_default() += amount * replicas;
            }
        }
    }
    used
}

/// What is wrong inside a `LimitRange`.
pub(super) fn check_range(object: &Object, body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, item) in at(body, "spec.limits.*").into_iter().filter(|_| object.kind == "LimitRange") {
        let of = |key: &str| numbers(item.get(key));
        for (small, large) in
            [("defaultRequest", "default"), ("default", "max"), ("min", "defaultRequest"), ("min", "max")]
        {
            let (least, most) = (of(small), of(large));
            let above =
                least.into_iter().filter(|(resource, amount)| most.get(resource).is_some_and(|most| amount > most));
            faults.extend(
                above.map(|(resource, _)| format!("`{path}`: `{small}.{resource}` is above `{large}.{resource}`")),
            );
        }
    }
    faults
}

/// All faults between the amounts of a cell.
pub(super) fn check(cell: &Cell<'_>) -> Vec<Fault> {
    let amounts = || cell.objects().filter_map(|placed| Some((placed, placed.facts.amounts.as_ref()?)));
    let mut faults = Vec::new();
    for (placed, amount) in amounts() {
        let Amounts::Quota { namespace, hard } = amount else { continue };
        let mut sum = Numbers::new();
        let mut defaults = None;
        for (_, other) in amounts() {
            match other {
                Amounts::Defaults { namespace: of, limits, requests } if of == namespace => {
                    defaults = Some((limits, requests));
                }
                Amounts::Workload { namespace: of, used } if of == namespace => add(&mut sum, used),
                _ => {}
            }
        }
        let messages = above(hard, &sum).chain(without_default(hard, defaults));
        faults.extend(messages.map(|message| cell.fault(placed, message)));
    }
    faults
}

fn add(sum: &mut Numbers, used: &Numbers) {
    for (resource, amount) in used {
        *sum.entry(resource.clone()).or_default() += amount;
    }
}

fn above(hard: &Numbers, sum: &Numbers) -> impl Iterator<Item = String> {
    let above = hard.iter().filter(|(resource, most)| sum.get(*resource).is_some_and(|used| used > *most));
    above.map(|(resource, _)| format!("`spec.hard.{resource}`: the workloads of the namespace use more"))
}

/// With a quota on a resource, the API server refuses each container that says nothing about it, unless a `LimitRange` does.
fn without_default(hard: &Numbers, defaults: Option<(&Numbers, &Numbers)>) -> Vec<String> {
    let none = Numbers::new();
    let (limits, requests) = defaults.unwrap_or((&none, &none));
    let mut faults = Vec::new();
    for (key, most) in hard {
        let Some((part, resource)) = key.split_once('.') else { continue };
        let default = match part {
            "limits" => limits.get(resource),
            "requests" if resource != "storage" => requests.get(resource),
            _ => continue,
        };
        match default {
            None => faults.push(format!(
                "`spec.hard.{key}`: no LimitRange gives containers a default, so each that says nothing is refused"
            )),
            Some(default) if default > most => {
                faults.push(format!("`spec.hard.{key}`: is below what one container gets that says nothing"));
            }
            Some(_) => {}
        }
    }
    faults
}

//! Selectors against the labels of pods, and named ports against the ports of containers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::at;
use super::{Cell, Placed};
use crate::kubernetes::Object;

type Labels = BTreeMap<String, String>;

/// The pods that an object makes.
#[derive(Debug)]
pub(super) struct Pods {
    namespace: String,
    labels: Labels,
    ports: Vec<String>,
}

/// The pods that a Service sends to.
#[derive(Debug)]
pub(super) struct Selection {
    namespace: String,
    labels: Labels,
    /// Ports that are named after one of a container.
    ports: Vec<String>,
}

impl Pods {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let template = body.pointer("/spec/template").filter(|_| object.group() == "apps" || object.kind == "Job")?;
        let names = at(template, "spec.containers.*.ports.*.name");
        Some(Self {
            namespace: object.namespace.clone().unwrap_or_default(),
            labels: labels(template.pointer("/metadata/labels")),
            ports: names.into_iter().filter_map(|(_, name)| name.as_str().map(str::to_owned)).collect(),
        })
    }

    fn are_selected(&self, namespace: &str, labels: &Labels) -> bool {
        self.namespace == namespace && labels.iter().all(|(key, value)| self.labels.get(key) == Some(value))
    }
}

impl Selection {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let selector = body.pointer("/spec/selector").filter(|_| object.kind == "Service")?;
        let targets = at(body, "spec.ports.*.targetPort");
        Some(Self {
            namespace: object.namespace.clone().unwrap_or_default(),
            labels: labels(Some(selector)),
            ports: targets.into_iter().filter_map(|(_, port)| port.as_str().map(str::to_owned)).collect(),
        })
    }
}

fn labels(value: Option<&Value>) -> Labels {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// A workload whose selector does not select its own pods.
pub(super) fn check(body: &Value) -> Vec<String> {
    let Some(template) = body.pointer("/spec/template/metadata/labels") else { return Vec::new() };
    let own = labels(Some(template));
    let wanted = labels(body.pointer("/spec/selector/matchLabels"));
    let missing = wanted.into_iter().filter(|(key, value)| own.get(key) != Some(value));
    missing
        .map(|(key, value)| format!("`spec.selector`: its own pods do not have the label `{key}: {value}`"))
        .collect()
}

/// What is wrong with what a Service selects.
pub(super) fn unmatched(cell: &Cell<'_>, placed: &Placed) -> Vec<String> {
    let Some(Selection { namespace, labels, ports }) = &placed.facts.selects else { return Vec::new() };
    let all = cell.objects().filter_map(|other| other.facts.pods.as_ref());
    let pods: Vec<&Pods> = all.filter(|pods| pods.are_selected(namespace, labels)).collect();
    if pods.is_empty() {
        return vec![format!("`spec.selector`: no pods in namespace `{namespace}` have these labels")];
    }
    let is_missing = |port: &&String| !pods.iter().any(|pods| pods.ports.contains(port));
    ports.iter().filter(is_missing).map(|port| format!("`spec.ports`: no container has a port `{port}`")).collect()
}

/// How many replicas a workload has.
pub(super) fn replicas(body: &Value) -> u32 {
    let replicas = body.pointer("/spec/replicas").and_then(Value::as_u64).unwrap_or(1);
    u32::try_from(replicas).unwrap_or(u32::MAX)
}

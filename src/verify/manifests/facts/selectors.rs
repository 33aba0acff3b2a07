//! What an object selects by labels, and selectors of workloads against the labels of their own pods.

use serde_json::Value;

use super::fields::{all, at, text};
use super::pods::{self, Labels, labels};
use super::things::NAME_LABEL;
use crate::kubernetes::Object;

/// Where a network policy selects namespaces. A binding of an admission policy may well select none.
const OF_NAMESPACES: [&str; 2] = ["spec.ingress.*.from.*.namespaceSelector", "spec.egress.*.to.*.namespaceSelector"];

/// What labels must be like. An empty one selects everything.
#[derive(Debug, Default)]
pub(in crate::verify::manifests) struct Selector {
    labels: Labels,
    expressions: Vec<Expression>,
}

#[derive(Debug)]
struct Expression {
    key: String,
    operator: String,
    values: Vec<String>,
}

/// The pods that a Service sends to, or that a budget protects.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Selection {
    pub(in crate::verify::manifests) namespace: String,
    pub(in crate::verify::manifests) selector: Selector,
    /// Ports that are named after one of a container.
    pub(in crate::verify::manifests) ports: Vec<String>,
    /// Whether it is a fault to select none, even where all pods of the namespace are made by somebody else.
    pub(in crate::verify::manifests) must_select: bool,
}

/// Namespaces that an object selects.
#[derive(Debug)]
pub(in crate::verify::manifests) struct OfNamespaces {
    pub(in crate::verify::manifests) path: String,
    pub(in crate::verify::manifests) selector: Selector,
}

impl Selector {
    /// A selector as most objects write it, with `matchLabels` and `matchExpressions`.
    fn of(value: &Value) -> Self {
        let expression = |value: &Value| Expression {
            key: text(value, "key").to_owned(),
            operator: text(value, "operator").to_owned(),
            values: all(value, "values.*").filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        };
        let expressions = all(value, "matchExpressions.*").map(expression).collect();
        Self { labels: labels(value.get("matchLabels")), expressions }
    }

    pub(in crate::verify::manifests) fn selects(&self, labels: &Labels) -> bool {
        self.labels.iter().all(|(key, value)| labels.get(key) == Some(value))
            && self.expressions.iter().all(|expression| expression.holds(labels))
    }

    /// Whether it asks for nothing, or only for the names of namespaces, which are references.
    fn asks_for_labels(&self) -> bool {
        let mut keys = self.labels.keys().chain(self.expressions.iter().map(|expression| &expression.key));
        keys.any(|key| key != NAME_LABEL)
    }
}

impl Expression {
    fn holds(&self, labels: &Labels) -> bool {
        let value = labels.get(&self.key);
        let is_listed = value.is_some_and(|value| self.values.contains(value));
        match self.operator.as_str() {
            "In" => is_listed,
            "NotIn" => !is_listed,
            "Exists" => value.is_some(),
            "DoesNotExist" => value.is_none(),
            _ => false,
        }
    }
}

impl Selection {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let written = body.pointer("/spec/selector")?;
        let (selector, must_select) = match &*object.kind {
            "Service" => (Selector { labels: labels(Some(written)), expressions: Vec::new() }, true),
            "PodDisruptionBudget" => (Selector::of(written), false),
            _ => return None,
        };
        let targets = all(body, "spec.ports.*.targetPort");
        Some(Self {
            namespace: object.namespace.clone().unwrap_or_default(),
            selector,
            ports: targets.filter_map(|port| port.as_str().map(str::to_owned)).collect(),
            must_select,
        })
    }
}

impl OfNamespaces {
    /// What an object selects by labels other than the name.
    pub(super) fn of(body: &Value) -> Vec<Self> {
        let selectors = OF_NAMESPACES.into_iter().flat_map(|path| at(body, path));
        let selectors = selectors.map(|(path, value)| Self { path, selector: Selector::of(value) });
        selectors.filter(|it| it.selector.asks_for_labels()).collect()
    }
}

/// A workload whose selector does not select its own pods, and constraints that do not count them.
pub(super) fn check(object: &Object, body: &Value) -> Vec<String> {
    let Some(template) = pods::template(object, body) else { return Vec::new() };
    let own = labels(template.pointer("/metadata/labels"));
    let mut faults = Vec::new();
    if let Some(selector) = body.pointer("/spec/selector").filter(|_| object.group() == "apps")
        && !Selector::of(selector).selects(&own)
    {
        faults.push("`spec.selector`: its own pods do not have these labels".to_owned());
    }
    for (path, selector) in at(template, "spec.topologySpreadConstraints.*.labelSelector") {
        if !Selector::of(selector).selects(&own) {
            faults.push(format!("`{path}`: its own pods do not have these labels, so it spreads nothing"));
        }
    }
    faults
}

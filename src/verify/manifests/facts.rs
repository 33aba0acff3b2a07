//! What one object says by itself: what it provides, what it refers to, and what is wrong with it whatever else there is.

use serde_json::Value;

use super::{labels, names, projects, quotas, references, selectors};
use crate::kubernetes::Object;

/// Something that objects refer to: kind, namespace (empty for none) and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thing {
    pub(super) kind: String,
    pub(super) namespace: String,
    pub(super) name: String,
}

impl Thing {
    pub(super) fn new(kind: &str, namespace: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() }
    }
}

/// Something that an object refers to, and where.
#[derive(Debug)]
pub(super) struct Need {
    /// Where the object says it, such as `spec.policyName`.
    pub(super) path: String,
    pub(super) thing: Thing,
}

/// Who an object is: API group, kind, namespace, name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    pub(super) group: String,
    pub(super) kind: String,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
}

/// What one object says by itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// [`None`] for a file that no API server sees.
    pub(super) identity: Option<Identity>,
    pub(super) provides: Vec<Thing>,
    pub(super) needs: Vec<Need>,
    pub(super) pods: Option<selectors::Pods>,
    pub(super) selects: Option<selectors::Selection>,
    pub(super) delivery: Option<projects::Delivery>,
    pub(super) amounts: Option<quotas::Amounts>,
    pub(super) faults: Vec<String>,
}

impl Facts {
    pub(super) fn of(object: &Object) -> Self {
        if !object.is_applied() {
            let needs =
                if object.kind == "Kustomization" { references::of_kustomization(&object.body()) } else { Vec::new() };
            return Self { needs, ..Self::default() };
        }
        let body = object.body();
        let identity = Identity {
            group: object.group().to_owned(),
            kind: object.kind.to_string(),
            namespace: object.namespace.clone(),
            name: object.name.clone(),
        };
        let mut faults = names::check(object);
        faults.extend(labels::check(&body));
        faults.extend(selectors::check(&body));
        faults.extend(references::check_expressions(&body));
        faults.extend(quotas::check_range(object, &body));
        Self {
            provides: references::provided(object, &body),
            needs: references::needed(object, &body),
            pods: selectors::Pods::of(object, &body),
            selects: selectors::Selection::of(object, &body),
            delivery: projects::Delivery::of(object, &body),
            amounts: quotas::Amounts::of(object, &body),
            identity: Some(identity),
            faults,
        }
    }
}

/// The values at a path, in which `*` stands for all items of a list: with the path of each.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Vec<(String, &'v Value)> {
    let mut found = vec![(String::new(), value)];
    for part in path.split('.') {
        found = found.into_iter().flat_map(|(path, value)| step(&path, value, part)).collect();
    }
    found
}

fn step<'v>(path: &str, value: &'v Value, part: &str) -> Vec<(String, &'v Value)> {
    if part == "*" {
        let items = value.as_array().into_iter().flatten().enumerate();
        return items.map(|(index, item)| (format!("{path}[{index}]"), item)).collect();
    }
    let below = if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
    value.get(part).map(|value| (below, value)).into_iter().collect()
}

/// The text at a path without `*`; empty where there is none.
pub(super) fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    path.split('.').try_fold(value, |value, part| value.get(part)).and_then(Value::as_str).unwrap_or_default()
}

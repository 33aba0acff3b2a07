//! The pods that an object makes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::all;
use crate::kubernetes::Object;

/// Kinds that make pods, and where the template of the pods is.
const TEMPLATES: [(&str, &str, &str); 6] = [
    ("", "Pod", ""),
    ("apps", "Deployment", "/spec/template"),
    ("apps", "StatefulSet", "/spec/template"),
    ("apps", "DaemonSet", "/spec/template"),
    ("batch", "Job", "/spec/template"),
    ("batch", "CronJob", "/spec/jobTemplate/spec/template"),
];

/// Key → value.
pub(in crate::verify::manifests) type Labels = BTreeMap<String, String>;

/// The pods that an object makes.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Pods {
    pub(in crate::verify::manifests) namespace: String,
    pub(in crate::verify::manifests) labels: Labels,
    /// Names of the ports of all containers.
    pub(in crate::verify::manifests) ports: Vec<String>,
}

impl Pods {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let template = template(object, body)?;
        let names = all(template, "spec.containers.*.ports.*.name");
        Some(Self {
            namespace: object.namespace.clone().unwrap_or_default(),
            labels: labels(template.pointer("/metadata/labels")),
            ports: names.filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        })
    }
}

/// The template of the pods that an object makes, with `metadata` and `spec`.
pub(super) fn template<'v>(object: &Object, body: &'v Value) -> Option<&'v Value> {
    body.pointer(template_path(object)?)
}

/// Where the specification of the pods is, such as `spec.template.spec`.
pub(super) fn spec_path(object: &Object) -> Option<String> {
    let path = format!("{}/spec", template_path(object)?);
    Some(path.trim_start_matches('/').replace('/', "."))
}

fn template_path(object: &Object) -> Option<&'static str> {
    let mut known = TEMPLATES.iter().filter(|(group, kind, _)| *group == object.group() && *kind == object.kind);
    known.next().map(|(_, _, path)| *path)
}

/// The labels in a map; none where it is missing.
pub(super) fn labels(map: Option<&Value>) -> Labels {
    let fields = map.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// How many replicas a workload has where nothing scales it.
pub(super) fn replicas(body: &Value) -> u32 {
    let replicas = body.pointer("/spec/replicas").or_else(|| body.pointer("/spec/parallelism"));
    let replicas = replicas.and_then(Value::as_u64).unwrap_or(1);
    u32::try_from(replicas).unwrap_or(u32::MAX)
}

//! Values of a chart give it no rights over what others run.
//!
//! ## Why
//! Some charts of the platform have parts that act on the whole cell: Kubecost's cluster controller deletes namespaces and
//! patches workloads, Application Signals change every pod that starts, and External Secrets can make a token of any service
//! account. cellc turns these off, and says of every other right that a chart keeps why that is accepted. Values that turn
//! one on again, or that bring a role or a webhook along, change what a flaw in that chart costs: somebody should decide it, and write down why.
//! Advice in development, a warning in staging, an error in production that an `allow` block with a reason accepts.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   application "kubecost" {
//!     values = { clusterController = { enabled = true } }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   application "kubecost" {
//!     values = { forecasting = { enabled = false } }
//!   }
//! }
//! ```

use serde_json::Value;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_RIGHTS;
use crate::model::{Application, Class};
use crate::values::{ApplicationName, ChartValues};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        for application in &class.applications {
            diagnostics.extend(turned_on(class, application));
            diagnostics.extend(brought_along(class, application));
        }
    }
}

fn turned_on(class: &Class, application: &Application) -> Vec<Diagnostic> {
    let Some(values) = &application.values else { return Vec::new() };
    let name = application.name.value;
    let finding = |(path, right, _): &Switch| {
        let headline = format!("`{}` lets `{name}` {right}", path.join("."));
        let finding = Diagnostic::of_profile(class.profile, APPLICATION_RIGHTS, values.span, headline);
        finding
            .label("sets it")
            .note("a flaw in that chart would then reach the whole cell")
            .help("leave it out of `values`, or say in an `allow` block why the cell needs it")
    };
    switches(name).iter().filter(|(path, _, gives)| gives.is_met(values, path)).map(finding).collect()
}

fn brought_along(class: &Class, application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let kind = values.keys().find_map(|key| object(values.get(&[key])?))?;
    let headline = format!("values of `{}` bring a `{kind}` into the cell", application.name.value);
    let finding = Diagnostic::of_profile(class.profile, APPLICATION_RIGHTS, values.span, headline);
    let finding = finding.label("an object in the values of a chart").note("nothing of cellc's judges what it may do");
    Some(finding.help("take it out of `values`, or say in an `allow` block why the cell needs it"))
}

/// Kinds of objects that give rights, or that see what others write.
const KINDS: [&str; 6] = [
    "ClusterRole",
    "ClusterRoleBinding",
    "MutatingWebhookConfiguration",
    "Role",
    "RoleBinding",
    "ValidatingWebhookConfiguration",
];

/// The kind of an object that is written out somewhere in a value, as an object or as text.
fn object(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(text) => text.lines().find_map(kind_of_line),
        Value::Array(elements) => elements.iter().find_map(object),
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str).filter(|_| fields.contains_key("apiVersion"));
            kind.and_then(of_kinds).or_else(|| fields.values().find_map(object))
        }
        _ => None,
    }
}

fn kind_of_line(line: &str) -> Option<&'static str> {
    let kind = line.trim_start_matches([' ', '-']).strip_prefix("kind:")?;
    of_kinds(kind.split('#').next()?.trim().trim_matches(['"', '\'']))
}

fn of_kinds(kind: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|known| *known == kind)
}

/// A value of a chart as the path of its keys, what the application may do with it, and which values give it that.
type Switch = (&'static [&'static str], &'static str, Gives);

/// Which values of a key give a right.
#[derive(Clone, Copy)]
enum Gives {
    /// All but those that Helm takes for false. `null` takes away cellc's value, so that the chart's own may hold again.
    True,
    /// A list that has anything in it.
    Elements,
    /// Those that do not list this, as cellc's value does.
    Lacks(&'static str),
}

impl Gives {
    fn is_met(self, values: &ChartValues, path: &[&str]) -> bool {
        let value = values.get(path);
        match self {
            Self::True => values.replaces(path) && !value.is_some_and(is_false),
            Self::Elements => value.is_some_and(|value| !value.is_null() && !is_false(value)),
            Self::Lacks(text) => {
                let list = value.and_then(Value::as_array);
                values.replaces(path) && list.is_none_or(|list| list.iter().all(|one| one != text))
            }
        }
    }
}

/// What a template of Helm takes for false; the text `"false"` is true there.
fn is_false(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => !is_true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}

/// Values with which an application gets rights that cellc takes away, by the keys of the charts of the catalog.
const fn switches(name: ApplicationName) -> &'static [Switch] {
    match name {
        ApplicationName::CloudWatch => &[
            (&["applicationSignals", "enabled"], "change the pods and workloads of others", Gives::True),
            (&["admissionWebhooks", "namespaces", "create"], "change every namespace", Gives::True),
            (&["admissionWebhooks", "pods", "create"], "change every pod", Gives::True),
            (&["admissionWebhooks", "workloads", "create"], "change every workload", Gives::True),
        ],
        ApplicationName::ExternalSecrets => &[
            (&["genericTargets", "enabled"], "write objects of other kinds than Secrets", Gives::True),
            (&["processClusterExternalSecret"], "write into every namespace, and change namespaces", Gives::True),
            (&["rbac", "serviceAccountTokenCreate"], "act as any service account of the cell", Gives::True),
        ],
        ApplicationName::Kubecost => &[
            (&["clusterController", "enabled"], "patch every workload and delete every namespace", Gives::True),
            (
                &["finopsagent", "rbac", "clusterRole", "allowKubeProxy"],
                "run commands in every pod, through the kubelets",
                Gives::True,
            ),
        ],
        ApplicationName::Prometheus => &[
            (&["kube-state-metrics", "collectorsExclude"], "read every Secret", Gives::Lacks("secrets")),
            (&["kube-state-metrics", "rbac", "extraRules"], "do more than its chart needs", Gives::Elements),
            (&["prometheus", "additionalRulesForClusterRole"], "do more than its chart needs", Gives::Elements),
        ],
        ApplicationName::CertManager
        | ApplicationName::ExternalDns
        | ApplicationName::Karpenter
        | ApplicationName::LoadBalancerController
        | ApplicationName::MetricsServer => &[],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_right_is_given_by_everything_that_helm_takes_for_true() {
        for (value, gives) in [
            (json!({}), false),
            (json!({ "other": true }), false),
            (json!({ "part": {} }), false),
            (json!({ "part": { "enabled": false } }), false),
            (json!({ "part": { "enabled": "" } }), false),
            (json!({ "part": { "enabled": 0 } }), false),
            (json!({ "part": { "enabled": true } }), true),
            (json!({ "part": { "enabled": "false" } }), true),
            (json!({ "part": { "enabled": 1 } }), true),
            (json!({ "part": { "enabled": null } }), true),
            (json!({ "part": null }), true),
        ] {
            let values = ChartValues::new(value.as_object().unwrap().clone());
            assert_eq!(Gives::True.is_met(&values, &["part", "enabled"]), gives, "{value}");
        }
    }

    #[test]
    fn lists_give_a_right_by_what_they_have_or_lack() {
        for (value, has_any, lacks_secrets) in [
            (json!({}), false, false),
            (json!({ "list": [] }), false, true),
            (json!({ "list": null }), false, true),
            (json!({ "list": ["secrets"] }), true, false),
            (json!({ "list": ["pods"] }), true, true),
        ] {
            let values = ChartValues::new(value.as_object().unwrap().clone());
            assert_eq!(Gives::Elements.is_met(&values, &["list"]), has_any, "{value}");
            assert_eq!(Gives::Lacks("secrets").is_met(&values, &["list"]), lacks_secrets, "{value}");
        }
    }

    #[test]
    fn objects_are_found_wherever_they_stand() {
        let role = json!({ "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole" });
        for (value, kind) in [
            (role.clone(), Some("ClusterRole")),
            (json!({ "a": [{ "b": role }] }), Some("ClusterRole")),
            (json!(["apiVersion: v1\n---\n- kind: \"RoleBinding\" # x"]), Some("RoleBinding")),
            (json!({ "kind": "ClusterRole" }), None),
            (json!({ "apiVersion": "v1", "kind": "ConfigMap" }), None),
            (json!("of a kind: Role"), None),
        ] {
            assert_eq!(object(&value), kind, "{value}");
        }
    }
}

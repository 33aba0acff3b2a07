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

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_RIGHTS;
use crate::model::{Application, Environment};
use crate::values::{ApplicationName, ChartValues};
use objects::{Brought, in_value};

mod objects;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(turned_on(environment, application));
            diagnostics.extend(brought_along(environment, application));
        }
    }
}

fn turned_on(environment: &Environment, application: &Application) -> Vec<Diagnostic> {
    let Some(values) = &application.values else { return Vec::new() };
    let name = application.name.value;
    let finding = |(path, right, _): &Switch| {
        let headline = format!("`{}` lets `{name}` {right}", path.join("."));
        let finding = Diagnostic::of_profile(environment.profile, APPLICATION_RIGHTS, values.span, headline);
        finding
            .label("sets it")
            .note("a flaw in that chart would then reach the whole cell")
            .help("leave it out of `values`, or say in an `allow` block why the cell needs it")
    };
    switches(name).iter().filter(|(path, _, gives)| gives.is_met(values, path)).map(finding).collect()
}

fn brought_along(environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let found = values.keys().filter_map(|key| in_value(key, values.get(&[key])?));
    // What is known says more than what is not.
    let (headline, label, note, help) = match found.min()? {
        Brought::Kind(kind) => (
            format!("values of `{name}` bring a `{kind}` into the cell"),
            "an object in the values of a chart",
            "nothing of cellc's judges what it may do",
            "take it out of `values`, or say in an `allow` block why the cell needs it",
        ),
        Brought::Unreadable(key) => (
            format!("`{key}` in the values of `{name}` cannot be judged"),
            "a template, or not YAML",
            "the chart renders it, so it may become an object of any kind, such as a `ClusterRoleBinding`",
            "write plain objects without `{{`, or say in an `allow` block why the cell needs it",
        ),
    };
    let finding = Diagnostic::of_profile(environment.profile, APPLICATION_RIGHTS, values.span, headline);
    Some(finding.label(label).note(note).help(help))
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
}

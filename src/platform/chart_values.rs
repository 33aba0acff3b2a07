//! The values of an application's chart: those that cellc sets, and what becomes of those that somebody else sets.

use serde_json::Value;

use super::cell::Cell;
use crate::catalog::charts::is_false;
use crate::values::ChartValues;

/// A value of a chart, as the keys that lead to it.
pub(crate) type Path = &'static [&'static str];

/// An argument of a program: its name, and the values with which it is repeated.
pub(crate) type Argument = (&'static str, Vec<String>);

/// What cellc has to say about the values of a chart.
#[derive(Debug)]
pub(crate) struct Values {
    /// What the chart needs to know of a cell, and where its pods run.
    pub(crate) of: fn(&Cell<'_>) -> Value,
    /// Arguments that hold beside those of the user's `extraArgs`, which would replace a list.
    pub(crate) arguments: fn(&Cell<'_>) -> Vec<Argument>,
    /// What a reviewer would ask about them.
    pub(crate) because: fn(&Cell<'_>) -> &'static [&'static str],
    /// What controllers of the chart write into its objects themselves.
    pub(crate) ignored: &'static [Ignored],
    /// Values that must be those that cellc writes.
    pub(crate) kept: &'static [Path],
    /// Arguments that cellc sets by values of the chart.
    pub(crate) kept_arguments: &'static [&'static str],
    /// Values with which the application gets rights that cellc takes away: what it may then do, and which values give it that.
    pub(crate) rights: &'static [(Path, &'static str, Gives)],
}

/// For a chart that gets no arguments from cellc but by its values.
pub(super) const fn no_arguments(_: &Cell<'_>) -> Vec<Argument> {
    Vec::new()
}

/// Another role of the service account, which comes before the one that EKS Pod Identity gives.
pub(super) const ROLE: Path = &["serviceAccount", "annotations", "eks.amazonaws.com/role-arn"];

/// Which values of a key give a right.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gives {
    /// All but those that Helm takes for false. `null` takes away cellc's value, so that the chart's own may hold again.
    True,
    /// A list that has anything in it.
    Elements,
    /// Those that do not list this, as cellc's value does.
    Lacks(&'static str),
}

impl Gives {
    /// Whether values give the right by the value at a path.
    pub(crate) fn is_met(self, values: &ChartValues, path: &[&str]) -> bool {
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

/// Fields of the objects of a chart that Argo CD must not take for drift.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ignored {
    /// API group; empty for the core.
    pub(crate) group: &'static str,
    /// Kind.
    pub(crate) kind: &'static str,
    /// JSON pointers to the fields.
    pub(crate) pointers: &'static [&'static str],
    /// The fields as `jq` finds them.
    pub(crate) expressions: &'static [&'static str],
}

/// What a chart writes anew whenever it is rendered that makes the certificate of its webhooks itself: its pods would go on
/// with the old one. Ignored also where cert-manager makes the certificate: the Application would otherwise change before the
/// chart does.
pub(super) const OWN_CERTIFICATE: &[Ignored] = &[
    webhooks("MutatingWebhookConfiguration", &[".webhooks[].clientConfig.caBundle"]),
    webhooks("ValidatingWebhookConfiguration", &[".webhooks[].clientConfig.caBundle"]),
    Ignored { group: "", kind: "Secret", pointers: &["/data"], expressions: &[] },
];

/// Fields of the webhooks of a chart that something in the cluster fills in.
pub(super) const fn webhooks(kind: &'static str, expressions: &'static [&'static str]) -> Ignored {
    Ignored { group: "admissionregistration.k8s.io", kind, pointers: &[], expressions }
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

//! Service accounts of others in the values of a chart.

use serde_json::Value;

use super::RULE;
use crate::diagnostic::Diagnostic;
use crate::model::Application;
use crate::platform::ApplicationName;

/// Service accounts of add-ons that have an identity in AWS (`lower/module/addons.rs`), and of Argo CD, which may do everything.
const OF_THE_PLATFORM: [&str; 5] = [
    "argocd-application-controller",
    "argocd-applicationset-controller",
    "argocd-server",
    "aws-node",
    "ebs-csi-controller-sa",
];

/// The finding for pods that a chart runs with the identity of another application.
pub(super) fn taken_over(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let (path, account) = values.keys().find_map(|key| account(name, key, key, values.get(&[key])?))?;
    let headline = format!("`{path}` of `{name}` is a service account of another application");
    let error = RULE.finding(values.span, headline).label(format!("names `{account}`"));
    let error = error.note("pods that use it have the rights and the AWS role of the other application");
    Some(error.help("leave it out of `values`: the chart makes a service account for itself"))
}

/// The first service account of somebody else, with the path at which it stands. `place` is what names the value: its key, or
/// that of the object which it names.
fn account(name: ApplicationName, path: &str, place: &str, value: &Value) -> Option<(String, String)> {
    match value {
        Value::String(text) => {
            let is_account =
                place.to_ascii_lowercase().starts_with("serviceaccount") && is_of_another(name, text.trim());
            let here = is_account.then(|| (path.to_owned(), text.trim().to_owned()));
            here.or_else(|| text.lines().find_map(|line| in_line(name, line)).map(|account| (path.to_owned(), account)))
        }
        Value::Array(elements) => {
            let mut elements = elements.iter().enumerate();
            elements.find_map(|(index, element)| account(name, &format!("{path}[{index}]"), place, element))
        }
        Value::Object(fields) => fields.iter().find_map(|(key, value)| {
            // `serviceAccount.name`, and `serviceAccounts.server.name`.
            let place = if is_part_of_account(place, key) { place } else { key };
            account(name, &format!("{path}.{key}"), place, value)
        }),
        _ => None,
    }
}

fn is_part_of_account(place: &str, key: &str) -> bool {
    place.to_ascii_lowercase().starts_with("serviceaccount") && !matches!(key, "annotations" | "labels")
}

/// A pod in the text of a manifest: `serviceAccountName: karpenter`, also between braces.
fn in_line(name: ApplicationName, line: &str) -> Option<String> {
    let (_, rest) = line.split_once("serviceAccount")?;
    let (_, account) = rest.split_once(':')?;
    let account = account.trim_start_matches([' ', '"', '\'']);
    let account = account.split([' ', '"', '\'', ',', '}', '#']).next().unwrap_or_default();
    is_of_another(name, account).then(|| account.to_owned())
}

fn is_of_another(name: ApplicationName, account: &str) -> bool {
    let mut others = ApplicationName::ALL.iter().filter(|other| **other != name);
    OF_THE_PLATFORM.contains(&account) || others.any(|other| other.service_account() == Some(account))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accounts_of_others_are_found_wherever_charts_take_them() {
        let of = |name, value: &Value| account(name, "x", "x", value).map(|(path, _)| path);
        for (value, path) in [
            (json!({ "serviceAccount": { "name": "karpenter" } }), Some("x.serviceAccount.name")),
            (
                json!({ "prometheusSpec": { "serviceAccountName": "aws-node" } }),
                Some("x.prometheusSpec.serviceAccountName"),
            ),
            (
                json!({ "serviceAccounts": { "server": { "name": "external-dns" } } }),
                Some("x.serviceAccounts.server.name"),
            ),
            (
                json!({ "extraObjects": [{ "spec": { "serviceAccount": "karpenter" } }] }),
                Some("x.extraObjects[0].spec.serviceAccount"),
            ),
            (json!(["spec:\n  serviceAccountName: \"karpenter\" # x"]), Some("x[0]")),
            (json!(["{\"serviceAccountName\":\"karpenter\"}"]), Some("x[0]")),
            (json!({ "serviceAccount": { "name": "prometheus", "labels": { "next-to": "karpenter" } } }), None),
            (json!({ "serviceAccount": { "create": true } }), None),
            (json!({ "job": { "name": "karpenter" } }), None),
        ] {
            assert_eq!(of(ApplicationName::Prometheus, &value).as_deref(), path, "{value}");
        }
        let own = json!({ "serviceAccount": { "name": "karpenter" } });
        assert_eq!(of(ApplicationName::Karpenter, &own), None);
    }
}

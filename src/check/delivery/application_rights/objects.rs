//! Objects of Kubernetes that values of a chart hold.

use serde_json::Value;

/// What values bring along, the clearest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Brought {
    /// An object of a kind that gives rights.
    Kind(&'static str),
    /// Objects below this key that only Helm can read.
    Unreadable(String),
}

/// Kinds of objects that give rights, or that see or decide what others write.
const KINDS: [&str; 15] = [
    "APIService",
    "AppProject",
    "Application",
    "ApplicationSet",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Role",
    "RoleBinding",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
];

/// Keys below which charts take whole objects, and render templates in them.
const MANIFEST_KEYS: [&str; 5] = ["extraDeploy", "extraManifests", "extraObjects", "extraResources", "extraTemplates"];

/// What a value under a key brings along.
pub(super) fn in_value(key: &str, value: &Value) -> Option<Brought> {
    if let Some(kind) = kind(value) {
        return Some(Brought::Kind(kind));
    }
    if MANIFEST_KEYS.contains(&key) {
        return (!is_plain(value)).then(|| Brought::Unreadable(key.to_owned()));
    }
    match value {
        Value::Array(elements) => elements.iter().filter_map(|element| in_value("", element)).min(),
        Value::Object(fields) => fields.iter().filter_map(|(key, value)| in_value(key, value)).min(),
        _ => None,
    }
}

/// The kind of an object that is written out somewhere in a value, as an object or as text.
fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(text) => {
            let objects = || documents(text).into_iter().flatten().find_map(|document| kind_of_parts(&document));
            text.lines().find_map(kind_of_line).or_else(|| text.contains(['{', '\n']).then(objects).flatten())
        }
        parts => kind_of_parts(parts),
    }
}

/// The same for what has parts: a document that is a text again is none.
fn kind_of_parts(value: &Value) -> Option<&'static str> {
    match value {
        Value::Array(elements) => elements.iter().find_map(kind),
        Value::Object(fields) => {
            let kind_of_object =
                fields.get("kind").and_then(Value::as_str).filter(|_| fields.contains_key("apiVersion"));
            kind_of_object.and_then(of_kinds).or_else(|| fields.values().find_map(kind))
        }
        _ => None,
    }
}

/// Also in a text that is no YAML before Helm has rendered it.
fn kind_of_line(line: &str) -> Option<&'static str> {
    let kind = line.trim_start_matches([' ', '-']).strip_prefix("kind:")?;
    of_kinds(kind.split('#').next()?.trim().trim_matches(['"', '\'']))
}

fn of_kinds(kind: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|known| *known == kind)
}

/// The documents of a text; [`None`] when it is not YAML.
fn documents(text: &str) -> Option<Vec<Value>> {
    serde_saphyr::from_multiple(text).ok()
}

/// Whether whole objects can be read as they stand: nothing in them is a template, and texts are YAML of objects.
fn is_plain(value: &Value) -> bool {
    let is_of_objects = |document: &Value| matches!(document, Value::Null | Value::Object(_) | Value::Array(_));
    let is_object = |text: &str| documents(text).is_some_and(|documents| documents.iter().all(is_of_objects));
    match value {
        Value::String(text) => !holds_template(value) && is_object(text),
        Value::Array(elements) => elements.iter().all(is_plain),
        other => !holds_template(other),
    }
}

fn holds_template(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("{{"),
        Value::Array(elements) => elements.iter().any(holds_template),
        Value::Object(fields) => fields.iter().any(|(key, value)| key.contains("{{") || holds_template(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_are_found_wherever_they_stand() {
        let role = json!({ "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole" });
        for (value, kind) in [
            (role.clone(), Some("ClusterRole")),
            (json!({ "a": [{ "b": role }] }), Some("ClusterRole")),
            (json!(["apiVersion: v1\n---\n- kind: \"RoleBinding\" # x"]), Some("RoleBinding")),
            (json!(["{apiVersion: v1, \"kind\": \"ClusterRoleBinding\"}"]), Some("ClusterRoleBinding")),
            (json!("{\"apiVersion\": \"v1\", \"kind\": \"APIService\"}"), Some("APIService")),
            (json!("a: 1\n---\napiVersion: v1\n\"kind\": Role\n"), Some("Role")),
            (json!("apiVersion: v1\n? kind\n: Role\n"), Some("Role")),
            (json!("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Role}]}"), Some("Role")),
            (
                json!({ "apiVersion": "v1", "kind": "ValidatingAdmissionPolicyBinding" }),
                Some("ValidatingAdmissionPolicyBinding"),
            ),
            (json!({ "kind": "ClusterRole" }), None),
            (json!({ "apiVersion": "v1", "kind": "ConfigMap" }), None),
            (json!("of a kind: Role"), None),
        ] {
            assert_eq!(in_value("x", &value), kind.map(Brought::Kind), "{value}");
        }
    }

    #[test]
    fn what_only_helm_can_read_is_found_where_objects_stand() {
        let unreadable = |key: &str| Some(Brought::Unreadable(key.to_owned()));
        let template = "kind: {{ print \"Cluster\" \"RoleBinding\" }}";
        for (value, expected) in [
            (json!({ "extraManifests": [template] }), unreadable("extraManifests")),
            (json!({ "grafana": { "extraObjects": [template] } }), unreadable("extraObjects")),
            (
                json!({ "extraDeploy": [{ "apiVersion": "v1", "kind": "{{ .Values.kind }}" }] }),
                unreadable("extraDeploy"),
            ),
            (json!({ "extraObjects": { "x": { "{{ include \"x\" . }}": 1 } } }), unreadable("extraObjects")),
            (json!({ "extraObjects": ["a: [1"] }), unreadable("extraObjects")),
            (json!({ "extraObjects": ["some text"] }), unreadable("extraObjects")),
            (json!({ "extraObjects": ["apiVersion: v1\nkind: ConfigMap\n---\n"] }), None),
            (json!({ "extraObjects": [{ "apiVersion": "v1", "kind": "ConfigMap" }] }), None),
            (json!({ "extraObjects": [], "extraManifests": null, "extraDeploy": {} }), None),
            (json!({ "alert": "{{ $labels.pod }} is down" }), None),
        ] {
            assert_eq!(in_value("", &value), expected, "{value}");
        }
    }
}

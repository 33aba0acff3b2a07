//! Names inside a cell that several files use. They are the same in every cell: a cell is a cluster of its own.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::model::Namespace;
pub(super) use crate::platform::ARGO_CD_NAMESPACE as ARGO_CD;
use crate::values::{KubernetesVersion, PodSecurity};

/// The project of what the platform runs.
pub(super) const PLATFORM: &str = "platform";
/// What labels of the Pod Security Standards begin with, and what they may do about a pod.
const POD_SECURITY: &str = "pod-security.kubernetes.io/";
const MODES: [&str; 3] = ["audit", "enforce", "warn"];
/// Characters of the longest value of a label (Kubernetes, "Labels and Selectors").
const LONGEST_LABEL_VALUE: usize = 63;
/// The root Application.
pub(super) const ROOT: &str = "root";

/// The name of an object without a namespace.
pub(super) fn named(name: &str) -> ObjectMeta {
    ObjectMeta { name: Some(name.to_owned()), labels: Some(labels()), ..ObjectMeta::default() }
}

/// Labels of everything that cellc writes into namespaces.
pub(super) fn labels() -> BTreeMap<String, String> {
    BTreeMap::from([("app.kubernetes.io/managed-by".to_owned(), "cellc".to_owned())])
}

/// Labels that hold the pods of a namespace to a Pod Security Standard as a minor of Kubernetes has it, so that an upgrade of the
/// control plane alone refuses nothing that ran before.
pub(super) fn pod_security_of(level: PodSecurity, minor: KubernetesVersion) -> impl Iterator<Item = (String, String)> {
    let versions = MODES.into_iter().map(move |mode| (format!("{POD_SECURITY}{mode}-version"), format!("v{minor}")));
    pod_security(level).chain(versions)
}

/// The same as the newest Kubernetes has it: for the Applications of charts, which say the same at every revision of a cell.
pub(super) fn pod_security(level: PodSecurity) -> impl Iterator<Item = (String, String)> {
    MODES.into_iter().map(move |mode| (format!("{POD_SECURITY}{mode}"), level.to_string()))
}

/// A text as the value of a label: every run of other characters becomes a hyphen, and what is longer is cut.
pub(super) fn label_value(text: &str) -> String {
    let is_inside = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let words: Vec<&str> = text.split(|character| !is_inside(character)).filter(|word| !word.is_empty()).collect();
    let mut value = words.join("-");
    value.truncate(LONGEST_LABEL_VALUE);
    value.trim_matches(['-', '_', '.']).to_owned()
}

/// The name of an object in a namespace of the specification.
pub(super) fn in_namespace(namespace: &Namespace, name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(namespace.name.to_string()), ..named(name) }
}

/// The name of an object in the namespace of Argo CD.
pub(super) fn in_argo_cd(name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(ARGO_CD.to_owned()), ..named(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::LabelValue;

    #[test]
    fn every_text_has_a_value_of_a_label() {
        let long = format!("{}.team", "x".repeat(62));
        for (text, value) in [
            ("CC-1", "CC-1"),
            ("payments@example.com", "payments-example.com"),
            ("Payments & Cards", "Payments-Cards"),
            ("team: edge/eu-west", "team-edge-eu-west"),
            ("Größe", "Gr-e"),
            ("(none)", "none"),
            ("+", ""),
            (&long, &long[..62]),
        ] {
            assert_eq!(label_value(text), value, "{text}");
            assert!(value.is_empty() || value.parse::<LabelValue>().is_ok(), "{value}");
        }
    }
}

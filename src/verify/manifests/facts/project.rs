//! What an `AppProject` admits.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::{all, text};
use crate::kubernetes::Object;

/// What a project admits.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Project {
    pub(in crate::verify::manifests) name: String,
    pub(in crate::verify::manifests) repositories: BTreeSet<String>,
    /// Server and namespace.
    pub(in crate::verify::manifests) destinations: BTreeSet<(String, String)>,
    /// Kinds without a namespace: API group and kind.
    pub(in crate::verify::manifests) global: BTreeSet<(String, String)>,
    /// Kinds with a namespace that it refuses.
    pub(in crate::verify::manifests) refused: BTreeSet<(String, String)>,
}

impl Project {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let pairs = |path: &str, one: &str, other: &str| {
            all(body, path).map(|it| (text(it, one).to_owned(), text(it, other).to_owned())).collect()
        };
        (object.kind == "AppProject").then(|| Self {
            name: object.name.clone(),
            repositories: all(body, "spec.sourceRepos.*").filter_map(|it| it.as_str().map(str::to_owned)).collect(),
            destinations: pairs("spec.destinations.*", "server", "namespace"),
            global: pairs("spec.clusterResourceWhitelist.*", "group", "kind"),
            refused: pairs("spec.namespaceResourceBlacklist.*", "group", "kind"),
        })
    }

    pub(in crate::verify::manifests) fn admits(&self, server: &str, namespace: &str) -> bool {
        self.destinations.contains(&(server.to_owned(), namespace.to_owned()))
    }
}

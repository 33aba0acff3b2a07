//! The kinds of objects that Kubernetes itself has, as rules of roles name them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// A kind of objects.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The API group; empty for the core group.
    pub group: String,
    /// The plural, which rules name.
    pub resource: String,
    singular: String,
    short: Vec<String>,
    /// Whether its objects are in namespaces.
    pub namespaced: bool,
}

impl Resource {
    /// Whether `kubectl` takes this name for it, and a rule does not.
    pub fn is_called(&self, name: &str) -> bool {
        self.resource != name && (self.singular == name || self.short.iter().any(|short| short == name))
    }
}

/// All of them, by group and plural.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> impl Iterator<Item = &'static Resource> {
    CATALOG.resources.iter()
}

/// The one whose objects have this kind, such as `ConfigMap`; [`None`] for kinds that Kubernetes does not have itself.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_kind(group: &str, kind: &str) -> Option<&'static Resource> {
    all().find(|resource| resource.group == group && resource.singular.eq_ignore_ascii_case(kind))
}

/// Whether everything in an API group is in the table, or was there once: nobody else adds to it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn knows_group(group: &str) -> bool {
    all().any(|resource| resource.group == group) || CATALOG.removed_groups.iter().any(|removed| removed == group)
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/kubernetes_resources.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/kubernetes_resources.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    /// Groups whose kinds have all moved to others.
    removed_groups: Vec<String>,
    resources: Vec<Resource>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{ApiGroup, KubernetesResource};

    #[test]
    fn kinds_are_sorted_and_have_a_source() {
        assert_eq!(as_of(), "2026-11-21".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        let names: Vec<_> = all().map(|kind| (&kind.group, &kind.resource)).collect();
        assert!(names.is_sorted_by(|one, next| one < next));
        for kind in all() {
            assert_eq!(kind.group.parse::<ApiGroup>().unwrap().as_str(), kind.group);
            assert_eq!(kind.resource.parse::<KubernetesResource>().unwrap().as_str(), kind.resource);
        }
    }

    #[test]
    fn kinds_are_called_by_singular_and_short_name() {
        let called = |name: &str| all().find(|kind| kind.is_called(name)).map(|kind| kind.resource.as_str());
        assert_eq!(called("deploy"), Some("deployments"));
        assert_eq!(called("networkpolicy"), Some("networkpolicies"));
        assert_eq!(called("deployments"), None);
        assert_eq!(called("endpoints"), None);
        let is_namespaced = |group: &str, kind: &str| of_kind(group, kind).map(|resource| resource.namespaced);
        assert_eq!(is_namespaced("rbac.authorization.k8s.io", "ClusterRole"), Some(false));
        assert_eq!(is_namespaced("networking.k8s.io", "NetworkPolicy"), Some(true));
        assert_eq!(is_namespaced("argoproj.io", "Application"), None);
        assert!(knows_group("extensions") && knows_group("") && !knows_group("argoproj.io"));
    }
}

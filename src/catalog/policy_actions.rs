//! What IAM actions act on: of the resource types of each action, those that cells hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::values::Date;

/// What an action does to what it acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Lists resources, without their content.
    List,
    /// Reads.
    Read,
    /// Changes tags.
    Tagging,
    /// Creates, changes or deletes.
    Write,
    /// Changes permissions.
    #[serde(rename = "permissions management")]
    Permissions,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What it does.
    pub access: Access,
    /// The resource types that it acts on, among those that cells hold. [`None`] when AWS offers no resource-level
    /// permission: a policy can only grant it on `*`.
    pub on: Option<Vec<String>>,
    /// The resource types that it makes: what is there already is not touched.
    #[serde(default)]
    pub makes: Vec<String>,
    /// Of [`Action::on`], the types to which the tags of a request do not apply.
    #[serde(default)]
    pub untagged: Vec<String>,
}

/// The action `name` of a service, with its name as AWS writes it; [`None`] when the table does not have it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn find(service: &str, name: &str) -> Option<(&'static str, &'static Action)> {
    let actions = CATALOG.services.get(service)?;
    // IAM compares actions without case.
    let found = actions.get_key_value(name);
    let found = found.or_else(|| actions.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)));
    found.map(|(known, action)| (known.as_str(), action))
}

/// All actions of a service with their names; [`None`] when the table does not have the service.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_service(service: &str) -> Option<&'static BTreeMap<String, Action>> {
    CATALOG.services.get(service)
}

/// The services of the table.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn services() -> impl Iterator<Item = &'static str> {
    CATALOG.services.keys().map(String::as_str)
}

/// The resource types that cells hold, such as `ec2:volume`, with the form of their ARNs: `*` for each part that differs.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn types() -> impl Iterator<Item = (&'static str, &'static str)> {
    CATALOG.types.iter().map(|(name, form)| (name.as_str(), form.as_str()))
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/policy_actions.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/policy_actions.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    types: BTreeMap<String, String>,
    services: BTreeMap<String, BTreeMap<String, Action>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_an_action_has_a_form() {
        assert_eq!(as_of(), "2026-09-26".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        for (service, actions) in &CATALOG.services {
            for (name, action) in actions {
                let types = action.on.iter().flatten().chain(&action.makes);
                let has_form = |kind: &String| CATALOG.types.contains_key(&format!("{service}:{kind}"));
                assert!(types.into_iter().all(has_form), "{service}:{name}");
            }
        }
    }

    #[test]
    fn actions_are_found_without_case() {
        let (name, action) = find("ec2", "detachvolume").unwrap();
        assert_eq!(name, "DetachVolume");
        assert_eq!(action.on.as_deref().unwrap(), ["instance", "volume"]);
        assert_eq!(find("ec2", "DescribeInstances").unwrap().1.on, None, "EC2 knows no resource of it");
        assert_eq!(find("ec2", "Describe"), None);
    }
}

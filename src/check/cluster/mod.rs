//! The EKS cluster: its version, logs, encryption, add-ons and tags.

mod add_on_settings;
mod add_on_version;
mod audit_logs;
mod encryption;
pub(super) mod kubernetes_version;
mod network_policy_engine;
mod tag_prefix;
mod tags;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(add_on_settings, ADD_ON_SETTINGS),
    rule!(add_on_version, ADD_ON_VERSION),
    rule!(audit_logs, AUDIT_LOGS),
    rule!(encryption, DELETION_WINDOW),
    rule!(kubernetes_version, KUBERNETES_VERSION),
    rule!(network_policy_engine, NETWORK_POLICY_ENGINE),
    rule!(tag_prefix, TAG_PREFIX),
    rule!(tags, TAGS),
];

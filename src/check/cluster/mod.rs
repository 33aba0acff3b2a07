//! The EKS cluster: its version, logs, encryption, add-ons and tags.

mod add_on_line;
mod add_on_settings;
mod add_on_version;
mod audit_logs;
mod encryption;
mod kubernetes_version;
mod network_policy_engine;
mod tag_prefix;
mod tags;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    add_on_line::RULE,
    add_on_settings::RULE,
    add_on_version::RULE,
    audit_logs::RULE,
    encryption::RULE,
    kubernetes_version::RULE,
    network_policy_engine::RULE,
    tag_prefix::RULE,
    tags::RULE,
];

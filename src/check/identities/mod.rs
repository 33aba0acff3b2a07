//! Workload identities and the AWS roles behind them.

mod default_service_account;
mod identity_egress;
mod identity_namespace;
mod policy_path;
mod role_of_cell;
mod wide_policy;
mod workload_identity;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(default_service_account, DEFAULT_SERVICE_ACCOUNT),
    rule!(identity_egress, IDENTITY_EGRESS),
    rule!(identity_namespace, IDENTITY_NAMESPACE),
    rule!(policy_path, POLICY_PATH),
    rule!(role_of_cell, ROLE_OF_CELL),
    rule!(wide_policy, WIDE_POLICY),
    rule!(workload_identity, WORKLOAD_IDENTITY),
];

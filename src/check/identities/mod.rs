//! Workload identities and the AWS roles behind them.

mod default_service_account;
mod identity_egress;
mod identity_namespace;
mod policy_path;
mod role_of_cell;
mod wide_policy;
mod workload_identity;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    default_service_account::RULE,
    identity_egress::RULE,
    identity_namespace::RULE,
    policy_path::RULE,
    role_of_cell::RULE,
    wide_policy::RULE,
    workload_identity::RULE,
];

//! Access entries and roles of people and pipelines.

mod access_scope;
mod cluster_admin;
mod cluster_wide_role;
mod foreign_access;
mod granted_resources;
mod may;
mod mighty_role;
mod one_entry_a_principal;
mod principal_account;
mod reads_secrets;
mod repeated_scope;
mod role_and_policy;
mod role_fences;
mod role_rules;
mod role_streams;
mod role_takes_over;
mod role_without_git;
mod system_namespace;
mod undeclared_namespace;
pub(super) mod unknown_role;
mod unused_role;
mod user_principal;
pub(super) mod wide_access;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(access_scope, ACCESS_SCOPE),
    rule!(cluster_admin, CLUSTER_ADMIN),
    rule!(cluster_wide_role, CLUSTER_WIDE_ROLE),
    rule!(foreign_access, FOREIGN_ACCESS),
    rule!(granted_resources, GRANTED_RESOURCES),
    rule!(may, MAY),
    rule!(mighty_role, MIGHTY_ROLE),
    rule!(one_entry_a_principal, ONE_ENTRY_A_PRINCIPAL),
    rule!(principal_account, PRINCIPAL_ACCOUNT),
    rule!(reads_secrets, READS_SECRETS),
    rule!(repeated_scope, REPEATED_SCOPE),
    rule!(role_and_policy, ROLE_AND_POLICY),
    rule!(role_fences, ROLE_FENCES),
    rule!(role_rules, ROLE_RULES),
    rule!(role_streams, ROLE_STREAMS),
    rule!(role_takes_over, ROLE_TAKES_OVER),
    rule!(role_without_git, ROLE_WITHOUT_GIT),
    rule!(system_namespace, SYSTEM_NAMESPACE),
    rule!(undeclared_namespace, UNDECLARED_NAMESPACE),
    rule!(unknown_role, UNKNOWN_ROLE),
    rule!(unused_role, UNUSED_ROLE),
    rule!(user_principal, USER_PRINCIPAL),
    rule!(wide_access, WIDE_ACCESS),
];

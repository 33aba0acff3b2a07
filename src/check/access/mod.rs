//! Access entries and roles of people and pipelines.

mod access_scope;
mod cluster_admin;
mod cluster_wide_role;
mod deployer_access;
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
mod unbound_group;
mod undeclared_namespace;
mod unknown_role;
mod unused_role;
mod user_principal;
mod wide_access;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    access_scope::RULE,
    cluster_admin::RULE,
    cluster_wide_role::RULE,
    deployer_access::RULE,
    foreign_access::RULE,
    granted_resources::RULE,
    may::RULE,
    mighty_role::RULE,
    one_entry_a_principal::RULE,
    principal_account::RULE,
    reads_secrets::RULE,
    repeated_scope::RULE,
    role_and_policy::RULE,
    role_fences::RULE,
    role_rules::RULE,
    role_streams::RULE,
    role_takes_over::RULE,
    role_without_git::RULE,
    system_namespace::RULE,
    unbound_group::RULE,
    undeclared_namespace::RULE,
    unknown_role::RULE,
    unused_role::RULE,
    user_principal::RULE,
    wide_access::RULE,
];

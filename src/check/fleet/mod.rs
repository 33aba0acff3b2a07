//! Fleet, environments, classes and cells: names, state, accounts and versions.

mod account_role;
mod assumable_role;
mod cell_prefix;
mod deploy_role;
mod empty_class;
mod idle_account;
mod local_state;
mod lock_file_release;
mod lock_table;
mod module_folder;
mod name_length;
mod name_start;
mod partition;
mod placeholder_account;
mod portable_name;
mod profile_name;
mod provider_gate;
mod provider_reach;
mod reserved;
mod shared_account;
mod spot_role;
mod state_lock;
mod state_place;
mod tenants;
mod unknown_provider;
mod version_floor;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    account_role::RULE,
    assumable_role::RULE,
    cell_prefix::RULE,
    deploy_role::RULE,
    empty_class::RULE,
    idle_account::RULE,
    local_state::RULE,
    lock_file_release::RULE,
    lock_table::RULE,
    module_folder::RULE,
    name_length::RULE,
    name_start::RULE,
    partition::RULE,
    placeholder_account::RULE,
    portable_name::RULE,
    profile_name::RULE,
    provider_gate::RULE,
    provider_reach::RULE,
    reserved::RULE,
    shared_account::RULE,
    spot_role::RULE,
    state_lock::RULE,
    state_place::RULE,
    tenants::RULE,
    unknown_provider::RULE,
    version_floor::RULE,
];

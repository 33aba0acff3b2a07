//! Fleet, environments, classes and cells: names, state, accounts and versions.

mod account_role;
mod assumable_role;
mod cell_prefix;
mod deploy_role;
mod empty_class;
mod local_state;
mod module_folder;
pub(super) mod name_length;
mod name_start;
mod partition;
mod placeholder_account;
pub(super) mod profile_name;
mod provider_gate;
mod reserved;
mod shared_account;
mod state_lock;
mod state_place;
mod tenants;
mod version_floor;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(account_role, ACCOUNT_ROLE),
    rule!(assumable_role, ASSUMABLE_ROLE),
    rule!(cell_prefix, CELL_PREFIX),
    rule!(deploy_role, DEPLOY_ROLE),
    rule!(empty_class, EMPTY_CLASS),
    rule!(local_state, LOCAL_STATE),
    rule!(module_folder, MODULE_FOLDER),
    rule!(name_length, NAME_LENGTH),
    rule!(name_start, NAME_START),
    rule!(partition, PARTITION),
    rule!(placeholder_account, PLACEHOLDER_ACCOUNT),
    rule!(profile_name, PROFILE_NAME),
    rule!(provider_gate, PROVIDER_GATE),
    rule!(reserved, RESERVED),
    rule!(shared_account, SHARED_ACCOUNT),
    rule!(state_lock, STATE_LOCK),
    rule!(state_place, STATE_PLACE),
    rule!(tenants, TENANTS),
    rule!(version_floor, VERSION_FLOOR),
];

//! Environments that share the cells of another.

mod share_access;
mod share_cells;
mod share_connection;
mod share_exposure;
mod share_host;
mod share_keys;
mod share_names;
mod share_production;
mod share_reach;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(share_access, SHARE_ACCESS),
    rule!(share_cells, SHARE_CELLS),
    rule!(share_connection, SHARE_CONNECTION),
    rule!(share_exposure, SHARE_EXPOSURE),
    rule!(share_host, SHARE_HOST),
    rule!(share_keys, SHARE_KEYS),
    rule!(share_names, SHARE_NAMES),
    rule!(share_production, SHARE_PRODUCTION),
    rule!(share_reach, SHARE_REACH),
];

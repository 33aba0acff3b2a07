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

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    share_access::RULE,
    share_cells::RULE,
    share_connection::RULE,
    share_exposure::RULE,
    share_host::RULE,
    share_keys::RULE,
    share_names::RULE,
    share_production::RULE,
    share_reach::RULE,
];

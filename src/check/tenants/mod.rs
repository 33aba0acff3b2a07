//! Tenants, their homes and standbys, and the states of cells.

mod blast_radius;
mod cell_state;
mod dedicated;
mod departure;
mod load_after_loss;
mod max_load;
mod move_deadline;
mod residency;
mod standby_apart;
mod standby_cell;
mod state_change;
mod tenant_name;
mod unknown_load;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    blast_radius::RULE,
    cell_state::RULE,
    dedicated::RULE,
    departure::RULE,
    load_after_loss::RULE,
    max_load::RULE,
    move_deadline::RULE,
    residency::RULE,
    standby_apart::RULE,
    standby_cell::RULE,
    state_change::RULE,
    tenant_name::RULE,
    unknown_load::RULE,
];

//! Tenants, their homes and standbys, the states of cells, and what cells share.

mod blast_radius;
mod cell_state;
mod dedicated;
mod departure;
mod load_after_loss;
mod max_load;
mod move_deadline;
mod no_standby;
mod pair_out;
mod residency;
mod shared_fate_bound;
mod shared_twice;
mod standby_apart;
mod standby_cell;
mod state_change;
mod tenant_name;
mod undeclared_sharing;
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
    no_standby::RULE,
    pair_out::RULE,
    residency::RULE,
    shared_fate_bound::RULE,
    shared_twice::RULE,
    standby_apart::RULE,
    standby_cell::RULE,
    state_change::RULE,
    tenant_name::RULE,
    undeclared_sharing::RULE,
    unknown_load::RULE,
];

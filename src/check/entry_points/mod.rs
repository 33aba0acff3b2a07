//! Zones, front doors and routers: how requests come into cells.

mod bucket_count;
mod bucket_ranges;
mod controller_values;
mod evacuation_policies;
mod evacuation_principals;
mod evacuation_region;
mod health_path;
mod home_without_cell;
mod idle_dns;
mod internal_failover;
mod no_evacuation;
mod registration;
mod route_selector;
mod router_names;
mod router_numbers;
mod router_without_door;
mod tenant_records;
mod unwatched_cells;
mod zone_records;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    controller_values::RULE,
    idle_dns::RULE,
    registration::RULE,
    route_selector::RULE,
    tenant_records::RULE,
    zone_records::RULE,
    evacuation_region::RULE,
    evacuation_principals::RULE,
    no_evacuation::RULE,
    unwatched_cells::RULE,
    internal_failover::RULE,
    health_path::RULE,
    bucket_ranges::RULE,
    bucket_count::RULE,
    home_without_cell::RULE,
    router_without_door::RULE,
    router_numbers::RULE,
    router_names::RULE,
    evacuation_policies::RULE,
];

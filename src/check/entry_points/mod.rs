//! Zones, front doors and routers: how requests come into cells.

mod balancer_name;
mod bucket_count;
mod bucket_ranges;
mod certificate_name;
mod controller_values;
mod deregistration;
mod evacuation_partition;
mod evacuation_policies;
mod evacuation_principals;
mod evacuation_region;
mod front_door_zone;
mod health_path;
mod health_times;
mod home_without_cell;
mod idle_dns;
mod internal_failover;
mod internal_peers;
mod no_evacuation;
mod public_without_internet;
mod rate_limit;
mod registration;
mod route_name;
mod route_namespace;
mod route_overlap;
mod route_selector;
mod router_names;
mod router_numbers;
mod router_without_door;
mod rule_priority;
mod tenant_records;
mod tls_policy;
mod unwatched_cells;
mod zone_records;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    balancer_name::RULE,
    bucket_count::RULE,
    bucket_ranges::RULE,
    certificate_name::RULE,
    controller_values::RULE,
    deregistration::RULE,
    evacuation_partition::RULE,
    evacuation_policies::RULE,
    evacuation_principals::RULE,
    evacuation_region::RULE,
    front_door_zone::RULE,
    health_path::RULE,
    health_times::RULE,
    home_without_cell::RULE,
    idle_dns::RULE,
    internal_failover::RULE,
    internal_peers::RULE,
    no_evacuation::RULE,
    public_without_internet::RULE,
    rate_limit::RULE,
    registration::RULE,
    route_name::RULE,
    route_namespace::RULE,
    route_overlap::RULE,
    route_selector::RULE,
    router_names::RULE,
    router_numbers::RULE,
    router_without_door::RULE,
    rule_priority::RULE,
    tenant_records::RULE,
    tls_policy::RULE,
    unwatched_cells::RULE,
    zone_records::RULE,
];

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
mod external_dns_zone;
mod front_door_zone;
mod health_path;
mod health_times;
mod home_without_cell;
mod idle_dns;
mod idle_validation_records;
mod internal_failover;
mod internal_peers;
mod no_evacuation;
mod own_certificate;
mod public_without_internet;
mod rate_limit;
mod registration;
mod role_after_role;
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
mod validation_records;
mod zone_account;
mod zone_domain;
mod zone_ids;
mod zone_inside;
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
    external_dns_zone::RULE,
    front_door_zone::RULE,
    health_path::RULE,
    health_times::RULE,
    home_without_cell::RULE,
    idle_dns::RULE,
    idle_validation_records::RULE,
    internal_failover::RULE,
    internal_peers::RULE,
    no_evacuation::RULE,
    own_certificate::RULE,
    public_without_internet::RULE,
    rate_limit::RULE,
    registration::RULE,
    role_after_role::RULE,
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
    validation_records::RULE,
    zone_account::RULE,
    zone_domain::RULE,
    zone_ids::RULE,
    zone_inside::RULE,
    zone_records::RULE,
];

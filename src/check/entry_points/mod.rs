//! Zones, front doors and routers: how requests come into cells.

mod balancer_name;
mod certificate_name;
mod controller_values;
mod deregistration;
mod front_door_zone;
mod health_times;
mod idle_dns;
mod internal_peers;
mod public_without_internet;
mod rate_limit;
mod registration;
mod route_name;
mod route_namespace;
mod route_overlap;
mod route_selector;
mod rule_priority;
mod tls_policy;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    balancer_name::RULE,
    certificate_name::RULE,
    controller_values::RULE,
    deregistration::RULE,
    front_door_zone::RULE,
    health_times::RULE,
    idle_dns::RULE,
    internal_peers::RULE,
    public_without_internet::RULE,
    rate_limit::RULE,
    registration::RULE,
    route_name::RULE,
    route_namespace::RULE,
    route_overlap::RULE,
    route_selector::RULE,
    rule_priority::RULE,
    tls_policy::RULE,
];

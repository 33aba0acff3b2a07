//! Zones, front doors and routers: how requests come into cells.

mod account_dns_role;
mod certificate_name;
mod controller_values;
mod external_dns_zone;
mod idle_dns;
mod idle_validation_records;
mod own_certificate;
mod registration;
mod role_after_role;
mod route_selector;
mod validation_records;
mod zone_account;
mod zone_domain;
mod zone_ids;
mod zone_inside;
mod zone_unknown;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    account_dns_role::RULE,
    certificate_name::RULE,
    controller_values::RULE,
    external_dns_zone::RULE,
    idle_dns::RULE,
    idle_validation_records::RULE,
    own_certificate::RULE,
    registration::RULE,
    role_after_role::RULE,
    route_selector::RULE,
    validation_records::RULE,
    zone_account::RULE,
    zone_domain::RULE,
    zone_ids::RULE,
    zone_inside::RULE,
    zone_unknown::RULE,
];

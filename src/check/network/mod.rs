//! Networks, zones, endpoints and the ways out of a cell.

mod account_organization;
mod cell_range;
mod cidr_overlap;
mod cidr_size;
mod control_plane_zones;
mod endpoint;
mod endpoint_names;
mod endpoint_open;
mod endpoint_service;
mod environment_networks;
mod idle_perimeter;
mod image_registry;
mod ip_capacity;
mod mirror_outside;
mod mirror_region;
mod open_endpoint;
mod peers;
mod perimeter_account;
mod resting_range;
mod service_cidr;
mod session_channel;
mod single_nat;
mod zones;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    account_organization::RULE,
    cell_range::RULE,
    cidr_overlap::RULE,
    cidr_size::RULE,
    control_plane_zones::RULE,
    endpoint::RULE,
    endpoint_names::RULE,
    endpoint_open::RULE,
    endpoint_service::RULE,
    environment_networks::RULE,
    idle_perimeter::RULE,
    image_registry::RULE,
    ip_capacity::RULE,
    mirror_outside::RULE,
    mirror_region::RULE,
    open_endpoint::RULE,
    peers::RULE,
    perimeter_account::RULE,
    resting_range::RULE,
    service_cidr::RULE,
    session_channel::RULE,
    single_nat::RULE,
    zones::RULE,
];

//! Networks, zones, endpoints and the ways out of a cell.

mod cell_range;
mod cidr_overlap;
mod cidr_size;
mod endpoint;
mod endpoint_names;
mod endpoint_open;
mod endpoint_service;
mod environment_networks;
mod idle_perimeter;
mod image_registry;
mod ip_capacity;
mod mirror_outside;
mod open_endpoint;
mod peers;
mod perimeter_account;
mod service_cidr;
mod session_channel;
mod single_nat;
mod zones;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(cell_range, CELL_RANGE),
    rule!(cidr_overlap, CIDR_OVERLAP),
    rule!(cidr_size, CIDR_SIZE),
    rule!(endpoint, ENDPOINT),
    rule!(endpoint_names, ENDPOINT_NAMES),
    rule!(endpoint_open, ENDPOINT_OPEN),
    rule!(endpoint_service, ENDPOINT_SERVICE),
    rule!(environment_networks, ENVIRONMENT_NETWORKS),
    rule!(idle_perimeter, IDLE_PERIMETER),
    rule!(image_registry, IMAGE_REGISTRY),
    rule!(ip_capacity, IP_CAPACITY),
    rule!(mirror_outside, MIRROR_OUTSIDE),
    rule!(open_endpoint, OPEN_ENDPOINT),
    rule!(peers, PEERS),
    rule!(perimeter_account, PERIMETER_ACCOUNT),
    rule!(service_cidr, SERVICE_CIDR),
    rule!(session_channel, SESSION_CHANNEL),
    rule!(single_nat, SINGLE_NAT),
    rule!(zones, ZONES),
];

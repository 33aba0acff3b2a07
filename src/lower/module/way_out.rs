//! How nodes and pods of a class get out of the VPC: by NAT gateways, by endpoints, or by both.
//!
//! # Why a change of `nat` is no outage
//!
//! What takes over has to be there before what it replaces goes, in both directions. Terraform knows no order between the
//! creation of one resource and the destruction of another one that do not refer to each other. It orders them through a
//! third one that is there before and after and is *updated* in between: the update waits for what the new configuration
//! makes it depend on, and a destruction waits for the update when the state says that it depended on what goes and that
//! this is created before it is destroyed. The policy `karpenter_identity` is that third one, because its text differs
//! with `nat`; and everything here is created before it is destroyed, because the node group is and depends on it.
//! `tests/live/way_out.rs` reads the order from applies.

use super::endpoint_policies;
use crate::model::Class;

/// The addresses of the way out, sorted.
pub(super) fn addresses(class: &Class) -> Vec<&'static str> {
    let mut addresses: Vec<&str> = endpoint_policies::addresses(class).collect();
    if !class.is_isolated() {
        addresses.push("aws_route.private_nat");
    }
    if !class.interface_endpoints.is_empty() {
        addresses.extend(["aws_vpc_endpoint.interface", "aws_vpc_security_group_ingress_rule.endpoints"]);
    }
    addresses.sort_unstable();
    addresses
}

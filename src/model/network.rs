//! The subnets of a cell.

use serde::Serialize;

use crate::values::{Cidr, Zone};

/// Longest prefix of a subnet in AWS: /28, 16 addresses of which 11 are usable (VPC user guide, "Subnet sizing").
const SMALLEST_SUBNET: u8 = 28;
/// Public subnets hold NAT gateways and load balancers only: 1/256 of the cell's network each…
const PUBLIC_SHARE_BITS: u8 = 8;
/// … but not less than /26 where there is room: a load balancer wants eight free addresses in each (Elastic Load
/// Balancing user guide, "Subnets for your load balancer").
const SMALLEST_COMFORTABLE: u8 = 26;

/// The subnets of a cell, one zone after the other.
///
/// Today each is cut from a network that belongs to the cell alone. The subnets of an existing VPC make a plan as well: one
/// of [`Subnet`]s whose addresses nobody here knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkPlan {
    /// In the order of the specification.
    pub zones: Vec<ZonePlan>,
}

/// The subnets of one zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZonePlan {
    /// The zone.
    pub zone: Zone,
    /// Subnet for load balancers and the NAT gateway.
    pub public: Subnet,
    /// Subnet for nodes and pods.
    pub private: Subnet,
}

/// A subnet, as the root of a cell passes it to its module.
///
/// A subnet that exists already and is referred to by its id is to be another variant here, and so is one with IPv6
/// addresses. What needs addresses asks [`Subnet::addresses`], and has nothing to say where they are not known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Subnet {
    /// Cut from the network of the cell, and written into its root as a literal.
    Cut(Cidr),
}

impl Subnet {
    /// Its IPv4 addresses, if they are known.
    pub const fn addresses(&self) -> Option<Cidr> {
        match self {
            Self::Cut(cidr) => Some(*cidr),
        }
    }
}

impl NetworkPlan {
    /// Divides a network: it is cut into equal blocks, a power of two and at least one more than there are zones. Each
    /// zone gets a block as its private subnet; the public subnets share the last block. [`None`] when the network is too
    /// small for that.
    pub fn new(network: Cidr, zones: &[Zone]) -> Option<Self> {
        let private_prefix = network.prefix_len() + block_bits(zones.len());
        if private_prefix > SMALLEST_SUBNET {
            return None;
        }
        let wanted = (network.prefix_len() + PUBLIC_SHARE_BITS).min(SMALLEST_COMFORTABLE);
        let public_prefix = wanted.max(private_prefix + block_bits(zones.len())).min(SMALLEST_SUBNET);
        let last_block = network.nth_subnet(private_prefix, (1 << block_bits(zones.len())) - 1)?;
        let zones = zones.iter().enumerate().map(|(index, zone)| {
            let index = u64::try_from(index).ok()?;
            let private = network.nth_subnet(private_prefix, index)?;
            let public = last_block.nth_subnet(public_prefix, index)?;
            Some(ZonePlan { zone: zone.clone(), public: Subnet::Cut(public), private: Subnet::Cut(private) })
        });
        Some(Self { zones: zones.collect::<Option<_>>()? })
    }
}

/// log2 of the number of blocks: the least power of two that leaves one block beside the zones.
fn block_bits(zones: usize) -> u8 {
    let mut bits = 1;
    while (1_usize << bits) < zones + 1 {
        bits += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(network: &str, zones: &str) -> Option<Vec<String>> {
        let zones: Vec<Zone> = zones.split(' ').map(|zone| zone.parse().unwrap()).collect();
        let plan = NetworkPlan::new(network.parse().unwrap(), &zones)?;
        let text = |subnet: &Subnet| subnet.addresses().unwrap().to_string();
        let zone = |zone: &ZonePlan| format!("{} {} {}", zone.zone, text(&zone.private), text(&zone.public));
        Some(plan.zones.iter().map(zone).collect())
    }

    #[test]
    fn private_subnets_are_large_and_public_ones_share_the_last_block() {
        let expected =
            ["a 10.64.0.0/18 10.64.192.0/24", "b 10.64.64.0/18 10.64.193.0/24", "c 10.64.128.0/18 10.64.194.0/24"];
        assert_eq!(plan("10.64.0.0/16", "a b c").unwrap(), expected);
    }

    #[test]
    fn small_networks_get_the_smallest_subnets() {
        let expected = ["a 10.0.0.0/26 10.0.0.192/28", "b 10.0.0.64/26 10.0.0.208/28", "c 10.0.0.128/26 10.0.0.224/28"];
        assert_eq!(plan("10.0.0.0/24", "a b c").unwrap(), expected);
    }

    #[test]
    fn middling_networks_keep_room_for_load_balancers() {
        let expected = ["a 10.0.0.0/22 10.0.12.0/26", "b 10.0.4.0/22 10.0.12.64/26", "c 10.0.8.0/22 10.0.12.128/26"];
        assert_eq!(plan("10.0.0.0/20", "a b c").unwrap(), expected);
    }

    #[test]
    fn networks_without_room_have_no_plan() {
        for (network, zones) in [("10.0.0.0/25", "a b c"), ("10.0.0.0/28", "a b"), ("10.0.0.0/26", "a b")] {
            assert_eq!(plan(network, zones), None, "{network} for {zones}");
        }
    }
}

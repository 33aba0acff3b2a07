//! The subnets of a cell.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::source::Spanned;
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
    /// In the order of their slots, which for a new cell is that of the specification.
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
    /// Divides a network among zones that nobody has seen before, in the order in which they are named; see
    /// [`NetworkPlan::of_slots`].
    pub fn new(network: Cidr, zones: &[Spanned<Zone>]) -> Option<Self> {
        Self::of_slots(network, &ZoneSlots::new(zones, None, &BTreeMap::new()))
    }

    /// Divides a network: it is cut into equal blocks. Each zone gets the block of its slot as its private subnet; the public
    /// subnets share the last block. [`None`] when the network is too small for that.
    pub fn of_slots(network: Cidr, slots: &ZoneSlots) -> Option<Self> {
        let bits = slots.bits;
        let private_prefix = network.prefix_len() + bits;
        if private_prefix > SMALLEST_SUBNET {
            return None;
        }
        let wanted = (network.prefix_len() + PUBLIC_SHARE_BITS).min(SMALLEST_COMFORTABLE);
        let public_prefix = wanted.max(private_prefix + bits).min(SMALLEST_SUBNET);
        let last_block = network.nth_subnet(private_prefix, (1 << bits) - 1)?;
        let zones = slots.used.iter().map(|(slot, zone)| {
            let private = network.nth_subnet(private_prefix, u64::from(*slot))?;
            let public = last_block.nth_subnet(public_prefix, u64::from(*slot))?;
            Some(ZonePlan { zone: zone.clone(), public: Subnet::Cut(public), private: Subnet::Cut(private) })
        });
        Some(Self { zones: zones.collect::<Option<_>>()? })
    }
}

/// Which block of its cell's network each zone has. A zone has its slot for as long as the cell lives, whatever the order in
/// which zones are named and whichever others come or go.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ZoneSlots {
    bits: u8,
    used: Vec<(u32, Zone)>,
    left: Vec<(u32, Zone)>,
    without: Vec<Zone>,
}

impl ZoneSlots {
    /// Slots of the zones of a cell. Those that are `known` keep theirs, also those that the cell no longer names; the others
    /// get the lowest that are free. `bits` is log2 of the number of blocks, where that is known.
    ///
    /// A new cell is cut into a power of two of blocks, at least one more than there are zones.
    pub fn new(zones: &[Spanned<Zone>], bits: Option<u8>, known: &BTreeMap<Zone, u32>) -> Self {
        let highest = known.values().max().map_or(0, |slot| slot.saturating_add(1) as usize);
        let bits = bits.unwrap_or_else(|| block_bits(zones.len().max(highest)));
        // The last block is the public subnets'.
        let blocks = (1_u32 << bits.min(31)) - 1;
        let taken: BTreeSet<u32> = known.values().copied().collect();
        let mut free = (0..blocks).filter(|slot| !taken.contains(slot));
        let mut slots = Self { bits, ..Self::default() };
        for zone in zones.iter().map(|zone| &zone.value) {
            match known.get(zone).copied().filter(|slot| *slot < blocks).or_else(|| free.next()) {
                Some(slot) => slots.used.push((slot, zone.clone())),
                None => slots.without.push(zone.clone()),
            }
        }
        let is_left = |zone: &Zone| zones.iter().all(|named| named.value != *zone);
        let left = known.iter().filter(|(zone, _)| is_left(zone));
        slots.left = left.map(|(zone, slot)| (*slot, zone.clone())).collect();
        slots.used.sort();
        slots.left.sort();
        slots
    }

    /// log2 of the number of blocks.
    pub const fn bits(&self) -> u8 {
        self.bits
    }

    /// The zones that the cell no longer names and whose subnets may still be there.
    pub fn left(&self) -> impl Iterator<Item = &Zone> {
        self.left.iter().map(|(_, zone)| zone)
    }

    /// The zones for which no block is left.
    pub fn without(&self) -> &[Zone] {
        &self.without
    }

    /// Every zone that has a slot, and those that the cell no longer names.
    pub fn recorded(&self) -> impl Iterator<Item = (&Zone, u32)> {
        self.used.iter().chain(&self.left).map(|(slot, zone)| (zone, *slot))
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
        let zones: Vec<Spanned<Zone>> = zones.split(' ').map(|zone| zone.parse::<Zone>().unwrap().into()).collect();
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

    fn zones(letters: &str) -> Vec<Zone> {
        letters.chars().filter_map(Zone::from_letter).collect()
    }

    fn slots(zones_now: &str, bits: Option<u8>, known: &str) -> (String, String, String) {
        let known = zones(known).into_iter().zip(0..).collect();
        let named: Vec<Spanned<Zone>> = zones(zones_now).into_iter().map(Spanned::from).collect();
        let slots = ZoneSlots::new(&named, bits, &known);
        let used: Vec<String> = slots.used.iter().map(|(slot, zone)| format!("{zone}{slot}")).collect();
        (used.concat(), slots.left().map(Zone::letter).collect(), slots.without().iter().map(Zone::letter).collect())
    }

    /// Every change of a list of zones that moved subnets when they were cut by position.
    #[test]
    fn a_zone_keeps_its_slot_whatever_happens_to_the_others() {
        for (now, known, used, left, without) in [
            ("abc", "", "a0b1c2", "", ""),
            ("cba", "abc", "a0b1c2", "", ""),
            ("ab", "ba", "b0a1", "", ""),
            ("abc", "bc", "b0c1a2", "", ""),
            ("abd", "abc", "a0b1", "c", "d"),
            ("ac", "abc", "a0c2", "b", ""),
            ("abc", "ab", "a0b1c2", "", ""),
            ("abcd", "ab", "a0b1c2", "", "d"),
            ("abcd", "abc", "a0b1c2", "", "d"),
        ] {
            let bits = (!known.is_empty()).then_some(2);
            assert_eq!(slots(now, bits, known), (used.into(), left.into(), without.into()), "{known} → {now}");
        }
    }
}

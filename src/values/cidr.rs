//! IPv4 networks.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;

use super::ValueError;
use super::text_value::text_value;

/// An IPv4 network such as `10.64.0.0/16`, without host bits. The order is by address, then wider networks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cidr(Ipv4Net);

impl Cidr {
    /// Addresses of each subnet that AWS keeps: network, router, DNS, future use and broadcast
    /// (Amazon VPC user guide, "Subnet CIDR blocks").
    pub const RESERVED_BY_AWS: u64 = 5;

    /// Private address space: RFC 1918, and the shared space of RFC 6598 that EKS pods may use.
    pub const PRIVATE: [Self; 4] =
        [block([10, 0, 0, 0], 8), block([172, 16, 0, 0], 12), block([192, 168, 0, 0], 16), block([100, 64, 0, 0], 10)];

    /// Addresses of one link (RFC 3927): the metadata service of EC2 and the agent of Pod Identity answer there.
    pub const LINK_LOCAL: Self = block([169, 254, 0, 0], 16);

    /// The network of `address` with `prefix_len` bits; host bits are cleared, and more than 32 bits give [`None`].
    pub fn containing(address: Ipv4Addr, prefix_len: u8) -> Option<Self> {
        Ipv4Net::new(address, prefix_len).ok().map(|network| Self(network.trunc()))
    }

    /// First address.
    pub fn network(self) -> Ipv4Addr {
        self.0.network()
    }

    /// Last address.
    pub fn last_address(self) -> Ipv4Addr {
        self.0.broadcast()
    }

    /// Number of bits that all addresses share, 0 to 32.
    pub fn prefix_len(self) -> u8 {
        self.0.prefix_len()
    }

    /// Number of addresses, 2^(32 − prefix).
    pub fn size(self) -> u64 {
        1 << (32 - u32::from(self.prefix_len()))
    }

    /// Addresses left for interfaces when the network is a subnet on AWS: its size less five.
    pub fn usable_addresses(self) -> u64 {
        self.size().saturating_sub(Self::RESERVED_BY_AWS)
    }

    /// Whether every address of `other` is in this network.
    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the address is in this network.
    pub fn contains_address(self, address: Ipv4Addr) -> bool {
        self.0.contains(&address)
    }

    /// Whether the networks share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The parts of this network with `new_prefix` bits, in order; none when they would be larger than it.
    pub fn subnets(self, new_prefix: u8) -> impl Iterator<Item = Self> {
        self.0.subnets(new_prefix).into_iter().flatten().map(Self)
    }

    /// Part number `index`, from 0, of [`Cidr::subnets`], found without walking over the ones before it.
    pub fn nth_subnet(self, new_prefix: u8, index: u64) -> Option<Self> {
        let bits = new_prefix.checked_sub(self.prefix_len())?;
        if new_prefix > 32 || index >> bits != 0 {
            return None;
        }
        let offset = u32::try_from(index << (32 - u32::from(new_prefix))).ok()?;
        Self::containing(Ipv4Addr::from_bits(self.network().to_bits().checked_add(offset)?), new_prefix)
    }

    /// Whether it lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918).
    pub fn is_rfc1918(self) -> bool {
        Self::PRIVATE.iter().take(3).any(|private| private.contains(self))
    }

    /// Whether it lies in private space: RFC 1918, or the shared space 100.64.0.0/10 (RFC 6598).
    pub fn is_private(self) -> bool {
        Self::PRIVATE.iter().any(|private| private.contains(self))
    }
}

const fn block([a, b, c, d]: [u8; 4], prefix_len: u8) -> Cidr {
    Cidr(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix_len))
}

impl FromStr for Cidr {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let Some((address, prefix)) = input.split_once('/') else {
            return Err(without_prefix(input));
        };
        let Ok(address) = address.parse::<Ipv4Addr>() else {
            return Err(not_an_address(input));
        };
        let prefix_len = prefix.parse::<u8>().ok().filter(|length| *length <= 32 && length.to_string() == prefix);
        let Some(network) = prefix_len.and_then(|length| Self::containing(address, length)) else {
            return Err(ValueError::of(input, "is not a CIDR block: the prefix length is a number from 0 to 32")
                .help(format!("write a network such as `{address}/24`")));
        };
        if network.network() == address { Ok(network) } else { Err(host_bits_set(input, network)) }
    }
}

fn without_prefix(input: &str) -> ValueError {
    let error = ValueError::of(input, "is not a CIDR block: an IPv4 address, `/` and a prefix length from 0 to 32");
    match input.parse::<Ipv4Addr>() {
        Ok(address) => match address.octets() {
            [0, 0, 0, 0] => error.help("add the prefix length: `0.0.0.0/0` is every address"),
            [.., 0, 0] => error.help(format!("add the prefix length, such as `{address}/16`")),
            [.., 0] => error.help(format!("add the prefix length, such as `{address}/24`")),
            _ => error.help(format!("add the prefix length: `{address}/32` is this one address")),
        },
        Err(_) => error.help("write a network such as `10.64.0.0/16`"),
    }
}

fn not_an_address(input: &str) -> ValueError {
    let predicate = if input.contains(':') {
        "is an IPv6 network: only IPv4 networks can be used"
    } else {
        "is not a CIDR block: the address is four numbers from 0 to 255 with dots between them"
    };
    ValueError::of(input, predicate).help("write a network such as `10.64.0.0/16`")
}

fn host_bits_set(input: &str, network: Cidr) -> ValueError {
    let bits = network.prefix_len();
    ValueError::of(input, format_args!("has host bits set: only the first {bits} bits may be other than zero"))
        .help_meaning(format!("write `{network}`, the network that holds this address"), network)
}

impl fmt::Display for Cidr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

impl Ord for Cidr {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |cidr: &Self| (cidr.network(), cidr.prefix_len());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Cidr {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

text_value!(
    Cidr,
    "An IPv4 network in CIDR notation, without host bits.",
    pattern: r"^([0-9]{1,3}\.){3}[0-9]{1,3}/([0-9]|[12][0-9]|3[0-2])$",
    examples: ["10.64.0.0/16"]
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    fn cidr(text: &str) -> Cidr {
        text.parse().unwrap()
    }

    #[test]
    fn networks_have_no_host_bits() {
        let shape = "is not a CIDR block: an IPv4 address, `/` and a prefix length from 0 to 32";
        let address = "is not a CIDR block: the address is four numbers from 0 to 255 with dots between them | write a network such as `10.64.0.0/16`";
        let prefix =
            "is not a CIDR block: the prefix length is a number from 0 to 32 | write a network such as `10.0.0.0/24`";
        check::<Cidr>(&[
            ("10.64.0.0/16", Ok("10.64.0.0/16")),
            ("0.0.0.0/0", Ok("0.0.0.0/0")),
            ("203.0.113.7/32", Ok("203.0.113.7/32")),
            (
                "10.0.5.0/16",
                Err(
                    "`10.0.5.0/16` has host bits set: only the first 16 bits may be other than zero | write `10.0.0.0/16`, the network that holds this address",
                ),
            ),
            ("10.0.0.0", Err(&format!("`10.0.0.0` {shape} | add the prefix length, such as `10.0.0.0/16`"))),
            ("", Err(&format!("an empty string {shape} | write a network such as `10.64.0.0/16`"))),
            ("10.0.0/8", Err(&format!("`10.0.0/8` {address}"))),
            ("10.0.0.256/8", Err(&format!("`10.0.0.256/8` {address}"))),
            ("010.0.0.0/8", Err(&format!("`010.0.0.0/8` {address}"))),
            (
                "fd00::/8",
                Err(
                    "`fd00::/8` is an IPv6 network: only IPv4 networks can be used | write a network such as `10.64.0.0/16`",
                ),
            ),
            ("10.0.0.0/33", Err(&format!("`10.0.0.0/33` {prefix}"))),
            ("10.0.0.0/+8", Err(&format!("`10.0.0.0/+8` {prefix}"))),
            ("10.0.0.0/08", Err(&format!("`10.0.0.0/08` {prefix}"))),
            ("10.0.0.0/", Err(&format!("`10.0.0.0/` {prefix}"))),
            ("10.0.0.0/8/8", Err(&format!("`10.0.0.0/8/8` {prefix}"))),
        ]);
    }

    #[test]
    fn sizes_follow_the_prefix() {
        for (text, size, usable) in [
            ("10.0.0.0/24", 256, 251),
            ("10.0.0.0/28", 16, 11),
            ("10.0.0.0/32", 1, 0),
            ("0.0.0.0/0", 1 << 32, (1 << 32) - 5),
        ] {
            assert_eq!((cidr(text).size(), cidr(text).usable_addresses()), (size, usable), "{text}");
        }
    }

    #[test]
    fn private_space_is_rfc_1918_and_the_shared_space() {
        for (text, private, rfc1918) in [
            ("10.255.0.0/16", true, true),
            ("172.31.0.0/16", true, true),
            ("172.32.0.0/16", false, false),
            ("192.168.0.0/16", true, true),
            ("192.0.0.0/8", false, false),
            ("100.64.0.0/10", true, false),
            ("100.0.0.0/8", false, false),
        ] {
            assert_eq!((cidr(text).is_private(), cidr(text).is_rfc1918()), (private, rfc1918), "{text}");
        }
    }

    #[test]
    fn subnets_stay_inside() {
        let network = cidr("10.0.0.0/16");
        let parts: Vec<String> = network.subnets(18).map(|part| part.to_string()).collect();
        assert_eq!(parts, ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"]);
        assert_eq!(network.subnets(15).count(), 0);
        assert_eq!(network.subnets(40).count(), 0);
        for (prefix, index, expected) in [
            (24, 255, Some("10.0.255.0/24")),
            (24, 256, None),
            (16, 0, Some("10.0.0.0/16")),
            (15, 0, None),
            (33, 0, None),
            (255, u64::MAX, None),
        ] {
            assert_eq!(network.nth_subnet(prefix, index), expected.map(cidr), "/{prefix} {index}");
        }
        assert_eq!(cidr("0.0.0.0/0").nth_subnet(32, (1 << 32) - 1), Some(cidr("255.255.255.255/32")));
        assert_eq!(network.last_address(), Ipv4Addr::new(10, 0, 255, 255));
    }

    #[test]
    fn networks_overlap_when_one_holds_the_other() {
        for (a, b, expected) in [
            ("10.0.0.0/16", "10.0.8.0/24", true),
            ("10.0.8.0/24", "10.0.0.0/16", true),
            ("10.0.0.0/16", "10.1.0.0/16", false),
            ("10.0.0.0/16", "10.0.0.0/16", true),
        ] {
            assert_eq!(cidr(a).overlaps(cidr(b)), expected, "{a} {b}");
        }
    }

    #[test]
    fn any_text_is_safe() {
        round_trips::<Cidr>(r"(1?[1-9]?[0-9]\.){2}0\.0/1[6-9]");
        survives_any_text::<Cidr>(r"([0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]{1,3}");
    }

    proptest! {
        #[test]
        fn nth_subnet_agrees_with_walking(address in any::<u32>(), prefix in 0_u8..=24, deeper in 0_u8..8, index in 0_u64..300) {
            let network = Cidr::containing(Ipv4Addr::from_bits(address), prefix).unwrap();
            let walked = network.subnets(prefix + deeper).nth(usize::try_from(index).unwrap());
            prop_assert_eq!(network.nth_subnet(prefix + deeper, index), walked);
        }
    }
}

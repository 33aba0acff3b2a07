//! The range that Kubernetes services get their addresses from.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Cidr, ValueError};

/// An EKS service range: a private network of RFC 1918 between /12 and /24.
///
/// Source: argument `service_ipv4_cidr` of `aws_eks_cluster`, and the `CreateCluster` API. That it does not overlap
/// the VPC is a rule over the whole cell, not over the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceCidr(Cidr);

impl ServiceCidr {
    /// The network.
    pub const fn cidr(self) -> Cidr {
        self.0
    }
}

impl TryFrom<Cidr> for ServiceCidr {
    type Error = ValueError;

    fn try_from(network: Cidr) -> Result<Self, ValueError> {
        let text = network.to_string();
        let help = "write a range such as `172.20.0.0/16`";
        if !(12..=24).contains(&network.prefix_len()) {
            let length = network.prefix_len();
            return Err(ValueError::of(
                &text,
                format_args!("has prefix length {length}, a service range has 12 to 24"),
            )
            .help(help));
        }
        if !network.is_rfc1918() {
            let predicate = "is not private: a service range lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16";
            return Err(ValueError::of(&text, predicate).help(help));
        }
        Ok(Self(network))
    }
}

impl FromStr for ServiceCidr {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        input.parse::<Cidr>()?.try_into()
    }
}

impl fmt::Display for ServiceCidr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

text_value!(
    ServiceCidr,
    "The range of service addresses: a private IPv4 network from /12 to /24.",
    pattern: r"^([0-9]{1,3}\.){3}[0-9]{1,3}/(1[2-9]|2[0-4])$",
    examples: ["172.20.0.0/16"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn ranges_are_private_and_of_a_size_that_eks_takes() {
        let help = "write a range such as `172.20.0.0/16`";
        check::<ServiceCidr>(&[
            ("172.20.0.0/16", Ok("172.20.0.0/16")),
            ("172.16.0.0/12", Ok("172.16.0.0/12")),
            ("192.168.1.0/24", Ok("192.168.1.0/24")),
            ("10.0.0.0/11", Err(&format!("`10.0.0.0/11` has prefix length 11, a service range has 12 to 24 | {help}"))),
            ("10.0.0.0/25", Err(&format!("`10.0.0.0/25` has prefix length 25, a service range has 12 to 24 | {help}"))),
            (
                "100.64.0.0/16",
                Err(&format!(
                    "`100.64.0.0/16` is not private: a service range lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 | {help}"
                )),
            ),
            (
                "172.20.0.1/16",
                Err(
                    "`172.20.0.1/16` has host bits set: only the first 16 bits may be other than zero | write `172.20.0.0/16`, the network that holds this address",
                ),
            ),
        ]);
        round_trips::<ServiceCidr>(r"10\.[1-9]?[0-9]\.0\.0/(1[6-9]|2[0-4])");
        survives_any_text::<ServiceCidr>(r"10\.[0-9]{1,3}\.0\.0/[0-9]{2}");
    }
}

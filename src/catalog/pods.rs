//! How many pods an instance takes, and how many addresses of its subnet that costs.
//!
//! Source: Amazon EKS best practices, "VPC CNI" and "Prefix mode for Linux"; the formulas are those of
//! `max-pods-calculator.sh` in `awslabs/amazon-eks-ami` and of the IP address manager in `aws/amazon-vpc-cni-k8s`.

use super::instance_types::{Hypervisor, InstanceFacts};

/// How the CNI gives addresses to pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressMode {
    /// One secondary address a pod, attached with a whole network interface (`WARM_ENI_TARGET` 1, its default).
    Secondary,
    /// Blocks of 16 addresses (`ENABLE_PREFIX_DELEGATION`), one of them kept free (`WARM_PREFIX_TARGET` 1).
    Prefix,
}

/// Pods on the network of the host, which need no address: the CNI and `kube-proxy`.
pub const HOST_NETWORK_PODS: u32 = 2;

/// Addresses of a prefix: a `/28`, contiguous in the subnet.
pub const ADDRESSES_PER_PREFIX: u32 = 16;

/// Most pods on an instance with prefixes and up to [`VCPUS_OF_A_SMALL_INSTANCE`] vCPUs.
pub const MAX_PODS_SMALL: u32 = 110;

/// Most pods on an instance with prefixes and more vCPUs than that.
pub const MAX_PODS_LARGE: u32 = 250;

/// The largest instance for which the smaller limit holds.
pub const VCPUS_OF_A_SMALL_INSTANCE: u32 = 30;

impl InstanceFacts {
    /// Whether the CNI can delegate prefixes: not on Xen. It falls back to secondary addresses there.
    pub fn supports_prefixes(&self) -> bool {
        self.hypervisor != Hypervisor::Xen
    }

    /// Pods that find an address when each has a secondary one: ENIs × (addresses per ENI − 1) + 2.
    ///
    /// EKS sets at most 110 or 250 on the nodes of a managed node group that names no image of its own.
    pub const fn max_pods_secondary(&self) -> u32 {
        self.enis * self.secondary_addresses_per_eni() + HOST_NETWORK_PODS
    }

    /// Pods that find an address with prefixes, limited to 110 (up to 30 vCPUs) or 250 as Kubernetes recommends.
    /// [`None`] where the CNI cannot delegate prefixes.
    pub fn max_pods_prefix(&self) -> Option<u32> {
        let small = self.vcpus <= VCPUS_OF_A_SMALL_INSTANCE;
        let limit = if small { MAX_PODS_SMALL } else { MAX_PODS_LARGE };
        let addresses = self.enis * self.secondary_addresses_per_eni() * ADDRESSES_PER_PREFIX;
        self.supports_prefixes().then(|| limit.min(addresses + HOST_NETWORK_PODS))
    }

    /// Pods that find an address; those of [`AddressMode::Secondary`] where prefixes are not possible.
    pub fn max_pods(&self, mode: AddressMode) -> u32 {
        let prefix = if mode == AddressMode::Prefix { self.max_pods_prefix() } else { None };
        prefix.unwrap_or_else(|| self.max_pods_secondary())
    }

    /// Addresses of the subnet that a node takes when it runs `pods` pods, with what the CNI keeps warm by default:
    /// one network interface, or one prefix. The primary address of each interface counts. Pods on the network of the
    /// host are counted as if they needed an address, so this errs on the safe side.
    pub fn addresses_for(&self, mode: AddressMode, pods: u32) -> u32 {
        let slots = self.secondary_addresses_per_eni().max(1);
        if mode == AddressMode::Prefix && self.supports_prefixes() {
            let prefixes = (pods.div_ceil(ADDRESSES_PER_PREFIX) + 1).min(self.enis * slots);
            prefixes.div_ceil(slots) + prefixes * ADDRESSES_PER_PREFIX
        } else {
            let enis = (pods.div_ceil(slots) + 1).min(self.enis);
            enis * self.ipv4_per_eni
        }
    }

    /// The addresses of an interface that pods, or prefixes, can have: all but the primary one.
    const fn secondary_addresses_per_eni(&self) -> u32 {
        self.ipv4_per_eni.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::AddressMode;
    use crate::catalog::instance_types::{InstanceFacts, all, get};

    fn facts(name: &str) -> &'static InstanceFacts {
        get(name).unwrap_or_else(|| panic!("{name} is missing"))
    }

    /// The numbers of `misc/eni-max-pods.txt` in `aws/amazon-vpc-cni-k8s`.
    #[test]
    fn pods_with_secondary_addresses_are_those_that_aws_publishes() {
        for (name, pods) in [
            ("a1.metal", 234),
            ("c6in.32xlarge", 394),
            ("d3.xlarge", 10),
            ("d3.8xlarge", 59),
            ("d3en.12xlarge", 89),
            ("g4ad.xlarge", 8),
            ("g4dn.16xlarge", 58),
            ("g5.48xlarge", 345),
            ("g6e.12xlarge", 292),
            ("g6e.48xlarge", 492),
            ("i4i.24xlarge", 437),
            ("i7ie.12xlarge", 394),
            ("inf1.24xlarge", 321),
            ("m4.large", 20),
            ("m5.large", 29),
            ("m5zn.12xlarge", 737),
            ("m7g.16xlarge", 737),
            ("p5.48xlarge", 100),
            ("p5en.48xlarge", 198),
            ("t2.xlarge", 44),
            ("t3.medium", 17),
            ("t3a.small", 8),
            ("t4g.nano", 4),
            ("trn1.32xlarge", 247),
            ("x1.32xlarge", 234),
        ] {
            assert_eq!(facts(name).max_pods_secondary(), pods, "{name}");
            assert_eq!(facts(name).max_pods(AddressMode::Secondary), pods, "{name}");
        }
    }

    #[test]
    fn prefixes_lift_the_limit_to_that_of_kubernetes() {
        for (name, pods) in [
            ("t3.nano", Some(34)),
            ("t3.small", Some(110)),
            ("m5.large", Some(110)),
            ("m7g.4xlarge", Some(110)),
            ("m5zn.6xlarge", Some(110)),
            ("m7g.8xlarge", Some(250)),
            ("m5.metal", Some(250)),
            ("m4.16xlarge", None),
            ("t2.large", None),
        ] {
            assert_eq!(facts(name).max_pods_prefix(), pods, "{name}");
            let either = pods.unwrap_or_else(|| facts(name).max_pods_secondary());
            assert_eq!(facts(name).max_pods(AddressMode::Prefix), either, "{name}");
        }
    }

    #[test]
    fn addresses_include_what_is_kept_warm() {
        for (name, mode, pods, addresses) in [
            ("m5.large", AddressMode::Secondary, 0, 10),
            ("m5.large", AddressMode::Secondary, 1, 20),
            ("m5.large", AddressMode::Secondary, 9, 20),
            ("m5.large", AddressMode::Secondary, 10, 30),
            ("m5.large", AddressMode::Secondary, 500, 30),
            ("m5.large", AddressMode::Prefix, 0, 1 + 16),
            ("m5.large", AddressMode::Prefix, 16, 1 + 2 * 16),
            ("m5.large", AddressMode::Prefix, 17, 1 + 3 * 16),
            ("m5.large", AddressMode::Prefix, 110, 1 + 8 * 16),
            ("m5.large", AddressMode::Prefix, 140, 2 + 10 * 16),
            ("t3.nano", AddressMode::Prefix, 34, 2 + 2 * 16),
            ("t2.large", AddressMode::Prefix, 12, 3 * 12),
        ] {
            assert_eq!(facts(name).addresses_for(mode, pods), addresses, "{name} {mode:?} {pods}");
        }
    }

    #[test]
    fn a_full_node_takes_all_its_interfaces_or_enough_prefixes() {
        for facts in all() {
            assert_eq!(
                facts.addresses_for(AddressMode::Secondary, facts.max_pods(AddressMode::Secondary)),
                facts.enis * facts.ipv4_per_eni,
                "{}",
                facts.name
            );
            let pods = facts.max_pods(AddressMode::Prefix);
            let addresses = facts.addresses_for(AddressMode::Prefix, pods);
            assert!(addresses >= pods.saturating_sub(2), "{}: {addresses} addresses for {pods} pods", facts.name);
        }
    }
}

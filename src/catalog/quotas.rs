//! How much AWS allows a new account by default: what a fleet of cells uses up first.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::values::{Date, QuotaName};

/// One quota, with the value that every new account has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The code of the service in Service Quotas, such as `vpc`.
    pub service: String,
    /// The code of the quota, such as `L-F678F1CE`.
    pub code: String,
    /// The name in Service Quotas.
    pub name: String,
    /// The value in [`Quota::unit`]s.
    pub default: u32,
    /// What is counted, in the plural.
    pub unit: String,
    /// Within what it is counted.
    pub scope: Scope,
    /// Whether AWS raises it on request.
    pub adjustable: bool,
    /// The public document that states the value.
    pub source: String,
    /// What else to know.
    pub note: Option<String>,
}

/// Within what a quota counts: two things share it when they are in the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// An account, over all its regions.
    #[serde(rename = "account")]
    Account,
    /// One region of an account.
    #[serde(rename = "account and region")]
    Region,
    /// One availability zone of an account.
    #[serde(rename = "zone")]
    Zone,
    /// One VPC.
    #[serde(rename = "VPC")]
    Vpc,
    /// One EKS cluster.
    #[serde(rename = "cluster")]
    Cluster,
    /// One managed node group.
    #[serde(rename = "node group")]
    NodeGroup,
    /// One IAM role.
    #[serde(rename = "role")]
    Role,
    /// One security group.
    #[serde(rename = "security group")]
    SecurityGroup,
    /// One network interface.
    #[serde(rename = "network interface")]
    NetworkInterface,
}

/// The code of a quota that the catalog has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotaCode(&'static str);

impl QuotaCode {
    /// Elastic IP addresses: one for each NAT gateway.
    pub const ELASTIC_IPS: Self = Self("L-0263D0A3");
    /// VPCs: one a cell.
    pub const VPCS: Self = Self("L-F678F1CE");
    /// Internet gateways: one for each VPC with public subnets.
    pub const INTERNET_GATEWAYS: Self = Self("L-A4707A72");
    /// NAT gateways in a zone.
    pub const NAT_GATEWAYS_PER_ZONE: Self = Self("L-FE5A380F");
    /// Subnets of a VPC.
    pub const SUBNETS_PER_VPC: Self = Self("L-407747CB");
    /// Route tables of a VPC.
    pub const ROUTE_TABLES_PER_VPC: Self = Self("L-589F43AA");
    /// Peering connections of a VPC.
    pub const PEERINGS_PER_VPC: Self = Self("L-7E9ECCDB");
    /// Addresses and prefixes in use in a VPC.
    pub const NETWORK_ADDRESS_USAGE: Self = Self("L-BB24F6E5");
    /// Interface endpoints of a VPC, those of gateway load balancers included.
    pub const INTERFACE_ENDPOINTS_PER_VPC: Self = Self("L-29B6F2EB");
    /// Gateway endpoints.
    pub const GATEWAY_ENDPOINTS: Self = Self("L-1B52E74A");
    /// Network interfaces.
    pub const NETWORK_INTERFACES: Self = Self("L-DF5E4CA3");
    /// Security groups.
    pub const SECURITY_GROUPS: Self = Self("L-E79EC296");
    /// Rules of a security group, in each direction.
    pub const RULES_PER_SECURITY_GROUP: Self = Self("L-0EA8095F");
    /// Security groups of a network interface.
    pub const SECURITY_GROUPS_PER_INTERFACE: Self = Self("L-2AFB9258");
    /// vCPUs of running on-demand instances of the standard categories.
    pub const ON_DEMAND_STANDARD_VCPUS: Self = Self("L-1216C47A");
    /// vCPUs of spot instances of the standard categories, requested or running.
    pub const SPOT_STANDARD_VCPUS: Self = Self("L-34B43A08");
    /// vCPUs of running on-demand instances with GPUs (`g`) or video processors (`vt`).
    pub const ON_DEMAND_G_VCPUS: Self = Self("L-DB2E81BA");
    /// vCPUs of spot instances with GPUs (`g`) or video processors (`vt`).
    pub const SPOT_G_VCPUS: Self = Self("L-3819A6DF");
    /// vCPUs of running on-demand `p` instances.
    pub const ON_DEMAND_P_VCPUS: Self = Self("L-417A185B");
    /// vCPUs of spot `p` instances.
    pub const SPOT_P_VCPUS: Self = Self("L-7212CCBC");
    /// vCPUs of running on-demand `inf` instances.
    pub const ON_DEMAND_INF_VCPUS: Self = Self("L-1945791B");
    /// vCPUs of running on-demand `trn` instances.
    pub const ON_DEMAND_TRN_VCPUS: Self = Self("L-2C3B7624");
    /// vCPUs of running on-demand `x` instances.
    pub const ON_DEMAND_X_VCPUS: Self = Self("L-7295265B");
    /// EKS clusters: one a cell.
    pub const CLUSTERS: Self = Self("L-1194D53C");
    /// Managed node groups of a cluster.
    pub const NODE_GROUPS_PER_CLUSTER: Self = Self("L-6D54EA21");
    /// Nodes of a managed node group.
    pub const NODES_PER_NODE_GROUP: Self = Self("L-BD136A63");
    /// Security groups of the control plane of a cluster.
    pub const SECURITY_GROUPS_PER_CONTROL_PLANE: Self = Self("L-11427A54");
    /// Address ranges that may reach the public endpoint of a cluster.
    pub const PUBLIC_ACCESS_CIDRS: Self = Self("L-93A74D60");
    /// Health checks of Route 53: up to three for each cell behind a router.
    pub const HEALTH_CHECKS: Self = Self("L-ACB674F3");
    /// IAM roles.
    pub const ROLES: Self = Self("L-FE177D64");
    /// IAM OIDC providers: one a cell that uses IRSA.
    pub const OIDC_PROVIDERS: Self = Self("L-858F3967");
    /// IAM instance profiles.
    pub const INSTANCE_PROFILES: Self = Self("L-6E65F664");
    /// Customer managed IAM policies.
    pub const CUSTOMER_MANAGED_POLICIES: Self = Self("L-E95E4862");
    /// Managed policies attached to a role.
    pub const MANAGED_POLICIES_PER_ROLE: Self = Self("L-0DA4ABF3");
    /// Characters of the trust policy of a role.
    pub const TRUST_POLICY_LENGTH: Self = Self("L-C07B4B0D");
    /// `EventBridge` rules of an event bus.
    pub const EVENT_RULES: Self = Self("L-244521F2");
    /// KMS keys.
    pub const KMS_KEYS: Self = Self("L-C2F1777E");
    /// Application load balancers.
    pub const APPLICATION_LOAD_BALANCERS: Self = Self("L-53DA6B97");
    /// Network load balancers.
    pub const NETWORK_LOAD_BALANCERS: Self = Self("L-69A177A2");
    /// Target groups.
    pub const TARGET_GROUPS: Self = Self("L-B22855CB");

    /// The quota that a specification calls so.
    pub const fn of(name: QuotaName) -> Self {
        match name {
            QuotaName::Clusters => Self::CLUSTERS,
            QuotaName::ElasticIps => Self::ELASTIC_IPS,
            QuotaName::EventRules => Self::EVENT_RULES,
            QuotaName::HealthChecks => Self::HEALTH_CHECKS,
            QuotaName::IamPolicies => Self::CUSTOMER_MANAGED_POLICIES,
            QuotaName::IamRoles => Self::ROLES,
            QuotaName::InterfaceEndpoints => Self::INTERFACE_ENDPOINTS_PER_VPC,
            QuotaName::InternetGateways => Self::INTERNET_GATEWAYS,
            QuotaName::NatGateways => Self::NAT_GATEWAYS_PER_ZONE,
            QuotaName::OidcProviders => Self::OIDC_PROVIDERS,
            QuotaName::OnDemandVcpus => Self::ON_DEMAND_STANDARD_VCPUS,
            QuotaName::SpotVcpus => Self::SPOT_STANDARD_VCPUS,
            QuotaName::Vpcs => Self::VPCS,
        }
    }

    /// The code as Service Quotas writes it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The quota itself.
    ///
    /// # Panics
    /// When the catalog lacks it or cannot be read, which unit tests exclude.
    pub fn quota(self) -> &'static Quota {
        get(self.0).expect("invariant: a unit test looks up every constant")
    }

    /// The quota that counts the vCPUs of a category such as `m`. [`None`] where the catalog has none: spot instances
    /// with Neuron or large memory, FPGAs, Gaudi, high memory (`u`) and HPC.
    pub fn of_vcpus(category: &str, spot: bool) -> Option<Self> {
        match (category, spot) {
            ("a" | "c" | "d" | "h" | "i" | "im" | "is" | "m" | "r" | "t" | "z", false) => {
                Some(Self::ON_DEMAND_STANDARD_VCPUS)
            }
            ("a" | "c" | "d" | "h" | "i" | "im" | "is" | "m" | "r" | "t" | "z", true) => {
                Some(Self::SPOT_STANDARD_VCPUS)
            }
            ("g" | "gr" | "vt", false) => Some(Self::ON_DEMAND_G_VCPUS),
            ("g" | "gr" | "vt", true) => Some(Self::SPOT_G_VCPUS),
            ("p", false) => Some(Self::ON_DEMAND_P_VCPUS),
            ("p", true) => Some(Self::SPOT_P_VCPUS),
            ("inf", false) => Some(Self::ON_DEMAND_INF_VCPUS),
            ("trn", false) => Some(Self::ON_DEMAND_TRN_VCPUS),
            ("x", false) => Some(Self::ON_DEMAND_X_VCPUS),
            _ => None,
        }
    }
}

/// The quota with that code, if the catalog has it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn get(code: &str) -> Option<&'static Quota> {
    all().iter().find(|quota| quota.code == code)
}

/// Every quota, by service.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> &'static [Quota] {
    &CATALOG.quotas
}

/// The day on which the values were last compared with their sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/quotas.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/quotas.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    quotas: Vec<Quota>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CATALOG, QuotaCode, Scope, all, as_of, get};
    use crate::catalog::{instance_types, kubernetes};

    #[test]
    fn every_constant_is_the_quota_it_says() {
        for (code, service, default, scope) in [
            (QuotaCode::ELASTIC_IPS, "ec2", 5, Scope::Region),
            (QuotaCode::VPCS, "vpc", 5, Scope::Region),
            (QuotaCode::INTERNET_GATEWAYS, "vpc", 5, Scope::Region),
            (QuotaCode::NAT_GATEWAYS_PER_ZONE, "vpc", 5, Scope::Zone),
            (QuotaCode::SUBNETS_PER_VPC, "vpc", 200, Scope::Vpc),
            (QuotaCode::ROUTE_TABLES_PER_VPC, "vpc", 200, Scope::Vpc),
            (QuotaCode::PEERINGS_PER_VPC, "vpc", 50, Scope::Vpc),
            (QuotaCode::NETWORK_ADDRESS_USAGE, "vpc", 64_000, Scope::Vpc),
            (QuotaCode::INTERFACE_ENDPOINTS_PER_VPC, "vpc", 50, Scope::Vpc),
            (QuotaCode::GATEWAY_ENDPOINTS, "vpc", 20, Scope::Region),
            (QuotaCode::NETWORK_INTERFACES, "vpc", 5000, Scope::Region),
            (QuotaCode::SECURITY_GROUPS, "vpc", 2500, Scope::Region),
            (QuotaCode::RULES_PER_SECURITY_GROUP, "vpc", 60, Scope::SecurityGroup),
            (QuotaCode::SECURITY_GROUPS_PER_INTERFACE, "vpc", 5, Scope::NetworkInterface),
            (QuotaCode::ON_DEMAND_STANDARD_VCPUS, "ec2", 5, Scope::Region),
            (QuotaCode::SPOT_STANDARD_VCPUS, "ec2", 5, Scope::Region),
            (QuotaCode::ON_DEMAND_G_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::SPOT_G_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::ON_DEMAND_P_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::SPOT_P_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::ON_DEMAND_INF_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::ON_DEMAND_TRN_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::ON_DEMAND_X_VCPUS, "ec2", 0, Scope::Region),
            (QuotaCode::CLUSTERS, "eks", 100, Scope::Region),
            (QuotaCode::NODE_GROUPS_PER_CLUSTER, "eks", 30, Scope::Cluster),
            (QuotaCode::NODES_PER_NODE_GROUP, "eks", 450, Scope::NodeGroup),
            (QuotaCode::SECURITY_GROUPS_PER_CONTROL_PLANE, "eks", 4, Scope::Cluster),
            (QuotaCode::PUBLIC_ACCESS_CIDRS, "eks", 40, Scope::Cluster),
            (QuotaCode::HEALTH_CHECKS, "route53", 200, Scope::Account),
            (QuotaCode::ROLES, "iam", 1000, Scope::Account),
            (QuotaCode::OIDC_PROVIDERS, "iam", 100, Scope::Account),
            (QuotaCode::INSTANCE_PROFILES, "iam", 1000, Scope::Account),
            (QuotaCode::CUSTOMER_MANAGED_POLICIES, "iam", 1500, Scope::Account),
            (QuotaCode::MANAGED_POLICIES_PER_ROLE, "iam", 10, Scope::Role),
            (QuotaCode::TRUST_POLICY_LENGTH, "iam", 2048, Scope::Role),
            (QuotaCode::EVENT_RULES, "events", 300, Scope::Region),
            (QuotaCode::KMS_KEYS, "kms", 100_000, Scope::Region),
            (QuotaCode::APPLICATION_LOAD_BALANCERS, "elasticloadbalancing", 50, Scope::Region),
            (QuotaCode::NETWORK_LOAD_BALANCERS, "elasticloadbalancing", 50, Scope::Region),
            (QuotaCode::TARGET_GROUPS, "elasticloadbalancing", 3000, Scope::Region),
        ] {
            let quota = code.quota();
            let found = (quota.code.as_str(), quota.service.as_str(), quota.default, quota.scope);
            assert_eq!(found, (code.as_str(), service, default, scope), "{}", quota.name);
        }
    }

    #[test]
    fn every_quota_is_complete_and_there_once() {
        let codes: BTreeSet<&str> = all().iter().map(|quota| quota.code.as_str()).collect();
        assert_eq!(codes.len(), all().len());
        for quota in all() {
            let digits = quota.code.strip_prefix("L-").unwrap_or_else(|| panic!("{}", quota.code));
            assert_eq!(digits.len(), 8, "{}", quota.code);
            assert!(
                digits.chars().all(|digit| digit.is_ascii_digit() || ('A'..='F').contains(&digit)),
                "{}",
                quota.code
            );
            assert!(!quota.name.is_empty() && !quota.unit.is_empty() && !quota.source.is_empty(), "{}", quota.code);
        }
        assert!(!CATALOG.source.is_empty());
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn what_cannot_be_raised_is_marked() {
        let fixed: Vec<&str> =
            all().iter().filter(|quota| !quota.adjustable).map(|quota| quota.name.as_str()).collect();
        let expected = ["Control plane security groups per cluster", "Public endpoint access CIDR ranges per cluster"];
        assert_eq!(fixed, expected);
        assert_eq!(get("L-00000000"), None);
    }

    #[test]
    fn every_instance_type_counts_against_a_quota() {
        for facts in instance_types::all() {
            let on_demand = QuotaCode::of_vcpus(facts.category(), false);
            assert!(on_demand.is_some() || facts.category() == "dl", "{}", facts.name);
        }
        for (category, spot, expected) in [
            ("m", false, Some(QuotaCode::ON_DEMAND_STANDARD_VCPUS)),
            ("im", true, Some(QuotaCode::SPOT_STANDARD_VCPUS)),
            ("gr", true, Some(QuotaCode::SPOT_G_VCPUS)),
            ("x", false, Some(QuotaCode::ON_DEMAND_X_VCPUS)),
            ("x", true, None),
            ("dl", false, None),
        ] {
            assert_eq!(QuotaCode::of_vcpus(category, spot), expected, "{category} {spot}");
        }
    }
}

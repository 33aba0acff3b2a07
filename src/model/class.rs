//! A class: one shape for many cells. A Terraform module is made of each.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::Serialize;

use super::{
    AccessEntry, Application, ArgoCd, CustomRole, KarpenterTier, Namespace, Perimeter, SystemTier, WorkloadIdentity,
};
use crate::source::{Span, Spanned};
use crate::values::{
    AddOnName, AddOnVersion, Cidr, FlowTraffic, InterfaceEndpoint, KubernetesVersion, LogType, Name, NatMode,
    NodeImage, Partition, Profile, RetentionDays, SyncMode, TagKey, TagValue, UpgradePolicy,
};

/// Everything in which the cells of one class are equal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// The environment that it belongs to.
    pub environment: Name,
    /// Its name; the environment's own shape has none.
    pub name: Option<Name>,
    /// Name of its module's folder, such as `prod-cell`.
    pub module: String,
    /// Where the defaults came from.
    pub profile: Profile,
    /// AWS partition of all its cells.
    pub partition: Partition,
    /// The range that holds all its cells, if the environment has one.
    pub network: Option<Spanned<Cidr>>,
    /// Networks that are routed to its cells.
    pub peers: Vec<Spanned<Cidr>>,
    /// Range of Kubernetes service addresses inside each cell.
    pub service_cidr: Spanned<Cidr>,
    /// Kubernetes version.
    pub kubernetes: Spanned<KubernetesVersion>,
    /// What EKS does at the end of standard support; EKS's own default when there is none.
    pub upgrade_policy: Option<Spanned<UpgradePolicy>>,
    /// Whether AWS may shift traffic away from an impaired zone; EKS's own default when there is none.
    pub zonal_shift: Option<Spanned<bool>>,
    /// How private subnets reach the internet.
    pub nat: Spanned<NatMode>,
    /// Services with an interface endpoint in each cell, in the order of their names.
    pub interface_endpoints: Vec<InterfaceEndpoint>,
    /// Those that the specification names.
    #[serde(skip)]
    pub written_endpoints: Vec<Spanned<InterfaceEndpoint>>,
    /// What the endpoints of its cells admit beside their own account, if the environment says so.
    pub perimeter: Option<Spanned<Perimeter>>,
    /// Whether people reach its nodes through Session Manager.
    pub session_manager: Spanned<bool>,
    /// The Kubernetes API endpoint.
    pub endpoint: Spanned<Endpoint>,
    /// Control-plane logs.
    pub logs: Logs,
    /// VPC flow logs.
    pub flow_logs: FlowLogs,
    /// Days between deleting the key and losing it.
    pub deletion_window_days: Spanned<u32>,
    /// The managed node group.
    pub system: SystemTier,
    /// The Karpenter pools.
    pub karpenter: Vec<KarpenterTier>,
    /// Who may use the Kubernetes API.
    pub access: Vec<AccessEntry>,
    /// Roles that the environment declares for them, by name.
    pub roles: Vec<CustomRole>,
    /// The add-ons, all of them.
    pub add_ons: BTreeMap<AddOnName, AddOn>,
    /// AWS permissions of service accounts.
    pub workload_identities: Vec<WorkloadIdentity>,
    /// Environments that share its cells, each with the source file that declares it, which is empty when it was built in
    /// Rust.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub guests: BTreeMap<Name, String>,
    /// The namespaces in each of its cells, by name.
    pub namespaces: Vec<Namespace>,
    /// What its cells run for their workloads, by name; nothing where nothing brings it there.
    pub applications: Vec<Application>,
    /// The Argo CD of each of its cells.
    pub argo_cd: ArgoCd,
    /// How a change of the repository comes into its cells.
    pub sync: Spanned<SyncMode>,
    /// Tags of every resource, except `CellID`, which is the cell's.
    pub tags: BTreeMap<TagKey, TagValue>,
    /// Name of the source file that declares the environment; empty when it was built in Rust.
    pub origin: String,
    /// Whether an access entry of the environment could not be read: then nothing is known about what is missing.
    #[serde(skip)]
    pub access_is_partial: bool,
    /// The same of its roles.
    #[serde(skip)]
    pub roles_are_partial: bool,
    /// The same of its namespaces.
    #[serde(skip)]
    pub namespaces_are_partial: bool,
    /// Where the environment or the class is declared.
    #[serde(skip)]
    pub declared: Spanned<()>,
}

impl Class {
    /// Where the environment or the class is declared.
    pub const fn span(&self) -> Span {
        self.declared.span
    }

    /// The source file of one of its environments: its own, or one that shares its cells.
    pub fn origin_of(&self, environment: &Name) -> &str {
        self.guests.get(environment).unwrap_or(&self.origin)
    }

    /// Whether its cells have no way out: neither public subnets nor an internet gateway.
    pub fn is_isolated(&self) -> bool {
        self.nat.value == NatMode::None
    }

    /// Whether nodes of a tier run Bottlerocket.
    pub fn runs_bottlerocket(&self) -> bool {
        let images = self.karpenter.iter().map(|tier| tier.image).chain([self.system.image]);
        images.into_iter().any(|image| image == NodeImage::Bottlerocket)
    }

    /// The address of the Service `kubernetes`, behind which the API is: the first one of the range.
    pub fn kubernetes_service(&self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.service_cidr.network().to_bits() | 1)
    }

    /// The role of that name that its environment declares.
    pub fn custom_role(&self, name: &Name) -> Option<&CustomRole> {
        self.roles.iter().find(|role| role.name.value == *name)
    }

    /// How messages call it.
    pub fn title(&self) -> String {
        match &self.name {
            Some(name) => format!("class `{name}` of environment `{}`", self.environment),
            None => format!("environment `{}`", self.environment),
        }
    }
}

/// The Kubernetes API endpoint; the private one is always on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Endpoint {
    /// Whether the internet reaches it.
    pub public: bool,
    /// Ranges that may reach the public endpoint.
    pub cidrs: Vec<Spanned<Cidr>>,
}

/// Control-plane logs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Logs {
    /// Which, in EKS's own order.
    pub types: Spanned<Vec<LogType>>,
    /// For how long.
    pub retention_days: Spanned<RetentionDays>,
}

/// VPC flow logs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowLogs {
    /// Which packets.
    pub traffic: FlowTraffic,
    /// For how long.
    pub retention_days: RetentionDays,
}

/// One EKS add-on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AddOn {
    /// Version; EKS picks its default when there is none.
    pub version: Option<Spanned<AddOnVersion>>,
    /// `vpc-cni`: whole /28 prefixes for nodes.
    pub prefix_delegation: Spanned<bool>,
}

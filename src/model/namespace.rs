//! Namespaces: what a cell offers to the workloads of a business domain.

use serde::Serialize;

use super::Admission;
use crate::source::{Span, Spanned};
use crate::values::{
    Cidr, EnvironmentId, Exposure, GitRepository, Name, PodSecurity, Port, Quantity, TagValue, TransportProtocol,
};

/// The private networks inside a range, in their order, which an egress to it leaves out: other cells, the offices and the
/// metadata service lie there.
pub fn private_parts(range: Cidr) -> impl Iterator<Item = Cidr> {
    let mut parts = [Cidr::PRIVATE.as_slice(), &[Cidr::LINK_LOCAL]].concat();
    parts.retain(|network| range.contains(*network) && *network != range);
    parts.sort_unstable();
    parts.into_iter()
}

/// A namespace in every cell of an environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Namespace {
    /// Its name in the cluster.
    pub name: Spanned<Name>,
    /// The environment that declares it: the cells' own, or one that shares them.
    pub environment: EnvironmentId,
    /// Business domain.
    pub domain: Name,
    /// The team that answers for it.
    pub owner: TagValue,
    /// Who pays.
    pub cost_centre: TagValue,
    /// The repository that its project reads, if it is not the fleet's.
    pub repository: Option<Spanned<GitRepository>>,
    /// The Pod Security Standard that pods must meet.
    pub pod_security: Spanned<PodSecurity>,
    /// What all pods together may have.
    pub quota: Quota,
    /// What a container gets that says nothing.
    pub container: ContainerDefaults,
    /// The largest limits that all containers of a pod may have together.
    pub pod_max: Resources,
    /// Workloads at their largest.
    pub workloads: Vec<Workload>,
    /// What the API server lets through.
    pub admission: Admission,
    /// What load balancers reach.
    pub exposed: Option<Exposed>,
    /// Where ports are written that nothing exposes.
    #[serde(skip)]
    pub unexposed_ports: Option<Spanned<()>>,
    /// Where Prometheus scrapes.
    pub metrics_port: Option<Spanned<Port>>,
    /// Whether its pods reach the Kubernetes API.
    pub kubernetes_api: Spanned<bool>,
    /// Connections to other namespaces.
    pub connections: Vec<Connection>,
    /// Connections to networks outside the cell.
    pub egress: Vec<Egress>,
}

impl Namespace {
    /// Where the namespace is declared.
    pub const fn span(&self) -> Span {
        self.name.span
    }
}

/// An amount of CPU and memory.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resources {
    /// CPUs.
    pub cpu: Spanned<Quantity>,
    /// Memory.
    pub memory: Spanned<Quantity>,
}

/// What all pods of a namespace together may have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quota {
    /// Sum of what they request.
    pub requests: Resources,
    /// Sum of their limits.
    pub limits: Resources,
    /// How many.
    pub pods: Spanned<u32>,
    /// How many claims of volumes.
    pub volume_claims: Spanned<u32>,
    /// Sum of what the claims request, in bytes.
    pub storage: Spanned<Quantity>,
    /// The most that one claim may request, in bytes.
    pub largest_volume_claim: Spanned<Quantity>,
    /// Sum of the limits of what containers write to the disks of their nodes, in bytes.
    pub ephemeral_storage: Spanned<Quantity>,
}

/// What a container gets that says nothing, and what it may say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContainerDefaults {
    /// What it requests.
    pub requests: Resources,
    /// Its limits.
    pub limits: Resources,
    /// The largest limits that a container may have.
    pub max: Resources,
    /// What it may write to the disk of its node.
    pub ephemeral_storage: EphemeralStorage,
}

/// What a container may write to the disk of its node, in bytes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EphemeralStorage {
    /// What it requests when it says nothing.
    pub requests: Spanned<Quantity>,
    /// Its limit when it says nothing.
    pub limits: Spanned<Quantity>,
    /// The largest limit that a container may have.
    pub max: Spanned<Quantity>,
}

/// A workload at its largest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Workload {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// Most replicas.
    pub replicas: Spanned<u32>,
    /// Limits of one replica.
    pub limits: Resources,
    /// Requests of one replica.
    pub requests: Resources,
    /// Replicas that an update adds, in percent.
    pub surge_percent: u32,
}

/// What load balancers reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposed {
    /// From where.
    pub exposure: Spanned<Exposure>,
    /// The ports.
    pub ports: Vec<Port>,
}

/// Connections to another namespace.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Connection {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// The other namespace.
    pub to: Spanned<Name>,
    /// The ports there.
    pub ports: Vec<Port>,
    /// The protocol.
    pub protocol: TransportProtocol,
}

/// Connections to networks outside the cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Egress {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// The networks.
    pub cidrs: Vec<Spanned<Cidr>>,
    /// The ports there.
    pub ports: Vec<Port>,
    /// The protocol.
    pub protocol: TransportProtocol,
}

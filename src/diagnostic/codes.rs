//! Codes of what `resolve` and `check` find. A code never changes its meaning and is never reused.

use super::Code;

/// Exactly one fleet a specification.
pub const ONE_FLEET: Code = Code::rule("CELL0301");
/// A cell names an environment or a class that is not declared.
pub const UNKNOWN_REFERENCE: Code = Code::rule("CELL0302");
/// A node tier has a key of the other kind of tier, or lacks one of its own.
pub const TIER_KEYS: Code = Code::rule("CELL0303");
/// A derived name is longer than AWS takes.
pub const NAME_LENGTH: Code = Code::rule("CELL0304");
/// A cell's name is another's followed by `-`.
pub const CELL_PREFIX: Code = Code::rule("CELL0305");
/// Two classes would be written into one module folder.
pub const MODULE_FOLDER: Code = Code::rule("CELL0306");
/// A class without cells.
pub const EMPTY_CLASS: Code = Code::rule("CELL0307");
/// A tenant in two cells, or twice in one.
pub const TENANTS: Code = Code::rule("CELL0308");
/// A version constraint admits what the output does not run on.
pub const VERSION_FLOOR: Code = Code::rule("CELL0309");
/// Something that cellc sets itself.
pub const RESERVED: Code = Code::rule("CELL0310");
/// A network that AWS does not take as a VPC, or without room for its subnets.
pub const CIDR_SIZE: Code = Code::rule("CELL0401");
/// Networks of two cells overlap, or one lies outside its environment's range.
pub const CIDR_OVERLAP: Code = Code::rule("CELL0402");
/// The range of service addresses is not possible.
pub const SERVICE_CIDR: Code = Code::rule("CELL0403");
/// Too few zones, one twice, or one that the region does not have.
pub const ZONES: Code = Code::rule("CELL0404");
/// A public endpoint without ranges, or ranges without a public endpoint.
pub const ENDPOINT: Code = Code::rule("CELL0405");
/// Regions or ARNs of different partitions in one environment.
pub const PARTITION: Code = Code::rule("CELL0406");
/// The deploy role lies in another account than the cell.
pub const DEPLOY_ROLE: Code = Code::rule("CELL0407");
/// A deletion window that KMS does not take.
pub const DELETION_WINDOW: Code = Code::rule("CELL0408");
/// An interface endpoint whose name in the partition is not known.
pub const ENDPOINT_NAMES: Code = Code::rule("CELL0409");
/// A Kubernetes version that EKS does not run.
pub const KUBERNETES_VERSION: Code = Code::rule("CELL0410");
/// A system tier that EKS does not take.
pub const SYSTEM_TIER: Code = Code::rule("CELL0501");
/// An AMI release of another image or another Kubernetes version.
pub const AMI_RELEASE: Code = Code::rule("CELL0502");
/// A Karpenter tier that can start no node, or has a limit of nothing.
pub const KARPENTER_TIER: Code = Code::rule("CELL0503");
/// Nobody can administer the cluster.
pub const CLUSTER_ADMIN: Code = Code::rule("CELL0601");
/// Two access entries for one principal.
pub const ONE_ENTRY_A_PRINCIPAL: Code = Code::rule("CELL0602");
/// An access entry that grants nothing, or in a scope that its policy does not have.
pub const ACCESS_SCOPE: Code = Code::rule("CELL0603");
/// A setting that the add-on does not have, or a version for another cluster.
pub const ADD_ON_SETTINGS: Code = Code::rule("CELL0604");
/// A workload identity that clashes with another, or has too many policies.
pub const WORKLOAD_IDENTITY: Code = Code::rule("CELL0605");
/// A tag that is cellc's own, or too many of them.
pub const TAGS: Code = Code::rule("CELL0606");
/// An add-on for whose version neither the specification nor the table has an answer.
pub const ADD_ON_VERSION: Code = Code::rule("CELL0607");

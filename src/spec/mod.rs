//! The specification as its author wrote it: typed, with places, without defaults.
//!
//! Each block is declared once (`spec_block!`): type, reader, JSON Schema and reference text come from the same lines.
//! A specification can be built in Rust from the same types; [`Spanned`](crate::source::Spanned) values come from
//! `value.into()`.

mod access;
mod account;
mod application;
mod cell;
mod defaults;
mod dns;
mod environment;
mod fleet;
mod front_door;
mod mirror;
mod namespace;
mod node_tier;
mod perimeter;
mod places;
mod reference;
mod role;
mod router;
mod shared_fate;
mod tenant;
mod workload_identity;

pub use access::Access;
pub use account::{Account, AccountRegion};
pub use application::{Application, ArgoCd};
pub use cell::Cell;
pub use dns::{DnsAccount, HostedZone};
pub(crate) use environment::OF_GUESTS;
pub use environment::{AddOn, Class, Encryption, Endpoint, Environment, FlowLogs, Logs};
pub use fleet::{Backend, Fleet, Git, LocalBackend, S3Backend, Terraform};
pub use front_door::{FrontDoor, Route, RouteHealth};
pub use mirror::Mirror;
pub use namespace::{Connection, ContainerDefaults, Egress, EphemeralStorage, Namespace, Quota, Resources, Workload};
pub use node_tier::{DisruptionBudget, Limits, NodeTier, Taint};
pub(crate) use node_tier::{OF_KARPENTER, OF_SYSTEM};
pub use perimeter::Perimeter;
pub use reference::{json_schema, reference};
pub use role::{Role, RoleRule};
pub use router::{Buckets, Evacuation, Router};
pub use shared_fate::SharedFate;
pub use tenant::{Home, Move, Tenant};
pub use workload_identity::WorkloadIdentity;

use crate::decode::{Labelled, spec_block};
use crate::values::{AccountId, Name};

spec_block! {
    /// A specification: one fleet, its environments, cells and tenants, in any order and in any number of files; and AWS accounts
    /// about which there is something to say.
    #[derive(Default)]
    pub struct Spec {
        /// The fleet: exactly one block. Its label is the first part of every name in AWS.
        #[schemars(default)]
        pub fleet: Labelled<Name, Fleet>,
        /// The environments, such as dev, staging and prod.
        #[schemars(default)]
        pub environment: Labelled<Name, Environment>,
        /// The AWS accounts in which Terraform manages what exists once in an account, or which demand something of their own in IAM.
        #[schemars(default)]
        pub account: Labelled<AccountId, Account>,
        /// The cells. A cell's name is unique in the fleet.
        #[schemars(default)]
        pub cell: Labelled<Name, Cell>,
        /// The tenants of whom more is to be said than the cell that lists them.
        #[schemars(default)]
        pub tenant: Labelled<Name, Tenant>,
        /// What several cells depend on together, each with its reason.
        #[schemars(default)]
        pub shared_fate: Labelled<Name, SharedFate>,
    }
}

//! A cell: a class and the few things that are its own.

use serde::Serialize;

use super::{IamDemands, NetworkPlan, ZoneSlots};
use crate::source::{Span, Spanned};
use crate::values::{AccountId, CellId, CellState, Cidr, ClassId, GitRevision, OrganizationId, Region, RoleArn, Zone};

/// One autonomous cluster.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Its name; unique in the fleet.
    pub name: Spanned<CellId>,
    /// Its class.
    pub class: ClassId,
    /// Name of the cluster, and first part of every name in the cell.
    pub cluster: String,
    /// AWS account.
    pub account: Spanned<AccountId>,
    /// AWS region.
    pub region: Spanned<Region>,
    /// Role that Terraform assumes.
    pub deploy_role: Option<Spanned<RoleArn>>,
    /// The organisation whose principals may use its endpoints if it is isolated: its account's, or else its environment's.
    #[serde(skip)]
    pub organization_id: Option<Spanned<OrganizationId>>,
    /// What its account, or else its environment, demands of everything that it has in IAM.
    #[serde(skip)]
    pub iam: IamDemands,
    /// Network of the cell.
    pub cidr: Spanned<Cidr>,
    /// Where the lock file gives the cell its network; [`Span::NONE`] when the specification says it, or nothing does yet.
    #[serde(skip)]
    pub record: Span,
    /// Availability zones as declared.
    pub zones: Spanned<Vec<Spanned<Zone>>>,
    /// The block of the network that each zone has.
    #[serde(skip)]
    pub slots: ZoneSlots,
    /// Subnets; [`None`] when the network has no room for the zones, which is an error of `check`.
    pub network: Option<NetworkPlan>,
    /// Git revision of everything that its Argo CD applies, but for the pins themselves.
    pub revision: Spanned<GitRevision>,
    /// Where it is in its life.
    pub state: Spanned<CellState>,
    /// Where it was in the last build; [`None`] for a new cell.
    #[serde(skip)]
    pub last_state: Option<CellState>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    pub origin: String,
}

impl Cell {
    /// Where the cell is declared.
    pub const fn span(&self) -> Span {
        self.name.span
    }

    /// Whether what runs in it stays the same until somebody names another revision: a tag or a commit, as far as its form says.
    pub fn is_pinned(&self) -> bool {
        !self.revision.is_floating()
    }
}

//! What an organisation demands of everything that a cell has in IAM.

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{IamPath, OrganizationId, PermissionsBoundary};

/// Without them, a service control policy of many organisations refuses to create a role.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IamDemands {
    /// Path of every role, policy and instance profile that Terraform creates; [`None`] for `/`.
    pub path: Option<Spanned<IamPath>>,
    /// The policy that bounds every role.
    pub boundary: Option<Spanned<PermissionsBoundary>>,
}

/// Something that depends on the account of a cell, as the cells of one class have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand<T> {
    /// All of them have the same, or none of them has any: the module of the class says it.
    Same(Option<T>),
    /// They differ: the root of each cell says it.
    OfAccount,
}

/// What depends on the accounts of a class's cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Demands {
    /// Path of everything in IAM; [`None`] for `/`.
    pub path: Demand<IamPath>,
    /// The policy that bounds every role.
    pub boundary: Demand<PermissionsBoundary>,
    /// The organisation whose principals may use the endpoints of isolated cells.
    pub organization: Demand<OrganizationId>,
    /// Whether an account of its cells declares the service-linked role for spot instances.
    pub has_spot_role: bool,
}

impl<T: PartialEq> Demand<T> {
    /// What two groups of cells have in common.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        if self == *other { self } else { Self::OfAccount }
    }
}

impl Demands {
    /// What two groups of cells have in common.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            path: self.path.and(&other.path),
            boundary: self.boundary.and(&other.boundary),
            organization: self.organization.and(&other.organization),
            has_spot_role: self.has_spot_role || other.has_spot_role,
        }
    }
}

impl Default for Demands {
    fn default() -> Self {
        Self {
            path: Demand::Same(None),
            boundary: Demand::Same(None),
            organization: Demand::Same(None),
            has_spot_role: false,
        }
    }
}

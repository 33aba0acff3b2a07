//! What an organisation demands of everything that a cell has in IAM.

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{IamPath, PermissionsBoundary};

/// Without them, a service control policy of many organisations refuses to create a role.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IamDemands {
    /// Path of every role, policy and instance profile that Terraform creates; [`None`] for `/`.
    pub path: Option<Spanned<IamPath>>,
    /// The policy that bounds every role.
    pub boundary: Option<Spanned<PermissionsBoundary>>,
}

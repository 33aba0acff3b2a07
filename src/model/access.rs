//! Who may use the Kubernetes API, and which service accounts may use AWS.

use serde::Serialize;

use crate::source::{Span, Spanned};
use crate::values::{
    AccessPolicy, IamPrincipal, IdentityMechanism, KubernetesGroup, Name, NamespacePattern, PolicyArn,
};

/// A principal with its Kubernetes permission.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccessEntry {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// The environment that declares it: the cells' own, or one that shares them.
    pub environment: Name,
    /// IAM role or user.
    pub principal: Spanned<IamPrincipal>,
    /// EKS access policy.
    pub policy: Option<Spanned<AccessPolicy>>,
    /// Where the policy holds.
    pub scope: AccessScope,
    /// Kubernetes groups that the principal joins.
    pub groups: Vec<Spanned<KubernetesGroup>>,
}

impl AccessEntry {
    /// Where the entry is declared.
    pub const fn span(&self) -> Span {
        self.name.span
    }
}

/// Where an access policy holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessScope {
    /// Everywhere.
    Cluster,
    /// In these namespaces.
    Namespaces(Spanned<Vec<Spanned<NamespacePattern>>>),
}

/// An IAM role for one service account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkloadIdentity {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// Namespace of the service account.
    pub namespace: Name,
    /// Name of the service account.
    pub service_account: Spanned<Name>,
    /// How the role is assumed.
    pub mechanism: IdentityMechanism,
    /// Managed policies of the role.
    pub policies: Spanned<Vec<Spanned<PolicyArn>>>,
}

impl WorkloadIdentity {
    /// What follows the cluster's name in the name of its role.
    pub fn role_suffix(&self) -> String {
        format!("-workload-{}", self.name.value)
    }
}

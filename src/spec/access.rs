//! `access "name" { … }`: who may use the Kubernetes API.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{AccessPolicy, IamPrincipal, KubernetesGroup, NamespacePattern};

spec_block! {
    /// An IAM principal, a Kubernetes permission, and where it holds. A principal has one entry in a cell.
    pub struct Access {
        /// ARN of an IAM role or user.
        pub principal: Spanned<IamPrincipal>,
        /// EKS access policy. Default: none, the groups decide.
        pub policy: Option<Spanned<AccessPolicy>>,
        /// Namespaces in which the policy holds; `team-*` is allowed. Default: the whole cluster.
        pub namespaces: Option<Spanned<Vec<Spanned<NamespacePattern>>>>,
        /// Kubernetes groups that the principal joins, for role bindings inside the cell. Default: none.
        pub groups: Option<Spanned<Vec<Spanned<KubernetesGroup>>>>,
    }
}

impl Access {
    /// A principal with a policy in the whole cluster.
    pub fn cluster(principal: IamPrincipal, policy: AccessPolicy) -> Self {
        Self { principal: principal.into(), policy: Some(policy.into()), namespaces: None, groups: None }
    }

    /// A principal with a policy in some namespaces.
    pub fn namespaces(
        principal: IamPrincipal,
        policy: AccessPolicy,
        namespaces: impl IntoIterator<Item = NamespacePattern>,
    ) -> Self {
        let namespaces: Vec<_> = namespaces.into_iter().map(Spanned::from).collect();
        Self { namespaces: Some(namespaces.into()), ..Self::cluster(principal, policy) }
    }
}

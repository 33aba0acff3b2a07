//! `access "name" { … }`: who may use the Kubernetes API.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{AccessPolicy, IamPrincipal, KubernetesGroup, Name, NamespacePattern, Permission};

spec_block! {
    /// An IAM principal, a Kubernetes permission, and where it holds. A principal has one entry in a cell.
    pub struct Access {
        /// ARN of an IAM role or user.
        pub principal: Spanned<IamPrincipal>,
        /// EKS access policy. Default: none, the role or the groups decide.
        pub policy: Option<Spanned<AccessPolicy>>,
        /// Role inside the cell, in place of a policy: `viewer`, `developer`, `operator`, `release-manager`, `platform-admin`,
        /// `security-auditor`, `break-glass`, or a `role` block of the environment. All but `break-glass`, which is EKS's
        /// own policy for administrators, come with the manifests and need the fleet's `git` block. Default: none.
        pub role: Option<Spanned<Name>>,
        /// Namespaces in which the policy or role holds; `team-*` is allowed. Those of a role are declared ones; a
        /// `release-manager` starts the syncs of their Applications. Default: the whole cluster.
        pub namespaces: Option<Spanned<Vec<Spanned<NamespacePattern>>>>,
        /// What the role `developer` may do beyond looking. Default: `write` and `exec`, in production nothing.
        #[each("permission")]
        pub may: Option<Spanned<Vec<Spanned<Permission>>>>,
        /// Kubernetes groups that the principal joins, for role bindings inside the cell. Default: none.
        pub groups: Option<Spanned<Vec<Spanned<KubernetesGroup>>>>,
    }
}

impl Access {
    /// A principal with a policy in the whole cluster.
    pub fn cluster(principal: IamPrincipal, policy: AccessPolicy) -> Self {
        Self { policy: Some(policy.into()), ..Self::nothing(principal) }
    }

    /// A principal with a policy in some namespaces.
    pub fn namespaces(
        principal: IamPrincipal,
        policy: AccessPolicy,
        namespaces: impl IntoIterator<Item = NamespacePattern>,
    ) -> Self {
        Self { namespaces: Some(patterns(namespaces)), ..Self::cluster(principal, policy) }
    }

    /// A principal with a role in the whole cluster: a built-in one, by its spelling, or one of the environment.
    pub fn role(principal: IamPrincipal, role: Name) -> Self {
        Self { role: Some(role.into()), ..Self::nothing(principal) }
    }

    /// A principal with a role in some namespaces.
    pub fn role_in(
        principal: IamPrincipal,
        role: Name,
        namespaces: impl IntoIterator<Item = NamespacePattern>,
    ) -> Self {
        Self { namespaces: Some(patterns(namespaces)), ..Self::role(principal, role) }
    }

    /// The same entry with what a developer may do beyond looking.
    pub fn with_permissions(self, may: impl IntoIterator<Item = Permission>) -> Self {
        let may: Vec<_> = may.into_iter().map(Spanned::from).collect();
        Self { may: Some(may.into()), ..self }
    }

    fn nothing(principal: IamPrincipal) -> Self {
        Self { principal: principal.into(), policy: None, role: None, namespaces: None, may: None, groups: None }
    }
}

fn patterns(namespaces: impl IntoIterator<Item = NamespacePattern>) -> Spanned<Vec<Spanned<NamespacePattern>>> {
    namespaces.into_iter().map(Spanned::from).collect::<Vec<_>>().into()
}

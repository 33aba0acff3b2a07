//! Who may use the Kubernetes API, and which service accounts may use AWS.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Namespace;
use crate::source::{Span, Spanned};
use crate::values::{
    AccessPolicy, ApiGroup, BuiltInRole, EnvironmentId, IamPrincipal, IdentityMechanism, KubernetesGroup,
    KubernetesResource, KubernetesVerb, Name, NamespacePattern, Permission, PolicyArn, ResourceName,
    ServiceAccountName,
};

/// A principal with its Kubernetes permission.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccessEntry {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// The environment that declares it: the cells' own, or one that shares them.
    pub environment: EnvironmentId,
    /// IAM role or user.
    pub principal: Spanned<IamPrincipal>,
    /// EKS access policy as the specification names it; see [`AccessEntry::eks_policy`].
    pub policy: Option<Spanned<AccessPolicy>>,
    /// Role inside the cell.
    pub role: Option<Spanned<AccessRole>>,
    /// Where the policy or the role holds.
    pub scope: AccessScope,
    /// What a developer may do beyond looking, as declared or by profile; nothing for any other role.
    pub permissions: Spanned<Vec<Permission>>,
    /// Kubernetes groups that the principal joins, besides that of its role.
    pub groups: Vec<Spanned<KubernetesGroup>>,
}

impl AccessEntry {
    /// What the group of an entry with a role begins with; no other group does.
    pub const GROUP_PREFIX: &'static str = "cellc:";

    /// Where the entry is declared.
    pub const fn span(&self) -> Span {
        self.name.span
    }

    /// The policy that EKS applies: the declared one, or that of `break-glass`; none beside any other role.
    pub fn eks_policy(&self) -> Option<Spanned<AccessPolicy>> {
        match &self.role {
            Some(role) if role.value == AccessRole::BuiltIn(BuiltInRole::BreakGlass) => {
                Some(Spanned::new(AccessPolicy::ClusterAdmin, role.span))
            }
            Some(_) => None,
            None => self.policy,
        }
    }

    /// The role, if objects in the cell make it: any but `break-glass`.
    pub fn rbac_role(&self) -> Option<&Spanned<AccessRole>> {
        self.role.as_ref().filter(|role| role.value != AccessRole::BuiltIn(BuiltInRole::BreakGlass))
    }

    /// The Kubernetes group that carries the role; only this entry produces it.
    pub fn role_group(&self) -> Option<String> {
        self.rbac_role().map(|_| format!("{}{}", Self::GROUP_PREFIX, self.name.value))
    }

    /// Those of an environment's declared namespaces in which the role holds, each with the pattern that names it; [`None`]
    /// for the whole cluster.
    pub fn reached<'a>(&'a self, declared: &'a [Namespace]) -> Option<Vec<(&'a Namespace, &'a NamespacePattern)>> {
        let AccessScope::Namespaces(patterns) = &self.scope else { return None };
        let (wide, exact): (Vec<_>, Vec<_>) =
            patterns.iter().enumerate().partition(|(_, pattern)| pattern.is_wildcard());
        // The first of those that are written twice.
        let exact: BTreeMap<&str, usize> =
            exact.into_iter().rev().map(|(position, pattern)| (pattern.as_str(), position)).collect();
        let by = |namespace: &Namespace| {
            let wide = wide.iter().find(|(_, pattern)| self.means(pattern, namespace)).map(|(position, _)| *position);
            let exact = exact.get(namespace.name.as_str()).copied();
            patterns.get(wide.into_iter().chain(exact).min()?)
        };
        let reached = declared.iter().filter_map(|namespace| Some((namespace, &by(namespace)?.value)));
        Some(reached.collect())
    }

    /// Whether a pattern of the entry means a declared namespace. A role's `team-*` leaves out what another environment in
    /// the same cells calls so; a policy's does not, because EKS knows no environments.
    pub fn means(&self, pattern: &NamespacePattern, namespace: &Namespace) -> bool {
        let is_ours = namespace.environment == self.environment || !pattern.is_wildcard() || self.role.is_none();
        is_ours && pattern.matches(namespace.name.as_str())
    }
}

/// A role inside the cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessRole {
    /// One that every environment has.
    BuiltIn(BuiltInRole),
    /// One of the environment; without a [`CustomRole`] of that name it is an error of `check`.
    Custom(Name),
}

impl std::fmt::Display for AccessRole {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn(role) => formatter.pad(role.as_str()),
            Self::Custom(name) => formatter.pad(name.as_str()),
        }
    }
}

/// A role that an environment declares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomRole {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// What it allows, by name.
    pub rules: Vec<RoleRule>,
    /// Whether a rule could not be read: then nothing is known about what is missing.
    #[serde(skip)]
    pub is_partial: bool,
}

/// Verbs on kinds of objects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleRule {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// API groups of the kinds.
    pub api_groups: Spanned<Vec<Spanned<ApiGroup>>>,
    /// Kinds and subresources.
    pub resources: Spanned<Vec<Spanned<KubernetesResource>>>,
    /// Names of the objects; [`None`] for all.
    pub resource_names: Option<Spanned<Vec<Spanned<ResourceName>>>>,
    /// What may be done with them.
    pub verbs: Spanned<Vec<Spanned<KubernetesVerb>>>,
}

impl RoleRule {
    /// Where the rule covers one of these resources of an API group: the resource as the rule names it. As in Kubernetes,
    /// `*` is every resource and subresource, and `*/scale` that subresource of all.
    pub fn covering(&self, group: &str, resources: &[&str]) -> Option<&Spanned<KubernetesResource>> {
        let is_group = self.api_groups.iter().any(|own| own.as_str() == "*" || own.as_str() == group);
        let covers = |own: &&Spanned<KubernetesResource>| {
            resources
                .iter()
                .any(|resource| own.as_str() == "*" || own.as_str() == *resource || covers_all(own, resource))
        };
        is_group.then(|| self.resources.iter().find(covers)).flatten()
    }

    /// The same for whoever changes these resources: what a subresource of one of them holds, such as `status`, is part of it.
    pub fn changing(&self, group: &str, resources: &[&str]) -> Option<&Spanned<KubernetesResource>> {
        let is_group = self.api_groups.iter().any(|own| own.as_str() == "*" || own.as_str() == group);
        let is_part = |own: &&Spanned<KubernetesResource>| {
            let parts = own.as_str().split_once('/');
            // `pods/*` grants nothing.
            parts.is_some_and(|(kind, subresource)| subresource != "*" && resources.contains(&kind))
        };
        let part = || is_group.then(|| self.resources.iter().find(is_part)).flatten();
        self.covering(group, resources).or_else(part)
    }

    /// Where the rule runs commands in containers: the resource as the rule names it. `get` is enough for that before
    /// Kubernetes 1.35, which asks for `create` as well (Kubernetes, "RBAC Good Practices" and the release notes of 1.35).
    pub fn shell(&self) -> Option<&Spanned<KubernetesResource>> {
        self.granting(&[KubernetesVerb::Create, KubernetesVerb::Get])?;
        self.covering("", &["pods/attach", "pods/exec"])
    }

    /// Whether the rule grants all verbs on all resources of all API groups.
    pub fn grants_everything(&self) -> bool {
        self.verbs.iter().any(|verb| verb.value == KubernetesVerb::All)
            && self.resources.iter().any(|resource| resource.as_str() == "*")
            && self.api_groups.iter().any(|group| group.as_str() == "*")
    }

    /// The first of these verbs that the rule grants, or `*`.
    pub fn granting(&self, verbs: &[KubernetesVerb]) -> Option<&Spanned<KubernetesVerb>> {
        self.verbs.iter().find(|own| own.value == KubernetesVerb::All || verbs.contains(&own.value))
    }
}

/// Whether `*/scale` is meant and `deployments/scale` is asked.
fn covers_all(own: &KubernetesResource, resource: &str) -> bool {
    let subresource = own.as_str().strip_prefix("*/");
    subresource.is_some_and(|own| resource.split_once('/').is_some_and(|(_, subresource)| subresource == own))
}

/// Where an access policy or a role holds.
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
    pub namespace: Spanned<Name>,
    /// Name of the service account.
    pub service_account: Spanned<ServiceAccountName>,
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

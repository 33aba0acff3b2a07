//! What entries are bound to: roles are made of grants, each a `ClusterRole`, or a `Role` where it holds in one namespace.

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::rules;
use crate::lower::gitops::names::ARGO_CD;
use crate::model::{AccessEntry, AccessRole, CustomRole, Environment};
use crate::values::{BuiltInRole, Name, Permission};

/// A `ClusterRole` or a `Role`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Grant<'a> {
    /// What a built-in role always allows.
    Role(BuiltInRole),
    /// Looking at nodes: they are in no namespace, so that a role in namespaces does not reach them.
    Nodes,
    /// Using Argo CD without its API server: a `Role` in its namespace.
    ArgoCd,
    /// Starting syncs: a `Role` in the namespace of Argo CD.
    Release,
    /// Seeing how far Applications have come: a `Role` in the namespace of Argo CD.
    Applications,
    /// What some developers may do beyond looking.
    Permission(Permission),
    /// A role of the environment.
    Custom(&'a CustomRole),
}

/// What an entry is bound to; nothing without a role, or when EKS itself is what grants it.
pub(super) fn grants<'a>(environment: &'a Environment, entry: &AccessEntry) -> Vec<Grant<'a>> {
    let Some(role) = entry.rbac_role() else { return Vec::new() };
    match &role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => {
            let permissions = entry.permissions.iter().map(|permission| Grant::Permission(*permission));
            [Grant::Role(BuiltInRole::Developer), Grant::Applications].into_iter().chain(permissions).collect()
        }
        AccessRole::BuiltIn(BuiltInRole::Operator) => {
            vec![Grant::Role(BuiltInRole::Operator), Grant::Nodes, Grant::Applications]
        }
        AccessRole::BuiltIn(BuiltInRole::PlatformAdmin) => vec![Grant::Role(BuiltInRole::PlatformAdmin), Grant::ArgoCd],
        AccessRole::BuiltIn(BuiltInRole::ReleaseManager) => vec![Grant::Release],
        AccessRole::BuiltIn(role) => vec![Grant::Role(*role)],
        AccessRole::Custom(name) => environment.custom_role(name).map(Grant::Custom).into_iter().collect(),
    }
}

impl Grant<'_> {
    /// What the names of role and bindings end with. Names of the specification have no colon, so that none is another's.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Role(role) => role.to_string(),
            Self::Nodes => "nodes".to_owned(),
            Self::ArgoCd => "argocd".to_owned(),
            Self::Release => BuiltInRole::ReleaseManager.to_string(),
            Self::Applications => "applications".to_owned(),
            Self::Permission(permission) => permission.to_string(),
            Self::Custom(role) => format!("custom:{}", role.name.value),
        }
    }

    /// The name of the role.
    pub(super) fn role_name(&self) -> String {
        format!("{}{}", AccessEntry::GROUP_PREFIX, self.name())
    }

    /// Whether it is bound in the whole cluster, whatever namespaces the entry names.
    pub(super) const fn is_cluster_wide(&self) -> bool {
        matches!(self, Self::Nodes)
    }

    /// The one namespace that it is made for, whatever namespaces the entry names.
    pub(super) const fn namespace(&self) -> Option<&'static str> {
        match self {
            Self::ArgoCd | Self::Release | Self::Applications => Some(ARGO_CD),
            _ => None,
        }
    }

    /// What it allows in the cells of a class.
    pub(super) fn rules(&self, environment: &Environment) -> Vec<PolicyRule> {
        match self {
            Self::Role(role) => rules::of_role(*role, environment),
            Self::Nodes => rules::nodes(),
            Self::ArgoCd => rules::argo_cd(),
            Self::Release => rules::release(),
            Self::Applications => rules::applications(),
            Self::Permission(permission) => rules::of_permission(*permission),
            Self::Custom(role) => rules::of_custom(role),
        }
    }

    /// What a reviewer would ask, as comment lines.
    pub(super) const fn reasons(&self) -> &'static [&'static str] {
        match self {
            Self::Role(role) => reasons_of(*role),
            Self::Nodes => &["Nodes are in no namespace: this is bound in the whole cluster."],
            Self::ArgoCd => &[
                "Bound in addition to `cellc:platform-admin`. `argocd app sync --core` runs the API server of Argo CD on the",
                "user's own machine with the user's rights: it keeps the Secrets of this namespace in memory, and forwards",
                "ports to redis and the repo-server. Among these Secrets are the credentials of Argo CD's repositories.",
            ],
            Self::Release => &[
                "To start a sync is to patch `operation` of an Application, and RBAC knows no fields: whoever may patch all of one",
                "deploys anything with the rights of Argo CD. Each holder therefore has a ValidatingAdmissionPolicy, beside the",
                "binding in the file of the access entry, that admits nothing but the start of a sync.",
            ],
            Self::Applications => &[
                "Bound in addition to `cellc:developer` and `cellc:operator`, in one namespace: who deploys has to see whether it was",
                "synced. RBAC cannot tell by its project whose an Application is, so all of the cell are seen, and no Secrets.",
            ],
            Self::Permission(Permission::Write) => &[
                "Bound in addition to `cellc:developer`. Whoever makes pods can read the Secrets of their namespace through",
                "them, and use the AWS role of each of its service accounts.",
            ],
            Self::Permission(Permission::Exec) => &["Bound in addition to `cellc:developer`."],
            Self::Custom(_) => &["A role of the spec."],
        }
    }

    /// The order in which roles stand in a file.
    fn place(&self) -> (u8, Option<BuiltInRole>, Option<Permission>, Option<&Name>) {
        match self {
            Self::Role(role) => (0, Some(*role), None, None),
            Self::Nodes => (1, None, None, None),
            Self::ArgoCd => (2, None, None, None),
            Self::Release => (3, None, None, None),
            Self::Applications => (4, None, None, None),
            Self::Permission(permission) => (5, None, Some(*permission), None),
            Self::Custom(role) => (6, None, None, Some(&role.name.value)),
        }
    }
}

const fn reasons_of(role: BuiltInRole) -> &'static [&'static str] {
    match role {
        BuiltInRole::Viewer | BuiltInRole::ReleaseManager | BuiltInRole::BreakGlass => &[],
        BuiltInRole::Developer => &[
            "Forwarding a port opens a connection and changes nothing. Changing and executing are roles of their own, which",
            "nobody has in production by default.",
        ],
        BuiltInRole::Operator => &[
            "A restart is a patch of the pod template, which RBAC cannot tell from any other: with an image and a service",
            "account of one's choice, a patched workload reads the Secrets of its namespace and uses the AWS role of each",
            "of its service accounts. Argo CD shows what then differs from Git. No new Jobs: nothing would show those.",
        ],
        BuiltInRole::PlatformAdmin => &[
            "Resources are named, since `*` would be all Secrets too. Binds only roles whose rights it has itself: no `bind`,",
            "`escalate` or `impersonate`. Whoever makes pods and Applications can still get further: this is for those who",
            "run the platform.",
        ],
        BuiltInRole::SecurityAuditor => {
            &["Resources are named, since `*` would be Secrets, logs, and with `get` on `pods/exec` a shell as well."]
        }
    }
}

impl PartialEq for Grant<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Grant<'_> {}

impl PartialOrd for Grant<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Grant<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

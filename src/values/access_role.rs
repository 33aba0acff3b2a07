//! What people may do in a cell: roles, and the words of their rules.

use super::variant::spec_enum;
use super::{Profile, ValueError};

spec_enum! {
    /// A role that every environment has.
    pub enum BuiltInRole: "role" {
        /// Looks at workloads and what belongs to them; no Secrets, no logs.
        Viewer = "viewer",
        /// Looks, reads logs, forwards ports; outside production also changes workloads and executes commands in pods.
        Developer = "developer",
        /// Looks, reads logs, restarts, scales, evicts; sees the nodes.
        Operator = "operator",
        /// Starts syncs of Argo CD, and can change nothing else about an Application.
        ReleaseManager = "release-manager",
        /// Runs the platform: nodes, Argo CD, namespaces, policies; reads everything, of Secrets only those of Argo CD.
        PlatformAdmin = "platform-admin",
        /// Reads everything but Secrets and logs.
        SecurityAuditor = "security-auditor",
        /// Everything, by EKS itself: it works when Argo CD or RBAC does not.
        BreakGlass = "break-glass",
    }
}

impl BuiltInRole {
    /// Whether it has no meaning in single namespaces.
    pub const fn is_cluster_wide(self) -> bool {
        matches!(self, Self::PlatformAdmin | Self::SecurityAuditor | Self::BreakGlass)
    }
}

spec_enum! {
    /// What a developer may do beyond looking.
    pub enum Permission: "permission" {
        /// Change workloads, services, config maps, ingresses, autoscalers and disruption budgets.
        Write = "write",
        /// Execute commands in containers.
        Exec = "exec",
    }
}

impl Permission {
    /// Whether developers have it without being named: everywhere but in production.
    pub const fn is_usual_in(self, profile: Profile) -> bool {
        !matches!(profile, Profile::Production)
    }
}

/// What people take for a verb because `kubectl` has such a command.
fn subresource(input: &str) -> Option<ValueError> {
    let rule = match input {
        "attach" => "write the verb `create` and the resource `pods/attach`",
        "exec" => "write the verb `create` and the resource `pods/exec`",
        "logs" | "log" => "write the verb `get` and the resource `pods/log`",
        "port-forward" | "portforward" => "write the verb `create` and the resource `pods/portforward`",
        "scale" => "write the verbs `get` and `patch` and the resource `deployments/scale`",
        "edit" | "write" => "write the verbs `create`, `patch`, `update` and `delete`",
        "read" => "write the verbs `get`, `list` and `watch`",
        _ => return None,
    };
    Some(ValueError::of(input, "is not a verb: verbs are those of requests to the API").help(rule))
}

spec_enum! {
    /// A verb of a rule, as Kubernetes authorises requests (Kubernetes, "Authorization", section "Request verbs").
    pub enum KubernetesVerb: "verb" unless subresource {
        /// All verbs.
        All = "*",
        /// Approve certificate signing requests.
        Approve = "approve",
        /// Bind roles with rights that oneself does not have.
        Bind = "bind",
        /// Make objects; on `pods/exec` and the like, use them.
        Create = "create",
        /// Delete single objects.
        Delete = "delete",
        /// Delete all objects of a kind in a namespace.
        DeleteCollection = "deletecollection",
        /// Write roles with rights that oneself does not have.
        Escalate = "escalate",
        /// Read single objects.
        Get = "get",
        /// Act as somebody else.
        Impersonate = "impersonate",
        /// Read all objects of a kind, contents included.
        List = "list",
        /// Change parts of objects.
        Patch = "patch",
        /// Sign certificates.
        Sign = "sign",
        /// Replace objects.
        Update = "update",
        /// Read all objects of a kind, and every change.
        Watch = "watch",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, survives_any_text};

    #[test]
    fn words_are_those_of_the_documentation() {
        let roles: Vec<_> = BuiltInRole::variants().iter().map(|word| (*word, Ok(*word))).collect();
        check::<BuiltInRole>(&roles);
        let verbs: Vec<_> = KubernetesVerb::variants().iter().map(|word| (*word, Ok(*word))).collect();
        check::<KubernetesVerb>(&verbs);
        survives_any_text::<KubernetesVerb>("[a-z*]{0,12}");
        check::<Permission>(&[
            ("write", Ok("write")),
            ("exec", Ok("exec")),
            ("exce", Err("`exce` is not a permission: expected `write` or `exec` | did you mean `exec`?")),
        ]);
    }

    #[test]
    fn only_production_keeps_developers_to_looking() {
        for permission in Permission::ALL {
            let usual = Profile::ALL.iter().filter(|profile| permission.is_usual_in(**profile));
            assert_eq!(usual.copied().collect::<Vec<_>>(), [Profile::Development, Profile::Staging]);
        }
    }
}

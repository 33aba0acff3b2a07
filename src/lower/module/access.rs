//! `access.tf`: who may use the Kubernetes API.
//!
//! EKS knows an entry by its principal, so the addresses are made of principals: a label that changes in the spec changes
//! nothing here, and two entries that exchange their principals are updated where they are.

use super::{Content, ModuleContext};
use crate::model::{AccessEntry, AccessScope};
use crate::terraform::{BodyBuilder, Expression, block, list, object, path, resource, text};

/// Name of the file.
pub(super) const FILE: &str = "access.tf";
/// Name of the resources that are keyed by principal.
pub(super) const BY_PRINCIPAL: &str = "principal";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut entries: Vec<&AccessEntry> = context.environment.access.iter().collect();
    entries.sort_by_key(|access| access.principal.to_string());
    let with_policy: Vec<(&AccessEntry, &str)> =
        entries.iter().filter_map(|access| Some((*access, access.eks_policy()?.value.policy_name()))).collect();
    let entries = (!entries.is_empty()).then(|| self::entries(&entries));
    let associations = (!with_policy.is_empty()).then(|| associations(context, &with_policy));
    let purpose = "Who may use the Kubernetes API: nobody but these.";
    (FILE, purpose, file!(), entries.into_iter().chain(associations).collect())
}

fn entries(entries: &[&AccessEntry]) -> BodyBuilder {
    let groups = entries.iter().map(|access| (access.principal.to_string(), groups(access)));
    resource("aws_eks_access_entry", BY_PRINCIPAL)
        .because("The groups of each principal.")
        .set("for_each", object(groups))
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("principal_arn", path("each.key"))
        .set("kubernetes_groups", path("each.value"))
}

fn groups(access: &AccessEntry) -> Expression {
    let mut groups: Vec<String> = access.groups.iter().map(|group| group.to_string()).collect();
    groups.extend(access.role_group());
    groups.sort();
    list(groups)
}

fn associations(context: &ModuleContext<'_>, entries: &[(&AccessEntry, &str)]) -> BodyBuilder {
    let partition = context.environment.partition();
    let policies = entries.iter().map(|(access, policy)| (access.principal.to_string(), scoped(policy, &access.scope)));
    let entry = path("aws_eks_access_entry").attribute(BY_PRINCIPAL).index(path("each.key"));
    let arn = format!("arn:{partition}:eks::aws:cluster-access-policy/{{}}");
    let scope =
        block("access_scope").set("type", path("each.value.scope")).set("namespaces", path("each.value.namespaces"));
    resource("aws_eks_access_policy_association", BY_PRINCIPAL)
        .set("for_each", object(policies))
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("principal_arn", entry.attribute("principal_arn"))
        .set("policy_arn", text(&arn, [path("each.value.policy")]))
        .nest(scope)
}

/// A policy, and where it holds.
fn scoped(policy: &str, scope: &AccessScope) -> Expression {
    let (kind, namespaces) = match scope {
        AccessScope::Cluster => ("cluster", Expression::Null),
        AccessScope::Namespaces(namespaces) => {
            let mut names: Vec<String> = namespaces.iter().map(|namespace| namespace.to_string()).collect();
            names.sort();
            ("namespace", list(names))
        }
    };
    object([("policy", policy.into()), ("scope", kind.into()), ("namespaces", namespaces)])
}

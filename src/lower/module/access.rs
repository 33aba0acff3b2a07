//! `access.tf`: who may use the Kubernetes API.

use super::{Content, ModuleContext};
use crate::model::{AccessEntry, AccessScope};
use crate::terraform::{BodyBuilder, Expression, block, path, resource};

/// Name of the file.
pub(super) const FILE: &str = "access.tf";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let entries = context.environment.access.iter();
    let blocks = entries.flat_map(|access| {
        let association = access.eks_policy().map(|policy| association(context, access, policy.policy_name()));
        std::iter::once(entry(access)).chain(association)
    });
    let purpose = "Who may use the Kubernetes API: nobody but these.";
    (FILE, purpose, file!(), blocks.collect())
}

/// Names may begin with a digit or hold dashes; Terraform's are better with underscores.
fn label(access: &AccessEntry) -> String {
    super::identifier(&access.name.value)
}

fn entry(access: &AccessEntry) -> BodyBuilder {
    let mut groups: Vec<String> = access.groups.iter().map(|group| group.to_string()).collect();
    groups.extend(access.role_group());
    groups.sort();
    resource("aws_eks_access_entry", &label(access))
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("principal_arn", access.principal.to_string())
        .set_if_some("kubernetes_groups", Some(groups).filter(|groups| !groups.is_empty()))
}

fn association(context: &ModuleContext<'_>, access: &AccessEntry, policy: &str) -> BodyBuilder {
    let partition = context.environment.partition();
    let principal = path("aws_eks_access_entry").attribute(&label(access)).attribute("principal_arn");
    resource("aws_eks_access_policy_association", &label(access))
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("principal_arn", principal)
        .set("policy_arn", format!("arn:{partition}:eks::aws:cluster-access-policy/{policy}"))
        .nest(scope(&access.scope))
}

fn scope(scope: &AccessScope) -> BodyBuilder {
    let block = block("access_scope");
    match scope {
        AccessScope::Cluster => block.set("type", "cluster"),
        AccessScope::Namespaces(namespaces) => {
            let mut names: Vec<String> = namespaces.iter().map(|namespace| namespace.to_string()).collect();
            names.sort();
            block.set("type", "namespace").set("namespaces", Expression::from(names))
        }
    }
}

//! Somebody can administer every cluster.

use super::codes::CLUSTER_ADMIN;
use crate::diagnostic::Diagnostic;
use crate::model::Model;

/// Classes of one environment share its access entries: one finding an environment.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none() && !class.access_is_partial) {
        if class.access.iter().any(crate::model::AccessEntry::is_cluster_admin) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(
                CLUSTER_ADMIN,
                class.span(),
                format!("nobody can administer the cells of {}", class.title()),
            )
            .label("no `access` block with the policy `cluster-admin` for the whole cluster")
            .note("whoever creates a cluster is no administrator of it: that would depend on who runs Terraform")
            .help("add an `access` block with a `principal` and `policy = \"cluster-admin\"`, without `namespaces`"),
        );
    }
}

use crate::check::Context;
use crate::check::facts::roles::unknown;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, Environment, Part};
use crate::values::AccessPolicy;

/// Nobody can administer the cluster.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0601"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("cluster_admin.md"),
    yields_to: &[],
    check,
};

/// Classes of one environment share its access entries: one finding an environment.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Access)) {
        if is_there(environment) {
            continue;
        }
        diagnostics.push(
            RULE.finding(environment.span(), format!("the cells of {} have no administrator", environment.title()))
                .label("no `access` block with the policy `cluster-admin` for the whole cluster")
                .note("the creator of a cluster does not become its administrator, because that would depend on who runs Terraform")
                .help(
                    "add an `access` block with a `principal` and `policy = \"cluster-admin\"`, without `namespaces`",
                ),
        );
    }
}

/// Whether an entry is meant as an administrator; one that is confined to namespaces is reported as such.
fn is_there(environment: &Environment) -> bool {
    let is_meant = |entry: &AccessEntry| {
        let policy = entry.eks_policy().or(entry.policy);
        let is_admin = policy.is_some_and(|policy| policy.value == AccessPolicy::ClusterAdmin);
        // An unknown role may be meant as `break-glass`.
        is_admin || unknown(environment, entry).is_some()
    };
    environment.access.iter().any(is_meant)
}

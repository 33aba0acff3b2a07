//! What holders of the role `release-manager` may do with an Application: start a sync of it, and nothing else.
//!
//! RBAC knows no fields, so the role has `patch` on Applications, and this policy takes back all of it but the field
//! `operation`. Even that field can hold what has nothing to do with the Application: manifests from somebody's machine, another
//! source, another revision, options that skip validation (Argo CD v3.5, `pkg/apis/application/v1alpha1/types.go`,
//! `SyncOperation`). So the keys of the operation are listed, and one that a later Argo CD brings is refused until it stands here.
//!
//! `argocd app sync --core` writes the source and the resolved revision into the operation and clears the last result
//! (`server/application/application.go`, `util/argo/argo.go`), and needs to read the Secrets of Argo CD; it is refused. `kubectl
//! patch` does what is allowed, as Argo CD's own guide describes ("Sync Applications with Kubectl").
//!
//! The policy stands beside the binding, in the file of the access entry and not in `base/`: within one Application Argo CD
//! applies it in an earlier wave, and prunes it in a later one, than the binding that it narrows.

use super::policy::Policy;
use crate::kubernetes::Object;
use crate::lower::gitops::names::ARGO_CD;
use crate::lower::gitops::projects;
use crate::model::{AccessEntry, AccessRole, Environment};
use crate::values::BuiltInRole;

/// What the API server itself changes when somebody patches an object.
const BOOKKEEPING: &str = "['generation', 'managedFields', 'resourceVersion']";
/// The wave before that of the binding, which has none.
const BEFORE_THE_BINDING: &str = "-1";

/// The policy of an entry with this role, and its binding; nothing for another role.
pub(in crate::lower::gitops) fn objects(environment: &Environment, entry: &AccessEntry) -> Vec<Object> {
    let is_it = |role: &AccessRole| *role == AccessRole::BuiltIn(BuiltInRole::ReleaseManager);
    if !entry.rbac_role().is_some_and(|role| is_it(&role.value)) {
        return Vec::new();
    }
    let group = entry.role_group().unwrap_or_default();
    policy(environment, entry, &group).objects().into()
}

fn policy(environment: &Environment, entry: &AccessEntry, group: &str) -> Policy {
    let policy = Policy::new(&format!("release-manager-{}", entry.name.value))
        .because("Argo CD applies what an Application says with all of its rights, so whoever changes one has them. The binding")
        .because(format!("above admits every change; this leaves to `{group}` the start of a sync. Nobody else is judged."))
        .because("It is applied before the binding, and goes after it.")
        .only_in([ARGO_CD])
        .in_wave(BEFORE_THE_BINDING)
        .judges(("argoproj.io", "*"), &["applications"], &["UPDATE"])
        .when("holder", format!("has(request.userInfo.groups) && '{group}' in request.userInfo.groups"))
        .variable("operation", "has(object.operation) ? object.operation : {}")
        .variable("sync", "has(variables.operation.sync) ? variables.operation.sync : {}")
        .variable("policy", "has(object.spec.syncPolicy) ? object.spec.syncPolicy : {}");
    in_projects(environment, entry, operation(unchanged(policy)))
}

/// Everything but the operation stays as it is.
fn unchanged(policy: Policy) -> Policy {
    let other = |of: &str, than: &str| {
        format!(
            "{of}.metadata.all(key, key in {BOOKKEEPING} || key in {than}.metadata && {of}.metadata[key] == {than}.metadata[key])"
        )
    };
    policy
        .requires(
            "has(variables.operation.sync) && !has(oldObject.operation)",
            "the patch must start a sync, and no other operation may be running",
        )
        .requires("object.spec == oldObject.spec", "a release manager changes no spec: that comes through Git")
        .requires(
            "has(object.status) ? has(oldObject.status) && object.status == oldObject.status : !has(oldObject.status)",
            "a release manager changes no status: use `kubectl patch`, since `argocd app sync` clears it",
        )
        .requires(
            format!("{} && {}", other("object", "oldObject"), other("oldObject", "object")),
            "a release manager changes no labels, annotations, finalizers or owners",
        )
}

/// The sync is that of the Application as it stands.
fn operation(policy: Policy) -> Policy {
    policy
        .requires(
            "variables.operation.all(key, key in ['info', 'initiatedBy', 'retry', 'sync'])",
            "`operation` may have `info`, `initiatedBy`, `retry` and `sync`",
        )
        .requires(
            "variables.sync.all(key, key in ['dryRun', 'prune', 'syncOptions'])",
            "a sync applies what the Application says, as a whole: `operation.sync` may have `dryRun`, `prune` and `syncOptions`",
        )
        .requires(
            "(has(variables.sync.syncOptions) ? variables.sync.syncOptions : []) == \
             (has(variables.policy.syncOptions) ? variables.policy.syncOptions : [])",
            "`operation.sync.syncOptions` are those of `spec.syncPolicy.syncOptions`",
        )
        .requires(
            "!has(variables.operation.retry) || \
             has(variables.policy.retry) && variables.operation.retry == variables.policy.retry",
            "`operation.retry` is that of `spec.syncPolicy.retry`, or left out",
        )
        .requires(
            "!has(variables.operation.initiatedBy) || variables.operation.initiatedBy.all(key, key == 'username' && \
             variables.operation.initiatedBy[key] == request.userInfo.username)",
            "`operation.initiatedBy.username` is your own (`kubectl auth whoami`), or left out",
        )
}

/// An entry with `namespaces` holds for the Applications of their projects.
fn in_projects(environment: &Environment, entry: &AccessEntry, policy: Policy) -> Policy {
    let Some(reached) = entry.reached(&environment.namespaces) else { return policy };
    let projects: Vec<String> =
        reached.iter().map(|(namespace, _)| format!("'{}'", projects::of_namespace(namespace))).collect();
    policy.requires(
        format!("object.spec.project in [{}]", projects.join(", ")),
        "this release manager starts syncs for some namespaces only, by the project of the Application",
    )
}

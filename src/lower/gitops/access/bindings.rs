//! `access/<entry>.yaml`: what the group of an access entry is bound to.

use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding, RoleRef, Subject};

use super::grant::{Grant, grants};
use super::{global, in_one};
use crate::kubernetes::{ManifestFile, Object};
use crate::lower::gitops::ClassContext;
use crate::lower::gitops::admission::release_manager;
use crate::model::{AccessEntry, AccessRole, Environment, Namespace};
use crate::values::{BuiltInRole, NamespacePattern, Permission, Profile};

const RBAC: &str = "rbac.authorization.k8s.io";

/// The file of an entry; none without a role that objects in the cell make.
pub(super) fn file(context: &ClassContext<'_>, entry: &AccessEntry) -> Option<ManifestFile> {
    let role = entry.rbac_role()?;
    let group = entry.role_group()?;
    let reached = entry.reached(&context.environment.namespaces);
    let mut objects = Vec::new();
    for grant in grants(context.environment, entry) {
        match (grant.namespace(), &reached) {
            (Some(namespace), _) => objects.push(Object::new(&in_namespace(&group, &grant, namespace))),
            (None, Some(namespaces)) if !grant.is_cluster_wide() => {
                objects.extend(namespaces.iter().map(|reached| in_declared(&group, &grant, *reached)));
            }
            _ => objects.push(Object::new(&in_cluster(&group, &grant))),
        }
    }
    if let Some(first) = objects.first_mut() {
        first.comment.splice(0..0, reasons(context.environment, entry, &group));
    }
    objects.extend(release_manager::objects(context.environment, entry));
    let purpose = format!("Access {}: who has the role {}, and where.", entry.name.value, role.value);
    let path = format!("access/{}.yaml", entry.name.value);
    (!objects.is_empty()).then(|| context.file_of(&entry.environment, &path, &purpose, objects))
}

/// Where the group comes from, and what the profile or the specification made of a developer.
fn reasons(environment: &Environment, entry: &AccessEntry, group: &str) -> Vec<String> {
    let mut lines = vec![
        format!("The access entry `{}` of the cell's Terraform module yields the group `{group}`:", entry.name.value),
        format!("{} is in it, nobody else.", entry.principal.value),
    ];
    let is_developer = entry.rbac_role().is_some_and(|role| role.value == AccessRole::BuiltIn(BuiltInRole::Developer));
    if is_developer && environment.profile == Profile::Production {
        lines.push(in_production(&entry.permissions));
    }
    lines
}

fn in_production(permissions: &[Permission]) -> String {
    match permissions {
        [] => "In production a developer looks, and forwards ports; nothing is changed or executed.".to_owned(),
        [only] => format!("`{only}` in production: `may` of the spec says so."),
        _ => "`write` and `exec` in production: `may` of the spec says so.".to_owned(),
    }
}

fn in_declared(group: &str, grant: &Grant<'_>, (namespace, pattern): (&Namespace, &NamespacePattern)) -> Object {
    let object = Object::new(&in_namespace(group, grant, namespace.name.as_str()));
    if pattern.is_wildcard() {
        object.because(format!("By the pattern `{pattern}` of the spec; RBAC knows none."))
    } else {
        object
    }
}

fn in_namespace(group: &str, grant: &Grant<'_>, namespace: &str) -> RoleBinding {
    RoleBinding {
        metadata: in_one(namespace, global(&name(group, grant))),
        role_ref: role(grant),
        subjects: Some(vec![subject(group)]),
    }
}

fn in_cluster(group: &str, grant: &Grant<'_>) -> ClusterRoleBinding {
    ClusterRoleBinding {
        metadata: global(&name(group, grant)),
        role_ref: role(grant),
        subjects: Some(vec![subject(group)]),
    }
}

/// A binding cannot be bound to another role later, so its name holds the role: then another role is another binding.
fn name(group: &str, grant: &Grant<'_>) -> String {
    format!("{group}:{}", grant.name())
}

fn role(grant: &Grant<'_>) -> RoleRef {
    let kind = if grant.namespace().is_some() { "Role" } else { "ClusterRole" };
    RoleRef { api_group: RBAC.to_owned(), kind: kind.to_owned(), name: grant.role_name() }
}

fn subject(group: &str) -> Subject {
    Subject { api_group: Some(RBAC.to_owned()), kind: "Group".to_owned(), name: group.to_owned(), ..Subject::default() }
}

//! Access entries and workload identities.

use crate::decode::LabelledEntry;
use crate::model::{AccessEntry, AccessRole, AccessScope, CustomRole, RoleRule, WorkloadIdentity};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{BuiltInRole, EnvironmentId, IdentityMechanism, Name, Permission, Profile};

/// The access entries of an environment, by name.
pub(super) fn entries(environment: &EnvironmentId, block: &spec::Environment, profile: Profile) -> Vec<AccessEntry> {
    let mut entries: Vec<_> =
        block.access.iter().map(|(name, entry)| access(environment, name, entry, profile)).collect();
    entries.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    entries
}

fn access(
    environment: &EnvironmentId,
    name: &Name,
    entry: &LabelledEntry<spec::Access>,
    profile: Profile,
) -> AccessEntry {
    let access = &entry.block;
    let scope = match &access.namespaces {
        None => AccessScope::Cluster,
        Some(list) => AccessScope::Namespaces(list.clone()),
    };
    AccessEntry {
        name: Spanned::new(name.clone(), entry.span()),
        environment: environment.clone(),
        principal: access.principal.clone(),
        policy: access.policy,
        role: access.role.clone().map(|role| role.map(role_of)),
        scope,
        permissions: permissions(access, profile, entry.span()),
        groups: access.groups.as_ref().map(|groups| groups.value.clone()).unwrap_or_default(),
    }
}

fn role_of(name: Name) -> AccessRole {
    name.as_str().parse().map_or(AccessRole::Custom(name), AccessRole::BuiltIn)
}

/// What developers may do: as declared, otherwise what the profile gives them.
fn permissions(access: &spec::Access, profile: Profile, span: Span) -> Spanned<Vec<Permission>> {
    let is_developer = access.role.as_ref().is_some_and(|role| role.as_str() == BuiltInRole::Developer.as_str());
    let has = |permission: &Permission| match &access.may {
        Some(may) => may.iter().any(|declared| declared.value == *permission),
        None => permission.is_usual_in(profile),
    };
    let permissions = Permission::ALL.iter().copied().filter(|permission| is_developer && has(permission)).collect();
    match &access.may {
        Some(may) => Spanned::new(permissions, may.span),
        None => Spanned::default_of(permissions, span),
    }
}

/// The roles that an environment declares, by name, each with its rules by name.
pub(super) fn roles(block: &spec::Environment) -> Vec<CustomRole> {
    let role = |(name, entry): (&Name, &LabelledEntry<spec::Role>)| {
        let mut rules: Vec<_> = entry.block.rule.iter().map(rule).collect();
        rules.sort_by(|a, b| a.name.value.cmp(&b.name.value));
        CustomRole { name: Spanned::new(name.clone(), entry.span()), rules, is_partial: entry.block.rule.has_poison() }
    };
    let mut roles: Vec<_> = block.role.iter().map(role).collect();
    roles.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    roles
}

fn rule((name, entry): (&Name, &LabelledEntry<spec::RoleRule>)) -> RoleRule {
    let block = &entry.block;
    RoleRule {
        name: Spanned::new(name.clone(), entry.span()),
        api_groups: block.api_groups.clone(),
        resources: block.resources.clone(),
        resource_names: block.resource_names.clone(),
        verbs: block.verbs.clone(),
    }
}

/// The workload identities of an environment, by name.
pub(super) fn workload_identities(block: &spec::Environment) -> Vec<WorkloadIdentity> {
    let identity = |(name, entry): (&Name, &LabelledEntry<spec::WorkloadIdentity>)| {
        let block = &entry.block;
        WorkloadIdentity {
            name: Spanned::new(name.clone(), entry.span()),
            namespace: block.namespace.clone(),
            service_account: block.service_account.clone(),
            mechanism: block.mechanism.as_ref().map_or(IdentityMechanism::PodIdentity, |mechanism| mechanism.value),
            policies: block.policies.clone(),
        }
    };
    let mut identities: Vec<_> = block.workload_identity.iter().map(identity).collect();
    identities.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    identities
}

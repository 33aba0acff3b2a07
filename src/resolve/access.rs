//! Access entries and workload identities.

use crate::model::{AccessEntry, AccessScope, WorkloadIdentity};
use crate::source::Spanned;
use crate::spec;
use crate::values::{IdentityMechanism, Name};

/// The access entries of an environment, by name.
pub(super) fn entries(environment: &Name, block: &spec::Environment) -> Vec<AccessEntry> {
    let mut entries: Vec<_> =
        block.access.iter().map(|(name, entry)| access(environment, name, entry.span(), &entry.block)).collect();
    entries.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    entries
}

fn access(environment: &Name, name: &Name, span: crate::source::Span, access: &spec::Access) -> AccessEntry {
    let scope = match &access.namespaces {
        None => AccessScope::Cluster,
        Some(list) => AccessScope::Namespaces(list.clone()),
    };
    AccessEntry {
        name: Spanned::new(name.clone(), span),
        environment: environment.clone(),
        principal: access.principal.clone(),
        policy: access.policy,
        scope,
        groups: access.groups.as_ref().map(|groups| groups.value.clone()).unwrap_or_default(),
    }
}

/// The workload identities of an environment, by name.
pub(super) fn workload_identities(block: &spec::Environment) -> Vec<WorkloadIdentity> {
    let identity = |(name, entry): (&Name, &crate::decode::LabelledEntry<spec::WorkloadIdentity>)| {
        let block = &entry.block;
        WorkloadIdentity {
            name: Spanned::new(name.clone(), entry.span()),
            namespace: block.namespace.value.clone(),
            service_account: block.service_account.clone(),
            mechanism: block.mechanism.as_ref().map_or(IdentityMechanism::PodIdentity, |mechanism| mechanism.value),
            policies: block.policies.clone(),
        }
    };
    let mut identities: Vec<_> = block.workload_identity.iter().map(identity).collect();
    identities.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    identities
}

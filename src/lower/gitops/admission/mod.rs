//! `base/admission.yaml`: what the API server itself refuses, as ValidatingAdmissionPolicies.
//!
//! Quotas count and network policies filter packets; neither sees a field such as `nodeName` or `externalIPs`. A policy here
//! judges one object with plain CEL, inside the API server, so that nothing has to run for it. Each file of this folder is
//! about one subject, and each policy has a binding of the same name that says which namespaces it holds in. A namespace is
//! found by a label that only cellc sets: whoever works in a namespace cannot change its labels. The namespaces of the
//! cluster and of the platform have no such label, so that no policy stands between a cell and its own start.

mod policy;
pub(super) mod release_manager;

use policy::Policy;

use super::ClassContext;
use crate::kubernetes::ManifestFile;

/// One file for all policies; none where there is nothing to refuse.
pub(super) fn file(context: &ClassContext<'_>) -> Option<ManifestFile> {
    let policies = policies(context);
    let documents: Vec<_> = policies.iter().flat_map(Policy::documents).collect();
    let purpose =
        "What the API server refuses in namespaces of teams. `docs/operations.md` of cellc says how to open it.";
    (!documents.is_empty()).then(|| context.file_of_all("base/admission.yaml", purpose, documents))
}

/// Every policy of a class, in the order in which a reader meets them.
fn policies(_context: &ClassContext<'_>) -> Vec<Policy> {
    Vec::new()
}

//! A container that says nothing fits onto the disk of a node.
//!
//! ## Why
//! `container.ephemeral_storage.requests` is what the scheduler sets aside on the disk of a node for each container that says
//! nothing. Where no tier that a namespace may use has a disk of that size, Karpenter starts no node and such pods stay pending
//! for ever. What the image, the kubelet and the operating system take of the disk comes on top.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disk_gib = 50
//!   }
//!   namespace "fraud" {
//!     quota     = { ephemeral_storage = "50Ti" }
//!     container = { ephemeral_storage = { requests = "100Gi" } }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disk_gib = 200
//!   }
//!   namespace "fraud" {
//!     quota     = { ephemeral_storage = "50Ti" }
//!     container = { ephemeral_storage = { requests = "100Gi" } }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NODE_STORAGE;
use crate::model::{Class, Namespace, SYSTEM_TIER};
use crate::source::Spanned;

/// Bytes of a GiB.
const GIB: i128 = 1 << 30;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A tier that could not be read is not missing.
    if !is_whole {
        return;
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.populated_classes() {
        diagnostics.extend(environment.namespaces.iter().filter_map(|namespace| check_namespace(class, namespace)));
    }
}

fn check_namespace(class: &Class, namespace: &Namespace) -> Option<Diagnostic> {
    let requests = &namespace.container.ephemeral_storage.requests;
    let disk = largest_disk(class, namespace)?;
    if !requests.is_written() || requests.thousandths() <= i128::from(disk.value) * GIB * 1000 {
        return None;
    }
    let headline = format!("no node has a disk for a container of namespace `{}`", namespace.name.value);
    let error = Diagnostic::error(NODE_STORAGE, requests.span, headline).label(format!("{} requested", requests.value));
    let error = error.also(disk.span, format!("the largest disk that it may use has {} GiB", disk.value));
    Some(error.help("request less, or raise `disk_gib` of a tier that the namespace may use"))
}

/// The largest disk of the tiers that pods of the namespace get onto.
fn largest_disk(class: &Class, namespace: &Namespace) -> Option<Spanned<u32>> {
    let admits = |name: &str, is_system| namespace.admission.admits_to(name, is_system);
    let open = class.karpenter.iter().filter(|tier| !tier.keeps_pods_out() || admits(tier.name.as_str(), false));
    let system = admits(SYSTEM_TIER, true).then_some(class.system.disk_gib);
    open.map(|tier| tier.disk_gib).chain(system).max_by_key(|disk| disk.value)
}

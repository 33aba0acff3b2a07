//! The disk of a tier's nodes holds an image, and EBS takes it.
//!
//! ## Why
//! The image of a node is a snapshot of up to 20 GiB, and a volume is never smaller than its snapshot: every launch
//! would fail. A gp3 volume has at most 64 TiB (EBS user guide, "General Purpose SSD volumes"), of which
//! Karpenter takes 59,000 GiB (`EC2NodeClass`, `volumeSize`).
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disk_gib = 10
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disk_gib = 50
//!   }
//! }
//! ```

use super::system_tier;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NODE_DISK;

/// From a node image and a few container images to what the schema of Karpenter's `EC2NodeClass` takes as `volumeSize`.
const DISK_GIB: std::ops::RangeInclusive<u32> = *system_tier::DISK_GIB.start()..=59_000;

/// Tiers of an environment recur in its classes: identical findings are printed once.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let tiers = model.karpenter_tiers();
    for tier in tiers.filter(|tier| !DISK_GIB.contains(&tier.disk_gib.value)) {
        let disk = tier.disk_gib;
        let headline = format!("nodes of tier `{}` cannot have a disk of {} GiB", tier.name.value, disk.value);
        let error = Diagnostic::error(NODE_DISK, disk.span, headline);
        let label = format!("not from {} to {}", DISK_GIB.start(), DISK_GIB.end());
        diagnostics.push(error.label(label).help("write 50"));
    }
}

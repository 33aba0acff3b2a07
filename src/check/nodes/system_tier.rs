//! The system tier is a managed node group that EKS takes.
//!
//! ## Why
//! A managed node group takes 20 instance types of one architecture, since it has one AMI (EKS API reference,
//! `CreateNodegroup`), and 450 nodes (EKS service quotas). It may not be empty: CoreDNS and Karpenter run there, and
//! nothing else starts before them. An update takes away from 1 to `max` nodes at once; a root volume holds 20 to
//! 65,536 GiB (EBS user guide, "General Purpose SSD volumes").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["m7g.large", "m7i.large"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["m7g.large", "m6g.large"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_TIER;
use crate::model::SystemTier;
use crate::values::Architecture;

/// EKS API reference, `CreateNodegroup`.
const MOST_INSTANCE_TYPES: usize = 20;
/// EKS API reference, `CreateNodegroup`: taints.
const MOST_TAINTS: usize = 50;
/// EKS service quotas: "Nodes per managed node group".
pub(in crate::check) const MOST_NODES: u32 = 450;
/// A node image and a few container images fit in no less; a gp3 volume has 64 TiB at most (EBS user guide, "General Purpose
/// SSD volumes"), and the provider looks at no limit of its own.
pub(in crate::check) const DISK_GIB: std::ops::RangeInclusive<u32> = 20..=65_536;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        diagnostics.extend(instance_types(&class.system));
        diagnostics.extend(size(&class.system));
        diagnostics.extend(disk(&class.system));
        diagnostics.extend(taints(&class.system));
    }
}

fn instance_types(tier: &SystemTier) -> Option<Diagnostic> {
    let types = &tier.instance_types;
    let error = |headline: &str| Diagnostic::error(SYSTEM_TIER, types.span, headline);
    if types.is_empty() {
        return Some(error("the system tier has no instance type").label("empty").help("write `[\"m7g.large\"]`"));
    }
    if types.len() > MOST_INSTANCE_TYPES {
        let label = format!("{} types, {MOST_INSTANCE_TYPES} at most", types.len());
        return Some(error("too many instance types for one node group").label(label).help("keep the best twenty"));
    }
    let of = |architecture| types.iter().find(|kind| kind.architecture() == architecture);
    let (amd64, arm64) = (of(Architecture::Amd64)?, of(Architecture::Arm64)?);
    let label = format!("`{}` is arm64, `{}` is amd64", arm64.value, amd64.value);
    Some(
        error("the system tier mixes CPU architectures")
            .label(label)
            .help("a node group has one AMI: keep one architecture"),
    )
}

fn size(tier: &SystemTier) -> Option<Diagnostic> {
    let (min, max) = (&tier.min, &tier.max);
    if min.value == 0 {
        let error = Diagnostic::error(SYSTEM_TIER, min.span, "the system tier may not be empty").label("0 nodes");
        return Some(error.note("CoreDNS and Karpenter run here, and nothing else starts before them").help("write 2"));
    }
    if min.value > max.value {
        let error = Diagnostic::error(SYSTEM_TIER, max.span, "`max` of the system tier is less than `min`");
        let error = error.label(format!("at most {}", max.value)).also(min.span, format!("at least {}", min.value));
        return Some(error.help("raise `max`, or lower `min`"));
    }
    if max.value > MOST_NODES {
        let error = Diagnostic::error(SYSTEM_TIER, max.span, "the system tier is too large for one node group");
        return Some(
            error.label(format!("{MOST_NODES} nodes at most")).help("the system tier needs two to four nodes"),
        );
    }
    let unavailable = &tier.max_unavailable;
    (!(1..=max.value.min(100)).contains(&unavailable.value)).then(|| {
        let headline = "`max_unavailable` of the system tier is not possible";
        let label = format!("not from 1 to {}", max.value.min(100));
        Diagnostic::error(SYSTEM_TIER, unavailable.span, headline).label(label).help("write 1")
    })
}

fn disk(tier: &SystemTier) -> Option<Diagnostic> {
    let disk = &tier.disk_gib;
    (!DISK_GIB.contains(&disk.value)).then(|| {
        let headline = format!("a system node cannot have a disk of {} GiB", disk.value);
        Diagnostic::error(SYSTEM_TIER, disk.span, headline).label("not from 20 to 65536").help("write 50")
    })
}

fn taints(tier: &SystemTier) -> Option<Diagnostic> {
    let last = tier.taints.last().filter(|_| tier.taints.len() > MOST_TAINTS)?;
    let error = Diagnostic::error(SYSTEM_TIER, last.key.span, "the system tier has too many taints");
    Some(error.label(format!("{} taints, {MOST_TAINTS} at most", tier.taints.len())).help("keep those that are needed"))
}

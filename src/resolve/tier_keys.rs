//! Keys of node tiers that only one kind of them has, and what the other has instead.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::spec;

/// The keys of a managed node group that are set.
pub(super) fn system_keys(tier: &spec::NodeTier) -> Vec<(&'static str, Span)> {
    let keys = [
        ("instance_types", tier.instance_types.as_ref().map(|value| value.span)),
        ("min", tier.min.as_ref().map(|value| value.span)),
        ("max", tier.max.as_ref().map(|value| value.span)),
        ("ami_release", tier.ami_release.as_ref().map(|value| value.span)),
        ("max_unavailable", tier.max_unavailable.as_ref().map(|value| value.span)),
    ];
    keys.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
}

/// The keys of a Karpenter pool that are set.
pub(super) fn karpenter_keys(tier: &spec::NodeTier) -> Vec<(&'static str, Span)> {
    // A key that is new is not forgotten here: it is one of either kind, or of both.
    let spec::NodeTier {
        capacity,
        categories,
        families,
        cpus,
        arch,
        limits,
        ami_version,
        weight,
        fallback,
        consolidation,
        consolidate_after,
        expire_after,
        termination_grace_period,
        max_pods,
        disruption_budget,
        instance_types: _,
        min: _,
        max: _,
        ami_release: _,
        max_unavailable: _,
        image: _,
        disk_gib: _,
        taint: _,
        labels: _,
    } = tier;
    let keys = [
        ("capacity", capacity.as_ref().map(|value| value.span)),
        ("categories", categories.as_ref().map(|value| value.span)),
        ("families", families.as_ref().map(|value| value.span)),
        ("cpus", cpus.as_ref().map(|value| value.span)),
        ("arch", arch.as_ref().map(|value| value.span)),
        ("limits", limits.as_ref().map(|value| value.span)),
        ("ami_version", ami_version.as_ref().map(|value| value.span)),
        ("weight", weight.as_ref().map(|value| value.span)),
        ("fallback", fallback.as_ref().map(|value| value.span)),
        ("consolidation", consolidation.as_ref().map(|value| value.span)),
        ("consolidate_after", consolidate_after.as_ref().map(|value| value.span)),
        ("expire_after", expire_after.as_ref().map(|value| value.span)),
        ("termination_grace_period", termination_grace_period.as_ref().map(|value| value.span)),
        ("max_pods", max_pods.as_ref().map(|value| value.span)),
        ("disruption_budget", disruption_budget.iter().map(|(_, budget)| budget.span()).next()),
    ];
    keys.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
}

/// What to write instead of a key of the other kind; [`None`] where it can go without changing what the tier may be.
pub(super) fn instead_of(key: &str, tier: &spec::NodeTier) -> Option<String> {
    Some(match key {
        "instance_types" => format!("write `families = {}`, and `cpus` for their sizes", families(tier)),
        "max" => "write `limits = { cpu = …, memory = … }`: a Karpenter tier grows up to these".to_owned(),
        "ami_release" => "write `ami_version`, the version of the image".to_owned(),
        "max_unavailable" => "write a `disruption_budget`, which says how many nodes may go at once".to_owned(),
        "categories" | "families" | "cpus" | "arch" => {
            "write `instance_types`, such as `instance_types = [\"m7g.large\"]`".to_owned()
        }
        "limits" => "write `max`, the most nodes".to_owned(),
        "ami_version" => "write `ami_release`, such as `1.35.0-20260801`".to_owned(),
        "disruption_budget" => "write `max_unavailable`, how many nodes an update may take away at once".to_owned(),
        _ => return None,
    })
}

/// The families of the instance types that a tier names, as a list.
fn families(tier: &spec::NodeTier) -> String {
    let types = tier.instance_types.iter().flat_map(|types| types.value.iter());
    let families: BTreeSet<String> =
        types.map(|kind| kind.value.to_string()).filter_map(|kind| Some(kind.split_once('.')?.0.to_owned())).collect();
    let families: Vec<String> = families.into_iter().map(|family| format!("\"{family}\"")).collect();
    if families.is_empty() { "[\"m7g\"]".to_owned() } else { format!("[{}]", families.join(", ")) }
}

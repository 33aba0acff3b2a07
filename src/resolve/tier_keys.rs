//! Keys of node tiers that only one kind of them has, and what the other has instead.

use std::collections::BTreeSet;

use crate::decode::Block as _;
use crate::source::Span;
use crate::spec;

/// The keys of a kind that are set, each at its first place.
pub(super) fn keys_of(kind: &str, tier: &spec::NodeTier) -> Vec<(&'static str, Span)> {
    let written = tier.written().into_iter().filter(|(key, _)| key.of == Some(kind));
    let mut keys: Vec<_> = written.map(|(key, span)| (key.name, span)).collect();
    keys.dedup_by_key(|(name, _)| *name);
    keys
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

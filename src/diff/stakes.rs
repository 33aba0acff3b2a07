//! What is at stake when something changes.

use std::collections::BTreeMap;

use super::difference::{Argument, Stakes};
use crate::catalog::replacements::{self, Gravity};
use crate::evaluate::Value;

/// What is lost with a resource that is replaced; [`None`] for types that the catalog does not have.
pub(super) fn of_loss(kind: &str) -> Option<Stakes> {
    let entry = replacements::of(kind)?;
    Some(Stakes { what: &entry.matters, gravity: entry.gravity, loses: &entry.loses })
}

/// What is lost with a resource that is destroyed and has no successor; [`None`] for types that the catalog does not have.
pub(super) fn of_removal(kind: &str) -> Option<Stakes> {
    let entry = replacements::of(kind)?;
    Some(Stakes { what: &entry.matters, gravity: entry.gravity, loses: &entry.removed })
}

/// Where it stands among what is as grave: what people ask for first comes first.
pub(super) fn rank(stakes: Option<Stakes>) -> usize {
    const FIRST: [&str; 5] = ["cluster", "key", "VPC", "node group", "queue"];
    let what = stakes.map(|stakes| stakes.what);
    FIRST.iter().position(|first| Some(*first) == what).unwrap_or(FIRST.len())
}

/// What a change in place does beyond the change itself.
pub(super) fn of_update<'a>(kind: &str, mut arguments: impl Iterator<Item = &'a str>) -> Option<Stakes> {
    let find = |argument| DISTURBING.iter().find(|(known, other, ..)| *known == kind && *other == argument);
    let (_, _, what, loses) = arguments.find_map(find)?;
    Some(Stakes { what, gravity: Gravity::Disruption, loses })
}

/// What AWS refuses to change in this way: a control plane goes up by one minor version at a time (EKS user guide, "Update
/// existing cluster to new Kubernetes version").
pub(super) fn of_refusal(kind: &str, changed: &BTreeMap<String, Argument>) -> Option<Stakes> {
    let version = changed.get("version").filter(|_| kind == "aws_eks_cluster")?;
    let minor = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => text.strip_prefix("1.")?.parse::<u32>().ok(),
        _ => None,
    };
    let (before, after) = (minor(&version.before)?, minor(&version.after)?);
    let loses = match after.checked_sub(before) {
        None => "a control plane does not go back to an earlier version",
        Some(0 | 1) => return None,
        Some(_) => "a control plane goes up by one minor version at a time",
    };
    Some(Stakes { what: "cluster", gravity: Gravity::Outage, loses })
}

/// Arguments whose change in place is felt: resource type, argument, what it is, what happens. From the descriptions of
/// `UpdateNodegroupVersion` and `UpdateClusterVersion` in the EKS API reference.
const DISTURBING: [(&str, &str, &str, &str); 4] = [
    ("aws_eks_cluster", "version", "cluster", "the control plane is updated, which cannot be taken back"),
    ("aws_eks_node_group", "version", "node group", ROLLS),
    ("aws_eks_node_group", "release_version", "node group", ROLLS),
    ("aws_eks_node_group", "launch_template.version", "node group", ROLLS),
];

const ROLLS: &str = "its nodes are drained and replaced, `max_unavailable` at a time";

/// Terraform looks into another state.
pub(super) const STATE: Stakes = Stakes {
    what: "state",
    gravity: Gravity::DataLoss,
    loses: "Terraform starts from an empty state: it makes the cell a second time, and nothing manages the running one; \
            `terraform init -migrate-state` takes the state along",
};

/// Terraform looks into another account or region.
pub(super) const PLACE: Stakes = Stakes {
    what: "account or region",
    gravity: Gravity::DataLoss,
    loses: "Terraform finds nothing of the cell there: it drops everything from its state and makes the cell anew, and \
            nothing manages the running one",
};

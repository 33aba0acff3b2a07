//! What is at stake when something changes.

use super::difference::{Argument, Stakes};
use crate::catalog::changes::table;
use crate::catalog::replacements::{self, Gravity};

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

/// What a change in place does beyond the change itself, the gravest first.
pub(super) fn of_update<'a>(kind: &str, arguments: impl Iterator<Item = &'a Argument>) -> Option<Stakes> {
    let find = |argument: &Argument| {
        let mut of_kind = table().felt.iter().filter(|felt| felt.resource == kind && felt.argument == argument.path);
        of_kind.find(|felt| felt.becomes.as_ref().is_none_or(|becomes| argument.becomes(becomes)))
    };
    let felt = arguments.filter_map(find).max_by_key(|felt| felt.gravity)?;
    Some(Stakes { what: &felt.matters, gravity: felt.gravity, loses: &felt.does })
}

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

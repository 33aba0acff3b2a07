//! What is at stake when something changes.

use super::difference::{Argument, Stakes};
use crate::catalog::changes::{Felt, When, table};
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

/// What a change in place does beyond the change itself, the gravest first.
pub(super) fn of_update<'a>(kind: &str, arguments: impl Iterator<Item = &'a Argument>) -> Option<Stakes> {
    let find = |argument: &Argument| {
        let mut of_kind = table().felt.iter().filter(|felt| felt.resource == kind && felt.argument == argument.path);
        of_kind.find(|felt| is_felt(felt.when, argument))
    };
    let graver = |one: &'static Felt, other: &'static Felt| if other.gravity > one.gravity { other } else { one };
    let felt = arguments.filter_map(find).reduce(graver)?;
    Some(Stakes { what: &felt.matters, gravity: felt.gravity, loses: &felt.does })
}

fn is_felt(when: When, argument: &Argument) -> bool {
    let items = |value: &Option<Value>| match value {
        Some(Value::List(items) | Value::Set(items)) => items.clone(),
        _ => Vec::new(),
    };
    match when {
        When::Changes => true,
        When::BecomesTrue => argument.after == Some(Value::Bool(true)),
        When::GainsItems => {
            let before = items(&argument.before);
            items(&argument.after).iter().any(|item| !before.contains(item))
        }
    }
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

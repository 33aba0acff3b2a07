//! Backend and provider of a root: where Terraform looks for the cell.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Stakes};
use super::inputs::Outlines;
use super::stakes;
use super::value::{Inputs, Side, Value};

/// Settings that say which state is meant.
const STATE: [&str; 4] = ["backend.type", "backend.bucket", "backend.key", "backend.path"];

/// Settings that say which account and region are meant.
const PLACE: [&str; 2] = ["provider.allowed_account_ids", "provider.region"];

/// What differs in backend, provider and versions. Values become places to fill in, because they are each cell's own.
pub(super) fn compare(
    old: &BTreeMap<String, Value>,
    new: &BTreeMap<String, Value>,
    inputs: &mut Inputs,
) -> Vec<Change> {
    let mut changes: BTreeMap<(&str, bool), Change> = BTreeMap::new();
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for path in paths.into_iter().filter(|path| old.get(*path) != new.get(*path)) {
        let Some((subject, inner)) = path.split_once('.') else { continue };
        let stakes = at_stake(path);
        let argument = argument(path, inner, (old.get(path), new.get(path)), stakes.is_some(), inputs);
        let change = changes.entry((subject, stakes.is_some())).or_insert_with(|| Change {
            address: if subject == "provider" { "provider.aws".to_owned() } else { subject.to_owned() },
            effect: if stakes.is_some() { Effect::Abandon } else { Effect::InPlace },
            stakes,
            arguments: Vec::new(),
        });
        change.arguments.push(argument);
    }
    changes.into_values().collect()
}

/// Whether the cell is looked for in another account or region.
pub(super) fn is_elsewhere(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.stakes == Some(stakes::PLACE))
}

/// Adds that the root is another folder, which is another place of the state for a local backend and another name of
/// the cell for everybody.
pub(super) fn move_folder(from: &str, to: &str, changes: &mut Vec<Change>, inputs: &mut Inputs) {
    let values = (Value::Text(from.to_owned()), Value::Text(to.to_owned()));
    let argument = argument("root.folder", "folder", (Some(&values.0), Some(&values.1)), true, inputs);
    let change = Change {
        address: "root".to_owned(),
        effect: Effect::Abandon,
        stakes: Some(stakes::STATE),
        arguments: vec![argument],
    };
    changes.insert(0, change);
}

fn at_stake(path: &str) -> Option<Stakes> {
    if STATE.contains(&path) {
        Some(stakes::STATE)
    } else if PLACE.contains(&path) {
        Some(stakes::PLACE)
    } else {
        None
    }
}

fn argument(
    path: &str,
    shown: &str,
    (old, new): (Option<&Value>, Option<&Value>),
    replaces: bool,
    inputs: &mut Inputs,
) -> Argument {
    let mut outlines = Outlines::default();
    let before = outlines.place(path, Side::Old, old);
    let after = outlines.place(path, Side::New, new);
    inputs.append(&mut outlines.inputs);
    Argument { path: shown.to_owned(), before, after, replaces }
}

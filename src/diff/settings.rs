//! Backend and providers of a root: where Terraform looks for what it made.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Stakes};
use super::inputs::Outlines;
use super::root::RootConfiguration;
use super::stakes;
use crate::evaluate::{Inputs, Side, Value};
use crate::read::{Unreadable, is_override};

/// Settings of the backend that say which state is meant.
const STATE: [&str; 4] = ["type", "bucket", "key", "path"];

/// Settings of a provider that say which account and region are meant.
const PLACE: [&str; 2] = ["allowed_account_ids", "region"];

/// The provider that everything is made with which names no other one.
const DEFAULT_PROVIDER: &str = "provider.aws";

/// Tags that a provider gives to every resource that carries tags.
const DEFAULT_TAGS: &str = "default_tags.";

/// What differs in backend, providers and versions. Values become places to fill in, because they are each cell's own.
pub(super) fn compare(old: &RootConfiguration<'_>, new: &RootConfiguration<'_>, inputs: &mut Inputs) -> Vec<Change> {
    let mut changes: BTreeMap<(&str, bool), Change> = BTreeMap::new();
    let settings: BTreeSet<&(String, String)> = old.settings.keys().chain(new.settings.keys()).collect();
    let may_be_hidden = |setting: &(String, String)| [old, new].iter().any(|side| may_hide(side, setting));
    let settings = settings.into_iter().filter(|setting| !may_be_hidden(setting));
    let (old, new) = (&old.settings, &new.settings);
    for setting in settings.filter(|setting| old.get(*setting) != new.get(*setting)) {
        let (subject, path) = setting;
        let stakes = at_stake(subject, path);
        let place = format!("{subject}.{path}");
        let argument = argument(&place, path, (old.get(setting), new.get(setting)), stakes.is_some(), inputs);
        let change = changes.entry((subject, stakes.is_some())).or_insert_with(|| Change {
            stakes,
            ..Change::new(subject, if stakes.is_some() { Effect::Abandon } else { Effect::InPlace })
        });
        change.arguments.push(argument);
    }
    changes.into_values().collect()
}

/// Whether a setting of a side is unknown because of a file that cannot be read: one that no other file has may be in it, and
/// every one may be overridden by an override file.
fn may_hide(side: &RootConfiguration<'_>, setting: &(String, String)) -> bool {
    let is_override = |file: &Unreadable| is_override(file.path.rsplit('/').next().unwrap_or_default());
    let unreadable = side.module.unreadable;
    !unreadable.is_empty() && !side.settings.contains_key(setting) || unreadable.iter().any(is_override)
}

/// Whether everything is looked for in another account or region.
pub(super) fn is_elsewhere(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.stakes == Some(stakes::PLACE) && change.address == DEFAULT_PROVIDER)
}

/// Adds to a change of the provider's default tags how many resources have them.
pub(super) fn count_tagged(changes: &mut [Change], tagged: usize) {
    let is_of_tags = |change: &&mut Change| {
        change.address == DEFAULT_PROVIDER
            && change.arguments.iter().any(|argument| argument.path.starts_with(DEFAULT_TAGS))
    };
    for change in changes.iter_mut().filter(is_of_tags) {
        change.tagged = Some(tagged);
    }
}

/// Adds that the root is another folder, which is another place of the state for a local backend and another name of
/// the cell for everybody.
pub(super) fn move_folder(from: &str, to: &str, changes: &mut Vec<Change>, inputs: &mut Inputs) {
    let values = (Value::Text(from.to_owned()), Value::Text(to.to_owned()));
    let argument = argument("root.folder", "folder", (Some(&values.0), Some(&values.1)), true, inputs);
    let change =
        Change { stakes: Some(stakes::STATE), arguments: vec![argument], ..Change::new("root", Effect::Abandon) };
    changes.insert(0, change);
}

fn at_stake(subject: &str, path: &str) -> Option<Stakes> {
    if subject == "backend" && STATE.contains(&path) {
        Some(stakes::STATE)
    } else if subject.starts_with("provider.") && PLACE.contains(&path) {
        Some(if subject == DEFAULT_PROVIDER { stakes::PLACE } else { stakes::PLACE_OF_SOME })
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

//! What changes in the manifests of a cell: files, and key by key what their objects say.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Stakes};
use super::files::{Files, without_header};
use super::{immutable, manifest};
use crate::catalog::replacements::Gravity;
use crate::evaluate::{Input, Inputs, Side, Value};
use crate::layout::MANIFESTS;

/// The manifests of a cell that has none.
static NONE: Files<'static> = BTreeMap::new();

/// The manifests of one side: cell → path below the cell's folder → text without the header.
#[derive(Default)]
pub(super) struct Manifests<'f> {
    cells: BTreeMap<&'f str, Files<'f>>,
    /// What was compared before: most files say the same in many cells.
    compared: RefCell<BTreeMap<Pair<'f>, Vec<Argument>>>,
    /// The same for what becomes of a file.
    outcomes: RefCell<BTreeMap<Pair<'f>, Option<(Effect, Stakes)>>>,
}

/// The path of a file and its two texts.
type Pair<'f> = (&'f str, Option<&'f str>, Option<&'f str>);

impl<'f> Manifests<'f> {
    /// Takes a file, if it is one of a cell's manifests.
    pub(super) fn add(&mut self, path: &'f str, text: &'f str) {
        let Some((cell, path)) = path.strip_prefix(MANIFESTS).and_then(|path| path.strip_prefix('/')).and_then(parts)
        else {
            return;
        };
        self.cells.entry(cell).or_default().insert(path, without_header(text));
    }

    /// A file of every cell that has it, by `environment/cell`.
    pub(super) fn each(&self, path: &str) -> BTreeMap<&'f str, &'f str> {
        self.cells.iter().filter_map(|(cell, files)| Some((*cell, *files.get(path)?))).collect()
    }

    fn of(&self, cell: &str) -> &Files<'f> {
        self.cells.get(cell).unwrap_or(&NONE)
    }

    /// What changes in a cell, which is `environment/cell` on each side. Values with its name become places that it fills in, so
    /// that cells which change alike are told together.
    pub(super) fn changes(
        &self,
        other: &Manifests<'f>,
        (before, after): (&str, &str),
        inputs: &mut Inputs,
    ) -> Vec<Change> {
        let (old, new) = (self.of(before), other.of(after));
        if old == new {
            return Vec::new();
        }
        let paths: BTreeSet<&'f str> = old.keys().chain(new.keys()).copied().collect();
        let own = after.split('/').next().unwrap_or_default();
        let changed = paths.into_iter().filter_map(|path| {
            let change = change(own, path, old.get(path).copied(), new.get(path).copied())?;
            let mut arguments = self.arguments(path, old, new);
            for argument in &mut arguments {
                let place = format!("{path}: {}", argument.path);
                set_apart(&mut argument.before, (&place, Side::Old), before, inputs);
                set_apart(&mut argument.after, (&place, Side::New), after, inputs);
            }
            let outcome = self.outcome(path, old.get(path).copied(), new.get(path).copied());
            let (effect, stakes) =
                outcome.map_or((change.effect, change.stakes), |(effect, stakes)| (effect, Some(stakes)));
            Some(Change { effect, stakes, arguments, ..change })
        });
        changed.collect()
    }

    /// What becomes of a file in which a field changes that cannot be changed. What a chart brings is not known here.
    fn outcome(&self, path: &'f str, old: Option<&'f str>, new: Option<&'f str>) -> Option<(Effect, Stakes)> {
        let (Some(before), Some(after)) = (old, new) else { return None };
        if !manifest::stands_alone(path) {
            return None;
        }
        let mut outcomes = self.outcomes.borrow_mut();
        *outcomes.entry((path, old, new)).or_insert_with(|| immutable::outcome(before, after))
    }

    fn arguments(&self, path: &'f str, old: &Files<'f>, new: &Files<'f>) -> Vec<Argument> {
        if !manifest::stands_alone(path) {
            return manifest::changes(path, old, new);
        }
        let pair = (path, old.get(path).copied(), new.get(path).copied());
        let mut compared = self.compared.borrow_mut();
        compared.entry(pair).or_insert_with(|| manifest::changes(path, old, new)).clone()
    }
}

/// Makes a place of a value that holds the name of the cell, or one of its networks.
fn set_apart(value: &mut Option<Value>, (place, side): (&str, Side), cell: &str, inputs: &mut Inputs) {
    let Some(known) = value.as_mut() else { return };
    let name = cell.rsplit('/').next().unwrap_or(cell);
    if !known.mentions(name) && !known.has_network() {
        return;
    }
    let input = Input { path: place.to_owned(), side };
    let known = std::mem::replace(known, Value::Input(input));
    inputs.insert((place.to_owned(), side), known);
}

/// `prod/alpha/namespaces/payments.yaml` → the cell and the path in it.
fn parts(path: &str) -> Option<(&str, &str)> {
    let (environment, rest) = path.split_once('/')?;
    let (cell, _) = rest.split_once('/')?;
    let end = environment.len() + 1 + cell.len();
    Some((path.get(..end)?, path.get(end + 1..)?))
}

/// What becomes of a file of a cell; `own` is the cell's environment.
fn change(own: &str, path: &str, old: Option<&str>, new: Option<&str>) -> Option<Change> {
    let effect = match (old, new) {
        (Some(old), Some(new)) if old == new => return None,
        (Some(_), Some(_)) => Effect::InPlace,
        (Some(_), None) => Effect::Destroy,
        (None, _) => Effect::Create,
    };
    let stakes = match effect {
        Effect::Destroy => stakes(path),
        Effect::Create => new.filter(|new| is_of_guest(own, path, new)).map(|_| JOINS),
        _ => None,
    };
    Some(Change { stakes, ..Change::new(&format!("{MANIFESTS}/{path}"), effect) })
}

/// A namespace of another environment comes into the cell: nothing is lost, and somebody should know who reaches it.
const JOINS: Stakes = Stakes {
    what: "guest's namespace",
    gravity: Gravity::Harmless,
    loses: "the host's access entries for the whole cluster reach it: `cellc check` names them",
};

/// Whether the file is that of a namespace that another environment than the cell's own declares.
fn is_of_guest(own: &str, path: &str, text: &str) -> bool {
    let mut labels = text.lines().filter_map(|line| line.trim_start().strip_prefix("cellc.io/environment:"));
    let environment = labels.next().map(|value| value.trim().trim_matches('"'));
    path.starts_with("namespaces/") && environment.is_some_and(|environment| environment != own)
}

/// What goes with a file.
fn stakes(path: &str) -> Option<Stakes> {
    match path.split_once('/')?.0 {
        "namespaces" => Some(Stakes {
            what: "namespace",
            gravity: Gravity::DataLoss,
            loses: "everything in it goes, volumes included, once somebody confirms it in Argo CD",
        }),
        "node-tiers" => Some(Stakes {
            what: "node tier",
            gravity: Gravity::Disruption,
            loses: "its nodes are drained, and what only they can run waits",
        }),
        "applications" => Some(Stakes {
            what: "application",
            gravity: Gravity::Disruption,
            loses: "it is uninstalled, or what it made stays with nobody who looks after it",
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifests<'f>(files: &[(&'f str, &'f str)]) -> Manifests<'f> {
        let mut manifests = Manifests::default();
        for (path, text) in files {
            manifests.add(path, text);
        }
        manifests
    }

    #[test]
    fn a_namespace_of_another_environment_is_told() {
        let guest = "metadata:\n  labels:\n    cellc.io/environment: staging\n";
        let own = "metadata:\n  labels:\n    cellc.io/environment: dev\n";
        let new = manifests(&[
            ("gitops/dev/alpha/namespaces/guest.yaml", guest),
            ("gitops/dev/alpha/namespaces/own.yaml", own),
            ("gitops/dev/alpha/access/guest.yaml", guest),
        ]);
        let changes = manifests(&[]).changes(&new, ("dev/alpha", "dev/alpha"), &mut Inputs::new());
        let told: Vec<_> = changes.iter().map(|change| change.stakes.map(|stakes| stakes.what)).collect();
        assert_eq!(told, [None, Some("guest's namespace"), None]);
        // One that stays as a guest is no news.
        assert!(new.changes(&new, ("dev/alpha", "dev/alpha"), &mut Inputs::new()).is_empty());
    }

    #[test]
    fn files_are_compared_by_cell_and_without_their_headers() {
        let old = manifests(&[
            ("gitops/prod/alpha/base/storage.yaml", "# from a.hcl\n\na: 1\n"),
            ("gitops/prod/alpha/namespaces/payments.yaml", "a: 1\n"),
            ("gitops/prod/alpha/node-tiers/spot.yaml", "a: 1\n"),
            ("modules/prod-cell/network.tf", ""),
        ]);
        let new = manifests(&[
            ("gitops/prod/alpha/base/storage.yaml", "# from b.hcl\n\na: 1\n"),
            ("gitops/prod/alpha/node-tiers/spot.yaml", "a: 2\n"),
            ("gitops/prod/alpha/access/roles.yaml", "a: 1\n"),
            ("gitops/prod/beta/access/roles.yaml", "a: 1\n"),
        ]);
        let changes = old.changes(&new, ("prod/alpha", "prod/alpha"), &mut Inputs::new());
        let told: Vec<_> =
            changes.iter().map(|change| (change.address.as_str(), change.effect, change.gravity())).collect();
        assert_eq!(
            told,
            [
                ("gitops/access/roles.yaml", Effect::Create, Gravity::Harmless),
                ("gitops/namespaces/payments.yaml", Effect::Destroy, Gravity::DataLoss),
                ("gitops/node-tiers/spot.yaml", Effect::InPlace, Gravity::Harmless),
            ]
        );
        assert_eq!(old.changes(&old, ("prod/alpha", "prod/alpha"), &mut Inputs::new()), []);
        assert_eq!(old.changes(&new, ("prod/gamma", "prod/gamma"), &mut Inputs::new()), []);
    }
}

//! Everything that one cell has, and where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Fault;
use super::facts::{Application, Facts, Labels, Pods, Thing};

/// What is known of the files of a cell, or of those that all cells of a class share.
#[derive(Debug, Default)]
pub struct Part {
    /// File paths below the folder of a cell.
    pub(super) files: BTreeSet<String>,
    pub(super) objects: Vec<Placed>,
}

/// An object and where it is.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) path: Arc<str>,
    pub(super) label: String,
    pub(super) lowered_by: &'static str,
    pub(super) facts: Arc<Facts>,
}

impl Placed {
    /// The folder of its file, without a slash at the end.
    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of its file.
    pub(super) fn file(&self) -> &str {
        self.path.rsplit_once('/').map_or(&*self.path, |(_, file)| file)
    }

    /// Whether it says which files of its folder are applied.
    pub(super) fn is_kustomization(&self) -> bool {
        self.facts.identity.is_none() && self.facts.chart.is_none()
    }

    /// The path of another file in the same folder.
    pub(super) fn beside(&self, file: &str) -> String {
        format!("{}/{file}", self.folder())
    }
}

/// Everything that one cell has.
pub(super) struct Cell<'a> {
    pub(super) folder: &'a str,
    parts: [&'a Part; 2],
    pub(super) things: BTreeSet<&'a Thing>,
    pods: BTreeMap<&'a str, Vec<&'a Pods>>,
}

impl<'a> Cell<'a> {
    pub(super) fn of(folder: &'a str, of_class: &'a Part, of_cell: &'a Part) -> Self {
        let mut cell = Self { folder, parts: [of_class, of_cell], things: BTreeSet::new(), pods: BTreeMap::new() };
        cell.things = cell.objects().flat_map(|placed| &placed.facts.provides).collect();
        for pods in cell.objects().filter_map(|placed| placed.facts.pods.as_ref()) {
            cell.pods.entry(pods.namespace.as_str()).or_default().push(pods);
        }
        cell
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = &'a Placed> + use<'a> {
        let [of_class, of_cell] = self.parts;
        of_class.objects.iter().chain(&of_cell.objects)
    }

    pub(super) fn applications(&self) -> impl Iterator<Item = (&'a Placed, &'a Application)> + use<'a> {
        self.objects().filter_map(|placed| Some((placed, placed.facts.application.as_ref()?)))
    }

    /// The pods that objects of this cell make in a namespace. Those that charts make are not known.
    pub(super) fn pods(&self, namespace: &str) -> &[&'a Pods] {
        self.pods.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// The labels of all namespaces that objects of this cell make.
    pub(super) fn namespaces(&self) -> impl Iterator<Item = &'a Labels> + use<'a> {
        self.objects().filter_map(|placed| placed.facts.namespace.as_ref())
    }

    /// Whether there is a file of this path, or one below it.
    pub(super) fn has_path(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let is_below = |file: &String| file.starts_with(&below);
        let has =
            |part: &&Part| part.files.contains(path) || part.files.range(below.clone()..).next().is_some_and(is_below);
        self.parts.iter().any(has)
    }

    pub(super) fn fault(&self, placed: &Placed, message: String) -> Fault {
        Fault {
            module: self.folder.trim_end_matches('/').to_owned(),
            file: placed.path.to_string(),
            block: placed.label.clone(),
            lowered_by: placed.lowered_by,
            message,
        }
    }

    /// Objects that another one has the identity of.
    pub(super) fn doubles(&self) -> Vec<Fault> {
        let mut seen = BTreeSet::new();
        let applied = self.objects().filter_map(|placed| Some((placed, placed.facts.identity.as_ref()?)));
        let doubles = applied.filter(|(_, identity)| !seen.insert(*identity));
        doubles
            .map(|(placed, _)| self.fault(placed, "another object has the same kind, namespace and name".to_owned()))
            .collect()
    }
}

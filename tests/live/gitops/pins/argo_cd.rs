//! A small model of a cell's Argo CD. It knows nothing but what is in its cell and what the Applications there name.
//!
//! A step is one round of its controller: every Application is compared with what it points to, then those that are out of sync
//! and automatic are synced. What an Application is told in a step it learns in the next one: until then its status is stale.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::health::Script;
use super::repository::{Files, Repository, objects};

/// What an Application applies: files of a folder, or a chart with its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// Path in the folder → text.
    Folder(Files),
    /// Name of the release, chart, version, repository, values.
    Chart { release: String, chart: String, version: String, repository: String, values: Value },
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct ArgoCd {
    /// The Applications in the cell, with their status, by name.
    pub(super) applications: BTreeMap<String, Value>,
    /// What each of them has applied; also of those that have left without taking it along.
    pub(super) applied: BTreeMap<String, Content>,
    /// The sync of `root` that waits for a wave: the files that it applies.
    running: Option<Files>,
    /// What was synced, in its order: Application and revision.
    pub(super) history: Vec<(String, String)>,
}

impl ArgoCd {
    /// `kubectl apply -k bootstrap`, by a person.
    pub(super) fn bootstrap(files: &Files) -> Self {
        let mut cell = Self::default();
        cell.apply_by_hand(files.values().map(String::as_str));
        cell.applied.insert("bootstrap".to_owned(), Content::Folder(files.clone()));
        cell
    }

    /// `kubectl apply -f` of some files, by a person.
    pub(super) fn apply_by_hand<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        for application in texts.into_iter().flat_map(applications_in) {
            self.upsert(application);
        }
    }

    /// `kubectl delete application`, by a person.
    pub(super) fn delete_by_hand(&mut self, name: &str) {
        let application = self.applications.remove(name).unwrap_or_else(|| panic!("no {name}"));
        if !application["metadata"]["finalizers"].is_null() {
            self.applied.remove(name);
        }
    }

    /// Steps until nothing changes any more.
    pub(super) fn settle(&mut self, repository: &Repository) {
        assert!(self.comes_to_rest(repository), "the cell never comes to rest");
    }

    /// Whether there is a step after which nothing changes any more and nothing is synced, not even to the same effect.
    pub(super) fn comes_to_rest(&mut self, repository: &Repository) -> bool {
        (0..50).any(|_| {
            let before = (self.applications.clone(), self.applied.clone(), self.history.len());
            self.step(repository);
            before == (self.applications.clone(), self.applied.clone(), self.history.len())
        })
    }

    /// One round.
    pub(super) fn step(&mut self, repository: &Repository) {
        let names: Vec<String> = self.applications.keys().cloned().collect();
        for name in &names {
            self.compare(repository, name);
        }
        for name in names {
            let Some(application) = self.applications.get(&name) else { continue };
            let is_due = is_automatic(application) && application["status"]["sync"]["status"] == "OutOfSync";
            let is_due = is_due && (prunes(application) || !self.has_only_to_prune(repository, &name));
            if is_due || name == "root" && self.running.is_some() {
                self.sync(repository, &name);
            }
        }
    }

    /// `argocd app sync` for all Applications that are not automatic, wave by wave, by a person.
    pub(super) fn sync_by_hand(&mut self, repository: &Repository) {
        self.settle(repository);
        let mut manual: Vec<(i64, String)> = Vec::new();
        for (name, application) in &self.applications {
            if !is_automatic(application) {
                manual.push((wave(application), name.clone()));
            }
        }
        manual.sort();
        for (_, name) in manual {
            self.sync(repository, &name);
        }
        self.settle(repository);
    }

    fn compare(&mut self, repository: &Repository, name: &str) {
        let application = &self.applications[name];
        let spec = &application["spec"];
        let wanted = wanted(repository, spec);
        let is_synced = wanted.as_ref().is_some_and(|wanted| {
            self.has_all(name, wanted) && (name != "root" || self.surplus(&applications_of(wanted)).is_empty())
        });
        let (state, conditions) = match &wanted {
            None => ("Unknown", json!([{ "type": "ComparisonError", "message": "x: app path does not exist" }])),
            Some(_) if is_synced => ("Synced", json!([])),
            Some(_) => ("OutOfSync", json!([])),
        };
        let compared = json!({ "source": spec["source"], "destination": spec["destination"] });
        let sync = json!({ "status": state, "comparedTo": compared });
        let status = self.applications.get_mut(name).unwrap().as_object_mut().unwrap();
        let status = status.entry("status").or_insert_with(|| json!({}));
        status["sync"] = sync;
        status["conditions"] = conditions;
        status["health"] = json!({ "status": "Healthy" });
    }

    /// Whether the cell has all that an Application wants.
    fn has_all(&self, name: &str, wanted: &Content) -> bool {
        self.applied.get(name) == Some(wanted) && applications_of(wanted).iter().all(|object| self.has(object))
    }

    /// Whether an Application is out of sync for nothing but what should go. Argo CD heals that only where it may prune, and
    /// there again and again, whether or not something may go (`autoSync` in its controller).
    fn has_only_to_prune(&self, repository: &Repository, name: &str) -> bool {
        wanted(repository, &self.applications[name]["spec"]).is_some_and(|wanted| self.has_all(name, &wanted))
    }

    /// Whether an Application is in the cell as an object says.
    fn has(&self, object: &Value) -> bool {
        let live = self.applications.get(name_of(object));
        live.is_some_and(|live| live["spec"] == object["spec"] && live["metadata"] == object["metadata"])
    }

    fn sync(&mut self, repository: &Repository, name: &str) {
        let source = self.applications[name]["spec"]["source"].clone();
        let Some(content) = wanted(repository, &self.applications[name]["spec"]) else { return };
        let is_done = match &content {
            Content::Folder(files) if name == "root" => self.sync_root(files.clone()),
            _ => {
                for object in applications_of(&content) {
                    self.upsert(object);
                }
                true
            }
        };
        if is_done {
            self.history.push((name.to_owned(), source["targetRevision"].as_str().unwrap().to_owned()));
            self.applied.insert(name.to_owned(), content);
            let done = json!({ "phase": "Succeeded", "syncResult": { "source": source } });
            self.applications.get_mut(name).unwrap()["status"]["operationState"] = done;
        }
    }

    /// Applies wave by wave, as far as health allows, and prunes in the end. Goes on with the files that it started with.
    fn sync_root(&mut self, files: Files) -> bool {
        let files = self.running.take().unwrap_or(files);
        let mut children: Vec<Value> = files.values().flat_map(|text| applications_in(text)).collect();
        children.sort_by_key(wave);
        let script = Script::of(self.applied.get("bootstrap"));
        for number in children.iter().map(wave).collect::<BTreeSet<i64>>() {
            let of_wave = || children.iter().filter(move |child| wave(child) == number);
            of_wave().for_each(|child| self.upsert(child.clone()));
            let is_healthy = |child: &Value| match &script {
                Some(script) => script.judge(&self.applications[name_of(child)]) == "Healthy",
                None => true,
            };
            if !of_wave().all(is_healthy) {
                self.running = Some(files);
                return false;
            }
        }
        let root = &self.applications["root"];
        if prunes(root) || !is_automatic(root) {
            self.prune(&children);
        }
        true
    }

    fn prune(&mut self, kept: &[Value]) {
        for name in self.surplus(kept) {
            let options = &self.applications[&name]["metadata"]["annotations"]["argocd.argoproj.io/sync-options"];
            if options != "Prune=false" {
                self.delete_by_hand(&name);
            }
        }
    }

    /// The Applications of the cell that `root` does not name.
    fn surplus(&self, kept: &[Value]) -> Vec<String> {
        let kept: BTreeSet<&str> = kept.iter().map(name_of).collect();
        let names = self.applications.keys();
        names.filter(|name| *name != "root" && !kept.contains(name.as_str())).cloned().collect()
    }

    /// Takes what an object says, and keeps the status of the one that is there.
    fn upsert(&mut self, mut object: Value) {
        let name = name_of(&object).to_owned();
        if let Some(status) = self.applications.get(&name).and_then(|live| live.get("status")) {
            object["status"] = status.clone();
        }
        self.applications.insert(name, object);
    }
}

fn is_automatic(application: &Value) -> bool {
    !application["spec"]["syncPolicy"]["automated"].is_null()
}

fn prunes(application: &Value) -> bool {
    application["spec"]["syncPolicy"]["automated"]["prune"] == true
}

/// What an Application points to; [`None`] when it is not there.
pub(super) fn wanted(repository: &Repository, spec: &Value) -> Option<Content> {
    let source = &spec["source"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if source["chart"].is_string() {
        return Some(Content::Chart {
            release: text(&source["helm"]["releaseName"]),
            chart: text(&source["chart"]),
            version: text(&source["targetRevision"]),
            repository: text(&source["repoURL"]),
            values: source["helm"]["valuesObject"].clone(),
        });
    }
    let files = repository.folder(source["targetRevision"].as_str()?, source["path"].as_str()?)?;
    let Some(chart) = files.get("Chart.yaml") else { return Some(Content::Folder(files)) };
    let chart = objects(chart).remove(0);
    let [dependency] = chart["dependencies"].as_array()?.as_slice() else { panic!("{chart}") };
    let named = source["helm"]["valueFiles"].as_array().into_iter().flatten();
    let values = named.flat_map(|file| objects(&files[file.as_str().unwrap()]));
    let values: Vec<Value> = values.map(|values| values[dependency["name"].as_str().unwrap()].clone()).collect();
    Some(Content::Chart {
        release: text(&source["helm"]["releaseName"]),
        chart: text(&dependency["name"]),
        version: text(&dependency["version"]),
        repository: text(&dependency["repository"]).replace("oci://", ""),
        values: values.into_iter().next().unwrap_or_default(),
    })
}

fn applications_of(content: &Content) -> Vec<Value> {
    match content {
        Content::Folder(files) => files.values().flat_map(|text| applications_in(text)).collect(),
        Content::Chart { .. } => Vec::new(),
    }
}

pub(super) fn applications_in(text: &str) -> Vec<Value> {
    objects(text).into_iter().filter(|object| object["kind"] == "Application").collect()
}

pub(super) fn name_of(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap()
}

pub(super) fn wave(application: &Value) -> i64 {
    let wave = &application["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"];
    wave.as_str().map_or(0, |wave| wave.parse().unwrap())
}

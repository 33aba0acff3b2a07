//! A Git repository: what its branches and tags name, and the files there.

use std::collections::BTreeMap;

use cellc::pipeline::Output;
use serde_json::Value;

/// Path → text.
pub(super) type Files = BTreeMap<String, String>;

/// Commits, and names for them.
#[derive(Debug, Default)]
pub(super) struct Repository {
    commits: Vec<Files>,
    names: BTreeMap<String, usize>,
}

impl Repository {
    /// Commits an output below `out/`, and moves a branch there.
    pub(super) fn commit(&mut self, branch: &str, output: &Output) {
        let files = output.files.iter().map(|(path, text)| (format!("out/{path}"), text.clone()));
        self.commit_files(branch, files.collect());
    }

    /// The same with files as they are.
    pub(super) fn commit_files(&mut self, branch: &str, files: Files) {
        self.commits.push(files);
        self.names.insert(branch.to_owned(), self.commits.len() - 1);
    }

    /// Names the newest commit.
    pub(super) fn tag(&mut self, tag: &str) {
        self.names.insert(tag.to_owned(), self.commits.len() - 1);
    }

    /// The files below a folder at a revision, by their names in it; [`None`] when there is no such revision or folder.
    pub(super) fn folder(&self, revision: &str, folder: &str) -> Option<Files> {
        let files = &self.commits[*self.names.get(revision)?];
        let prefix = format!("{folder}/");
        let files =
            files.iter().filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?.to_owned(), text.clone())));
        let files: Files = files.collect();
        (!files.is_empty()).then_some(files)
    }
}

/// The objects of a file.
pub(super) fn objects(text: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

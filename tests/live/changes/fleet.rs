//! Fleets that are edited, and what they compile to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use cellc::diagnostic::{has_errors, render};
use cellc::pipeline;
use cellc::source::SourceMap;

/// Generated files by their path.
pub(crate) type Files = BTreeMap<String, String>;

/// Texts of a spec, each with what takes its place.
pub(crate) type Edits = &'static [(&'static str, &'static str)];

/// Where changes start: a fleet, and what is edited in it first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Before {
    /// Says what it is, and is unique.
    pub(crate) name: &'static str,
    /// The spec, in one file.
    pub(crate) fleet: &'static str,
    /// What is edited in it.
    pub(crate) edits: Edits,
    /// The cell that is looked at: `environment/cell`.
    pub(crate) cell: &'static str,
}

impl Before {
    /// The spec.
    pub(crate) fn spec(&self) -> String {
        edited(self.fleet, self.edits)
    }
}

/// A text after edits, each of which must hit one place.
#[track_caller]
pub(crate) fn edited(text: &str, edits: Edits) -> String {
    let mut text = text.to_owned();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from:?} must be there once");
        text = text.replace(from, to);
    }
    text
}

/// What a spec generates.
#[track_caller]
pub(crate) fn generated(spec: &str) -> Arc<Files> {
    compiled(spec).unwrap_or_else(|findings| panic!("{findings}"))
}

/// What a spec generates, or the errors in it. Each spec is compiled once.
pub(crate) fn compiled(spec: &str) -> Result<Arc<Files>, String> {
    static KNOWN: Mutex<BTreeMap<String, Arc<Files>>> = Mutex::new(BTreeMap::new());
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(files) = known().get(spec) {
        return Ok(Arc::clone(files));
    }
    let files = Arc::new(compile(spec)?);
    known().insert(spec.to_owned(), Arc::clone(&files));
    Ok(files)
}

/// What cells share is not what the table is about.
const ALLOWANCES: &str = "allow \"CELL1114\" {\n  reason = \"the table is about changes\"\n}\n";

fn compile(spec: &str) -> Result<Files, String> {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    sources.add("allowances.hcl", "allowances.hcl", ALLOWANCES);
    let settings = pipeline::Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = &analysis.diagnostics;
    match analysis.checked() {
        Some(model) if !has_errors(findings) => Ok(pipeline::generate(model, &mut |_| {}).unwrap().files),
        _ => Err(render::human(findings, &sources, false)),
    }
}

/// The folder of a cell's root: `prod/alpha` → `environments/prod/cells/alpha`.
pub(crate) fn root_of(cell: &str) -> String {
    let (environment, cell) = cell.split_once('/').expect("a cell is named with its environment");
    format!("environments/{environment}/cells/{cell}")
}

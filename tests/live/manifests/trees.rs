//! The manifests of every specification of the repository that has some.

use std::path::Path;
use std::sync::LazyLock;

use cellc::check::JudgedModel;
use cellc::diagnostic::{has_errors, render};
use cellc::kubernetes::Object;
use cellc::pipeline::{self, Output, Settings};
use cellc::source::SourceMap;
use cellc_test_support::specification;
use serde::Serialize;
use serde_json::Value;

use crate::harness::example;

/// One emitted file, as the judges read it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Emitted {
    /// Specification and path.
    pub(crate) path: String,
    /// The file.
    pub(crate) text: String,
    /// What it stands for.
    pub(crate) objects: Vec<Value>,
    /// The Kubernetes version of its cell; without one, it is no Kubernetes objects, and only the text is judged.
    pub(crate) kubernetes: Option<String>,
}

static ALL: LazyLock<Vec<Emitted>> = LazyLock::new(|| example::all().iter().flat_map(|spec| of(spec)).collect());

/// Every emitted file of every specification of the repository.
pub(crate) fn all() -> &'static [Emitted] {
    assert!(!ALL.is_empty(), "no specification of the repository has manifests");
    &ALL
}

fn of(spec: &str) -> Vec<Emitted> {
    let (model, output) = compile(spec);
    let manifests = cellc::lower::lower_manifests(model.checked().unwrap());
    let files = manifests.files.iter();
    files
        .map(|file| Emitted {
            path: format!("{spec}: {}", file.path),
            text: output.files[&file.path].clone(),
            objects: file.objects.iter().map(readable).collect(),
            kubernetes: is_objects(&file.path).then(|| kubernetes(&model, &file.path)),
        })
        .collect()
}

/// An object with its keys in the order in which they are printed.
pub(crate) fn readable(object: &Object) -> Value {
    serde_json::to_value(object).unwrap()["object"].take()
}

/// Whether a file is Kubernetes objects, and not a chart.
pub(crate) fn is_objects(path: &str) -> bool {
    !path.contains("/charts/")
}

/// Compiles a specification of the repository.
pub(crate) fn compile(spec: &str) -> (JudgedModel, Output) {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(spec));
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = render::human(&analysis.diagnostics, &sources, false);
    assert!(!has_errors(&analysis.diagnostics), "{spec}\n{findings}");
    let model = analysis.model.unwrap();
    let output =
        pipeline::generate(model.checked().unwrap(), &mut |_| {}).unwrap_or_else(|faults| panic!("{spec}: {faults:?}"));
    (model, output)
}

fn sources(path: &Path) -> SourceMap {
    let mut sources = SourceMap::new();
    for file in specification::files(path) {
        let text = std::fs::read_to_string(&file).unwrap();
        sources.add(file.to_string_lossy(), file.file_name().unwrap().to_string_lossy(), text);
    }
    sources
}

/// The version of the cell that `gitops/<environment>/<cell>/…` belongs to.
fn kubernetes(model: &JudgedModel, path: &str) -> String {
    let name = path.split('/').nth(2).unwrap();
    let cell = model.cells.iter().find(|cell| cell.name.value.as_str() == name);
    let cell = cell.unwrap_or_else(|| panic!("{path} belongs to no cell"));
    model.class_of(cell).kubernetes.value.to_string()
}

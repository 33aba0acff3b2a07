//! Runs the judges: programs in other languages that read JSON and print a list of faults.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::trees::Emitted;
use crate::harness::tools;

/// Reads files as YAML 1.1 and core objects by the schemas of Kubernetes, in one process. [`None`] where it is missing.
pub(crate) fn kubernetes(files: &[Emitted]) -> Option<Vec<String>> {
    let python = tools::python("manifests")?;
    Some(faults(Command::new(python).arg(script("judge.py")), files))
}

/// Objects of Karpenter, Argo CD and External Secrets, by the packages of their schemas. [`None`] where these are missing.
pub(crate) fn custom_resources(files: &[Emitted]) -> Option<Vec<String>> {
    let folder = tools::folder("manifest-schemas")?;
    let work = TempDir::new().unwrap();
    let files = files.iter().filter(|file| file.kubernetes.is_some());
    let objects = files.flat_map(|file| file.objects.iter().map(|object| (&file.path, object)));
    let objects: Vec<Value> = objects.map(|(path, object)| json!({ "path": path, "object": object })).collect();
    Some(faults(Command::new("node").arg(script("validate.mjs")).arg(folder).arg(work.path()), &objects))
}

fn script(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/manifests").join(name)
}

fn faults(command: &mut Command, input: &(impl Serialize + ?Sized)) -> Vec<String> {
    let mut judge = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    judge.stdin.take().unwrap().write_all(&serde_json::to_vec(input).unwrap()).unwrap();
    let outcome = judge.wait_with_output().unwrap();
    assert!(outcome.status.success(), "{command:?} failed");
    serde_json::from_slice(&outcome.stdout).unwrap()
}

//! Emitted files, read back as any YAML reader would.

use cellc::pipeline::Output;
use serde_json::Value;

/// Every object in the files below `folder`, in the order of the files.
pub(crate) fn objects(output: &Output, folder: &str) -> Vec<Value> {
    let files = output.files.iter().filter(|(path, _)| path.starts_with(folder));
    files.flat_map(|(path, text)| documents(path, text)).collect()
}

fn documents(path: &str, text: &str) -> Vec<Value> {
    let read: Result<Vec<Value>, _> = serde_saphyr::from_multiple(text);
    read.unwrap_or_else(|error| panic!("{path} is no YAML: {error}"))
}

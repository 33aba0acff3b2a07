//! A root: the backend, the provider and the module call of one cell.

use std::collections::BTreeMap;

use super::Unreadable;
use super::configuration::{Configuration, flattened};
use super::fleet::{Files, parse};
use super::module::Module;
use super::syntax::{Block, Body};
use super::value::Value;

/// What is written in the root of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Root {
    /// By path: `backend.key`, `provider.region`, `terraform.required_version`.
    pub(super) settings: BTreeMap<String, Value>,
    /// The module calls by their names.
    pub(super) calls: BTreeMap<String, Call>,
}

/// A module call.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Call {
    /// The folder of the module, below the output folder.
    pub(super) module: String,
    /// What the module is called with.
    pub(super) arguments: BTreeMap<String, Value>,
}

impl Root {
    /// Reads the files of a root.
    pub(super) fn read(folder: &str, files: &Files<'_>) -> Result<Self, Unreadable> {
        let mut root = Self::default();
        for (name, text) in files {
            root.add(folder, parse(folder, name, text)?);
        }
        Ok(root)
    }

    /// Where the cell is and what it is called there: two roots with the same identity mean the same cell.
    pub(super) fn identity(&self) -> Option<[Value; 3]> {
        let call = self.calls.values().next()?;
        let argument = |name: &str| call.arguments.get(name).cloned();
        Some([argument("account_id")?, argument("region")?, argument("vpc_cidr")?])
    }

    fn add(&mut self, folder: &str, body: Body) {
        for block in body.blocks {
            match (block.kind.as_str(), block.labels.as_slice()) {
                ("terraform", _) => self.add_terraform(block.body),
                ("provider", [_]) => self.set("provider", &block.body),
                ("module", [name]) => _ = self.calls.insert(name.clone(), Call::of(folder, &block)),
                _ => {}
            }
        }
    }

    fn add_terraform(&mut self, mut body: Body) {
        for block in std::mem::take(&mut body.blocks) {
            if let ("backend", [kind]) = (block.kind.as_str(), block.labels.as_slice()) {
                self.settings.insert("backend.type".to_owned(), Value::Text(kind.clone()));
                self.set("backend", &block.body);
            } else {
                self.set(&format!("terraform.{}", block.kind), &block.body);
            }
        }
        self.set("terraform", &body);
    }

    fn set(&mut self, prefix: &str, body: &Body) {
        self.settings.extend(flattened(body).into_iter().map(|(path, value)| (format!("{prefix}.{path}"), value)));
    }
}

impl Call {
    fn of(folder: &str, block: &Block) -> Self {
        let (module, none, no_renames) = (Module::default(), BTreeMap::new(), BTreeMap::new());
        let configuration = Configuration { module: &module, arguments: &none, renames: &no_renames };
        let value = |(name, written)| (String::clone(name), configuration.literal(written));
        let mut arguments: BTreeMap<String, Value> = block.body.attributes.iter().map(value).collect();
        let source = arguments.remove("source");
        let source = if let Some(Value::Text(source)) = &source { resolved(folder, source) } else { String::new() };
        Self { module: source, arguments }
    }
}

/// A path with `..` steps, as seen from a folder.
fn resolved(folder: &str, source: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in source.split('/') {
        match step {
            ".." => _ = steps.pop(),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

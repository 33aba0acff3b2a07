//! A root: the backend, the provider and the module call of one cell.

use std::collections::BTreeMap;

use super::Unreadable;
use super::configuration::{Configuration, flattened};
use super::fleet::{Files, parse};
use super::module::Module;
use super::syntax::{Block, Body, Expression, Step};
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
        let mut bodies = Vec::new();
        let mut variables = Module::default();
        for (name, text) in files {
            let body = parse(folder, name, text)?;
            variables.add(body.clone());
            bodies.push(body);
        }
        let mut root = Self::default();
        for body in bodies {
            root.add(folder, body, &variables);
        }
        Ok(root)
    }

    /// Where the cell is and what it is called there: two roots with the same identity mean the same cell.
    pub(super) fn identity(&self) -> Option<[Value; 3]> {
        let call = self.calls.values().next()?;
        let argument = |name: &str| call.arguments.get(name).cloned();
        Some([argument("account_id")?, argument("region")?, argument("vpc_cidr")?])
    }

    /// Adds a file. Variables have their defaults: what a run passes instead is in no file.
    fn add(&mut self, folder: &str, body: Body, variables: &Module) {
        for block in body.blocks {
            match (block.kind.as_str(), block.labels.as_slice()) {
                ("terraform", _) => self.add_terraform(block.body, variables),
                ("provider", [_]) => {
                    self.set("provider", &block.body, variables);
                    given(&block.body, "provider", variables, &mut self.settings);
                }
                ("module", [name]) => _ = self.calls.insert(name.clone(), Call::of(folder, &block, variables)),
                _ => {}
            }
        }
    }

    fn add_terraform(&mut self, mut body: Body, variables: &Module) {
        for block in std::mem::take(&mut body.blocks) {
            if let ("backend", [kind]) = (block.kind.as_str(), block.labels.as_slice()) {
                self.settings.insert("backend.type".to_owned(), Value::Text(kind.clone()));
                self.set("backend", &block.body, variables);
            } else {
                self.set(&format!("terraform.{}", block.kind), &block.body, variables);
            }
        }
        self.set("terraform", &body, variables);
    }

    fn set(&mut self, prefix: &str, body: &Body, variables: &Module) {
        self.settings
            .extend(flattened(body, variables).into_iter().map(|(path, value)| (format!("{prefix}.{path}"), value)));
    }
}

impl Call {
    fn of(folder: &str, block: &Block, variables: &Module) -> Self {
        let (none, no_renames) = (BTreeMap::new(), BTreeMap::new());
        let configuration = Configuration { module: variables, arguments: &none, renames: &no_renames };
        let value = |(name, written)| (String::clone(name), configuration.literal(written));
        let mut arguments: BTreeMap<String, Value> = block.body.attributes.iter().map(value).collect();
        let source = arguments.remove("source");
        let source = if let Some(Value::Text(source)) = &source { resolved(folder, source) } else { String::new() };
        Self { module: source, arguments }
    }
}

/// What a run may set otherwise than the default says: whoever may start a run decides it, even while the value is the same.
fn given(body: &Body, prefix: &str, variables: &Module, settings: &mut BTreeMap<String, Value>) {
    for (name, written) in &body.attributes {
        if let Expression::Path { root, steps } = written
            && let ("var", [Step::Name(variable)]) = (root.as_str(), steps.as_slice())
            && variables.defaults.contains_key(variable)
        {
            let value = Value::Opaque(format!("var.{variable}"));
            settings.insert(format!("{prefix}.{name} (input of a run)"), value);
        }
    }
    for block in &body.blocks {
        given(&block.body, &format!("{prefix}.{}", block.kind), variables, settings);
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

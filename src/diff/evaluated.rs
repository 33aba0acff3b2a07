//! Roots with everything that Terraform would make of them, for the prover: whole values instead of compared ones.

use std::collections::BTreeMap;

use super::Unreadable;
use super::configuration::Configuration;
use super::fleet::{Files, Fleet, parse};
use super::module::Module;
use super::root::Root;
use super::syntax::{Block, Body};
use super::value::{Value, address};

/// A root, with the resources that it and the modules that it calls declare.
#[derive(Debug, Clone)]
pub struct EvaluatedRoot {
    /// Its folder below the output folder.
    pub folder: String,
    /// The arguments of `provider "aws"`; blocks are lists of objects.
    pub provider: BTreeMap<String, Value>,
    /// The resource instances in the order of their addresses.
    pub instances: Vec<Instance>,
    /// What is not evaluated: the file, and what it is.
    pub unread: Vec<(String, String)>,
}

/// One resource instance.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Below the output folder.
    pub file: String,
    /// The module call that makes it, such as `module.cell.`; empty in the root.
    pub prefix: String,
    /// Address within its module, such as `aws_subnet.private["a"]`.
    pub address: String,
    /// `aws_subnet`.
    pub kind: String,
    /// Arguments; nested blocks are lists of objects.
    pub arguments: BTreeMap<String, Value>,
}

/// Every root of a set of files, by paths and texts.
///
/// # Errors
/// When a file is no HCL.
pub fn evaluated<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Vec<EvaluatedRoot>, Unreadable> {
    let fleet = Fleet::of(files);
    fleet.roots().map(|(folder, files)| root(&fleet, folder, files)).collect()
}

fn root(fleet: &Fleet<'_>, folder: &str, files: &Files<'_>) -> Result<EvaluatedRoot, Unreadable> {
    let calls = Root::read(folder, files)?.calls;
    let mut evaluated = EvaluatedRoot {
        folder: folder.to_owned(),
        provider: BTreeMap::new(),
        instances: Vec::new(),
        unread: Vec::new(),
    };
    evaluated.add_provider(folder, files)?;
    evaluated.add_module(folder, files, "", &BTreeMap::new())?;
    for (name, call) in &calls {
        match fleet.root(&call.module) {
            Some(files) => evaluated.add_module(&call.module, files, &format!("module.{name}."), &call.arguments)?,
            None => evaluated.unread.push((folder.to_owned(), format!("module.{name}: its source is not here"))),
        }
    }
    evaluated.instances.sort_by(|one, other| (&one.prefix, &one.address).cmp(&(&other.prefix, &other.address)));
    Ok(evaluated)
}

impl EvaluatedRoot {
    fn add_provider(&mut self, folder: &str, files: &Files<'_>) -> Result<(), Unreadable> {
        let (module, none, no_renames) = (Module::default(), BTreeMap::new(), BTreeMap::new());
        let configuration = Configuration { module: &module, arguments: &none, renames: &no_renames };
        for (name, text) in files {
            for block in parse(folder, name, text)?.of_kind("provider") {
                let is_aws = matches!(block.labels.as_slice(), [label] if label == "aws");
                if is_aws && !block.body.attributes.contains_key("alias") {
                    self.provider.extend(configuration.whole(&block.body));
                } else {
                    let what = format!("provider.{}: another account, region or service", block.labels.join("."));
                    self.unread.push((format!("{folder}/{name}"), what));
                }
            }
        }
        Ok(())
    }

    fn add_module(
        &mut self,
        folder: &str,
        files: &Files<'_>,
        prefix: &str,
        arguments: &BTreeMap<String, Value>,
    ) -> Result<(), Unreadable> {
        let (mut module, mut places) = (Module::default(), BTreeMap::new());
        for (name, text) in files {
            let body = parse(folder, name, text)?;
            let file = format!("{folder}/{name}");
            for block in &body.blocks {
                self.note_unread(&file, prefix, block);
                if let ("resource", [kind, label]) = (block.kind.as_str(), block.labels.as_slice()) {
                    places.insert(format!("{kind}.{label}"), file.clone());
                }
            }
            module.add(body);
        }
        let no_renames = BTreeMap::new();
        let configuration = Configuration { module: &module, arguments, renames: &no_renames };
        for (resource, body) in &module.resources {
            let file = places.get(resource).cloned().unwrap_or_default();
            let kind = resource.split_once('.').map_or(resource.as_str(), |(kind, _)| kind);
            for (key, arguments) in configuration.wholes(body) {
                self.instances.push(Instance {
                    file: file.clone(),
                    prefix: prefix.to_owned(),
                    address: address(resource, key.as_deref()),
                    kind: kind.to_owned(),
                    arguments,
                });
            }
        }
        Ok(())
    }

    /// What would bring resources or policies that are not seen here.
    fn note_unread(&mut self, file: &str, prefix: &str, block: &Block) {
        let what = || format!("{prefix}{}.{}", block.kind, block.labels.join("."));
        let is_nested_call = block.kind == "module" && !prefix.is_empty();
        if block.kind == "data" || is_nested_call {
            self.unread.push((file.to_owned(), format!("{}: not evaluated", what())));
        }
        if block.kind == "resource" && block.body.attributes.contains_key("provider") {
            self.unread.push((file.to_owned(), format!("{}: has a provider of its own", what())));
        }
        if block.kind == "resource" && (block.body.attributes.contains_key("count") || has_dynamic(&block.body)) {
            self.unread.push((file.to_owned(), format!("{}: has `count` or `dynamic`", what())));
        }
    }
}

fn has_dynamic(body: &Body) -> bool {
    body.blocks.iter().any(|block| block.kind == "dynamic" || has_dynamic(&block.body))
}

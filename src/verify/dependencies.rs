//! What depends on what inside a module.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::terraform::{Block, Expression, File};

use super::{
    providers,
    scope::{Scope, literal},
};
use crate::terraform::references::{self, Reference};

/// Something that a module declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'t> {
    Variable(&'t str),
    Local(&'t str),
    Resource(&'t str, &'t str),
    /// A call counts as one thing: all outputs depend on all arguments.
    Call(&'t str),
    /// A provider configuration: name and alias.
    Provider(&'t str, &'t str),
    /// Blocks that nothing can refer to, by their place.
    Unnamed(usize),
}

/// The dependencies of one module.
pub(super) struct Dependencies<'t> {
    pub(super) nodes: BTreeMap<Node<'t>, Declared<'t>>,
}

/// Where a node is declared and what it refers to.
pub(super) struct Declared<'t> {
    pub(super) file: &'t File,
    pub(super) refers_to: BTreeSet<Node<'t>>,
}

impl<'t> Dependencies<'t> {
    /// Collects the references of all blocks.
    pub(super) fn of(scope: &Scope<'t>) -> Self {
        let mut dependencies = Self { nodes: BTreeMap::new() };
        for file in &scope.module.files {
            for block in file.body.blocks() {
                dependencies.add(file, block);
            }
        }
        dependencies
    }

    fn add(&mut self, file: &'t File, block: &'t Block) {
        if block.kind == "locals" {
            for local in block.body.attributes() {
                let mut refers_to = BTreeSet::new();
                references::in_expression(&local.value, &mut |reference| refers_to.extend(Node::of(reference)));
                self.insert(Node::Local(&local.name), file, refers_to);
            }
            return;
        }
        let mut refers_to = BTreeSet::new();
        references::in_body(&block.body, &mut |reference| refers_to.extend(Node::of(reference)));
        let node = match (block.kind.as_str(), block.labels.as_slice()) {
            ("variable", [name]) => Node::Variable(name),
            ("module", [name]) => {
                refers_to.extend(
                    providers::passed(block).filter_map(|(_, configuration)| Node::configuration(configuration)),
                );
                Node::Call(name)
            }
            ("provider", [name]) => {
                let alias = block.body.attribute("alias").and_then(|alias| literal(&alias.value));
                Node::Provider(name, alias.unwrap_or_default())
            }
            ("resource", [kind, name]) => {
                refers_to.extend(configured_by(kind, block));
                Node::Resource(kind, name)
            }
            _ => Node::Unnamed(self.nodes.len()),
        };
        self.insert(node, file, refers_to);
    }

    fn insert(&mut self, node: Node<'t>, file: &'t File, refers_to: BTreeSet<Node<'t>>) {
        let declared = self.nodes.entry(node).or_insert(Declared { file, refers_to: BTreeSet::new() });
        declared.refers_to.extend(refers_to);
    }

    /// The provider configurations with an alias, each with the file that declares it.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (Node<'t>, &'t File)> {
        let nodes = self.nodes.iter().map(|(node, declared)| (*node, declared.file));
        nodes.filter(|(node, _)| matches!(node, Node::Provider(_, alias) if !alias.is_empty()))
    }

    /// Everything that something other than itself refers to.
    pub(super) fn used(&self) -> BTreeSet<Node<'t>> {
        let others = |(node, declared): (&Node<'t>, &Declared<'t>)| {
            let node = *node;
            declared.refers_to.iter().copied().filter(move |used| *used != node).collect::<Vec<_>>()
        };
        self.nodes.iter().flat_map(others).collect()
    }
}

/// The provider configuration that a resource waits for.
fn configured_by<'t>(kind: &'t str, block: &'t Block) -> Option<Node<'t>> {
    let chosen = block.body.attribute("provider").and_then(|provider| Node::configuration(&provider.value));
    chosen.or_else(|| kind.split('_').next().map(|name| Node::Provider(name, "")))
}

impl<'t> Node<'t> {
    /// The provider configuration that an expression such as `aws` or `aws.replica` names.
    fn configuration(expression: &'t Expression) -> Option<Self> {
        let reference = references::as_reference(expression)?;
        Some(Self::Provider(reference.root, reference.first().unwrap_or_default()))
    }

    /// What a reference names; none for `each`, `path` and the like.
    fn of(reference: Reference<'t>) -> Option<Self> {
        let name = reference.first()?;
        match reference.root {
            "var" => Some(Self::Variable(name)),
            "local" => Some(Self::Local(name)),
            "module" => Some(Self::Call(name)),
            "each" | "path" | "terraform" | "self" | "count" | "data" => None,
            kind => Some(Self::Resource(kind, name)),
        }
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(formatter, "var.{name}"),
            Self::Local(name) => write!(formatter, "local.{name}"),
            Self::Resource(kind, name) => write!(formatter, "{kind}.{name}"),
            Self::Call(name) => write!(formatter, "module.{name}"),
            Self::Provider(name, "") => write!(formatter, "provider.{name}"),
            Self::Provider(name, alias) => write!(formatter, "provider.{name}.{alias}"),
            Self::Unnamed(_) => Ok(()),
        }
    }
}

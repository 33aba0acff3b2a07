//! Blocks, attributes and files.

use serde::Serialize;

use super::Expression;
use crate::layout::{self, RootKind};

/// Everything that one run makes: modules and root configurations.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Tree {
    /// All modules, child modules and roots alike, in the order of their paths.
    pub modules: Vec<Module>,
}

/// A Terraform module: one folder of configuration files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Module {
    /// Folder below the output folder, with `/` between its parts and none at the ends, such as `modules/prod-cell`.
    pub path: String,
    /// What it is.
    pub role: ModuleRole,
    /// The files in it.
    pub files: Vec<File>,
}

/// What a [`Module`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ModuleRole {
    /// A module that others call: it has no state, and its callers pass in its providers.
    Child,
    /// A root configuration: it has a state and providers, and nobody calls it.
    Root(RootKind),
}

impl Module {
    /// The module of that name that others call.
    pub fn child(name: &str, files: Vec<File>) -> Self {
        Self { path: layout::module_folder(name), role: ModuleRole::Child, files }
    }

    /// A root configuration, in its folder.
    pub fn root(kind: RootKind, files: Vec<File>) -> Self {
        Self { path: kind.folder(), role: ModuleRole::Root(kind), files }
    }

    /// Whether it is a root configuration.
    pub const fn is_root(&self) -> bool {
        matches!(self.role, ModuleRole::Root(_))
    }
}

/// One `.tf` file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct File {
    /// File name inside the module, such as `network.tf`.
    pub name: String,
    /// Path of the source file that lowered it, such as `src/lower/network.rs`: named when verification finds a fault. Empty when the
    /// file was read.
    pub lowered_by: &'static str,
    /// Lines of the comment that opens the file, without `#`.
    pub header: Vec<String>,
    /// The content.
    pub body: Body,
}

/// The content of a file or a block.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Body {
    /// Attributes, nested blocks and comments in the order of the text.
    pub items: Vec<Item>,
}

/// One thing in a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// `name = value`
    Attribute(Attribute),
    /// `kind "label" { … }`
    Block(Block),
}

/// `name = value`, with the comment lines above it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribute {
    /// Comment above, without `#`; empty for none. Line breaks make several comment lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Name: a Terraform identifier.
    pub name: String,
    /// Value.
    pub value: Expression,
}

/// `kind "label" … { … }`, with the comment lines above it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// Comment above, without `#`; empty for none. Line breaks make several comment lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Block type, such as `resource` or `access_scope`.
    pub kind: String,
    /// Labels; identifiers only, because `terraform fmt` drops what it would have to escape.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Content.
    pub body: Body,
}

impl Body {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// All attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute),
            Item::Block(_) => None,
        })
    }

    /// All nested blocks, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Attribute(_) => None,
        })
    }
}

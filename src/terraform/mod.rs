//! The Terraform representation: what `lower` makes, `verify` checks and `print` writes.
//!
//! It models the part of the language that a colleague would write by hand: blocks, attributes, comments and typed
//! expressions. There is no raw text in it, so that every name in the output can be resolved and every string is
//! escaped in one place.

mod body;
mod build;
mod expression;
pub(crate) mod references;

pub use body::{Attribute, Block, Body, File, Item, Module, ModuleRole, Tree};
pub use build::{BodyBuilder, block, call, conditional, for_list, for_object, list, object, path, resource, text};
pub use expression::{
    BinaryOperator, Binding, Call, Conditional, Expression, ForList, ForObject, Key, ObjectItem, Operation, Step,
    Template, TemplatePart, Traversal, UnaryOperator,
};

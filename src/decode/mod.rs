//! Stage `decode`: [`Node`] tree → [`Spec`].
//!
//! Every value is typed and keeps its place; **all** errors are collected. What cannot be read is left out, and what
//! was left out is remembered by name ([`Labelled::is_poisoned`]) so that later stages do not report its absence again.
//!
//! A block of the specification is declared once, with the `spec_block!` macro: the declaration is its Rust type, its
//! reader, its JSON Schema and its reference text.

mod block;
mod decoder;
mod field;
mod labelled;
mod scalar;

pub(crate) use block::spec_block;
pub use block::{Block, BlockReader};
pub use decoder::Decoder;
pub use field::Field;
pub use labelled::{Labelled, LabelledEntry};
pub use scalar::{Decode, Scalar};

use crate::diagnostic::Diagnostic;
use crate::parse::Node;
use crate::spec::Spec;

/// Reads the root object of a specification. The result is [`None`] only when the root is not an object.
pub fn decode(root: &Node) -> (Option<Spec>, Vec<Diagnostic>) {
    let mut decoder = Decoder::default();
    let spec = decoder.block(root, root.span, "the specification");
    (spec, decoder.into_diagnostics())
}

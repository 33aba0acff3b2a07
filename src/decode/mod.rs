//! Stage `decode`: [`Node`] tree → [`Spec`].
//!
//! Every value is typed and keeps its place; **all** errors are collected. What cannot be read is left out, and what
//! was left out is remembered by name ([`Labelled::is_poisoned`]) so that later stages do not report its absence again.
//!
//! A block of the specification is declared once, with the `spec_block!` macro: the declaration is its Rust type, its
//! reader, its JSON Schema and its reference text.

mod allowance;
mod block;
mod chart_values;
mod collection;
mod decoder;
mod example;
mod field;
mod foreign;
mod labelled;
mod places;
mod remedy;
mod required_version;
mod scalar;
mod unreadable;

pub use allowance::{ALLOW, Allowance};
pub use block::{Block, BlockReader, Instead};
pub(crate) use block::{present, spec_block};
pub use decoder::Decoder;
pub use field::Field;
pub use labelled::{Labelled, LabelledEntry};
pub use places::Walk;
pub(crate) use required_version::{refusal_of, refusals};
pub use scalar::{Decode, Scalar};
pub use unreadable::{Reading, StandIn, Unreadable};

use self::block::Header;
use crate::diagnostic::Diagnostic;
use crate::parse::Node;
use crate::spec::Spec;

/// What a specification says.
#[derive(Debug)]
pub struct Decoded {
    /// The typed specification; [`None`] only when the root is not an object.
    pub spec: Option<Spec>,
    /// Every `allow` block, in the order of the text.
    pub allowances: Vec<Allowance>,
    /// Everything that could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// The single values among it, in the order of the text.
    pub unreadable: Vec<Unreadable>,
}

/// Reads the root object of a specification.
pub fn decode(root: &Node) -> Decoded {
    decode_as(root, Reading::new())
}

/// Reads the root object of a specification with stand-ins for values that cannot be read.
pub fn decode_as(root: &Node, reading: Reading) -> Decoded {
    let mut decoder = Decoder::of(reading);
    let spec = decoder.block(root, Header { span: root.span, title: "the specification", label: "" });
    decoder.finish(spec)
}

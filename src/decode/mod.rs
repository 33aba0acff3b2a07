//! Stage `decode`: [`Node`] tree → [`Spec`](crate::spec::Spec), or any other [`Block`].
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
mod key;
mod kind;
mod labelled;
mod places;
mod reader;
mod remedy;
mod repeated;
mod required_version;
mod scalar;
mod scalars;
mod schema;
mod unreadable;

pub use allowance::{Allow, Allowance};
pub use block::Block;
pub(crate) use block::{optional, spec_block};
pub use decoder::Decoder;
pub use field::Field;
pub(crate) use field::with_names;
pub use key::{Instead, Key, Keys};
pub use labelled::{Labelled, LabelledEntry};
pub use places::Walk;
pub use reader::BlockReader;
pub use repeated::Repeated;
pub(crate) use required_version::{refusal_of, refusals};
pub use scalar::{Decode, Scalar};
pub(crate) use schema::{present, with_default};
pub use unreadable::{Reading, StandIn, Unreadable};

use self::reader::Header;
use crate::diagnostic::Diagnostic;
use crate::parse::Node;

/// The key of blocks that accept findings, which every block may hold.
pub const ALLOW: &str = "allow";

/// What a specification says: `T` is its root, [`Spec`](crate::spec::Spec).
#[derive(Debug)]
pub struct Decoded<T> {
    /// The typed specification; [`None`] only when the root is not an object.
    pub spec: Option<T>,
    /// Every `allow` block, in the order of the text.
    pub allowances: Vec<Allowance>,
    /// Everything that could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// The single values among it, in the order of the text.
    pub unreadable: Vec<Unreadable>,
}

/// Reads the root object of a specification.
pub fn decode<T: Block>(root: &Node) -> Decoded<T> {
    decode_as(root, Reading::new())
}

/// Reads the root object of a specification with stand-ins for values that cannot be read.
pub fn decode_as<T: Block>(root: &Node, reading: Reading) -> Decoded<T> {
    let mut decoder = Decoder::of(reading);
    let spec = decoder.block(root, Header { span: root.span, title: "the specification", label: "" });
    decoder.finish(spec)
}

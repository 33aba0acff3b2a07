//! Producers: each turns a checked model into files of one kind and hands them to a [`Sink`] one by one, so that nothing
//! holds the files of a whole fleet.
//!
//! A new kind of file is a new producer: a file or a folder here that makes its text, and a line in [`PRODUCERS`]. Every
//! file opens with [`header`](crate::lower::header), written as a [`Comment`](crate::print::Comment) of its kind.

mod accounts;
mod entry_points;
mod guard;
mod manifests;
mod owned;
mod parts;
mod repository;
mod routes;
mod shared;
mod sink;
mod terraform;

pub use owned::Owned;
pub use sink::{InMemory, Sink};

use crate::check::CheckedModel;
use crate::verify::Fault;
use guard::Guard;

/// Makes all files of one kind.
#[derive(Debug)]
pub struct Producer {
    /// What it makes, in one word.
    pub name: &'static str,
    /// The source file that it is written in, which a fault names.
    pub source: &'static str,
    /// Where its files are. No two producers own the same path, or one inside that of the other.
    pub owns: &'static [Owned],
    /// Hands all files to the sink; gives the faults of the compiler, with which the files are not complete.
    produce: fn(CheckedModel<'_>, &dyn Sink) -> Vec<Fault>,
}

/// All producers, in the order in which they work.
pub const PRODUCERS: &[Producer] = &[
    accounts::PRODUCER,
    terraform::PRODUCER,
    manifests::PRODUCER,
    repository::PRODUCER,
    routes::PRODUCER,
    entry_points::PRODUCER,
];

impl Producer {
    /// Hands all files of a model to the sink.
    ///
    /// # Errors
    /// Faults of the compiler, never of the specification. What the sink was given is not complete then.
    pub fn produce(&self, model: CheckedModel<'_>, sink: &dyn Sink) -> Result<(), Vec<Fault>> {
        let guard = Guard::new(self, sink);
        let mut faults = (self.produce)(model, &guard);
        faults.extend(guard.into_faults());
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// What all producers own.
pub fn owned() -> impl Iterator<Item = Owned> {
    PRODUCERS.iter().flat_map(|producer| producer.owns).copied()
}

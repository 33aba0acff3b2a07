//! Stage `resolve`: [`Spec`] → [`Model`].
//!
//! Applies defaults (profile → environment → class → cell), derives names, plans networks, and follows references
//! between blocks. What it orders, it orders by name, so that the order of blocks in the specification never shows.

mod access;
mod account;
mod admission;
mod application;
mod by_value;
mod cell;
mod class;
mod departed;
mod disruption;
mod environment;
mod fleet;
mod front_door;
mod namespace;
mod profile;
mod ranges;
mod repeated;
mod resting;
mod router;
mod share;
mod shared_fate;
mod storage;
mod tags;
mod tenant;
mod tier;
mod tier_keys;
mod zone_slots;

use crate::decode::LabelledEntry;
use crate::diagnostic::Diagnostic;
use crate::lock::Lock;
use crate::model::{Model, Part, Partial};
use crate::source::{SourceMap, Span};
use crate::spec::{self, Spec};
use crate::values::{Date, Name};

/// What is known beside the specification.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What earlier builds have decided.
    pub lock: &'a Lock,
    /// The day of the build: networks that cells have left are free again after a while.
    pub as_of: Date,
}

/// Resolves a specification. The model is as complete as the specification allows; with errors among the diagnostics it
/// is good for checking, not for lowering.
pub fn resolve(spec: &Spec, sources: &SourceMap, known: Known<'_>) -> (Model, Vec<Diagnostic>) {
    let mut resolver =
        Resolver { spec, sources, known, comparisons: 0, hosts: with_cells(spec).count(), diagnostics: Vec::new() };
    resolver.repeated();
    let fleet = resolver.fleet();
    let mut environments = resolver.environments(&fleet);
    let shares = resolver.shares(&fleet, &mut environments);
    let cells = resolver.cells(&fleet.model, &environments);
    resolver.buckets(&mut environments, &cells);
    let tenants = resolver.tenants(&environments, &cells);
    account::set_demands(&mut environments, &cells, resolver.spec);
    let model = Model {
        accounts: resolver.accounts(&fleet, &environments, &cells),
        partial: Partial::from([(Part::Cells, spec.cell.has_poison() || cells.len() < spec.cell.len())]),
        resting: resting::resting(known, &cells),
        departed: departed::departed(known.lock, spec),
        fleet: fleet.model,
        environments,
        cells,
        shares,
        tenants,
        shared_fate: shared_fate::declared(spec),
    };
    (model, resolver.diagnostics)
}

/// The environments that have cells of their own.
fn with_cells(spec: &Spec) -> impl Iterator<Item = (&Name, &LabelledEntry<spec::Environment>)> + Clone {
    spec.environment.iter().filter(|(_, entry)| entry.block.shares.is_none())
}

struct Resolver<'a> {
    spec: &'a Spec,
    sources: &'a SourceMap,
    known: Known<'a>,
    /// How many names were compared with unknown ones so far.
    comparisons: usize,
    /// How many environments have cells of their own.
    hosts: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The name by which generated files call the source of a block; empty for what was built in Rust.
    fn origin(&self, span: Span) -> String {
        self.sources.file_of(span).map(|file| file.name.clone()).unwrap_or_default()
    }
}

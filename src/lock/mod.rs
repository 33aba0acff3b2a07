//! The lock file of a fleet: what cellc decided once and has to decide alike for ever, such as the network that a cell was
//! given and the place of each of its zones in it.
//!
//! The file, `fleet.lock.json`, lies beside the spec and belongs in version control. It is JSON with sorted keys and one
//! fact per line, so that Git merges what two branches added, and a conflict is solved by keeping the lines of both sides.
//! Each line says what it is about without the lines around it, because a merge may move it anywhere:
//!
//! ```json
//! {
//!   "format": 1,
//!   "blocks prod/alpha": 4,
//!   "buckets prod": 256,
//!   "freed 10.9.0.0/16": "prod/old 2026-11-28",
//!   "range prod/alpha": "10.1.0.0/16",
//!   "zone prod/alpha/eu-central-1a": 0
//! }
//! ```
//!
//! * `blocks`: into how many equal blocks the network of a cell is cut.
//! * `buckets`: how many buckets the tenants of an environment share, which can never change.
//! * `zone`: the block of each zone, counted from 0. A zone that leaves the spec keeps its block, because its subnets are
//!   there until Terraform has destroyed them; whoever has made sure of that deletes the line.
//! * `pair`: of each route of a front door whose target group is being replaced, what the new group is like and which step the
//!   replacement is at (`8443 https step 1`). The line goes with the last step.
//! * `range`: the network of each cell.
//! * `route`: the port and the protocol of the target group of each route of a front door (`8080 http`); while it is being
//!   replaced, of the one before.
//! * `state`: the state of each cell that is not active.
//! * `freed`: networks that cells have had, with the last one and the day of the build in which it left. cellc gives such a
//!   network to no cell for [`DAYS_OF_REST`] days, and warns of a cell that writes one as its `cidr`.
//!
//! Facts of kinds that this version does not know are kept as they are. Everything here is pure: reading and writing the file is a
//! matter of `cli` and `emit`.

mod adopt;
mod entry;
mod fault;
mod print;
mod read;
mod record;
mod route;

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use crate::source::{FileId, Span};
use crate::values::{CellState, Cidr, Date};

pub use adopt::adopt;
pub use fault::Fault;
pub use read::read;
pub use record::after;
pub use route::RouteFacts;

/// The form of the file.
pub const FORMAT: u64 = 1;

/// The name of the file in a folder of spec files, and beside a spec that is called `fleet`.
pub const FILE_NAME: &str = "fleet.lock.json";

/// For so many days no cell is given a network that another one has left. Routes, firewall rules and the access logs of an
/// audit's quarter name the old owner for as long.
pub const DAYS_OF_REST: i32 = 90;

/// What a fleet has to remember.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The cells, by `environment/cell`.
    pub cells: BTreeMap<String, CellFacts>,
    /// The routes of front doors, by `environment/route`.
    pub routes: BTreeMap<String, RouteFacts>,
    /// The networks that cells have left.
    pub freed: BTreeMap<Cidr, Freed>,
    /// How many buckets the tenants of an environment share, by the environment.
    pub buckets: BTreeMap<String, u32>,
    /// Facts of kinds that this version does not know, by their keys.
    unknown: BTreeMap<String, Value>,
    /// Where the facts are, by their keys.
    places: Places,
}

/// What is remembered of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellFacts {
    /// log2 of the number of blocks that its network is cut into.
    pub bits: Option<u8>,
    /// The block of each zone, by the full name of the zone.
    pub zones: BTreeMap<String, u32>,
    /// Its network.
    pub range: Option<Cidr>,
    /// Its state, unless it was active.
    pub state: Option<CellState>,
}

impl CellFacts {
    /// The state in which the last build had it.
    pub fn last_state(&self) -> CellState {
        self.state.unwrap_or(CellState::Active)
    }
}

/// Who had a network, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freed {
    /// `environment/cell`.
    pub cell: String,
    /// The day of the build in which the cell left it.
    pub day: Date,
}

impl Freed {
    /// The last day on which the network rests.
    pub fn last_day_of_rest(&self) -> Date {
        // Behind the year 9999 there is no day.
        self.day.plus_days(DAYS_OF_REST - 1).unwrap_or(self.day)
    }
}

impl Lock {
    /// What is remembered of a cell; [`None`] for one that is new.
    pub fn cell(&self, key: &str) -> Option<&CellFacts> {
        self.cells.get(key)
    }

    /// The networks that no cell is given on that day, with those that have left them.
    pub fn resting(&self, day: Date) -> impl Iterator<Item = (Cidr, &Freed)> {
        let freed = self.freed.iter().map(|(range, freed)| (*range, freed));
        freed.filter(move |(_, freed)| freed.day.days_until(day) < DAYS_OF_REST)
    }

    /// The same lock, whose facts have places in this file: it was read from the file's text.
    #[must_use]
    pub fn located_in(self, file: FileId) -> Self {
        Self { places: Places { file: Some(file), ..self.places }, ..self }
    }

    /// How many buckets the tenants of an environment share; [`None`] where they share none.
    pub fn bucket_count(&self, environment: &str) -> Option<u32> {
        self.buckets.get(environment).copied()
    }

    /// Where the file says how many buckets an environment has; [`Span::NONE`] when it does not, or is not known.
    pub fn place_of_bucket_count(&self, environment: &str) -> Span {
        self.place(&key(kind::BUCKETS, environment))
    }

    /// Where the file gives a cell its network; [`Span::NONE`] when it does not, or is not known.
    pub fn place_of_range(&self, cell: &str) -> Span {
        self.place(&key(kind::RANGE, cell))
    }

    /// Where the file says what state a cell was in; where it gives the cell its network when it does not, because the cell was
    /// active.
    pub fn place_of_state(&self, cell: &str) -> Span {
        let state = self.place(&key(kind::STATE, cell));
        if state == Span::NONE { self.place_of_range(cell) } else { state }
    }

    /// Where the file says what the target group of a route is like; [`Span::NONE`] when it does not, or is not known.
    pub fn place_of_route(&self, route: &str) -> Span {
        self.place(&key(kind::ROUTE, route))
    }

    /// Where the file says that a cell has left a network; [`Span::NONE`] when it does not, or is not known.
    pub fn place_of_freed(&self, range: Cidr) -> Span {
        self.place(&key(kind::FREED, &range.to_string()))
    }

    /// Where the file gives a zone of a cell its block; [`Span::NONE`] when it does not, or is not known.
    pub fn place_of_zone(&self, cell: &str, zone: &str) -> Span {
        self.place(&key(kind::ZONE, &format!("{cell}/{zone}")))
    }

    /// The line in the file that gives a cell its network, counted from 1; 0 when there is none.
    pub fn line_of_range(&self, cell: &str) -> usize {
        self.line(&key(kind::RANGE, cell))
    }

    fn line(&self, key: &str) -> usize {
        self.places.lines.get(key).map_or(0, |line| line.number)
    }

    fn place(&self, key: &str) -> Span {
        let line = self.places.file.zip(self.places.lines.get(key));
        line.map_or(Span::NONE, |(file, line)| Span::new(file, line.bytes.clone()))
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        [self.cells.is_empty(), self.routes.is_empty(), self.freed.is_empty(), self.buckets.is_empty()] == [true; 4]
            && self.unknown.is_empty()
    }
}

/// Where facts are. Two locks that say the same are equal, wherever they say it.
#[derive(Debug, Clone, Default)]
struct Places {
    /// The file that the lock was read from.
    file: Option<FileId>,
    lines: BTreeMap<String, Line>,
}

/// A line of the file.
#[derive(Debug, Clone)]
struct Line {
    /// Counted from 1.
    number: usize,
    /// Without its indentation and its end.
    bytes: Range<usize>,
}

impl PartialEq for Places {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Places {}

/// The kinds of facts that this version knows: the first word of a key.
mod kind {
    pub(super) const BLOCKS: &str = "blocks";
    pub(super) const BUCKETS: &str = "buckets";
    pub(super) const FREED: &str = "freed";
    pub(super) const PAIR: &str = "pair";
    pub(super) const RANGE: &str = "range";
    pub(super) const ROUTE: &str = "route";
    pub(super) const STATE: &str = "state";
    pub(super) const ZONE: &str = "zone";
}

/// The key of a fact of this kind about something.
fn key(kind: &str, about: &str) -> String {
    format!("{kind} {about}")
}

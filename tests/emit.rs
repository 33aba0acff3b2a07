//! What the stage `emit` promises about the output folder.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

#[path = "emit/changes.rs"]
mod changes;
#[path = "emit/conflicts.rs"]
mod conflicts;
#[path = "emit/disk.rs"]
mod disk;
#[path = "emit/folder.rs"]
mod folder;
#[path = "emit/kill.rs"]
mod kill;
#[path = "emit/reading.rs"]
mod reading;
#[path = "emit/sequences.rs"]
mod sequences;

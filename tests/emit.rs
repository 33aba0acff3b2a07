//! What the stage `emit` promises about the output folder.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

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
#[path = "emit/sequences.rs"]
mod sequences;

//! What the stage `emit` promises about the output folder.

mod changes;
mod conflicts;
mod disk;
mod folder;
#[cfg(unix)]
mod index;
mod kill;
mod reading;
mod sequences;

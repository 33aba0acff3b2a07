//! What the stage `emit` promises about the output folder.

mod changes;
mod conflicts;
mod disk;
mod folder;
#[cfg(unix)]
mod index;
mod kill;
mod lists;
mod reading;
mod sequences;

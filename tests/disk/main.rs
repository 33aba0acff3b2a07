//! What needs a disk or a process of its own: the output folder, the command line, hostile files, and how long a fleet takes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod budget;
mod cli;
mod emit;
mod failures;
mod hostile;

//! The command line as people and pipelines use it.

mod commands;
mod diff;
mod help;
mod machines;

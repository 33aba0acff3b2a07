#![doc = include_str!("../ARCHITECTURE.md")]

pub mod catalog;
pub mod check;
pub mod cli;
pub mod decode;
mod descriptions;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod evaluate;
pub mod explain;
#[cfg(test)]
mod imports;
pub mod kubernetes;
pub mod layout;
pub mod lower;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod print;
pub mod producers;
pub mod prove;
pub mod read;
pub mod readings;
pub mod resolve;
pub mod secrets;
pub mod source;
pub mod spec;
pub mod suggest;
pub mod terraform;
mod threads;
pub mod values;
pub mod verify;

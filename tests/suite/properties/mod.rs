//! Promises about every specification, not only about those that somebody thought of: no text makes the compiler panic,
//! the order of blocks never shows, no renderer prints what a terminal obeys, JSON says the same as HCL, and a cell changes nothing outside itself.

mod additive;
mod any_text;
mod compiling;
pub(crate) mod examples;
mod json_form;
mod model;
mod order;
mod renderers;
mod schema_examples;
mod schema_names;

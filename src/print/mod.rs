//! Stage `print`: writes the Terraform representation as the text that `terraform fmt` leaves byte for byte alone.
//!
//! `terraform fmt` decides blanks and the alignment of `=`; it keeps every line break. So line breaks, blank lines and
//! the choice between one line and several are decided here, in three layers:
//!
//! * `layout` – files, blocks, comments and blank lines;
//! * `assignment` – consecutive `name = value` lines, aligned;
//! * `inline` and `broken` – an expression on one line, or over several lines when it does not fit.
//!
//! Three things are left to those who build the representation, because no spelling survives: block labels must be
//! identifiers (`terraform fmt` drops labels that need escapes), the `type` of a variable must say what its elements are
//! (`list(string)`, not `list`), and comments on items of an object count only where the object may fill several lines,
//! not in an interpolation, an index, a key or an operand.
//!
//! An expression is tried on one line until [`LINE_WIDTH`] columns are full, so that the work for every node is bounded
//! however deep it is nested.

mod assignment;
mod broken;
mod comment;
mod inline;
mod layout;
mod precedence;
mod printer;
mod shape;
mod string;
mod yaml;

use crate::terraform::{Body, Expression, File};

pub use comment::Comment;
use printer::{Printer, Room};
pub use yaml::ManifestPrinter;

/// Columns that a line may fill before lists, objects, calls and `for` expressions are broken over several lines.
pub const LINE_WIDTH: usize = 100;

/// The text of a file: its header as a comment, a blank line, its body, and one line break at the end.
///
/// A file without header and body is the empty string.
pub fn print(file: &File) -> String {
    let mut printer = Printer::default();
    printer.header(&file.header);
    printer.body(&file.body, None);
    printer.finish_file()
}

/// The text of a body at the left margin, with one line break at the end; the empty string for an empty body.
pub fn print_body(body: &Body) -> String {
    let mut printer = Printer::default();
    printer.body(body, None);
    printer.finish_file()
}

/// The text of one expression at the left margin, without a line break at the end: for messages.
pub fn print_expression(expression: &Expression) -> String {
    let mut printer = Printer::default();
    printer.value(expression, Room::DIRECT);
    printer.finish()
}

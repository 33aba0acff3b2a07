//! Stage `read`: text → the Terraform representation, the inverse of [`print`](crate::print).
//!
//! Generated files come back as the trees that they were printed from. Files that somebody edited by hand come back as
//! trees that mean the same: parentheses are gone where the tree says what belongs together, heredocs are strings, `~`
//! markers are applied, and directives are the expressions that they stand for (`%{ if … }` is a conditional, `%{ for … }`
//! a `join` over a `for`). What the representation does not hold is an [`Unreadable`] with its place, never left out.
//!
//! A folder comes back as what Terraform makes of it: override files are merged into the blocks that they override, and
//! variables have the values that `terraform.tfvars` and `*.auto.tfvars` of a root set. JSON syntax is not read.
//!
//! Comments are kept where the representation has them: the comment that opens a file, and those above blocks, attributes
//! and items of objects. All others (at the end of a line, at the end of a body, between elements of a list) are dropped.
//!
//! The tree holds no places, so that trees can be compared; [`Lines`] keeps them beside it. How deep a text may nest is
//! bounded by the parser: 64 levels, and 128 operators in one expression.

mod body;
mod comment;
mod expression;
mod heredoc;
mod lines;
mod merge;
mod module;
mod names;
mod number;
mod template;

use crate::parse::crowded;
use crate::terraform::{Expression, File};

pub use lines::Lines;
pub use module::{ReadModule, ReadTree, read_module, read_tree};
pub use names::{is_configuration, is_override, sets_variables};

use lines::LineStarts;

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// The file; [`File::lowered_by`] is empty.
    pub file: File,
    /// The lines of its blocks and attributes.
    pub lines: Lines,
}

/// A file, or something in one, that is not Terraform or that the representation does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("`{path}:{line}` cannot be read as Terraform: {reason}")]
pub struct Unreadable {
    /// The path of the file, as the caller named it.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, without a full stop.
    pub reason: String,
}

/// Reads one file of a module: `name` is its name in the folder, and the path that an error has.
///
/// # Errors
/// When the text is not Terraform, sets a name twice, nests too deeply, or holds what the representation does not.
pub fn read_file(name: &str, text: &str) -> Result<ReadFile, Unreadable> {
    let unreadable = |fault: Fault| Unreadable { path: name.to_owned(), line: fault.line, reason: fault.reason };
    let body = parse(text, hcl_edit::parser::parse_body).map_err(unreadable)?;
    let mut reader = Reader::new(text);
    let (header, below) = comment::header(text);
    let (body, lines) = reader.root(&body, below);
    match reader.fault {
        Some(fault) => Err(unreadable(fault)),
        None => Ok(ReadFile { file: File { name: name.to_owned(), lowered_by: "", header, body }, lines }),
    }
}

/// Reads one expression, such as the text of a value.
///
/// # Errors
/// As [`read_file`]; the path is empty.
pub fn read_expression(text: &str) -> Result<Expression, Unreadable> {
    let unreadable = |fault: Fault| Unreadable { path: String::new(), line: fault.line, reason: fault.reason };
    let written = parse(text, hcl_edit::parser::parse_expr).map_err(unreadable)?;
    let mut reader = Reader::new(text);
    let expression = reader.expression(&written);
    reader.fault.map_or(Ok(expression), |fault| Err(unreadable(fault)))
}

fn parse<T>(text: &str, parser: impl Fn(&str) -> Result<T, hcl_edit::parser::Error>) -> Result<T, Fault> {
    if let Some((start, keys)) = crowded(text) {
        let reason = format!("an object has {keys} keys, which is too many");
        return Err(Fault { line: LineStarts::of(text).line(start), reason });
    }
    parser(text).map_err(|error| Fault { line: error.location().line(), reason: error.message().to_owned() })
}

/// What keeps a file from being read.
struct Fault {
    line: usize,
    reason: String,
}

/// Turns what the parser found into the representation.
struct Reader<'t> {
    text: &'t str,
    starts: LineStarts,
    /// The first thing that the representation does not hold; what was read is then not used.
    fault: Option<Fault>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, starts: LineStarts::of(text), fault: None }
    }

    /// Notes that something at a byte offset cannot be read.
    fn refuse(&mut self, offset: usize, reason: impl Into<String>) {
        let line = self.starts.line(offset);
        self.fault.get_or_insert_with(|| Fault { line, reason: reason.into() });
    }
}

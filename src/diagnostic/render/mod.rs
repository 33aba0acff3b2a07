//! Diagnostics as text: for people and for machines.
//!
//! Whoever reports a fault hands over text as it is; here it is made safe. Nothing that a renderer prints holds a secret
//! or a character that a terminal obeys or nobody sees, and what has a meaning in the format is escaped.

mod excerpt;
mod github;
mod human;
mod json;
mod sarif;

pub use github::{github, github_waiting};
pub use human::human;
pub use json::{Summary, json_lines, json_schema, json_summary, json_waiting};
pub use sarif::{About, sarif};

use super::{Diagnostic, Edit, visible, visible_line};
use crate::secrets::{self, masked};

/// Everything but the places, for formats with one message: a line for the fault, one for each note and help.
fn plain_message(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![shown_line(&diagnostic.headline)];
    if !diagnostic.primary.text.is_empty() {
        lines = vec![format!("{}: {}", shown_line(&diagnostic.headline), shown_line(&diagnostic.primary.text))];
    }
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {}", shown(note))));
    lines.extend(diagnostic.helps.iter().map(|help| format!("help: {}", shown(&help.text))));
    lines.join("\n")
}

/// A text of several lines as people may see it.
fn shown(text: &str) -> String {
    visible(&masked(text)).into_owned()
}

/// A text of one line as people may see it.
fn shown_line(text: &str) -> String {
    visible_line(&masked(text)).into_owned()
}

/// Whether a proposal can be handed over: its words can be masked, its text cannot.
fn can_be_shown(edit: &Edit) -> bool {
    !secrets::is_in(&edit.replacement)
}

//! Diagnostics as text: for people and for machines.

mod github;
mod human;
mod json;
mod sarif;

pub use github::github;
pub use human::human;
pub use json::{Summary, json_lines, json_schema, json_summary};
pub use sarif::sarif;

use super::Diagnostic;

/// Everything but the places, for formats with one message: a line for the fault, one for each note and help.
fn plain_message(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![diagnostic.headline.clone()];
    if !diagnostic.primary.text.is_empty() {
        lines = vec![format!("{}: {}", diagnostic.headline, diagnostic.primary.text)];
    }
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.helps.iter().map(|help| format!("help: {}", help.text)));
    lines.join("\n")
}

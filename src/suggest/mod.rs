//! What all findings have in common before they are shown: their proposals fit the text that they are for.
//!
//! Stages below propose without knowing the text: that an entry be removed ([`Diagnostic::help_removing`]), or what to write,
//! in the syntax of HCL. Here the removal takes the commas and lines with it, and what is written for a JSON file is JSON.

mod json_words;
mod removal;

use crate::diagnostic::Diagnostic;
use crate::parse::{Node, is_json};
use crate::source::SourceMap;

/// Fits all proposals to the text; `root` is the tree of that text.
pub fn fit(diagnostics: &mut [Diagnostic], root: &Node, sources: &SourceMap) {
    removal::whole_entries(diagnostics, root, sources);
    // What has no place could be written into any file.
    let is_all_json = sources.iter().next().is_some() && sources.iter().all(|(_, file)| is_json(&file.path));
    for diagnostic in diagnostics {
        if sources.file_of(diagnostic.primary.span).map_or(is_all_json, |file| is_json(&file.path)) {
            for text in diagnostic.helps.iter_mut().map(|help| &mut help.text).chain(&mut diagnostic.notes) {
                *text = json_words::translated(text);
            }
            for edit in diagnostic.helps.iter_mut().flat_map(|help| &mut help.edits) {
                edit.replacement = json_words::value_of(&edit.replacement);
            }
        }
    }
}

//! No cell's name is another's followed by `-`: names and patterns such as `alpha-*` then always mean one cell.

use std::collections::BTreeMap;

use super::codes::CELL_PREFIX;
use crate::diagnostic::Diagnostic;
use crate::model::Model;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let cells: BTreeMap<&str, _> = model.cells.iter().map(|cell| (cell.name.as_str(), cell.span())).collect();
    for (name, span) in &cells {
        for (dash, _) in name.match_indices('-') {
            let Some((prefix, other)) = name.get(..dash).and_then(|prefix| cells.get_key_value(prefix)) else {
                continue;
            };
            let headline = format!("cell `{name}` starts with the name of cell `{prefix}`");
            diagnostics.push(
                Diagnostic::error(CELL_PREFIX, *span, headline)
                    .label(format!("`{prefix}-` begins names of both"))
                    .also(*other, "the other cell")
                    .note("every name in AWS begins with the cell's, and policies match by that beginning")
                    .help(format!("rename one of them, for example `{prefix}` to `{prefix}-1`")),
            );
        }
    }
}

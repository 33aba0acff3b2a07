//! No cluster's name is another's, or another's followed by `-`: names and patterns such as `shop-dev-alpha-*` then always
//! mean one cell.
//!
//! ## Why
//! Every name in AWS begins with the cluster's name, `<fleet>-<environment>-<cell>`, and policies admit a cell's own
//! resources by that beginning. With the cells `alpha` and `alpha-two`, the pattern `…-alpha-*` of the first would
//! reach everything of the second.
//!
//! ## Wrong
//! ```hcl
//! cell "alpha" {}
//! cell "alpha-two" {}
//! ```
//!
//! ## Right
//! ```hcl
//! cell "alpha-one" {}
//! cell "alpha-two" {}
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CELL_PREFIX;
use crate::model::Cell;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut clusters: BTreeMap<&str, &Cell> = BTreeMap::new();
    for cell in &model.cells {
        match clusters.get(cell.cluster.as_str()) {
            Some(other) => diagnostics.push(same(cell, other)),
            None => _ = clusters.insert(&cell.cluster, cell),
        }
    }
    let mut names: BTreeMap<&str, &Cell> = BTreeMap::new();
    for cell in &model.cells {
        names.insert(cell.name.as_str(), cell);
    }
    for cell in clusters.values() {
        let by_cluster = prefix_in(&cell.cluster, &clusters);
        diagnostics.extend(prefix_in(cell.name.as_str(), &names).or(by_cluster).map(|other| prefix(cell, other)));
    }
}

/// The cell with the longest name that `name` continues after a hyphen.
fn prefix_in<'a>(name: &str, cells: &BTreeMap<&str, &'a Cell>) -> Option<&'a Cell> {
    let prefixes = name.match_indices('-').filter_map(|(dash, _)| name.get(..dash));
    prefixes.filter_map(|prefix| cells.get(prefix)).next_back().copied()
}

fn same(cell: &Cell, other: &Cell) -> Diagnostic {
    let headline = format!("cells `{}` and `{}` have one name in AWS", other.name.value, cell.name.value);
    let error = Diagnostic::error(CELL_PREFIX, cell.span(), headline).label(format!("makes `{}`", cell.cluster));
    error.also(other.span(), "so does this").help("rename one of the cells or environments")
}

fn prefix(cell: &Cell, other: &Cell) -> Diagnostic {
    let (name, prefix) = (&cell.name.value, &other.name.value);
    let headline = if name.as_str().starts_with(prefix.as_str()) {
        format!("cell `{name}` starts with the name of cell `{prefix}`")
    } else {
        format!("the cluster of cell `{name}` starts with the name of that of cell `{prefix}`")
    };
    Diagnostic::error(CELL_PREFIX, cell.span(), headline)
        .label(format!("`{}-` begins names of both", other.cluster))
        .also(other.span(), "the other cell")
        .note("every name in AWS begins with the cluster's, and policies match by that beginning")
        .help(format!("rename one of them, for example `{prefix}` to `{prefix}-main`"))
}

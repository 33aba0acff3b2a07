use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;

/// A cell's name is another's followed by `-`.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0305"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("cell_prefix.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let headline = format!("cells `{}` and `{}` have the same name in AWS", other.name.value, cell.name.value);
    let error = RULE.finding(cell.span(), headline).label(format!("its cluster is `{}`", cell.cluster));
    error.also(other.span(), "so is this cell's").help("rename one of the cells or environments")
}

fn prefix(cell: &Cell, other: &Cell) -> Diagnostic {
    let (name, prefix) = (&cell.name.value, &other.name.value);
    let headline = if name.as_str().starts_with(prefix.as_str()) {
        format!("cell `{name}` starts with the name of cell `{prefix}`")
    } else {
        format!("the cluster of cell `{name}` starts with the cluster name of cell `{prefix}`")
    };
    RULE.finding(cell.span(), headline)
        .label(format!("`{}-` is a prefix of names in both cells", other.cluster))
        .also(other.span(), "the other cell")
        .note("every name in AWS begins with the cluster name, and policies match that prefix")
        .help(format!("rename one of them, for example `{prefix}` to `{prefix}-main`"))
}

//! In which order the roots are applied, and how a cell or everything is removed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::DocumentContext;
use super::table::{code, table};
use crate::layout::RootKind;
use crate::values::Profile;

/// The sections.
pub(super) fn section(context: &DocumentContext<'_>) -> String {
    let mut text = String::from("\n## Applying\n\nEach step needs the ones before it only for its first apply.\n\n");
    let rows = steps(context)
        .into_iter()
        .enumerate()
        .map(|(index, (root, why))| vec![(index + 1).to_string(), code(root.folder()), why.to_owned()]);
    text += &table(&["step", "root", "why then"], rows);
    text.push_str(REMOVAL);
    _ = writeln!(text, "{}", removal(context));
    text
}

fn steps(context: &DocumentContext<'_>) -> Vec<(RootKind, &'static str)> {
    let environment = &context.environment.name.value;
    let mut steps = Vec::new();
    if context.environment.zone.is_some() {
        steps.push((RootKind::Dns(environment.clone()), "the zone, and the roles with which the others write in it"));
    }
    let accounts: BTreeSet<_> = context.cells.iter().map(|cell| &cell.account.value).collect();
    let accounts = accounts.into_iter().filter(|account| context.baselines.contains(account));
    steps.extend(accounts.map(|account| {
        (
            RootKind::Account(account.clone()),
            "the validation record, for which the wildcard certificates of its cells wait",
        )
    }));
    steps.extend(context.cells.iter().map(|cell| {
        (
            RootKind::cell(environment.clone(), cell.name.value.clone()),
            "cells do not need each other, in any order or at once",
        )
    }));
    if context.has_router_root {
        steps.push((
            RootKind::Router(environment.clone()),
            "names cells and nothing else of them, so it can come earlier as well",
        ));
    }
    steps
}

const REMOVAL: &str = "\n## Removing a cell\n\n\
1. Set `state = \"draining\"`; build, apply the router. Its tenants go to their standbys.\n\
2. Give its tenants other cells and set `state = \"retiring\"`; build, apply the router and the cell. Nothing protects its load \
balancer and its logs any longer.\n\
3. `terraform destroy` in the root of the cell.\n\
4. Take its block out of the spec; build, apply the router and then the zone's root, which takes the cell's role away.\n\n\
## Removing everything\n\n";

fn removal(context: &DocumentContext<'_>) -> String {
    let mut steps: Vec<String> = steps(context)
        .into_iter()
        .rev()
        .filter(|(root, _)| !matches!(root, RootKind::Account(_)))
        .map(|(root, _)| code(root.folder()))
        .collect();
    steps.dedup();
    let zone = if context.environment.profile == Profile::Production { "the zone and " } else { "" };
    format!(
        "In reverse: `terraform destroy` in {}. Cells are `retiring` before that. Terraform refuses to destroy {zone}the validation \
         records of the account baselines, on purpose: whoever means it takes their `prevent_destroy` out first.",
        steps.join(", then ")
    )
}

//! A principal has one access entry in a cluster.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ONE_ENTRY_A_PRINCIPAL;
use crate::model::{AccessEntry};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        let mut seen: BTreeMap<String, &AccessEntry> = BTreeMap::new();
        let mut entries: Vec<&AccessEntry> = class.access.iter().collect();
        entries.sort_by_key(|entry| entry.span());
        for entry in entries {
            let first = *seen.entry(entry.principal.to_string()).or_insert(entry);
            if first.name.value == entry.name.value {
                continue;
            }
            let headline = format!("access `{}` and `{}` name one principal", first.name.value, entry.name.value);
            diagnostics.push(
                Diagnostic::error(ONE_ENTRY_A_PRINCIPAL, entry.principal.span, headline)
                    .label("again here")
                    .also(first.principal.span, "first here")
                    .note("EKS knows one access entry a principal and refuses the second")
                    .help("merge the two blocks, or give one of them a role of its own"),
            );
        }
    }
}

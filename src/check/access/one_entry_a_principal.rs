use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::AccessEntry;
use crate::values::IamPrincipal;

/// Two access entries for one principal.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0602"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("one_entry_a_principal.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let mut seen: BTreeMap<String, &AccessEntry> = BTreeMap::new();
        let mut entries: Vec<&AccessEntry> = environment.access.iter().collect();
        entries.sort_by_key(|entry| entry.span());
        for entry in entries {
            let first = *seen.entry(identity(&entry.principal)).or_insert(entry);
            if first.name.value == entry.name.value {
                continue;
            }
            if first.principal.value != entry.principal.value {
                diagnostics.push(spelled_twice(first, entry));
                continue;
            }
            let headline = format!("access `{}` and `{}` have the same principal", first.name.value, entry.name.value);
            let error = RULE
                .finding(entry.principal.span, headline)
                .label("again here")
                .also(first.principal.span, "first here")
                .note("EKS allows one access entry per principal and rejects a second one");
            diagnostics.push(error.help(help(first, entry)));
        }
    }
}

fn help(first: &AccessEntry, entry: &AccessEntry) -> String {
    if first.environment == entry.environment {
        return "merge the two blocks, or give one of them its own IAM role".to_owned();
    }
    let (of, others) = (&entry.environment, &first.environment);
    format!("`{of}` and `{others}` are in the same cells: give each its own IAM role")
}

/// What IAM tells principals apart by: names of one account are unique without path and case (IAM user guide, "IAM
/// identifiers").
fn identity(principal: &IamPrincipal) -> String {
    let kind = if principal.is_role() { "role" } else { "user" };
    format!("{}/{kind}/{}", principal.account(), principal.name().to_ascii_lowercase())
}

fn spelled_twice(first: &AccessEntry, entry: &AccessEntry) -> Diagnostic {
    let headline =
        format!("access `{}` and `{}` spell the same principal differently", first.name.value, entry.name.value);
    RULE.finding(entry.principal.span, headline)
        .label("the same name with another path or case")
        .also(first.principal.span, "first here")
        .note("IAM names are unique regardless of path and case, so one of the two ARNs belongs to nobody")
        .help("write the ARN as IAM shows it, in one block")
}

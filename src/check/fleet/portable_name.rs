use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::is_reserved_on_windows;
use crate::model::Environment;
use crate::source::Span;

/// A name that becomes a folder or file which Windows cannot hold.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0320"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("portable_name.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values().flat_map(|environment| {
        let folder = ("an environment", environment.name.as_str(), environment.name.span);
        std::iter::once(folder).chain(model.fleet.git.iter().flat_map(|_| files(environment)))
    });
    let cells = model.cells.iter().map(|cell| ("a cell", cell.name.as_str(), cell.name.span));
    // Tiers of an environment recur in its classes.
    let names: BTreeSet<_> = environments.chain(cells).filter(|(_, name, _)| is_reserved_on_windows(name)).collect();
    diagnostics.extend(names.into_iter().map(|(what, name, span)| {
        let error = RULE.finding(span, format!("{what} cannot be named `{name}`"));
        let error = error.label("Windows reserves this name for a device, with any extension");
        error.note("Git could not check out the output on Windows").help("give this one another name")
    }));
}

/// What has a file of its name in the manifests of each cell.
fn files(environment: &Environment) -> impl Iterator<Item = (&'static str, &str, Span)> {
    let namespaces = environment.namespaces.iter().map(|namespace| ("a namespace", &namespace.name));
    let classes = std::iter::once(&environment.own_class).chain(environment.named_classes.values());
    let tiers = classes.flat_map(|class| &class.karpenter).map(|tier| ("a node tier", &tier.name));
    let entries = environment.access.iter().filter(|entry| entry.rbac_role().is_some());
    let entries = entries.map(|entry| ("an access entry with a role", &entry.name));
    namespaces.chain(tiers).chain(entries).map(|(what, name)| (what, name.as_str(), name.span))
}

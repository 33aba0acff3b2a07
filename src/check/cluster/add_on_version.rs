use crate::catalog::add_ons;
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{is_gone, is_unknown};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};

/// An add-on for whose version neither the specification nor the table has an answer.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0607"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("add_on_version.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A version that EKS does not run, or that nobody knows, is another rule's finding.
    let classes = model.classes().map(|(_, class)| class);
    for class in classes.filter(|class| !is_gone(class, *as_of) && !is_unknown(class)) {
        let unknown = class.add_ons.iter().filter(|(_, add_on)| add_on.version.is_none());
        let unknown: Vec<&str> = unknown.map(|(name, _)| name.as_str()).collect();
        let Some(first) = unknown.first() else { continue };
        let version = &class.kubernetes;
        let names = listing(unknown.iter().copied(), "and");
        let headline = format!("not every add-on has a known version for Kubernetes {}", version.value);
        diagnostics.push(
            RULE.finding(version.span, headline)
                .label(format!("none for {names}"))
                .note(format!("the table is dated {}; an add-on without a version is left behind by cluster upgrades", add_ons::as_of()))
                .help(format!("look up versions with `aws eks describe-addon-versions`, then add `add_on \"{first}\" {{ version = \"…\" }}` for each")),
        );
    }
}

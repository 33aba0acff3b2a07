use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Class, KarpenterTier};

/// Tiers that start nodes of both architectures because nobody named one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0530"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("mixed_architectures.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (environment, class) in model.populated_classes() {
        let has_workloads = environment.namespaces.iter().any(|namespace| !namespace.workloads.is_empty());
        diagnostics.extend(Some(class).filter(|_| has_workloads).and_then(check_class));
    }
}

fn check_class(class: &Class) -> Option<Diagnostic> {
    let is_mixed = |tier: &&KarpenterTier| !tier.arch.is_written() && tier.arch.len() > 1;
    let mixed: Vec<&KarpenterTier> = class.karpenter.iter().filter(is_mixed).collect();
    let first = mixed.first()?;
    let names = listing(mixed.iter().map(|tier| tier.name.as_str()), "and");
    let (tiers, start) = if mixed.len() == 1 { ("tier", "starts") } else { ("tiers", "start") };
    let headline = format!("node {tiers} {names} {start} nodes of both architectures");
    let advice = RULE.finding(first.name.span, headline).label("`amd64` or `arm64`, whichever is cheaper");
    let advice =
        advice.note("an image that is built for one of them fails on nodes of the other with `exec format error`");
    let name = &first.name.value;
    Some(advice.help(format!(
        "write `arch = [\"amd64\"]` in `node_tier \"{name}\"`; or, if every image is built for both, `arch = [\"amd64\", \"arm64\"]`"
    )))
}

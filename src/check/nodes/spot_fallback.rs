use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::{Capacity, Profile};

/// Spot tiers only.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0511"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("spot_fallback.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let lasting = model.classes().filter(|(environment, _)| environment.profile != Profile::Development);
    for (environment, class) in lasting.filter(|_| *is_whole) {
        let Some(first) = class.karpenter.first() else { continue };
        if class.karpenter.iter().any(|tier| tier.has(Capacity::OnDemand)) {
            continue;
        }
        let headline = format!("all Karpenter tiers of {} are spot", class.title());
        let finding = RULE.finding_in(environment.profile, first.name.span, headline);
        let finding = finding.label("no fallback").note("when spot capacity runs out, pods have to wait for it");
        diagnostics.push(finding.help("add `node_tier \"on-demand\" { capacity = \"on-demand\" }`"));
    }
}

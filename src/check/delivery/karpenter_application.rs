use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::platform::ApplicationName;

/// Karpenter tiers without Karpenter.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0813"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("karpenter_application.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_none() {
        return;
    }
    for (_, class) in model.classes().filter(|(environment, _)| !environment.runs(ApplicationName::Karpenter)) {
        let Some(first) = class.karpenter.first() else { continue };
        let headline = format!("nothing creates nodes of tier `{}` in {}", first.name.value, class.title());
        let error = RULE.finding(first.name.span, headline);
        diagnostics.push(
            error.label("a Karpenter node pool").help("remove `enabled = false` from `application \"karpenter\"`"),
        );
    }
}

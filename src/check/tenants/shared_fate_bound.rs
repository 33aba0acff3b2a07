use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// Something shared on which more depends than its block says.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1115"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("shared_fate_bound.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !*is_whole || model.shared_fate.is_empty() {
        return;
    }
    let fates = model.shared_fates();
    for declared in model.shared_fate.values() {
        let known = fates.iter().find(|fate| fate.is_declared && fate.name == declared.name.as_str());
        let (Some(fate), Some(bound)) = (known, declared.blast_radius) else { continue };
        let most = fate.environments.iter().max_by_key(|(_, dependence)| dependence.share);
        let Some((environment, most)) = most.filter(|(_, it)| it.share > u64::from(bound.hundredths())) else {
            continue;
        };
        let headline = format!("{}% of environment `{environment}` depends on `{}`", most.share, declared.name.value);
        let error = RULE.finding(bound.span, headline).label("the most that may");
        diagnostics.push(error.help("give some of the cells another one of their own, or raise `blast_radius`"));
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::CRITICAL_TAINT;
use crate::values::TaintEffect;

/// A taint of the system tier that Karpenter does not tolerate.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0505"),
    kind: Kind::FailsUnlessHelped,
    since: "0.1.0",
    docs: include_str!("system_taints.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // The values that cellc writes tolerate every taint of the system tier.
    if model.fleet.git.is_some() {
        return;
    }
    for (_, class) in model.classes() {
        let keeps_out = class.system.taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule);
        for taint in keeps_out.filter(|taint| taint.key.as_str() != CRITICAL_TAINT) {
            let headline = format!("Karpenter does not tolerate the taint `{}` of the system tier", taint.key.value);
            let error = RULE.finding(taint.key.span, headline).label("nothing else starts before Karpenter");
            let error = error.note("its chart tolerates `CriticalAddonsOnly`, which system nodes always have");
            diagnostics.push(error.help("remove the taint, or use a label to select the nodes"));
        }
    }
}

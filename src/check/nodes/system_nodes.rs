use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Class;
use crate::platform::karpenter;

/// A system tier of one node.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0504"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("system_nodes.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // None at all is another rule's finding.
    let is_one = |class: &Class| (1..karpenter::REPLICAS).contains(&class.system.min.value);
    for (environment, class) in model.classes().filter(|(_, class)| is_one(class)) {
        let min = &class.system.min;
        let headline = format!("{} depends on a single system node", class.title());
        let finding = RULE.finding_in(environment.profile, min.span, headline).label("one node");
        let finding = finding.note("the two replicas of Karpenter, and those of CoreDNS, need a node each");
        diagnostics.push(finding.help_replacing("write 2", min.span, karpenter::REPLICAS.to_string()));
    }
}

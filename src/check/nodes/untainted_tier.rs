use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, KarpenterTier};
use crate::platform::ApplicationName;

/// Every node tier is tainted.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0512"),
    kind: Kind::Varies(&[(Kind::Fails, "if cells run an application with such pods"), (Kind::Mistake, "otherwise")]),
    since: "0.1.0",
    docs: include_str!("untainted_tier.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        let Some(first) = class.karpenter.first() else { continue };
        if *is_whole && class.karpenter.iter().all(KarpenterTier::keeps_pods_out) {
            let headline = format!("pods without tolerations have nowhere to run in {}", class.title());
            let anywhere = anywhere(environment).filter(|_| model.fleet.git.is_some());
            let finding = match anywhere {
                Some(_) => RULE.finding_as(Kind::Fails, first.name.span, headline),
                None => RULE.finding_as(Kind::Mistake, first.name.span, headline),
            };
            let finding = finding.label("every Karpenter tier is tainted, and so is the system tier");
            let finding = anywhere.into_iter().fold(finding, |finding, name| {
                finding.note(format!("the application `{name}` has pods without tolerations and never becomes healthy"))
            });
            diagnostics.push(finding.help("add a tier without a taint, or change one to `PreferNoSchedule`"));
        }
    }
}

/// An application with pods that cellc gives no tolerations: they wait for ordinary nodes.
fn anywhere(environment: &Environment) -> Option<ApplicationName> {
    let mut names = environment.applications.iter().map(|application| application.name.value);
    names.find(|name| {
        let mut pods = name.facts().brings.chart().pods.iter();
        pods.any(|workload| workload.replicas() > 0 && workload.tolerates_nothing())
    })
}

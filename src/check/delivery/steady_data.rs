use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Application, Class, Environment};
use crate::values::{Capacity, Profile};

/// An application with volumes in cells whose nodes all go at short notice.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0837"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("steady_data.md"),
    // An on-demand tier helps both, and pods without any fallback come first.
    yields_to: &[Yield { code: Code::rule("CELL0511"), within: Within::Environment }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_none() {
        return;
    }
    // Where nobody is called, metrics may have gaps.
    let profiles = [Profile::Staging, Profile::Production];
    for environment in model.environments.values().filter(|one| profiles.contains(&one.profile)) {
        let mut classes = model.classes().filter(|(of, _)| of.name.value == environment.name.value);
        let Some((_, class)) = classes.find(|(_, class)| is_unsteady(class)) else {
            continue;
        };
        let with_data = environment.applications.iter().filter(|one| one.name.value.facts().keeps_data);
        diagnostics.extend(with_data.map(|application| finding(environment, class, application)));
    }
}

/// Whether Karpenter has tiers, none of them on-demand: what has no place on the system nodes runs on spot.
fn is_unsteady(class: &Class) -> bool {
    !class.karpenter.is_empty() && class.karpenter.iter().all(|tier| tier.capacity != Capacity::OnDemand)
}

fn finding(environment: &Environment, class: &Class, application: &Application) -> Diagnostic {
    let name = application.name.value;
    let headline = format!("the data of `{name}` is on spot nodes");
    let finding = RULE.finding_in(environment.profile, application.span(), headline);
    let finding = finding.label(format!("no tier of {} is on-demand", class.title()));
    finding
        .note("a spot node goes at two minutes' notice; its volumes follow only to a node in the same zone")
        .help("add `node_tier \"on-demand\" { capacity = \"on-demand\" }`, on which it then runs")
}

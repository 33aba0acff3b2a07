use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::evacuation;

/// More switches than one role may name.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1169"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("evacuation_policies.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(switches) = environment.router.as_ref().and_then(|router| router.evacuation.as_ref()) else {
            continue;
        };
        let policies = evacuation::policies(model.cells_of(&environment.name).map(|cell| cell.cluster.as_str()));
        if policies.len() > evacuation::MOST_POLICIES {
            let headline = format!("`{}` has more cells than one role can evacuate", environment.name.value);
            let fits: usize = policies.iter().take(evacuation::MOST_POLICIES).map(Vec::len).sum();
            let error = RULE.finding(switches.span(), headline).label(format!("room for the first {fits}"));
            diagnostics
                .push(error.help("divide the environment, or choose shorter names for fleet, environment and cells"));
        }
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A switch that nobody may use.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1158"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("evacuation_principals.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(switches) = environment.router.as_ref().and_then(|router| router.evacuation.as_ref()) else {
            continue;
        };
        if switches.principals.is_empty() {
            let headline = format!("nobody may evacuate cells of `{}`", environment.name.value);
            let error = RULE.finding(switches.principals.span, headline).label("no principal");
            diagnostics.push(error.help("name the IAM roles of those who operate the cells"));
        }
    }
}

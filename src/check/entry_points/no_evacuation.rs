use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::Exposure;

/// A router without switches.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1159"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("no_evacuation.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let is_internal = environment.front_door.as_ref().is_some_and(|door| door.exposure.value == Exposure::Internal);
        // What has neither switches nor checks has a finding of its own.
        let Some(router) = environment.router.as_ref().filter(|router| router.evacuation.is_none() && !is_internal)
        else {
            continue;
        };
        let headline = format!("no cell of `{}` can be evacuated", environment.name.value);
        let finding = RULE.finding_in(environment.profile, router.span(), headline).label("no `evacuation`");
        diagnostics.push(
            finding.help("add `evacuation { region = \"…\" principals = [\"…\"] }`, in another region than the cells"),
        );
    }
}

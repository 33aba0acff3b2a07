use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::{Profile, SyncMode};

/// Production that takes changes by itself.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0803"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("automatic_sync.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_none() {
        return;
    }
    let environments = model.environments.values().filter(|environment| environment.profile == Profile::Production);
    for environment in environments.filter(|environment| environment.sync.value == SyncMode::Automatic) {
        let headline = format!("cells of environment `{}` change as soon as a pin moves", environment.name.value);
        let finding = RULE.finding_in(environment.profile, environment.sync.span, headline);
        let finding = finding.label("no manual approval");
        diagnostics.push(finding.help_replacing("write `manual`", environment.sync.span, "\"manual\""));
    }
}

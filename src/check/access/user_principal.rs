use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// An IAM user with access to the Kubernetes API.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0612"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("user_principal.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in environment.access.iter().filter(|entry| !entry.principal.is_role()) {
            let profile = model.profile_of(&entry.environment, environment);
            let headline = format!("access `{}` is granted to an IAM user", entry.name.value);
            let finding = RULE.finding_in(profile, entry.principal.span, headline);
            let finding = finding.label("an IAM user has keys that never expire");
            diagnostics.push(finding.help("use a role that the person or the pipeline assumes"));
        }
    }
}

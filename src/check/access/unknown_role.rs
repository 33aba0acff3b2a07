use crate::check::Context;
use crate::check::facts::roles::unknown;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, listing};
use crate::model::{Environment, Part};
use crate::values::BuiltInRole;

/// An access entry whose role there is not.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0621"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("unknown_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Roles)) {
        for (role, name) in environment.access.iter().filter_map(|entry| unknown(environment, entry)) {
            let headline = format!("there is no role `{name}`");
            let error = RULE.finding(role.span, headline).label("neither built in nor declared");
            diagnostics.push(match did_you_mean(name.as_str(), names(environment)) {
                Some(near) => error.help_near(&near, role.span),
                None => error.help(format!(
                    "use {}, or declare `role \"{name}\" {{ … }}`",
                    listing(BuiltInRole::variants().iter().copied(), "or")
                )),
            });
        }
    }
}

fn names(environment: &Environment) -> impl Iterator<Item = &str> {
    BuiltInRole::variants().iter().copied().chain(environment.roles.iter().map(|role| role.name.as_str()))
}

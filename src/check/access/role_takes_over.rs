use crate::check::Context;
use crate::check::facts::powers::{CHANGING, taken_over};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, Environment, RoleRule};

/// A role that changes what has all rights in a cell.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0670"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("role_takes_over.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let (power, resource) = taken_over(environment, owner, rule)?;
    let verb = rule.granting(&CHANGING)?;
    let headline = format!("anyone with role `{}` {}", owner.name.value, power.what);
    let error = RULE.finding(resource.span, headline);
    let label = if resource.as_str() == "*" {
        "includes what the cluster trusts"
    } else {
        "only administrators may change these"
    };
    let error = error.label(label).also(verb.span, "allows changes");
    let error = match &rule.resource_names {
        Some(names) => error.also(names.span, "limits which object is changed, not what is changed in it"),
        None => error,
    };
    Some(error.help(power.instead))
}

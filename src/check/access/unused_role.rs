use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::facts::roles::unknown;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessRole, Environment, Part};
use crate::values::{BuiltInRole, Name};

/// A declared role that nobody has.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0628"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("unused_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Access)) {
        // An unknown name may be meant as one of these.
        if environment.access.iter().any(|entry| unknown(environment, entry).is_some()) {
            continue;
        }
        let used = used(environment);
        let is_unused = |name: &&Name| !used.contains(*name) && name.as_str().parse::<BuiltInRole>().is_err();
        for role in environment.roles.iter().filter(|role| is_unused(&&role.name.value)) {
            let headline = format!("no access entry has the role `{}`", role.name.value);
            let warning = RULE.finding(role.name.span, headline).label("nothing is generated from it");
            let help = format!("write `role = \"{}\"` in an `access` block, or remove the block", role.name.value);
            diagnostics.push(warning.help(help));
        }
    }
}

fn used(environment: &Environment) -> BTreeSet<&Name> {
    let roles = environment.access.iter().filter_map(|entry| match &entry.role.as_ref()?.value {
        AccessRole::Custom(name) => Some(name),
        AccessRole::BuiltIn(_) => None,
    });
    roles.collect()
}

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Connection, Environment};
use crate::values::Name;

/// Two network policies with one name.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0642"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("policy_names.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        check_environment(environment, diagnostics);
    }
}

/// Everything else in the names is fixed, and names have 63 characters at most: no other two can be equal, and none is too
/// long.
fn check_environment(environment: &Environment, diagnostics: &mut Vec<Diagnostic>) {
    let mut policies: BTreeMap<(&Name, String), &Connection> = BTreeMap::new();
    for namespace in &environment.namespaces {
        for connection in &namespace.connections {
            let policy = format!("{}-{}", namespace.name.value, connection.name.value);
            let Some(first) = policies.insert((&connection.to.value, policy.clone()), connection) else { continue };
            let headline =
                format!("two connections to namespace `{}` have the same network policy", connection.to.value);
            let error = RULE.finding(connection.name.span, headline);
            let error =
                error.label(format!("creates `allow-from-{policy}`")).also(first.name.span, "creates the same name");
            diagnostics.push(error.help("rename one of the connections"));
        }
    }
}

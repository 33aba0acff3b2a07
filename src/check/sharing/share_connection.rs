use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Connection, Environment, Model, Namespace};
use crate::values::Name;

/// A connection between environments in the same cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0656"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_connection.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for host in model.hosts() {
        check_host(model, host, diagnostics);
    }
}

fn check_host(model: &Model, host: &Environment, diagnostics: &mut Vec<Diagnostic>) {
    let by_name: BTreeMap<&Name, &Namespace> =
        host.namespaces.iter().map(|namespace| (&namespace.name.value, namespace)).collect();
    for from in &host.namespaces {
        let share = model.shares.get(&from.environment);
        for connection in &from.connections {
            // A name that two environments give is reported as that.
            let is_own = share.is_some_and(|share| share.has(connection.to.as_str()));
            let to = by_name.get(&connection.to.value).filter(|to| to.environment != from.environment && !is_own);
            diagnostics.extend(to.map(|to| across(from, connection, to)));
        }
    }
}

fn across(from: &Namespace, connection: &Connection, to: &Namespace) -> Diagnostic {
    let headline =
        format!("namespace `{}` connects to `{}` of environment `{}`", from.name.value, to.name.value, to.environment);
    let error = RULE.finding(connection.to.span, headline);
    let error = error.label(format!("`{}` would talk to `{}`", from.environment, to.environment));
    let error = error.also(to.span(), format!("of environment `{}`", to.environment));
    error.help(format!("connect to a namespace of `{}`, or remove the block", from.environment))
}

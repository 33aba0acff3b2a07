use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::namespaces::whose;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Connection, Namespace};
use crate::values::{EnvironmentId, Name, Port, TransportProtocol};

/// A connection to a namespace that is not there, or once more.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0638"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if the connection leads nowhere"),
        (Kind::Mistake, "if another connection already opens the same ports"),
    ]),
    since: "0.1.0",
    docs: include_str!("connections.md"),
    yields_to: &[],
    check,
};

/// How many names are compared with unknown ones, all in all.
const MOST_COMPARISONS: usize = 100_000;

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut comparisons = 0;
    for environment in model.environments.values() {
        let names: BTreeMap<&Name, &EnvironmentId> =
            environment.namespaces.iter().map(|namespace| (&namespace.name.value, &namespace.environment)).collect();
        for namespace in &environment.namespaces {
            for connection in &namespace.connections {
                diagnostics.extend(itself(namespace, connection));
                if *is_whole && !names.contains_key(&connection.to.value) {
                    let own = names.iter().filter(|(_, of)| ***of == namespace.environment);
                    let own = own.map(|(name, _)| name.as_str()).filter(|_| comparisons < MOST_COMPARISONS);
                    diagnostics.push(unknown(&namespace.environment, connection, own));
                    comparisons += names.len();
                }
            }
            diagnostics.extend(repeated(namespace));
        }
    }
}

fn itself(namespace: &Namespace, connection: &Connection) -> Option<Diagnostic> {
    (connection.to.value == namespace.name.value).then(|| {
        let headline =
            format!("connection `{}` leads from namespace `{}` to itself", connection.name.value, connection.to.value);
        let error = RULE.finding_as(Kind::Fails, connection.to.span, headline).label("the same namespace");
        error.help_removing("remove it: the pods of a namespace can reach each other", connection.name.span)
    })
}

/// In the cells of a host there are namespaces of others, to which a connection cannot lead.
fn unknown<'a>(environment: &EnvironmentId, connection: &Connection, own: impl Iterator<Item = &'a str>) -> Diagnostic {
    let to = &connection.to;
    let headline = format!("environment `{environment}` has no namespace `{}`", to.value);
    let error = RULE.finding_as(Kind::Fails, to.span, headline).label("not declared");
    if whose(to.as_str()).is_some() {
        return error
            .note("every namespace can already reach DNS and the agent for AWS credentials")
            .help("connect only to namespaces of business domains");
    }
    match did_you_mean(to.as_str(), own) {
        Some(near) => error.help_near(&near, to.span),
        None => error.help(format!("declare `namespace \"{}\" {{}}` in the environment", to.value)),
    }
}

/// The first connection that opens nothing that another one has not opened.
fn repeated(namespace: &Namespace) -> Option<Diagnostic> {
    let mut opened: BTreeMap<(&Name, TransportProtocol, Port), &Connection> = BTreeMap::new();
    for connection in &namespace.connections {
        let rules = || connection.ports.iter().map(|port| (&connection.to.value, connection.protocol, *port));
        let before = rules().map(|rule| opened.get(&rule).copied()).collect::<Option<Vec<_>>>();
        if let Some(first) = before.as_deref().and_then(<[&Connection]>::first) {
            let headline = format!("connection `{}` opens what another one already opens", connection.name.value);
            let warning = RULE.finding_as(Kind::Mistake, connection.name.span, headline).label("nothing new");
            let warning = warning.also(first.name.span, "the same namespace and ports");
            return Some(warning.help_removing("remove it", connection.name.span));
        }
        opened.extend(rules().map(|rule| (rule, connection)));
    }
    None
}

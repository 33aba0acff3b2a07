use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;

/// An allow rule without networks or ports, which allows all.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0643"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("open_rules.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.namespaces().flat_map(|(_, namespace)| check_namespace(namespace)));
}

fn check_namespace(namespace: &Namespace) -> impl Iterator<Item = Diagnostic> {
    let egress = namespace.egress.iter().filter_map(|egress| {
        let (key, what) = if egress.cidrs.is_empty() {
            ("cidrs", "every network")
        } else if egress.ports.is_empty() {
            ("ports", "every port")
        } else {
            return None;
        };
        Some(("egress", &egress.name, key, what))
    });
    let connections = namespace.connections.iter().filter(|connection| connection.ports.is_empty());
    let connections = connections.map(|connection| ("connection", &connection.name, "ports", "every port"));
    egress.chain(connections).map(|(kind, name, key, what)| {
        let headline = format!("{kind} `{}` opens {what}", name.value);
        let error = RULE.finding(name.span, headline).label(format!("`{key}` is empty"));
        error.help(format!("list the intended {}", if key == "cidrs" { "networks" } else { "ports" }))
    })
}

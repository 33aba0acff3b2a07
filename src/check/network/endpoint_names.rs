use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment};
use crate::values::Partition;

/// An interface endpoint whose name in the partition is not known.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0409"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("endpoint_names.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes().filter(|(_, class)| !class.interface_endpoints.is_empty()) {
        diagnostics.extend(endpoint_names(environment, class));
    }
}

fn endpoint_names(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let partition = environment.partition();
    if matches!(partition, Partition::Aws | Partition::UsGov | Partition::China) {
        return None;
    }
    let headline = format!("the names of interface endpoints in partition `{partition}` are not known");
    let error = RULE.finding(class.nat.span, headline).label("needs interface endpoints");
    Some(error.help("use NAT gateways, and leave `interface_endpoints` out"))
}

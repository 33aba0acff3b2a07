use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::source::Spanned;
use crate::values::Cidr;

/// Environments whose networks overlap.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0420"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("environment_networks.md"),
    yields_to: &[],
    check,
};

/// Sorted by first address, a network overlaps an earlier one only if it overlaps the one that reaches furthest.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values();
    let mut networks: Vec<(&Spanned<Cidr>, &Environment)> =
        environments.filter_map(|environment| Some((environment.network.as_ref()?, environment))).collect();
    networks.sort_by_key(|(network, environment)| (network.value, environment.name.value.clone()));
    let mut furthest: Option<(&Spanned<Cidr>, &Environment)> = None;
    for (network, environment) in networks {
        if let Some(other) = furthest.filter(|(other, _)| other.overlaps(network.value)) {
            diagnostics.push(overlap(other, (network, environment)));
        }
        if furthest.is_none_or(|(other, _)| other.last_address() < network.last_address()) {
            furthest = Some((network, environment));
        }
    }
}

fn overlap(one: (&Spanned<Cidr>, &Environment), other: (&Spanned<Cidr>, &Environment)) -> Diagnostic {
    let (first, second) = if one.1.name.value < other.1.name.value { (one, other) } else { (other, one) };
    let headline = format!("environments `{}` and `{}` share addresses", first.1.name.value, second.1.name.value);
    let warning = RULE.finding(second.0.span, headline);
    let warning = warning.label(format!("{} overlaps {}", second.0.value, first.0.value));
    let warning = warning.also(first.0.span, format!("network of `{}`", first.1.name.value));
    warning.help("give each environment its own network")
}

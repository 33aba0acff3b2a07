use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;

/// A zone inside that of another environment.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1141"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("zone_inside.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let zones: Vec<&Environment> =
        model.environments.values().filter(|environment| environment.zone.is_some()).collect();
    for inner in &zones {
        diagnostics.extend(zones.iter().filter_map(|outer| inside(inner, outer)));
    }
}

fn inside(inner: &Environment, outer: &Environment) -> Option<Diagnostic> {
    let (domain, around) = (inner.domain.as_ref()?, outer.domain.as_ref()?);
    let before = domain.value.as_str().strip_suffix(around.value.as_str())?.strip_suffix('.')?;
    let label = before.rsplit('.').next().unwrap_or(before);
    let headline = format!("the domain of {} is inside that of {}", inner.title(), outer.title());
    let error = RULE.finding(domain.span, headline).label(format!("takes the name `{label}` out of the other zone"));
    let error = error.also(around.span, "cells and tenants here are one label below this domain");
    let sibling = around.value.as_str().split_once('.').map(|(_, rest)| format!(", such as `{label}.{rest}`"));
    Some(error.help(format!("give it a domain beside the other one{}", sibling.unwrap_or_default())))
}

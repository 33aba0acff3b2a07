use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, HostedZone};
use crate::source::Spanned;
use crate::values::DomainName;

/// A zone without a domain of its own.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1140"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("zone_domain.md"),
    yields_to: &[Yield { code: Code::rule("CELL1128"), within: Within::Environment }],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let zones = || model.environments.values().filter(|environment| environment.zone.is_some());
    if *is_whole {
        diagnostics.extend(zones().filter(|environment| own_domain(environment).is_none()).map(without_domain));
    }
    let mut first: BTreeMap<&DomainName, &Environment> = BTreeMap::new();
    for environment in zones() {
        let Some(domain) = own_domain(environment) else { continue };
        match first.get(&domain.value) {
            Some(other) => diagnostics.extend(shared(other, environment)),
            None => _ = first.insert(&domain.value, environment),
        }
    }
}

/// The domain that the environment itself names.
fn own_domain(environment: &Environment) -> Option<&Spanned<DomainName>> {
    environment.domain.as_ref().filter(|domain| domain.is_written())
}

fn without_domain(environment: &Environment) -> Diagnostic {
    let span = environment.zone.as_ref().map_or(environment.span(), HostedZone::span);
    let error = RULE.finding(span, format!("{} has a zone and no domain of its own", environment.title()));
    let error = error.label("which names are in this zone?");
    let name = &environment.name.value;
    let example = environment.domain.as_ref().map_or("example.com", |domain| domain.value.as_str());
    error.help(format!("add `domain`, such as `domain = \"{name}.{example}\"`, in the environment"))
}

fn shared(first: &Environment, environment: &Environment) -> Option<Diagnostic> {
    let (one, two) = (own_domain(first)?, own_domain(environment)?);
    let headline = format!("{} has the domain of {}", environment.title(), first.title());
    let error = RULE.finding(two.span, headline).label("the same domain").also(one.span, "has it already");
    Some(error.help(format!("give it its own, such as `{}.{}`", environment.name.value, two.value)))
}

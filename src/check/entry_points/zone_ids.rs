use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::values::HostedZoneId;

/// An id of a zone in the wrong place.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1142"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("zone_ids.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<&HostedZoneId, &Environment> = BTreeMap::new();
    for environment in model.environments.values() {
        let Some(id) = environment.zone_id() else { continue };
        match owners.get(&id.value) {
            Some(other) => diagnostics.extend(twice(other, environment)),
            None => _ = owners.insert(&id.value, environment),
        }
    }
    diagnostics.extend(model.environments.values().filter_map(|environment| parent(&owners, environment)));
}

fn twice(first: &Environment, environment: &Environment) -> Option<Diagnostic> {
    let (one, two) = (first.zone_id()?, environment.zone_id()?);
    let headline = format!("{} has the zone of {}", environment.title(), first.title());
    let error = RULE.finding(two.span, headline).label("the same id").also(one.span, "has it already");
    Some(error.help("write the `zone_id` that the root `dns` of this environment prints, or leave it out until then"))
}

fn parent(owners: &BTreeMap<&HostedZoneId, &Environment>, environment: &Environment) -> Option<Diagnostic> {
    let parent = environment.zone.as_ref()?.parent_zone_id.as_ref()?;
    let domain = environment.domain.as_ref()?;
    if environment.zone_id().is_some_and(|own| own.value == parent.value) {
        let error = RULE.finding(parent.span, format!("the zone of {} is its own parent", environment.title()));
        let error = error.label("the id in `zone_id`");
        let above = domain.value.as_str().split_once('.').map_or("the domain above", |(_, above)| above);
        return Some(error.help(format!("write the id of the zone of `{above}`, or leave `parent_zone_id` out")));
    }
    let other = owners.get(&parent.value)?;
    let around = other.domain.as_ref()?;
    let is_below = domain.value.as_str().strip_suffix(around.value.as_str()).is_some_and(|rest| rest.ends_with('.'));
    (!is_below).then(|| {
        let headline = format!("`{}` is not below the domain of its parent zone", domain.value);
        let error = RULE.finding(parent.span, headline).label(format!("the zone of {}", other.title()));
        error.also(around.span, "its domain").help("write the id of the zone of the domain above, or leave it out")
    })
}

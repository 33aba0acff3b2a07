use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment, Model};
use crate::source::{Span, Spanned};
use crate::values::OrganizationId;

/// A perimeter of cells that have a way out.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0421"),
    kind: Kind::Varies(&[(Kind::Fails, "for `perimeter`"), (Kind::Mistake, "for `organization_id`")]),
    since: "0.2.0",
    docs: include_str!("idle_perimeter.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(organizations(model));
    for environment in model.environments.values() {
        let Some(perimeter) = &environment.perimeter else { continue };
        if environment.classes().any(Class::is_isolated) {
            continue;
        }
        let headline = format!("`perimeter` of {} closes nothing: its cells have NAT", environment.title());
        diagnostics.push(
            RULE.finding_as(Kind::Fails, perimeter.span, headline)
                .label("no effect")
                .also(environment.own_class.nat.span, "what the endpoints reject leaves through NAT")
                .help("set `nat = \"none\"`, or leave `perimeter` out"),
        );
    }
}

/// Organisations that no endpoint's policy names.
fn organizations(model: &Model) -> Vec<Diagnostic> {
    let of_environments = model.environments.values().filter_map(|environment| environment.organization_id.as_ref());
    let declared: BTreeMap<Span, &Spanned<OrganizationId>> = model
        .fleet
        .organization_id
        .iter()
        .chain(of_environments)
        .map(|organization| (organization.span, organization))
        .collect();
    let is_unused = |organization: &&Spanned<OrganizationId>| {
        let is_its = |environment: &&Environment| {
            environment.organization_id.as_ref().is_some_and(|its| its.span == organization.span)
        };
        let mut its = model.environments.values().filter(is_its);
        !model.environments.is_empty() && !its.any(|environment| environment.classes().any(Class::is_isolated))
    };
    declared
        .into_values()
        .filter(is_unused)
        .map(|organization| {
            let headline = "`organization_id` is unused: none of its cells has `nat = \"none\"`";
            let warning = RULE.finding_as(Kind::Mistake, organization.span, headline).label("has no effect");
            warning.help("set `nat = \"none\"` in an environment, or leave `organization_id` out")
        })
        .collect()
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Model};

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
    diagnostics.extend(organization(model));
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

/// An organisation that no endpoint's policy names.
fn organization(model: &Model) -> Option<Diagnostic> {
    let organization = model.fleet.organization_id.as_ref()?;
    if model.environments.is_empty() || model.classes().any(|(_, class)| class.is_isolated()) {
        return None;
    }
    let headline = "`organization_id` is unused: no cell has `nat = \"none\"`";
    let warning = RULE.finding_as(Kind::Mistake, organization.span, headline).label("has no effect");
    Some(warning.help("set `nat = \"none\"` in an environment, or leave `organization_id` out"))
}

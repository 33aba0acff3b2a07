use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Contested;

/// A tenant in two cells, or twice in one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0308"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("tenants.md"),
    yields_to: &[],
    check,
};

/// Environments are worlds of their own: a tenant may be in one cell of each.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let contested = model.tenants.contested().iter();
    diagnostics
        .extend(contested.map(|home| if home.first.value == home.again.value { twice(home) } else { found(home) }));
}

fn twice(Contested { tenant, first, again, is_listed, .. }: &Contested) -> Diagnostic {
    let error = RULE.finding(again.span, format!("tenant `{tenant}` is listed twice"));
    let error = error.label("again here").also(first.span, "first here");
    if *is_listed {
        error.help_removing("list it once", again.span)
    } else {
        error.help("take it out of the list `tenants`")
    }
}

fn found(Contested { tenant, environment, first, again, .. }: &Contested) -> Diagnostic {
    let headline = format!("tenant `{tenant}` is in two cells of environment `{environment}`");
    let error = RULE.finding(again.span, headline).label(format!("in cell `{}`", again.value));
    error.also(first.span, format!("in cell `{}`", first.value)).help("keep it in one cell")
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, StayRole, Tenant};
use crate::source::Spanned;
use crate::values::CellId;

/// Somebody else in the cell of a tenant that has one for itself.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1107"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("dedicated.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (tenant, _, home) in model.tenants.homes().filter(|(tenant, ..)| tenant.dedicated.value) {
        let own = home.stays().filter(|(_, role)| *role != StayRole::Standby);
        diagnostics.extend(own.filter_map(|(cell, _)| found(model, tenant, cell)));
    }
}

/// The first of the others, with how many there are.
fn found(model: &Model, tenant: &Tenant, cell: &Spanned<CellId>) -> Option<Diagnostic> {
    let others = model.tenants.in_cell(&cell.value).iter().filter(|stay| stay.tenant.value != tenant.name.value);
    let first = others.clone().next()?;
    let headline =
        format!("tenant `{}` has a cell for itself, and is not alone in `{}`", tenant.name.value, cell.value);
    let who = match others.count() {
        1 => format!("tenant `{}` is here as well", first.tenant.value),
        more => format!("tenant `{}` is here as well, and {} more", first.tenant.value, more - 1),
    };
    let error = RULE.finding(cell.span, headline).label("not only its cell").also(first.tenant.span, who);
    let error = error.also(tenant.dedicated.span, "dedicated here");
    Some(error.help("give the others another cell or standby, or leave out `dedicated`"))
}

use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names::is_bucket;
use crate::values::CellId;

/// A tenant with a name that something else has below the same domain.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1108"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("tenant_name.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for (id, tenant) in model.tenants.iter() {
        let cell = cells.get(&CellId::from(id.name().clone()));
        let cell = cell.filter(|cell| tenant.homes.contains_key(&cell.class.environment));
        let error = || RULE.finding(tenant.name.span, format!("tenant `{id}` cannot have this name"));
        if let Some(cell) = cell {
            let error = error().label("a cell of the same environment has it").also(cell.span(), "the cell");
            diagnostics.push(error.help("rename the tenant: both would have the same name in DNS"));
        } else if is_bucket(id.as_str()) {
            let error = error().label("a name of cellc's own");
            diagnostics.push(error.help("choose another name than `b` and four digits, which the router uses"));
        }
    }
}

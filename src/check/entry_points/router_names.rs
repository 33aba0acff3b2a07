use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names::is_bucket;
use crate::model::records::TenantRecords;
use crate::model::{Model, RecordPlan};
use crate::values::TenantId;

/// A name that the router cannot make.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1168"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("router_names.md"),
    // A domain that leaves no room for a name of a cell is told there.
    yields_to: &[Yield { code: Code::rule("CELL1130"), within: Within::Fleet }],
    check,
};

/// RFC 1035: characters of a name.
const LONGEST: usize = 253;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(plan) = RecordPlan::of(model, environment) else { continue };
        for cell in model.cells_of(&environment.name).filter(|cell| is_bucket(cell.name.as_str())) {
            let error = RULE.finding(cell.span(), format!("cell `{}` cannot have this name", cell.name.value));
            let error = error.label("the name of a bucket");
            diagnostics.push(error.help("choose another name than `b` and four digits, which the router uses"));
        }
        diagnostics.extend(plan.tenants.iter().filter_map(|(tenant, records)| too_long(model, &plan, tenant, records)));
    }
}

/// The longest name of a tenant.
fn too_long(model: &Model, plan: &RecordPlan, tenant: &TenantId, records: &TenantRecords) -> Option<Diagnostic> {
    let names =
        records.ways().filter(|way| way.answer.secondary.is_some()).map(|way| plan.pair_name(&way.cell, tenant));
    let longest = names.chain([plan.tenant_name(tenant)]).max_by_key(String::len)?;
    let span = model.tenants.get(tenant)?.name.span;
    (longest.len() > LONGEST).then(|| {
        let headline = format!("a name of tenant `{tenant}` has {} characters, and DNS takes {LONGEST}", longest.len());
        let error = RULE.finding(span, headline).label(format!("`{longest}`"));
        error.help("choose shorter names for the tenant, its cells or the domain")
    })
}

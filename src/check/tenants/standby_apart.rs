use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A standby that is lost together with the cell that it stands in for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1102"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("standby_apart.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for (tenant, environment, home) in model.tenants.homes() {
        let Some(standby) = home.standby.as_ref().filter(|standby| standby.value != home.cell.value) else { continue };
        let (Some(cell), Some(other)) = (cells.get(&home.cell.value), cells.get(&standby.value)) else { continue };
        let is_apart = cell.account.value != other.account.value || cell.region.value != other.region.value;
        let Some(environment) = model.environments.get(environment).filter(|_| !is_apart) else { continue };
        let headline =
            format!("the standby of tenant `{}` is in the account and region of its cell", tenant.name.value);
        let place = format!("account {}, region {}", other.account.value, other.region.value);
        let finding = RULE.finding_in(environment.profile, standby.span, headline).label(place);
        diagnostics.push(
            finding
                .also(home.cell.span, "as this one")
                .note("quotas, an administrator's mistake or an event in the region can take both at once")
                .help("name a standby in another account or region, or accept it with an `allow` block in the tenant"),
        );
    }
}

use crate::check::Context;
use crate::check::facts::tenants::{Pair, cells_by_name, pairs};
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
    for Pair { who, environment, cell: home, standby } in
        pairs(model).filter(|pair| pair.standby.value != pair.cell.value)
    {
        let (Some(cell), Some(other)) = (cells.get(&home.value), cells.get(&standby.value)) else { continue };
        let is_apart = cell.account.value != other.account.value || cell.region.value != other.region.value;
        let Some(environment) = model.environments.get(environment).filter(|_| !is_apart) else { continue };
        let (its, block) = if who.starts_with("tenant") { ("its", "tenant") } else { ("their", "environment") };
        let headline = format!("the standby of {who} is in the account and region of {its} cell");
        let place = format!("account {}, region {}", other.account.value, other.region.value);
        let finding = RULE.finding_in(environment.profile, standby.span, headline).label(place);
        diagnostics.push(
            finding
                .also(home.span, "as this one")
                .note("quotas, an administrator's mistake or an event in the region can take both at once")
                .help(format!(
                    "name a standby in another account or region, or accept it with an `allow` block in the {block}"
                )),
        );
    }
}

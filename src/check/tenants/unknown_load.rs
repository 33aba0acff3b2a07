use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::StayRole;

/// Standbys of which nobody knows whether they are large enough.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1106"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("unknown_load.md"),
    yields_to: &[],
    check,
};

/// Once for each class whose cells stand in for others.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for cell in &model.cells {
        let stays = model.tenants.in_cell(&cell.name.value);
        let Some(standby) = stays.iter().find(|stay| stay.role == StayRole::Standby) else { continue };
        let class = model.class_of(cell);
        if class.max_load.is_some() || !told.insert(&class.id.value) {
            continue;
        }
        let headline = format!("nothing says how much a cell of {} can serve", class.title());
        let advice = RULE.finding(class.span(), headline).label("no `max_load`");
        diagnostics.push(
            advice
                .also(standby.tenant.span, format!("`{}` stands in for another cell", cell.name.value))
                .help("test how much one cell can serve, and write it as `max_load`, in the unit of `load`"),
        );
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names;
use crate::values::DerivedName;

/// A derived name is longer than AWS takes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0304"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("name_length.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let excess = |name: &DerivedName| name.of(&cell.cluster).len().saturating_sub(name.limit);
        let worst = names::all().max_by_key(|name| excess(name)).filter(|name| excess(name) > 0);
        let Some(worst) = worst else { continue };
        let (derived, excess) = (worst.of(&cell.cluster), excess(&worst));
        let fleet = &model.fleet.name;
        diagnostics.push(
            RULE.finding(cell.span(), format!("the name of cell `{}` is too long", cell.name.value))
                .label(format!("results in the {} `{derived}`", worst.what))
                .also(fleet.span, "the fleet's name is part of it")
                .note(format!("{} characters; AWS allows at most {}", derived.len(), worst.limit))
                .help(format!("shorten the names of fleet, environment and cell by {excess} together")),
        );
    }
}

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::tenants::{cells_by_name, moved_by_loss, usual_load};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A standby that is too small for what comes to it when one cell is lost.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1105"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("load_after_loss.md"),
    yields_to: &[],
    check,
};

/// One finding for each standby: about the loss that brings it the most.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    let mut worst = BTreeMap::new();
    for lost in &model.cells {
        for (standby, moved) in moved_by_loss(model, lost) {
            let known = worst.entry(standby).or_insert((0, lost));
            if moved > known.0 {
                *known = (moved, lost);
            }
        }
    }
    for (standby, (moved, lost)) in worst {
        let Some((cell, most)) = cells.get(standby).and_then(|cell| Some((cell, model.class_of(cell).max_load?)))
        else {
            continue;
        };
        let (usual, most_load) = (usual_load(model, &cells, cell), u64::from(most.value));
        // What is too much in any case has a finding of its own.
        if usual > most_load || usual + moved <= most_load {
            continue;
        }
        let headline = format!("cell `{standby}` is too small to stand in for `{}`", lost.name.value);
        let error = RULE.finding(cell.span(), headline);
        diagnostics.push(
            error
                .label(format!("{usual} of its own and {moved} more are {}", usual + moved))
                .also(most.span, format!("and it may serve {most_load}"))
                .also(lost.span(), "when this cell is lost")
                .help("spread the standbys of these tenants over several cells, or leave more room in this one"),
        );
    }
}

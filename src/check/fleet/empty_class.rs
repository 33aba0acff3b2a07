use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Part;
use crate::values::{ClassId, EnvironmentId};

/// A class without cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0307"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("empty_class.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.partial.contains(Part::Cells) {
        return;
    }
    let populated: BTreeSet<&ClassId> = model.cells.iter().map(|cell| &cell.class).collect();
    let environments: BTreeSet<&EnvironmentId> = populated.iter().map(|class| &class.environment).collect();
    for (environment, class) in model.classes() {
        // The environment's own class is no news where all cells have named ones.
        let is_own = class.id.name.is_none() && environments.contains(&environment.name.value);
        if populated.contains(&class.id.value) || is_own {
            continue;
        }
        let warning = RULE.finding(class.span(), format!("{} has no cells", class.title()));
        diagnostics.push(warning.label("nothing is generated for it").help("add a cell, or remove the block"));
    }
}

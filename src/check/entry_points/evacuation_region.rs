use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A switch in the region that it is for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1157"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("evacuation_region.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(switches) = environment.router.as_ref().and_then(|router| router.evacuation.as_ref()) else {
            continue;
        };
        let region = &switches.region;
        let mut here = model.cells_of(&environment.name).filter(|cell| cell.region.value == region.value);
        let Some(first) = here.next() else { continue };
        let headline = format!("cells of `{}` are evacuated from their own region", environment.name.value);
        let finding = RULE.finding_in(environment.profile, region.span, headline);
        let label = match here.count() {
            0 => format!("cell `{}` is in this region", first.name.value),
            more => format!("cell `{}` is in this region, and {more} more", first.name.value),
        };
        diagnostics.push(
            finding
                .label(label)
                .also(first.span(), "the cell")
                .help("choose a region in which no cell of the environment is"),
        );
    }
}

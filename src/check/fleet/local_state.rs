use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Backend, Environment};
use crate::values::Profile;

/// Production whose state is a local file.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0311"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("local_state.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let fleet = &model.fleet;
    // A backend that could not be read is none that is missing.
    if !is_whole || fleet.is_stand_in || !matches!(fleet.backend, Backend::Local) {
        return;
    }
    let is_production = |environment: &Environment| environment.profile == Profile::Production;
    let cells = model.cells.iter().filter(|cell| is_production(model.environment_of(cell))).count();
    let production = model.populated_classes().find(|(environment, _)| is_production(environment));
    let Some((_, class)) = production else { return };
    let headline = format!("the state of {} is a local file", plural(cells, "production cell"));
    let finding = RULE.finding_in(Profile::Production, fleet.name.span, headline);
    diagnostics.push(
        finding
            .label("no backend, or `backend \"local\"`")
            .also(class.span(), "a production environment")
            .note("without this file Terraform can no longer change the cell, and nothing locks it")
            .help("add `terraform { backend \"s3\" { … } }` with `bucket` and `region`, and `required_version = \">= 1.10\"`, which locks the state in the bucket"),
    );
}

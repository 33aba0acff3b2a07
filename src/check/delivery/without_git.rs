use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::source::Span;

/// Something for manifests in a fleet without a repository.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0801"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("without_git.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole {
        return;
    }
    if let Some((span, what)) = without_effect(model) {
        let headline = format!("{what} has no effect: the fleet has no `git` block");
        let error = RULE.finding(span, headline).label("takes effect only in manifests");
        let error = error.also(model.fleet.name.span, "has no `git` block");
        diagnostics.push(error.help("add `git { repository = \"https://…\" }` to the fleet"));
    }
}

/// The first that is written for manifests only.
fn without_effect(model: &Model) -> Option<(Span, String)> {
    meant(model).min_by_key(|(span, _)| *span)
}

/// What is written for manifests.
fn meant(model: &Model) -> impl Iterator<Item = (Span, String)> {
    let namespaces =
        model.namespaces().map(|(_, namespace)| (namespace.span(), format!("namespace `{}`", namespace.name.value)));
    let sync = model.environments.values().filter(|environment| environment.sync.is_written());
    let sync = sync.map(|environment| (environment.sync.span, format!("`sync` of {}", environment.title())));
    let revisions = model.cells.iter().filter(|cell| cell.revision.is_written());
    let revisions = revisions.map(|cell| (cell.revision.span, format!("revision `{}`", cell.revision.value)));
    namespaces.chain(sync).chain(revisions)
}

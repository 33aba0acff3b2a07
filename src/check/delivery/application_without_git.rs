use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::source::Span;

/// Applications that nothing brings into the cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0811"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("application_without_git.md"),
    yields_to: &[Yield { code: Code::rule("CELL0801"), within: Within::Fleet }],
    check,
};

/// The block is missing once: what has no effect at all without it is named first.
fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole {
        return;
    }
    for environment in model.environments.values() {
        let Some((what, span)) = first_written(environment) else { continue };
        let headline = format!("nothing installs {what} in the cells of environment `{}`", environment.name.value);
        let error = RULE.finding(span, headline).label("never installed");
        let error = error.also(model.fleet.name.span, "the fleet has no Git repository");
        diagnostics.push(error.help("add `git { repository = \"https://…\" }` to the fleet"));
    }
}

/// What an environment brings that needs manifests, and where it was written.
fn first_written(environment: &Environment) -> Option<(String, Span)> {
    let application = environment.applications.first();
    let application = application.map(|application| (format!("`{}`", application.name.value), application.span()));
    let argo_cd = &environment.argo_cd.version;
    let argo_cd = argo_cd.is_written().then(|| ("Argo CD".to_owned(), argo_cd.span));
    let mirror =
        environment.mirror.as_ref().map(|mirror| ("the copies of the mirror".to_owned(), mirror.registry.span));
    application.or(argo_cd).or(mirror)
}

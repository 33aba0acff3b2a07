use crate::catalog::applications;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Application, Environment, Mirror};
use crate::source::Spanned;
use crate::values::ReleaseVersion;

/// A release that its publisher writes otherwise.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0820"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("version_form.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values();
    for environment in environments.filter(|_| model.fleet.git.is_some()) {
        for application in environment.applications.iter().filter(|application| is_publishers(environment, application))
        {
            let name = application.name.value;
            let usual = name.chart().version();
            diagnostics.extend(other_form(&format!("the chart of `{name}`"), &application.version, &usual));
        }
        if environment.argo_cd.is_release() {
            diagnostics.extend(other_form("Argo CD", &environment.argo_cd.version, &applications::argo_cd_version()));
        }
    }
}

/// Whether a chart is its publisher's, or a copy of it.
fn is_publishers(environment: &Environment, application: &Application) -> bool {
    let is_copy = |mirror: &Mirror| mirror.charts() == application.repository.value;
    application.is_published() || environment.mirror.as_ref().is_some_and(is_copy)
}

fn other_form(what: &str, version: &Spanned<ReleaseVersion>, usual: &ReleaseVersion) -> Option<Diagnostic> {
    let (has_letter, needs_letter) = (version.as_str().starts_with('v'), usual.as_str().starts_with('v'));
    let (label, meant) = match (has_letter, needs_letter) {
        (true, false) => ("its releases have no `v`", version.as_str().trim_start_matches('v').to_owned()),
        (false, true) => ("its releases begin with `v`", format!("v{}", version.value)),
        _ => return None,
    };
    let headline = format!("{what} has no release `{}`", version.value);
    let error = RULE.finding(version.span, headline).label(label);
    let error = error.note(format!("its publisher writes releases as `{usual}`"));
    Some(error.help_replacing(format!("write `{meant}`"), version.span, format!("\"{meant}\"")))
}

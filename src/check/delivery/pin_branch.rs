use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A branch for pins that never moves.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0804"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("pin_branch.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(git) = model.fleet.git.as_ref().filter(|git| !git.branch.is_floating()) else { return };
    let headline =
        format!("pinned cells look for their next pin at `{}`, which is a tag or a commit", git.branch.value);
    let error = RULE.finding(git.branch.span, headline).label("never moves");
    let branch = "use the branch that changes are merged into, such as `main`";
    diagnostics.push(if git.branch.as_str().starts_with("refs/") {
        error.help(branch)
    } else {
        error.help(format!("{branch}; if `{0}` is a branch, write `refs/heads/{0}`", git.branch.value))
    });
}

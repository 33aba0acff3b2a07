use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, Obstacle, Share};

/// An environment that shares cells where there are none.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0651"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_host.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for share in model.shares.values() {
        diagnostics.extend(match share.obstacle {
            Some(Obstacle::Itself) => Some(itself(share)),
            Some(Obstacle::HasNoCells) => Some(without_cells(model, share)),
            _ => None,
        });
    }
}

fn itself(share: &Share) -> Diagnostic {
    let headline = format!("environment `{}` shares its own cells", share.environment.value);
    let error = RULE.finding(share.host.span, headline).label("the environment itself");
    error.help("use another environment, or `account` and `region` instead of `shares`")
}

fn without_cells(model: &Model, share: &Share) -> Diagnostic {
    let host = &share.host.value;
    let headline = format!("environment `{host}` has no cells that `{}` could share", share.environment.value);
    let error = RULE.finding(share.host.span, headline).label("shares another environment's cells itself");
    let Some(next) = model.shares.get(host) else { return error };
    let error = error.also(next.host.span, format!("`{host}` uses the cells of `{}`", next.host.value));
    if next.obstacle.is_some() {
        return error.help("use an environment that has cells");
    }
    let replacement = format!("\"{}\"", next.host.value);
    error.help_replacing(format!("share the cells of `{}`", next.host.value), share.host.span, replacement)
}

//! An environment shares the cells of one that has cells.
//!
//! ## Why
//! The host of an environment is where its namespaces are: a cluster with an account, a region and a class. An environment
//! that shares its own cells, or those of one that shares as well, leads to no cluster.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {}
//! environment "test" {
//!   shares = "dev"
//! }
//! environment "staging" {
//!   shares = "test"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {}
//! environment "test" {
//!   shares = "dev"
//! }
//! environment "staging" {
//!   shares = "dev"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SHARE_HOST;
use crate::model::{Model, Obstacle, Share};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = Diagnostic::error(SHARE_HOST, share.host.span, headline).label("the environment itself");
    error.help("name another environment, or write `account` and `region` in place of `shares`")
}

fn without_cells(model: &Model, share: &Share) -> Diagnostic {
    let host = &share.host.value;
    let headline = format!("environment `{host}` has no cells that `{}` could share", share.environment.value);
    let error = Diagnostic::error(SHARE_HOST, share.host.span, headline).label("shares another's cells itself");
    let Some(next) = model.shares.get(host) else { return error };
    let error = error.also(next.host.span, format!("the cells of `{host}` are those of `{}`", next.host.value));
    if next.obstacle.is_some() {
        return error.help("name an environment that has cells");
    }
    let replacement = format!("\"{}\"", next.host.value);
    error.help_replacing(format!("share the cells of `{}`", next.host.value), share.host.span, replacement)
}

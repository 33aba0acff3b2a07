//! An environment that shares cells says nothing about cells.
//!
//! ## Why
//! The cells are those of the host: their account, network, nodes, add-ons, tags and AWS roles are declared there, once for
//! all environments in them. The same key in an environment that `shares` would change nothing. It has `profile`,
//! `namespace`, `access`, `owner` and `cost_centre`.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {}
//! environment "staging" {
//!   shares = "dev"
//!   nat    = "per-zone"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   nat = "per-zone"
//! }
//! environment "staging" {
//!   shares = "dev"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::SHARE_KEYS;
use crate::diagnostic::{Diagnostic, listing};
use crate::model::Share;

/// How many keys a headline names.
const MOST_NAMED: usize = 3;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.guests().filter_map(|(share, _)| idle(share)));
}

/// One finding, with a label for each place.
fn idle(share: &Share) -> Option<Diagnostic> {
    let mut places = share.keys_of_cells.clone();
    places.sort_by_key(|key| key.span);
    let (first, others) = places.split_first()?;
    let mut names: Vec<&str> = places.iter().map(|key| key.value).collect();
    names.dedup();
    let (subject, verb) = match names.as_slice() {
        [only] => (format!("`{only}`"), "means"),
        few if few.len() <= MOST_NAMED => (listing(few.iter().copied(), "and"), "mean"),
        many => (format!("{} keys", many.len()), "mean"),
    };
    let host = &share.host.value;
    let headline = format!("{subject} {verb} nothing in environment `{}`", share.environment.value);
    let mut error =
        Diagnostic::error(SHARE_KEYS, first.span, headline).label(format!("`{host}` says this of its cells"));
    error = error.also(share.host.span, "the cells are those of this environment");
    for key in others {
        error = error.also(key.span, format!("`{}` as well", key.value));
    }
    let remove = if places.len() == 1 { "remove it" } else { "remove them" };
    let help = format!("{remove}; what is to hold for the cells, write in environment `{host}`");
    Some(error.help_editing(help, places.iter().map(|key| (key.span, String::new()))))
}

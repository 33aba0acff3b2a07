//! An access entry names each namespace and each group once.
//!
//! ## Why
//! EKS takes the set of what is named, so that a repetition changes nothing; but it is mostly a slip of the pen, where
//! another namespace was meant. A pattern such as `team-*` has `team-blue` in it already. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "edit"
//!     namespaces = ["payments-*", "payments-api"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "edit"
//!     namespaces = ["payments-*"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::REPEATED_SCOPE;
use crate::model::{AccessEntry, AccessScope};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in &environment.access {
            diagnostics.extend(namespaces(entry));
            diagnostics.extend(groups(entry));
        }
    }
}

/// A pattern that matches the text of another, stars included, matches everything that the other does.
fn namespaces(entry: &AccessEntry) -> Option<Diagnostic> {
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    let mut pairs = namespaces
        .iter()
        .enumerate()
        .flat_map(|(index, first)| namespaces.iter().skip(index + 1).map(move |second| (first, second)));
    let (wide, narrow) = pairs.find_map(|(first, second)| {
        let is_inside = first.matches(second.as_str());
        if is_inside { Some((first, second)) } else { second.matches(first.as_str()).then_some((second, first)) }
    })?;
    let (headline, label) = if wide.value == narrow.value {
        (format!("namespace `{}` is named twice", narrow.value), "first here".to_owned())
    } else {
        (
            format!("`{}` is named beside a pattern that has it already", narrow.value),
            format!("matches `{}`", narrow.value),
        )
    };
    let warning = Diagnostic::warning(REPEATED_SCOPE, narrow.span, headline).label("adds nothing");
    Some(warning.also(wide.span, label).help("leave it out, or name the namespace that is meant"))
}

fn groups(entry: &AccessEntry) -> Option<Diagnostic> {
    let mut groups = entry.groups.iter().enumerate();
    let (first, again) = groups.find_map(|(index, group)| {
        let again = entry.groups.iter().skip(index + 1).find(|again| again.value == group.value);
        Some((group, again?))
    })?;
    let headline = format!("group `{}` is named twice", again.value);
    let warning = Diagnostic::warning(REPEATED_SCOPE, again.span, headline).label("adds nothing");
    Some(warning.also(first.span, "first here").help("leave it out, or name the group that is meant"))
}

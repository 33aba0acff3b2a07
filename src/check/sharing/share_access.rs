//! Access of an environment ends at its own namespaces, also in shared cells.
//!
//! ## Why
//! An access entry is one of the whole cluster: without `namespaces` its policy holds in those of the host too, and a
//! pattern or a group reaches whatever it matches. An entry of an environment that `shares` therefore names its own
//! namespaces, and no group that an entry of another environment names. An error. A pattern of the host that
//! matches a namespace of its guest is a warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "payments-staging" {}
//!   access "testers" {
//!     principal  = "arn:aws:iam::111111111111:role/tester"
//!     policy     = "edit"
//!     namespaces = ["payments*"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "payments-staging" {}
//!   access "testers" {
//!     principal  = "arn:aws:iam::111111111111:role/tester"
//!     policy     = "edit"
//!     namespaces = ["payments-staging"]
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::codes::SHARE_ACCESS;
use crate::diagnostic::{Diagnostic, listing};
use crate::model::{AccessEntry, AccessScope, Environment, Share, Stray};
use crate::source::{Span, Spanned};
use crate::values::{EnvironmentId, KubernetesGroup, NamespacePattern};

/// How many namespaces a help lists.
const MOST_LISTED: usize = 6;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (share, host) in model.guests() {
        let strays = share.access.iter().filter_map(|entry| Some(stray(share, entry, share.stray(entry, host)?)));
        diagnostics.extend(strays);
    }
    for host in model.hosts() {
        diagnostics.extend(groups(host));
        let own = host.access.iter().filter(|entry| entry.environment == host.name.value);
        diagnostics.extend(own.filter_map(|entry| into_guest(host, entry)));
    }
}

fn stray(share: &Share, entry: &AccessEntry, stray: Stray<'_>) -> Diagnostic {
    let (name, environment, host) = (&entry.name.value, &share.environment.value, &share.host.value);
    let error = |span, headline| Diagnostic::error(SHARE_ACCESS, span, headline);
    let finding = match stray {
        Stray::Cluster(span) => {
            let headline = format!("access `{name}` of environment `{environment}` reaches all of `{host}` too");
            error(span, headline).label("holds in the whole cluster")
        }
        Stray::Into(pattern, other) => {
            let headline = format!("access `{name}` of environment `{environment}` reaches namespace `{other}`");
            let label =
                if pattern.is_wildcard() { format!("matches `{other}`") } else { "of somebody else".to_owned() };
            error(pattern.span, headline).label(label)
        }
        Stray::Nowhere(pattern) => {
            let headline = format!("`{}` is no namespace of environment `{environment}`", pattern.value);
            error(pattern.span, headline).label("not declared there")
        }
    };
    let own: Vec<&str> = share.namespaces.iter().map(|own| own.name.as_str()).take(MOST_LISTED).collect();
    let finding = finding.also(share.host.span, format!("the cells are those of `{host}`"));
    if own.is_empty() {
        return finding.help(format!("declare a `namespace` in environment `{environment}`, and name it here"));
    }
    finding.help(format!("name namespaces of `{environment}`: {}", listing(own, "or")))
}

/// Groups that entries of several environments name: one finding a group and environment.
fn groups(host: &Environment) -> Vec<Diagnostic> {
    let mut places: BTreeMap<&KubernetesGroup, BTreeMap<&EnvironmentId, Span>> = BTreeMap::new();
    for entry in &host.access {
        for group in &entry.groups {
            places.entry(&group.value).or_default().entry(&entry.environment).or_insert(group.span);
        }
    }
    let mut findings = Vec::new();
    for (group, mut of) in places.into_iter().filter(|(_, of)| of.len() > 1) {
        let own = of.remove_entry(&host.name.value).or_else(|| of.pop_first());
        let Some((first, place)) = own else { continue };
        for (environment, span) in of {
            let headline = format!("group `{group}` has principals of `{environment}` and of `{first}`");
            let error = Diagnostic::error(SHARE_ACCESS, span, headline).label("what it may do, both may");
            let error = error.also(place, format!("of environment `{first}`"));
            findings.push(error.help(format!("give the group of `{environment}` a name of its own")));
        }
    }
    findings
}

/// What is named in full is meant, and the pattern of a role stays in its environment.
fn into_guest(host: &Environment, entry: &AccessEntry) -> Option<Diagnostic> {
    let AccessScope::Namespaces(patterns) = &entry.scope else { return None };
    let guests = || host.namespaces.iter().filter(|namespace| namespace.environment != host.name.value);
    let reached = |pattern: &Spanned<NamespacePattern>| guests().find(|guest| entry.means(pattern, guest));
    let mut wild = patterns.iter().filter(|pattern| pattern.is_wildcard());
    let (pattern, guest) = wild.find_map(|pattern| Some((pattern, reached(pattern)?)))?;
    let (name, own) = (&entry.name.value, &host.name.value);
    let headline = format!("access `{name}` of environment `{own}` reaches into `{}`", guest.environment);
    let warning = Diagnostic::warning(SHARE_ACCESS, pattern.span, headline);
    let warning = warning.label(format!("matches `{}`", guest.name.value));
    let warning = warning.also(guest.span(), format!("of environment `{}`", guest.environment));
    Some(warning.help("name the namespaces that are meant, or write a pattern that leaves this one out"))
}

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{AccessEntry, AccessScope, Environment, Share, Stray};
use crate::source::{Span, Spanned};
use crate::values::{EnvironmentId, KubernetesGroup, NamespacePattern};

/// An access entry that leaves its environment in shared cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0657"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for the entries of an environment that shares"),
        (Kind::Mistake, "for a pattern of the host that matches a namespace of a guest"),
    ]),
    since: "0.1.0",
    docs: include_str!("share_access.md"),
    yields_to: &[],
    check,
};

/// How many namespaces a help lists.
const MOST_LISTED: usize = 6;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = |span, headline| RULE.finding_as(Kind::Fails, span, headline);
    let finding = match stray {
        Stray::Cluster(span) => {
            let headline = format!("access `{name}` of environment `{environment}` includes all of `{host}`");
            error(span, headline).label("applies to the whole cluster")
        }
        Stray::Into(pattern, other) => {
            let headline = format!("access `{name}` of environment `{environment}` includes namespace `{other}`");
            let label =
                if pattern.is_wildcard() { format!("matches `{other}`") } else { "of another environment".to_owned() };
            error(pattern.span, headline).label(label)
        }
        Stray::Nowhere(pattern) => {
            let headline = format!("`{}` is not a namespace of environment `{environment}`", pattern.value);
            error(pattern.span, headline).label("not declared there")
        }
    };
    let own: Vec<&str> = share.namespaces.iter().map(|own| own.name.as_str()).take(MOST_LISTED).collect();
    let finding = finding.also(share.host.span, format!("the cells are those of `{host}`"));
    if own.is_empty() {
        return finding.help(format!("declare a `namespace` in environment `{environment}`, and list it here"));
    }
    finding.help(format!("list namespaces of `{environment}`: {}", listing(own, "or")))
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
            let error = RULE.finding_as(Kind::Fails, span, headline).label("both have its permissions");
            let error = error.also(place, format!("of environment `{first}`"));
            findings.push(error.help(format!("give the group of `{environment}` a different name")));
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
    let headline = format!("access `{name}` of environment `{own}` includes namespaces of `{}`", guest.environment);
    let warning = RULE.finding_as(Kind::Mistake, pattern.span, headline);
    let warning = warning.label(format!("matches `{}`", guest.name.value));
    let warning = warning.also(guest.span(), format!("of environment `{}`", guest.environment));
    Some(warning.help("list the intended namespaces, or use a pattern that excludes this one"))
}

use std::collections::BTreeSet;

use crate::catalog::kubernetes_resources::{self, Resource};
use crate::check::Context;
use crate::check::facts::roles::is_confined;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, listing};
use crate::model::{CustomRole, RoleRule};
use crate::source::Spanned;
use crate::values::{KubernetesResource, KubernetesVerb};

/// A rule of a role that names kinds of objects where they are not.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0659"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("granted_resources.md"),
    yields_to: &[],
    check,
};

/// Requests about one namespace, which count as made in it (Kubernetes, the request information of the API server).
const OF_ONE_NAMESPACE: [KubernetesVerb; 4] =
    [KubernetesVerb::Delete, KubernetesVerb::Get, KubernetesVerb::Patch, KubernetesVerb::Update];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            let is_confined = is_confined(environment, &owner.name.value);
            for rule in &owner.rules {
                diagnostics.extend(rule.resources.iter().filter_map(|resource| other_word(owner, rule, resource)));
                diagnostics.extend(rule.resources.iter().filter_map(|resource| starred(owner, rule, resource)));
                diagnostics.extend(other_group(owner, rule));
                diagnostics.extend(is_confined.then(|| outside_namespaces(owner, rule)).flatten());
            }
        }
    }
}

/// Whether nobody but Kubernetes puts anything into the groups of the rule.
fn is_known(rule: &RoleRule) -> bool {
    rule.api_groups.iter().all(|group| kubernetes_resources::knows_group(group.as_str()))
}

fn is_named(rule: &RoleRule, kind: &Resource) -> bool {
    rule.api_groups.iter().any(|group| group.as_str() == "*" || group.as_str() == kind.group)
}

/// The kind that a resource or subresource is of.
fn kind_of(resource: &KubernetesResource) -> &str {
    resource.as_str().split('/').next().unwrap_or_default()
}

/// All of that name, in the groups that have one.
fn kinds(resource: &KubernetesResource) -> impl Iterator<Item = &'static Resource> {
    kubernetes_resources::all().filter(move |kind| kind.resource == kind_of(resource))
}

/// A short name, a singular, or a slip.
fn other_word(owner: &CustomRole, rule: &RoleRule, resource: &Spanned<KubernetesResource>) -> Option<Diagnostic> {
    let written = kind_of(resource);
    if written == "*" || !is_known(rule) || kinds(resource).next().is_some() {
        return None;
    }
    let mut called = kubernetes_resources::all().filter(|kind| kind.is_called(written));
    let named = kubernetes_resources::all().filter(|kind| is_named(rule, kind)).map(|kind| kind.resource.as_str());
    let (meant, label) = match called.next() {
        Some(kind) => (kind.resource.as_str(), "a short name of `kubectl`"),
        None => (did_you_mean(written, named)?.certain()?, "not in its API groups"),
    };
    let headline = grants_nothing(owner, rule, written);
    let warning = RULE.finding(resource.span, headline).label(label);
    let whole = resource.as_str().replacen(written, meant, 1);
    Some(warning.help_replacing(format!("write `{whole}`"), resource.span, format!("\"{whole}\"")))
}

/// All subresources of a kind: Kubernetes knows `*` and `*/scale`, and takes `pods/*` by the letter.
fn starred(owner: &CustomRole, rule: &RoleRule, resource: &Spanned<KubernetesResource>) -> Option<Diagnostic> {
    let kind = resource.as_str().strip_suffix("/*")?;
    let headline = grants_nothing(owner, rule, resource.as_str());
    let warning = RULE.finding(resource.span, headline).label("not a pattern");
    Some(warning.help(format!("list what is meant, such as `{kind}/status`")))
}

fn grants_nothing(owner: &CustomRole, rule: &RoleRule, resource: &str) -> String {
    format!("rule `{}` of role `{}` grants nothing on `{resource}`", rule.name.value, owner.name.value)
}

/// One finding a rule: what it lacks is a group, which may hold several of its resources.
fn other_group(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    if !is_known(rule) || rule.api_groups.is_empty() {
        return None;
    }
    let is_elsewhere = |resource: &&Spanned<KubernetesResource>| {
        kinds(resource).next().is_some() && !kinds(resource).any(|kind| is_named(rule, kind))
    };
    let first = rule.resources.iter().find(is_elsewhere)?;
    // The metrics server has pods and nodes as well, of which nobody means these.
    let groups = rule.resources.iter().filter(is_elsewhere).filter_map(|resource| kinds(resource).next());
    let groups: BTreeSet<String> = groups.map(|kind| format!("\"{}\"", kind.group)).collect();
    let groups = listing(groups.iter().map(String::as_str), "and");
    let warning = RULE.finding(first.span, grants_nothing(owner, rule, kind_of(first)));
    let label = kinds(first).next().map_or_else(String::new, |kind| match kind.group.as_str() {
        "" => "it is in the core group, `\"\"`".to_owned(),
        group => format!("it is in `{group}`"),
    });
    let warning = warning.label(label).also(rule.api_groups.span, "not in these groups");
    Some(warning.help(format!("add {groups} to `api_groups`, or write a separate rule for it")))
}

fn outside_namespaces(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let is_outside = |resource: &&Spanned<KubernetesResource>| {
        // What these grant is another rule's finding.
        if ["groups", "nodes/proxy", "uids", "userextras", "users"].contains(&resource.as_str()) {
            return false;
        }
        let mut named = kinds(resource).filter(|kind| is_named(rule, kind)).peekable();
        let is_reached = kind_of(resource) == "namespaces" && rule.granting(&OF_ONE_NAMESPACE).is_some();
        named.peek().is_some() && named.all(|kind| !kind.namespaced) && !is_reached
    };
    let first = rule.resources.iter().find(is_outside)?;
    let warning = RULE.finding(first.span, grants_nothing(owner, rule, kind_of(first)));
    let warning = warning.label("not in a namespace").also(owner.name.span, "this role is only granted in namespaces");
    Some(warning.help("leave it out, or move it to a role of an `access` block without `namespaces`"))
}

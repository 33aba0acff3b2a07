//! A rule of a role names kinds of objects that exist in its API groups, and where it holds.
//!
//! ## Why
//! Kubernetes takes any word for a resource and any group beside it, and a rule grants nothing on what does not exist
//! (Kubernetes, "Using RBAC Authorization", section "Referring to resources"): `pods` are in the core group and not in
//! `apps`, `ingresses` have left `extensions`, and `deploy` is a word of `kubectl` for `deployments`. Objects such as nodes and
//! persistent volumes are in no namespace, so that a `RoleBinding` does not reach them; of namespaces it reaches `get`, and not
//! `list`. Subresources have no pattern: `pods/*` is nothing. What the groups of others hold, nobody can know here. A warning.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   role "debugger" {
//!     rule "pods" {
//!       api_groups = ["apps"]
//!       resources  = ["pods"]
//!       verbs      = ["get"]
//!     }
//!   }
//!   access "debuggers" {
//!     principal  = "arn:aws:iam::111111111111:role/debugger"
//!     role       = "debugger"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   role "debugger" {
//!     rule "pods" {
//!       api_groups = [""]
//!       resources  = ["pods"]
//!       verbs      = ["get"]
//!     }
//!   }
//!   access "debuggers" {
//!     principal  = "arn:aws:iam::111111111111:role/debugger"
//!     role       = "debugger"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use crate::catalog::kubernetes_resources::{self, Resource};
use crate::check::Context;
use crate::diagnostic::codes::GRANTED_RESOURCES;
use crate::diagnostic::{Diagnostic, did_you_mean, listing};
use crate::model::{AccessEntry, AccessRole, AccessScope, CustomRole, Environment, RoleRule};
use crate::source::Spanned;
use crate::values::{KubernetesResource, KubernetesVerb, Name};

/// Requests about one namespace, which count as made in it (Kubernetes, the request information of the API server).
const OF_ONE_NAMESPACE: [KubernetesVerb; 4] =
    [KubernetesVerb::Delete, KubernetesVerb::Get, KubernetesVerb::Patch, KubernetesVerb::Update];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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

/// Whether all who hold the role hold it in namespaces.
pub(in crate::check) fn is_confined(environment: &Environment, role: &Name) -> bool {
    let is_it = |entry: &&AccessEntry| {
        entry.role.as_ref().is_some_and(|held| matches!(&held.value, AccessRole::Custom(name) if name == role))
    };
    let mut scopes = environment.access.iter().filter(is_it).map(|entry| &entry.scope).peekable();
    scopes.peek().is_some() && scopes.all(|scope| matches!(scope, AccessScope::Namespaces(_)))
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
        Some(kind) => (kind.resource.as_str(), "a word of `kubectl`"),
        None => (did_you_mean(written, named)?.certain()?, "not among its API groups"),
    };
    let headline = grants_nothing(owner, rule, written);
    let warning = Diagnostic::warning(GRANTED_RESOURCES, resource.span, headline).label(label);
    let whole = resource.as_str().replacen(written, meant, 1);
    Some(warning.help_replacing(format!("write `{whole}`"), resource.span, format!("\"{whole}\"")))
}

/// All subresources of a kind: Kubernetes knows `*` and `*/scale`, and takes `pods/*` by the letter.
fn starred(owner: &CustomRole, rule: &RoleRule, resource: &Spanned<KubernetesResource>) -> Option<Diagnostic> {
    let kind = resource.as_str().strip_suffix("/*")?;
    let headline = grants_nothing(owner, rule, resource.as_str());
    let warning = Diagnostic::warning(GRANTED_RESOURCES, resource.span, headline).label("not a pattern");
    Some(warning.help(format!("name what is meant, such as `{kind}/status`")))
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
    let warning = Diagnostic::warning(GRANTED_RESOURCES, first.span, grants_nothing(owner, rule, kind_of(first)));
    let label = kinds(first).next().map_or_else(String::new, |kind| match kind.group.as_str() {
        "" => "it is in the core group, `\"\"`".to_owned(),
        group => format!("it is in `{group}`"),
    });
    let warning = warning.label(label).also(rule.api_groups.span, "not in these groups");
    Some(warning.help(format!("add {groups} to `api_groups`, or write a rule of its own for it")))
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
    let warning = Diagnostic::warning(GRANTED_RESOURCES, first.span, grants_nothing(owner, rule, kind_of(first)));
    let warning =
        warning.label("in no namespace").also(owner.name.span, "all who hold this role hold it in namespaces");
    Some(warning.help("leave it out, or put it into a role that an `access` without `namespaces` holds"))
}

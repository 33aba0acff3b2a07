//! A role of one's own grants no way around the others.
//!
//! ## Why
//! With `escalate` and `bind` one writes and binds roles with rights that one does not have, with `impersonate` one is
//! somebody else. Reading Secrets reads the passwords and tokens of everybody in the namespace; `list` and `watch` show their
//! contents as well; a rule with `resource_names` reads only those. `serviceaccounts/token` makes tokens, and `nodes/proxy` runs commands in every pod of a node, past the
//! audit log (Kubernetes, "Role Based Access Control Good Practices"). `get` on `pods/exec` or `pods/attach` looks like
//! reading and runs commands in containers; since Kubernetes 1.35 it does nothing without `create`. All verbs on all resources
//! are all of these. What gives every right in the cell is an error: `escalate`, `bind`, `impersonate`, `nodes/proxy`, tokens in
//! all namespaces, everything. The rest is advice in development, a warning in staging, an error in production. For emergencies
//! there is `break-glass`.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   namespace "payments" {}
//!   role "deployer" {
//!     rule "everything" {
//!       api_groups = ["", "apps"]
//!       resources  = ["*"]
//!       verbs      = ["get", "patch"]
//!     }
//!   }
//!   access "deployer" {
//!     principal  = "arn:aws:iam::111111111111:role/deployer"
//!     role       = "deployer"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   namespace "payments" {}
//!   role "deployer" {
//!     rule "deployments" {
//!       api_groups = ["apps"]
//!       resources  = ["deployments"]
//!       verbs      = ["get", "patch"]
//!     }
//!   }
//!   access "deployer" {
//!     principal  = "arn:aws:iam::111111111111:role/deployer"
//!     role       = "deployer"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use super::granted_resources::is_confined;
use super::role_takes_over;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::MIGHTY_ROLE;
use crate::model::{CustomRole, Environment, RoleRule};
use crate::source::Span;
use crate::values::{KubernetesVerb, Profile};

const READING: [KubernetesVerb; 3] = [KubernetesVerb::Get, KubernetesVerb::List, KubernetesVerb::Watch];
/// With these verbs one has the rights of others.
const BORROWING: [KubernetesVerb; 3] = [KubernetesVerb::Bind, KubernetesVerb::Escalate, KubernetesVerb::Impersonate];

const READS_SECRETS: &str = "reads Secrets";
const MAKES_TOKENS: &str = "makes tokens of service accounts";
const REACHES_AGENTS: &str = "reaches the agents of nodes";
const SOME_SECRETS: &str =
    "name the Secrets that the role is for: `resource_names = [\"…\"]` reads no others, and ends this finding";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let all = everything(rule).filter(|_| !role_takes_over::is_found(environment, owner, rule));
    let found = all.or_else(|| borrowed(rule)).or_else(|| way_around(rule));
    let Some((what, label, span)) = found else { return hidden_shell(environment.profile, owner, rule) };
    let headline = format!("rule `{}` of role `{}` {what}", rule.name.value, owner.name.value);
    let in_all_namespaces = || what == MAKES_TOKENS && !is_confined(environment, &owner.name.value);
    let finding =
        if rule.grants_everything() || borrowed(rule).is_some() || what == REACHES_AGENTS || in_all_namespaces() {
            Diagnostic::error(MIGHTY_ROLE, span, headline).unless_helped()
        } else {
            Diagnostic::of_profile(environment.profile, MIGHTY_ROLE, span, headline)
        };
    let finding = finding.label(label);
    let what_for = if what == READS_SECRETS { SOME_SECRETS } else { "name what the role is for" };
    Some(finding.help(format!("{what_for}; for emergencies there is `role = \"break-glass\"`")))
}

/// What a rule grants, the label for it, and where.
type Grant = (String, String, Span);

fn everything(rule: &RoleRule) -> Option<Grant> {
    rule.verbs.iter().find(|verb| verb.value == KubernetesVerb::All)?;
    let resource = rule.resources.iter().find(|resource| resource.as_str() == "*")?;
    Some(("grants everything".to_owned(), "all verbs on all resources".to_owned(), resource.span))
}

fn borrowed(rule: &RoleRule) -> Option<Grant> {
    let verb = rule.verbs.iter().find(|verb| BORROWING.contains(&verb.value))?;
    Some((format!("grants `{}`", verb.value), "the rights of others".to_owned(), verb.span))
}

fn way_around(rule: &RoleRule) -> Option<Grant> {
    let secrets = || {
        rule.granting(&READING).filter(|_| rule.resource_names.is_none())?;
        let resource = rule.covering("", &["secrets"])?;
        let label = if resource.as_str() == "*" { "Secrets are among them" } else { "passwords and tokens" };
        Some((READS_SECRETS.to_owned(), label.to_owned(), resource.span))
    };
    let tokens = || {
        rule.granting(&[KubernetesVerb::Create])?;
        let resource = rule.covering("", &["serviceaccounts/token"])?;
        Some((MAKES_TOKENS.to_owned(), "the rights of others".to_owned(), resource.span))
    };
    let nodes = || {
        let resource = rule.covering("", &["nodes/proxy"])?;
        Some((REACHES_AGENTS.to_owned(), "past the audit log".to_owned(), resource.span))
    };
    secrets().or_else(tokens).or_else(nodes)
}

/// `get` where `create` is what says that commands are run.
fn hidden_shell(profile: Profile, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let get = rule.verbs.iter().find(|verb| verb.value == KubernetesVerb::Get)?;
    let resource = rule.shell().filter(|_| rule.granting(&[KubernetesVerb::Create]).is_none())?;
    let headline = format!("rule `{}` of role `{}` runs commands by `get`", rule.name.value, owner.name.value);
    let finding = Diagnostic::of_profile(profile, MIGHTY_ROLE, get.span, headline).label("more than reading");
    Some(
        finding
            .also(resource.span, "opens a shell before Kubernetes 1.35")
            .note("since Kubernetes 1.35 it does nothing without `create`")
            .help("add `create` where commands are meant, otherwise leave the resource out"),
    )
}

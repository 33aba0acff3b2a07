//! A role that opens streams opens them for every client.
//!
//! ## Why
//! `kubectl exec`, `attach` and `port-forward` use WebSockets, whose request is a GET: the API server authorises it as `get`, and
//! since Kubernetes 1.35 as `create` too. With `create` alone only clients work that still speak SPDY, which Kubernetes is giving
//! up (Kubernetes, "Authorization" and the changelog of 1.35). `get` adds no right to `create` here: both open the same stream. A
//! warning. The opposite, `get` without `create`, looks like reading and is a shell before 1.35: that is CELL0627.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   role "debugger" {
//!     rule "shell" {
//!       api_groups = [""]
//!       resources  = ["pods/exec"]
//!       verbs      = ["create"]
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
//!     rule "shell" {
//!       api_groups = [""]
//!       resources  = ["pods/exec"]
//!       verbs      = ["create", "get"]
//!     }
//!   }
//!   access "debuggers" {
//!     principal  = "arn:aws:iam::111111111111:role/debugger"
//!     role       = "debugger"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_STREAMS;
use crate::model::{CustomRole, RoleRule};
use crate::values::KubernetesVerb;

/// What opens a stream to a pod.
const STREAMS: [&str; 3] = ["pods/attach", "pods/exec", "pods/portforward"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in environment.roles.iter().filter(|owner| !owner.is_partial) {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(owner, rule)));
        }
    }
}

fn check_rule(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let create = rule.granting(&[KubernetesVerb::Create])?;
    let lacks_get = |stream: &&&str| !owner.rules.iter().any(|other| gets(other, rule, stream));
    let resource = STREAMS.iter().filter(lacks_get).find_map(|stream| rule.covering("", &[*stream]))?;
    let headline = format!("role `{}` opens `{}` for some clients only", owner.name.value, resource.value);
    let warning = Diagnostic::warning(ROLE_STREAMS, create.span, headline).label("for SPDY only");
    let warning = warning.also(resource.span, "WebSockets ask for `get` as well");
    Some(warning.note("`kubectl` uses WebSockets, whose request is a GET").help("add `get` to `verbs`"))
}

/// Whether a rule lets everybody get the stream whom the other lets create it.
fn gets(rule: &RoleRule, creating: &RoleRule, stream: &str) -> bool {
    let names = |rule: &RoleRule| rule.resource_names.as_ref().map(|names| names.value.clone());
    let is_as_wide = rule.resource_names.is_none() || names(rule) == names(creating);
    is_as_wide && rule.granting(&[KubernetesVerb::Get]).is_some() && rule.covering("", &[stream]).is_some()
}

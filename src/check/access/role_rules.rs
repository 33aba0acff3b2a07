//! A role of one's own has a name of its own, and rules that say something.
//!
//! ## Why
//! The names of the built-in roles mean what they mean in every environment: a block of such a name would never be used.
//! A role without rules grants nothing, and Kubernetes refuses a rule without API groups, without resources or without verbs
//! (Kubernetes, validation of `rbac.authorization.k8s.io/v1`). With `resource_names`, a rule never allows `create` or
//! `deletecollection`: these requests name no object (Kubernetes, "Using RBAC Authorization", section "Referring to
//! resources").
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   role "restarter" {}
//!   access "restarters" {
//!     principal  = "arn:aws:iam::111111111111:role/restarter"
//!     role       = "restarter"
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
//!   role "restarter" {
//!     rule "deployments" {
//!       api_groups = ["apps"]
//!       resources  = ["deployments"]
//!       verbs      = ["patch"]
//!     }
//!   }
//!   access "restarters" {
//!     principal  = "arn:aws:iam::111111111111:role/restarter"
//!     role       = "restarter"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_RULES;
use crate::model::{CustomRole, RoleRule};
use crate::values::{BuiltInRole, KubernetesVerb};

/// Verbs of requests that name no object.
const NAMELESS: [KubernetesVerb; 2] = [KubernetesVerb::Create, KubernetesVerb::DeleteCollection];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(check_role(owner));
            let of_rule = |rule| check_rule(owner, rule).or_else(|| check_names(owner, rule));
            diagnostics.extend(owner.rules.iter().filter_map(of_rule));
        }
    }
}

fn check_role(role: &CustomRole) -> Option<Diagnostic> {
    let name = &role.name;
    if name.as_str().parse::<BuiltInRole>().is_ok() {
        let error = Diagnostic::error(ROLE_RULES, name.span, format!("the role `{}` is built in", name.value));
        return Some(error.label("would never be used").help("give this one another name, or remove the block"));
    }
    (role.rules.is_empty() && !role.is_partial).then(|| {
        let error = Diagnostic::error(ROLE_RULES, name.span, format!("the role `{}` grants nothing", name.value));
        error.label("without a rule").help("add a `rule` block with `api_groups`, `resources` and `verbs`")
    })
}

fn check_rule(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let lists = [
        ("api_groups", rule.api_groups.is_empty(), rule.api_groups.span, "write `[\"\"]` for the core group"),
        ("resources", rule.resources.is_empty(), rule.resources.span, "name one, such as `deployments`"),
        ("verbs", rule.verbs.is_empty(), rule.verbs.span, "name one, such as `get`"),
    ];
    let (key, _, span, help) = lists.into_iter().find(|(_, is_empty, ..)| *is_empty)?;
    let headline = format!("`{key}` of rule `{}` of role `{}` is empty", rule.name.value, owner.name.value);
    let error = Diagnostic::error(ROLE_RULES, span, headline).label("empty");
    Some(error.note("Kubernetes refuses the whole role").help(help))
}

fn check_names(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let names = rule.resource_names.as_ref()?;
    if names.is_empty() {
        let headline =
            format!("`resource_names` of rule `{}` of role `{}` is empty", rule.name.value, owner.name.value);
        let error = Diagnostic::error(ROLE_RULES, names.span, headline).label("empty");
        return Some(
            error.note("Kubernetes takes it for all objects").help("name one, or remove the key for all of them"),
        );
    }
    let verb = rule.verbs.iter().find(|verb| NAMELESS.contains(&verb.value))?;
    // What is asked of a subresource, such as `create` of `pods/eviction`, names the object that it is of.
    let resource = rule.resources.iter().find(|resource| !resource.as_str().contains('/'))?;
    let headline = format!("rule `{}` of role `{}` never allows `{}`", rule.name.value, owner.name.value, verb.value);
    let error = Diagnostic::error(ROLE_RULES, verb.span, headline).label("names no object");
    let error = error.also(names.span, "allows only requests that name one of these");
    Some(error.help(format!("write a rule without `resource_names` for `{}` of `{}`", verb.value, resource.value)))
}

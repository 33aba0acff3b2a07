use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, RoleRule};
use crate::values::KubernetesVerb;

/// A role that opens streams for some clients only.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0672"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("role_streams.md"),
    yields_to: &[],
    check,
};

/// What opens a stream to a pod.
const STREAMS: [&str; 3] = ["pods/attach", "pods/exec", "pods/portforward"];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let headline = format!("role `{}` allows `{}` only for some clients", owner.name.value, resource.value);
    let warning = RULE.finding(create.span, headline).label("only for SPDY");
    let warning = warning.also(resource.span, "WebSockets need `get` as well");
    Some(warning.note("`kubectl` uses WebSockets, whose request is a GET").help("add `get` to `verbs`"))
}

/// Whether a rule lets everybody get the stream whom the other lets create it.
fn gets(rule: &RoleRule, creating: &RoleRule, stream: &str) -> bool {
    let names = |rule: &RoleRule| rule.resource_names.as_ref().map(|names| names.value.clone());
    let is_as_wide = rule.resource_names.is_none() || names(rule) == names(creating);
    is_as_wide && rule.granting(&[KubernetesVerb::Get]).is_some() && rule.covering("", &[stream]).is_some()
}

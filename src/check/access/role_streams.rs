use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, RoleRule};
use crate::values::{KubernetesVerb, ResourceName};

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

/// Names of the objects that a rule is about; [`None`] for all.
type Names<'a> = Option<Vec<&'a ResourceName>>;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in environment.roles.iter().filter(|owner| !owner.is_partial) {
            let gettable = STREAMS.map(|stream| (stream, gettable(owner, stream)));
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(owner, rule, &gettable)));
        }
    }
}

fn check_rule(
    owner: &CustomRole,
    rule: &RoleRule,
    gettable: &[(&'static str, BTreeSet<Names<'_>>)],
) -> Option<Diagnostic> {
    let create = rule.granting(&[KubernetesVerb::Create])?;
    let lacks_get = |gettable: &BTreeSet<Names<'_>>| !gettable.contains(&None) && !gettable.contains(&names(rule));
    let resource = gettable.iter().find_map(|(stream, gettable)| {
        let resource = rule.covering("", &[*stream])?;
        lacks_get(gettable).then_some(resource)
    })?;
    let headline = format!("role `{}` allows `{}` only for some clients", owner.name.value, resource.value);
    let warning = RULE.finding(create.span, headline).label("only for SPDY");
    let warning = warning.also(resource.span, "WebSockets need `get` as well");
    Some(warning.note("`kubectl` uses WebSockets, whose request is a GET").help("add `get` to `verbs`"))
}

/// The objects whose stream some rule of the role gets.
fn gettable<'a>(owner: &'a CustomRole, stream: &str) -> BTreeSet<Names<'a>> {
    let gets =
        |rule: &&RoleRule| rule.granting(&[KubernetesVerb::Get]).is_some() && rule.covering("", &[stream]).is_some();
    owner.rules.iter().filter(gets).map(names).collect()
}

fn names(rule: &RoleRule) -> Names<'_> {
    rule.resource_names.as_ref().map(|names| names.iter().map(|name| &name.value).collect())
}

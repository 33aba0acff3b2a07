use crate::check::Context;
use crate::check::facts::powers::takes_over;
use crate::check::facts::roles::is_confined;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, Environment, RoleRule};
use crate::source::Span;
use crate::values::{KubernetesVerb, Profile};

/// A declared role that leads around the others, or reads Secrets.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0627"),
    kind: Kind::Varies(&[
        (
            Kind::FailsUnlessHelped,
            "for full control of the cell: `escalate`, `bind`, `impersonate`, `nodes/proxy`, tokens in all namespaces, all verbs on all resources",
        ),
        (Kind::Conduct, "for anything less"),
    ]),
    since: "0.1.0",
    docs: include_str!("mighty_role.md"),
    yields_to: &[],
    check,
};

const READING: [KubernetesVerb; 3] = [KubernetesVerb::Get, KubernetesVerb::List, KubernetesVerb::Watch];
/// With these verbs one has the rights of others.
const BORROWING: [KubernetesVerb; 3] = [KubernetesVerb::Bind, KubernetesVerb::Escalate, KubernetesVerb::Impersonate];

const READS_SECRETS: &str = "reads Secrets";
const MAKES_TOKENS: &str = "creates tokens of service accounts";
const REACHES_AGENTS: &str = "reaches the kubelets of nodes";
const SOME_SECRETS: &str = "list the Secrets that the role needs with `resource_names = [\"…\"]`, which grants no others and resolves this finding";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let all = everything(rule).filter(|_| !takes_over(environment, owner, rule));
    let found = all.or_else(|| borrowed(rule)).or_else(|| way_around(rule));
    let Some((what, label, span)) = found else { return hidden_shell(environment.profile, owner, rule) };
    let headline = format!("rule `{}` of role `{}` {what}", rule.name.value, owner.name.value);
    let in_all_namespaces = || what == MAKES_TOKENS && !is_confined(environment, &owner.name.value);
    let finding =
        if rule.grants_everything() || borrowed(rule).is_some() || what == REACHES_AGENTS || in_all_namespaces() {
            RULE.finding_as(Kind::FailsUnlessHelped, span, headline)
        } else {
            RULE.finding_in(environment.profile, span, headline)
        };
    let finding = finding.label(label);
    let what_for = if what == READS_SECRETS { SOME_SECRETS } else { "list only what the role needs" };
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
        Some((REACHES_AGENTS.to_owned(), "bypasses the audit log".to_owned(), resource.span))
    };
    secrets().or_else(tokens).or_else(nodes)
}

/// `get` where `create` is what says that commands are run.
fn hidden_shell(profile: Profile, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let get = rule.verbs.iter().find(|verb| verb.value == KubernetesVerb::Get)?;
    let resource = rule.shell().filter(|_| rule.granting(&[KubernetesVerb::Create]).is_none())?;
    let headline = format!("rule `{}` of role `{}` runs commands with `get`", rule.name.value, owner.name.value);
    let finding = RULE.finding_in(profile, get.span, headline).label("more than reading");
    Some(
        finding
            .also(resource.span, "allows a shell before Kubernetes 1.35")
            .note("since Kubernetes 1.35 it has no effect without `create`")
            .help("add `create` if running commands is intended, otherwise leave the resource out"),
    )
}

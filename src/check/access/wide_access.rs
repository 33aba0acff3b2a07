use crate::check::Context;
use crate::check::facts::roles::makes_pods;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessRole, AccessScope, Environment, RoleRule};
use crate::source::Span;
use crate::values::{AccessPolicy, BuiltInRole, KubernetesVerb};

/// Somebody who is no administrator and changes workloads in the whole cluster.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0608"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("wide_access.md"),
    yields_to: &[
        // Without an administrator, one of these is mostly meant to be it.
        Yield { code: Code::rule("CELL0601"), within: Within::Environment },
    ],
    check,
};

/// What the controllers of a cell are set up by, Argo CD and CoreDNS among them, or prove with who they are.
const SETTINGS: [(&str, &[&str]); 1] = [("", &["configmaps", "secrets", "serviceaccounts"])];
const WORKLOADS_OF_ALL: &str = "workloads";
const OF_CONTROLLERS: &str = "settings";
const CHANGING: [KubernetesVerb; 3] = [KubernetesVerb::Create, KubernetesVerb::Patch, KubernetesVerb::Update];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in environment.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let Some((span, what, instead)) = changed(environment, entry) else { continue };
            let headline = format!("access `{}` can change {what} in the whole cluster", entry.name.value);
            let finding = RULE.finding_in(environment.profile, span, headline);
            diagnostics.push(
                finding
                    .label("in every namespace, including `kube-system`")
                    .note(reason(what))
                    .help(format!("add `namespaces = [\"…\"]`, or use `{instead}` if that is what was meant")),
            );
        }
    }
}

fn reason(what: &str) -> &'static str {
    match what {
        OF_CONTROLLERS => "objects of these kinds configure Argo CD, CoreDNS and the cell's own controllers",
        _ => "a pod in `kube-system` may run with the AWS rights of the cell's own controllers",
    }
}

/// Where the specification says so, what is changed, and what says openly what it comes to. `platform-admin` does.
fn changed(environment: &Environment, entry: &AccessEntry) -> Option<(Span, &'static str, &'static str)> {
    let Some(role) = &entry.role else {
        let is_wide = |policy: &AccessPolicy| matches!(policy, AccessPolicy::Edit | AccessPolicy::Admin);
        let policy = entry.policy.filter(|policy| is_wide(&policy.value));
        return policy.map(|policy| (policy.span, WORKLOADS_OF_ALL, "cluster-admin"));
    };
    let what = match &role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => (!entry.permissions.is_empty()).then_some(WORKLOADS_OF_ALL),
        AccessRole::BuiltIn(role) => (*role == BuiltInRole::Operator).then_some(WORKLOADS_OF_ALL),
        AccessRole::Custom(name) => environment.custom_role(name).and_then(|role| {
            let rules = || role.rules.iter();
            let sets_up = || rules().any(sets_up).then_some(OF_CONTROLLERS);
            rules().any(changes).then_some(WORKLOADS_OF_ALL).or_else(sets_up)
        }),
    };
    what.map(|what| (role.span, what, "platform-admin"))
}

/// `*` is Secrets as well: CELL0627 says so, and says what to do.
fn sets_up(rule: &RoleRule) -> bool {
    let covered = SETTINGS.iter().find_map(|(group, resources)| rule.covering(group, resources));
    covered.is_some_and(|resource| resource.as_str() != "*") && rule.granting(&CHANGING).is_some()
}

fn changes(rule: &RoleRule) -> bool {
    // `*` with `get` is this as well, and reads Secrets: CELL0627 says so, and says what to do.
    let opens = || rule.shell().is_some_and(|resource| resource.as_str() != "*");
    makes_pods(rule) && rule.granting(&CHANGING).is_some() || opens()
}

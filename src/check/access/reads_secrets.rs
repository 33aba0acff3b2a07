use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::AccessScope;
use crate::values::AccessPolicy;

/// Somebody who is no administrator and reads all Secrets.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0609"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("reads_secrets.md"),
    yields_to: &[
        // Without an administrator, one of these is mostly meant to be it.
        Yield { code: Code::rule("CELL0601"), within: Within::Environment },
    ],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in environment.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let reads = |policy: &AccessPolicy| matches!(policy, AccessPolicy::AdminView | AccessPolicy::SecretReader);
            let Some(policy) = entry.eks_policy().filter(|policy| reads(&policy.value)) else { continue };
            let headline = format!("access `{}` can read every Secret in the cluster", entry.name.value);
            let finding = RULE.finding_in(environment.profile, policy.span, headline);
            let finding = finding.label("Secrets of all namespaces");
            diagnostics.push(if policy.value == AccessPolicy::AdminView {
                finding.help_replacing("use `view`, which reads everything except Secrets", policy.span, "\"view\"")
            } else {
                finding.help("add `namespaces = [\"…\"]`")
            });
        }
    }
}

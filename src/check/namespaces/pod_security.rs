use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::{PodSecurity, Profile};

/// Pods that may take over their node.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0641"),
    kind: Kind::Varies(&[(Kind::Conduct, "for `privileged`"), (Kind::Advice, "for `baseline` in production")]),
    since: "0.1.0",
    docs: include_str!("pod_security.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, namespace) in model.namespaces() {
        let (name, level) = (&namespace.name.value, namespace.pod_security);
        let profile = model.profile_of(&namespace.environment, environment);
        let finding = match level.value {
            PodSecurity::Privileged => {
                let headline = format!("pods of namespace `{name}` can take over their nodes");
                let finding = RULE.finding_in(profile, level.span, headline);
                finding.label("allows root on the node")
            }
            PodSecurity::Baseline if profile == Profile::Production => {
                let headline = format!("containers of namespace `{name}` may run as root");
                RULE.finding_as(Kind::Advice, level.span, headline).label("`restricted` does not allow it")
            }
            PodSecurity::Baseline | PodSecurity::Restricted => continue,
        };
        diagnostics.push(finding.help_replacing("write `restricted`", level.span, "\"restricted\""));
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// AWS permissions for the service account `default`.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0616"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("default_service_account.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let identities = environment.workload_identities.iter();
        for identity in identities.filter(|identity| identity.service_account.as_str() == "default") {
            let account = &identity.service_account;
            let headline = format!("every pod of namespace `{}` gets these AWS permissions", identity.namespace.value);
            let warning = RULE.finding(account.span, headline);
            let warning = warning.label("used by all pods that name no service account");
            diagnostics.push(warning.help("use a service account that belongs to this workload alone"));
        }
    }
}

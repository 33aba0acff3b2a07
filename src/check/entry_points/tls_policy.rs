use crate::catalog::tls_policies;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::FrontDoor;

/// A TLS policy that Elastic Load Balancing does not have, or that lets clients speak what can be broken.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1124"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("tls_policy.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.filter_map(found));
}

fn found(door: &FrontDoor) -> Option<Diagnostic> {
    let policy = &door.tls_policy;
    let name = policy.value.as_str();
    if tls_policies::accepted().any(|accepted| accepted == name) {
        return None;
    }
    let usual = format!("`{}` is what AWS recommends", tls_policies::default());
    if let Some(refused) = tls_policies::refused(name) {
        let error = RULE.finding(policy.span, format!("the TLS policy `{name}` is too weak"));
        return Some(error.label(format!("it {}", refused.because)).help(usual));
    }
    let error = RULE.finding(policy.span, format!("there is no TLS policy `{name}`"));
    let error = error.note(format!("the table of policies is of {}", tls_policies::as_of()));
    Some(match did_you_mean(name, tls_policies::accepted()) {
        Some(near) => error.help_near(&near, policy.span),
        None => error.help(usual),
    })
}

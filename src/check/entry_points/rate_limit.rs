use crate::catalog::firewall_rules;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::FrontDoor;

/// A limit of requests that AWS WAF refuses.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1131"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("rate_limit.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.filter_map(found));
}

fn found(door: &FrontDoor) -> Option<Diagnostic> {
    let bounds = firewall_rules::rate();
    let limit = door.rate_limit;
    (!(bounds.least..=bounds.most).contains(&u64::from(limit.value))).then(|| {
        let error =
            RULE.finding(limit.span, "AWS WAF does not take this limit").label(format!("{} requests", limit.value));
        error.help(format!("choose {} to 2,000,000,000 requests in five minutes", bounds.least))
    })
}

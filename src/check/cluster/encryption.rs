use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A deletion window that KMS does not take.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0408"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("encryption.md"),
    yields_to: &[],
    check,
};

/// KMS API reference, `ScheduleKeyDeletion`.
const DAYS: std::ops::RangeInclusive<u32> = 7..=30;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let window = &environment.deletion_window_days;
        if !DAYS.contains(&window.value) {
            let headline = format!("KMS cannot wait {} days before it deletes a key", window.value);
            let error = RULE.finding(window.span, headline).label("not from 7 to 30");
            diagnostics.push(error.help("write a number from 7 to 30; use 30 in production"));
        }
    }
}

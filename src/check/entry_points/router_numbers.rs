use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::BucketRange;

/// A number that Route 53 does not take.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1167"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("router_numbers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for router in model.environments.values().filter_map(|environment| environment.router.as_ref()) {
        if !INTERVALS.contains(&router.interval_seconds.value) {
            diagnostics.push(refused("interval_seconds", router.interval_seconds, "10 or 30"));
        }
        let bounded = [
            ("failures", router.failures, 1, 10),
            ("ttl_seconds", router.ttl_seconds, 1, 86_400),
            ("bucket_count", router.bucket_count, 1, BucketRange::MOST),
        ];
        for (key, number, least, most) in bounded {
            if !(least..=most).contains(&number.value) {
                diagnostics.push(refused(key, number, &format!("{least} to {most}")));
            }
        }
    }
}

/// Route 53 API reference, `HealthCheckConfig`: `RequestInterval`.
const INTERVALS: [u32; 2] = [10, 30];

fn refused(key: &str, number: Spanned<u32>, expected: &str) -> Diagnostic {
    let error =
        RULE.finding(number.span, format!("`{key}` cannot be {}", number.value)).label(format!("expected {expected}"));
    error.help(format!("write a number that is {expected}"))
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BucketHome, Environment, Router};
use crate::values::RecordMode;

/// Buckets that no cell serves, or several do.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1163"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("bucket_ranges.md"),
    // Without a number of buckets nothing is known about their ranges.
    yields_to: &[Yield { code: Code::rule("CELL1167"), within: Within::Environment }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(router) = &environment.router else { continue };
        match router.mode.value {
            RecordMode::Names => diagnostics.extend(unused(router)),
            RecordMode::Buckets => diagnostics.extend(covered(environment, router)),
        }
    }
}

/// Ranges where tenants have names of their own.
fn unused(router: &Router) -> Option<Diagnostic> {
    let home = router.buckets.values().next()?;
    let error = RULE
        .finding(home.span(), "buckets in a router that has a name for each tenant")
        .label("nobody has these buckets");
    Some(
        error
            .also(router.mode.span, "`names`")
            .help("write `tenants = \"buckets\"` in the router, or remove its ranges"),
    )
}

/// The first mistake: what follows may come from it. A range whose cell is not there is unknown, so nothing is said then.
fn covered(environment: &Environment, router: &Router) -> Option<Diagnostic> {
    if router.has_unknown_ranges {
        return None;
    }
    let count = router.bucket_count.value;
    let (mut next, mut before): (u32, Option<&BucketHome>) = (0, None);
    for (range, home) in &router.buckets {
        if range.first() > next {
            return Some(gap(environment, router, next, range.first() - 1));
        }
        if let Some(before) = before.filter(|_| range.first() < next) {
            let headline = format!("bucket {:04} of `{}` is in two ranges", range.first(), environment.name.value);
            let error =
                RULE.finding(home.span(), headline).label("again here").also(before.span(), "it is in this range");
            return Some(error.help("let every range begin behind the end of the one before"));
        }
        if range.last() >= count {
            let headline = format!("`{}` has no bucket {:04}", environment.name.value, range.last());
            let error =
                RULE.finding(home.span(), headline).label(format!("the last bucket is {:04}", count.saturating_sub(1)));
            return Some(
                error.also(router.bucket_count.span, format!("{count} buckets")).help("end the last range there"),
            );
        }
        (next, before) = (range.last() + 1, Some(home));
    }
    (next < count).then(|| gap(environment, router, next, count - 1))
}

fn gap(environment: &Environment, router: &Router, first: u32, last: u32) -> Diagnostic {
    let headline = format!("nobody serves the buckets {first:04} to {last:04} of `{}`", environment.name.value);
    let error = RULE.finding(router.span(), headline).label(format!("{} buckets in all", router.bucket_count.value));
    error.help(format!("add `buckets \"{first:04}-{last:04}\" {{ cell = \"…\" }}`, or lengthen the range beside it"))
}

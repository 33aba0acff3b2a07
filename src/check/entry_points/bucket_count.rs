use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::RecordMode;

/// Another number of buckets than in the last build.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1164"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("bucket_count.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let router = environment.router.as_ref().filter(|router| router.mode.value == RecordMode::Buckets);
        let Some(router) = router else { continue };
        let Some(last) = router.last_bucket_count.filter(|last| last.value != router.bucket_count.value) else {
            continue;
        };
        let (now, last_count) = (router.bucket_count.value, last.value);
        let headline = format!("`{}` had {last_count} buckets and would have {now}", environment.name.value);
        let error =
            RULE.finding(router.bucket_count.span, headline).label("nearly every tenant would have another cell");
        let error = error.also(last.span, "the number of the last build");
        diagnostics.push(error.help(format!("write `bucket_count = {last_count}`")));
    }
}

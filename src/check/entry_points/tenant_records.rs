use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RecordPlan;
use crate::values::RecordMode;

/// So many records of tenants that an apply takes long.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1155"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("tenant_records.md"),
    yields_to: &[Yield { code: Code::rule("CELL1156"), within: Within::Environment }],
    check,
};

/// More is slow.
const MOST: usize = 300;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let router = environment.router.as_ref().filter(|router| router.mode.value == RecordMode::Names);
        let Some((router, plan)) = router.zip(RecordPlan::of(model, environment)) else { continue };
        let records = plan.len();
        if records > MOST {
            let headline = format!("the router of `{}` has {records} records", environment.name.value);
            let advice = RULE.finding(router.mode.span, headline).label("each tenant has names of its own");
            let minutes = records.div_ceil(20);
            let advice = advice.note(format!(
                "the first apply takes about {minutes} minutes: half a minute for each record, ten at a time"
            ));
            diagnostics
                .push(advice.help("write `tenants = \"buckets\"`, so that tenants share a fixed number of records"));
        }
    }
}

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::KarpenterTier;

/// Nodes that drain for longer than they live, or pods without time to end.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0518"),
    kind: Kind::Varies(&[
        (Kind::Mistake, "if the period is longer than the lifetime of a node, or too short for pods"),
        (Kind::Advice, "if it is longer than a day"),
    ]),
    since: "0.1.0",
    docs: include_str!("grace_period.md"),
    yields_to: &[],
    check,
};

/// `terminationGracePeriodSeconds` of a pod that names none (Kubernetes API reference, "`PodSpec`").
const SECONDS_OF_A_POD: u64 = 30;
/// More than this is worth a remark: a day.
const SECONDS_OF_A_DAY: u64 = 24 * 3600;

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for tier in model.karpenter_tiers() {
        diagnostics.extend(check_tier(tier));
    }
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (name, expiry) = (&tier.name.value, &tier.disruption.expire_after);
    let grace = tier.disruption.termination_grace_period.as_ref()?;
    let seconds = grace.seconds();
    if expiry.duration().is_some_and(|age| age.seconds() < seconds) {
        let headline = format!("nodes of tier `{name}` may drain for longer than they live");
        let warning = RULE.finding_as(Kind::Mistake, grace.span, headline).label("starting when they expire");
        let age = if expiry.is_written() {
            "when they expire".to_owned()
        } else {
            format!("they expire after {} by default", expiry.value)
        };
        return Some(warning.also(expiry.span, age).help("write a shorter time, such as `1h`"));
    }
    if seconds < SECONDS_OF_A_POD {
        let headline = format!("pods on nodes of tier `{name}` have no time to shut down");
        let warning = RULE.finding_as(Kind::Mistake, grace.span, headline).label("less than 30 seconds");
        return Some(
            warning
                .note("Kubernetes gives every pod 30 seconds unless the pod sets another period")
                .help("write at least `5m`"),
        );
    }
    (seconds > SECONDS_OF_A_DAY).then(|| {
        let headline = format!("nodes of tier `{name}` may drain for more than a day");
        let advice =
            RULE.finding_as(Kind::Advice, grace.span, headline).label("a pod can keep its node alive for this long");
        advice.help("write a shorter time, such as `1h`")
    })
}

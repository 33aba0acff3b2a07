use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, KarpenterTier};

/// Nodes that never expire, or at once.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0517"),
    kind: Kind::Varies(&[(Kind::Conduct, "for `Never`"), (Kind::Mistake, "for less than an hour")]),
    since: "0.1.0",
    docs: include_str!("node_expiry.md"),
    yields_to: &[],
    check,
};

/// Seconds that a node should live at least.
const SHORTEST: u64 = 3600;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        diagnostics.extend(class.karpenter.iter().filter_map(|tier| check_tier(environment, tier)));
    }
}

fn check_tier(environment: &Environment, tier: &KarpenterTier) -> Option<Diagnostic> {
    let (name, expiry) = (&tier.name.value, &tier.disruption.expire_after);
    let Some(age) = expiry.duration() else {
        let headline = format!("the nodes of tier `{name}` never expire");
        let finding = RULE.finding_in(environment.profile, expiry.span, headline);
        let finding = finding.label("they never receive kernel patches");
        return Some(finding.help_replacing("use an age such as `720h`", expiry.span, "\"720h\""));
    };
    (age.seconds() < SHORTEST).then(|| {
        let headline = format!("the nodes of tier `{name}` expire soon after they have started");
        let warning = RULE.finding_as(Kind::Mistake, expiry.span, headline).label("less than an hour");
        warning
            .note("a node takes minutes to start, and every pod on it has to be moved")
            .help("use an age such as `720h`")
    })
}

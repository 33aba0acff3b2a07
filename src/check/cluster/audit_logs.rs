use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing, plural};
use crate::model::Environment;
use crate::values::{LogType, Profile};

/// Logs of the control plane that do not tell who did what, or not for long.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0417"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("audit_logs.md"),
    yields_to: &[],
    check,
};

/// PCI DSS 4.0, requirement 10.5.1: "at least the most recent three months immediately available".
const FEWEST_DAYS: u16 = 90;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Development may forget: what happens there touches nobody's data.
    let lasting = model.environments.values().filter(|environment| environment.profile != Profile::Development);
    for environment in lasting {
        diagnostics.extend(types(environment));
        diagnostics.extend(retention(environment));
    }
}

fn types(environment: &Environment) -> Option<Diagnostic> {
    let types = environment.logs.types.as_ref();
    let wanted = [LogType::Audit, LogType::Authenticator];
    let missing: Vec<&str> =
        wanted.iter().filter(|kind| !types.value.contains(kind)).map(|kind| kind.as_str()).collect();
    (!missing.is_empty()).then(|| {
        let headline = format!("there is no record of who did what in {}", environment.title());
        let label = format!("without {}", listing(missing.iter().copied(), "and"));
        RULE.finding_in(environment.profile, types.span, headline)
            .label(label)
            .help(format!("add {}, or leave `types` out for all five", listing(missing.iter().copied(), "and")))
    })
}

/// Staging has a month by default.
fn retention(environment: &Environment) -> Option<Diagnostic> {
    let days = &environment.logs.retention_days;
    let is_written = days.is_written() && environment.profile == Profile::Production;
    let is_short = !days.is_for_ever() && days.days() < FEWEST_DAYS;
    (is_written && is_short).then(|| {
        let headline = format!(
            "control-plane logs of {} are deleted after {}",
            environment.title(),
            plural(days.value.days().into(), "day")
        );
        RULE.finding_in(environment.profile, days.span, headline)
            .label(format!("less than {FEWEST_DAYS} days"))
            .help("write 90 or more, or leave it out for one year")
    })
}

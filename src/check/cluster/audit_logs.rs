//! Production keeps the logs that tell who did what, for long enough.
//!
//! ## Why
//! After an incident the audit log says who did what to which object, and the authenticator's log which IAM principal that
//! was (EKS best practices, "Detective controls"); both are off where the spec names other logs only. Incidents are found late:
//! PCI DSS 10.5.1 wants three months of audit logs at hand and twelve in all. Only what the spec says itself is judged, and not
//! in development: a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   logs = { types = ["api"], retention_days = 7 }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   logs = { types = ["api", "audit", "authenticator"], retention_days = 90 }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::AUDIT_LOGS;
use crate::diagnostic::{Diagnostic, listing, plural};
use crate::model::Environment;
use crate::values::{LogType, Profile};

/// PCI DSS 4.0, requirement 10.5.1: "at least the most recent three months immediately available".
const FEWEST_DAYS: u16 = 90;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let headline = format!("nobody can tell later who did what in {}", environment.title());
        let label = format!("without {}", listing(missing.iter().copied(), "and"));
        Diagnostic::of_profile(environment.profile, AUDIT_LOGS, types.span, headline)
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
            "control-plane logs of {} are gone after {}",
            environment.title(),
            plural(days.value.days().into(), "day")
        );
        Diagnostic::of_profile(environment.profile, AUDIT_LOGS, days.span, headline)
            .label(format!("less than {FEWEST_DAYS} days"))
            .help("write 90 or more, or leave it out for a year")
    })
}

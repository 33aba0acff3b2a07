//! Who is served elsewhere, in lines.

use std::fmt::Write as _;

use crate::diff::tenant_change::{TenantChange, TenantStep};

/// How many tenants of a line are named.
const MOST_NAMES: usize = 6;

/// A line for each environment, and below it one for all tenants that change alike; nothing where nobody does.
pub(super) fn tenants(changes: &[TenantChange]) -> String {
    let mut text = String::new();
    for environment in changes.chunk_by(|left, right| left.environment == right.environment) {
        let Some(first) = environment.first() else { continue };
        _ = writeln!(text, "tenants of {}:", first.environment);
        for alike in environment.chunk_by(|left, right| left.step == right.step) {
            let Some(first) = alike.first() else { continue };
            // Several buckets are one entry, and are many all the same.
            let is_one = alike.len() == 1 && !first.tenant.contains('–');
            _ = writeln!(text, "  {} {}", names(alike), told(&first.step, is_one));
        }
    }
    text
}

fn names(alike: &[TenantChange]) -> String {
    let named: Vec<&str> = alike.iter().take(MOST_NAMES).map(|change| change.tenant.as_str()).collect();
    let rest = alike.len().saturating_sub(MOST_NAMES);
    if rest == 0 { named.join(", ") } else { format!("{} and {rest} more", named.join(", ")) }
}

/// What happens, behind the names of one or of several.
fn told(step: &TenantStep, is_one: bool) -> String {
    let verb = |one: &'static str, several: &'static str| if is_one { one } else { several };
    match step {
        TenantStep::Arrives { cell } => format!("{} in {cell}", verb("arrives", "arrive")),
        TenantStep::Leaves { cell } => format!("{} {cell} and the fleet", verb("leaves", "leave")),
        TenantStep::Moves { from, to } => format!("{} from {from} to {to}", verb("moves", "move")),
        TenantStep::BeginsToMove { to } => format!("{} to move to {to}", verb("begins", "begin")),
        TenantStep::IsSent { to, before, after } => {
            format!("{} to {to}: {before}% of the requests before, {after}% now", verb("moves", "move"))
        }
        TenantStep::StaysAfterAll { instead_of } => {
            format!("{} and no longer {} to {instead_of}", verb("stays", "stay"), verb("moves", "move"))
        }
        TenantStep::GainsStandby { standby } => format!("{} the standby {standby}", verb("gains", "gain")),
        TenantStep::LosesStandby { standby } => format!("{} the standby {standby}", verb("loses", "lose")),
        TenantStep::ChangesStandby { from, to } => {
            format!("{} the standby {to} instead of {from}", verb("has", "have"))
        }
    }
}

//! A node that drains goes before it should be gone, and pods have time to end.
//!
//! ## Why
//! `termination_grace_period` is the time after which a draining node goes with what still runs on it, whatever
//! disruption budgets of its pods say. With one that is longer than `expire_after` nodes live more than twice as long as the
//! tier says; with one of more than a day an old node can stay for days, which is advice; and with none at all pods are killed
//! without the 30 seconds that Kubernetes gives them (Kubernetes, "Pod Lifecycle").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity                 = "spot"
//!     expire_after             = "24h"
//!     termination_grace_period = "48h"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity                 = "spot"
//!     expire_after             = "24h"
//!     termination_grace_period = "1h"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::GRACE_PERIOD;
use crate::model::KarpenterTier;

/// `terminationGracePeriodSeconds` of a pod that names none (Kubernetes API reference, "`PodSpec`").
const SECONDS_OF_A_POD: u64 = 30;
/// More than this is worth a remark: a day.
const SECONDS_OF_A_DAY: u64 = 24 * 3600;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let warning = Diagnostic::warning(GRACE_PERIOD, grace.span, headline).label("from their expiry on");
        let age = if expiry.is_written() {
            "when they expire".to_owned()
        } else {
            format!("they expire after {} by default", expiry.value)
        };
        return Some(warning.also(expiry.span, age).help("write a shorter time, such as `1h`"));
    }
    if seconds < SECONDS_OF_A_POD {
        let headline = format!("pods on nodes of tier `{name}` have no time to end");
        let warning = Diagnostic::warning(GRACE_PERIOD, grace.span, headline).label("less than 30 seconds");
        return Some(
            warning
                .note("Kubernetes gives every pod 30 seconds, unless it asks for another time")
                .help("write at least `5m`"),
        );
    }
    (seconds > SECONDS_OF_A_DAY).then(|| {
        let headline = format!("nodes of tier `{name}` may drain for more than a day");
        let advice =
            Diagnostic::advice(GRACE_PERIOD, grace.span, headline).label("a pod can hold its node for as long");
        advice.help("write a shorter time, such as `1h`")
    })
}

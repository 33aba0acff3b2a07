//! The nodes of a tier are replaced when they are old, and not before they are of use.
//!
//! ## Why
//! A node runs the kernel that it started with. Karpenter replaces it at the age `expire_after`, by default after 720 hours;
//! with `Never` it stays until something else takes it, with every flaw that was found since. That is advice in development,
//! a warning in staging, an error in production. A node that expires within the hour is a warning: it takes minutes to start,
//! and every pod on it moves again and again.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity     = "on-demand"
//!     expire_after = "Never"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity     = "on-demand"
//!     expire_after = "720h"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NODE_EXPIRY;
use crate::model::{Environment, KarpenterTier};

/// Seconds that a node should live at least.
const SHORTEST: u64 = 3600;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        diagnostics.extend(class.karpenter.iter().filter_map(|tier| check_tier(environment, tier)));
    }
}

fn check_tier(environment: &Environment, tier: &KarpenterTier) -> Option<Diagnostic> {
    let (name, expiry) = (&tier.name.value, &tier.disruption.expire_after);
    let Some(age) = expiry.duration() else {
        let headline = format!("the nodes of tier `{name}` never expire");
        let finding = Diagnostic::of_profile(environment.profile, NODE_EXPIRY, expiry.span, headline);
        let finding = finding.label("no patch of the kernel ever comes");
        return Some(finding.help_replacing("write an age such as `720h`", expiry.span, "\"720h\""));
    };
    (age.seconds() < SHORTEST).then(|| {
        let headline = format!("the nodes of tier `{name}` expire as soon as they have started");
        let warning = Diagnostic::warning(NODE_EXPIRY, expiry.span, headline).label("less than an hour");
        warning
            .note("a node takes minutes to start, and every pod on it has to move")
            .help("write an age such as `720h`")
    })
}

//! An update leaves a system node standing.
//!
//! ## Why
//! `max_unavailable` nodes of a managed node group are drained at the same time. When these are all that the group has at its smallest
//! size, both replicas of CoreDNS and of Karpenter move at once: names stop resolving, and no node can be started, for as long as
//! the new pods need. Advice in development, a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     min             = 2
//!     max_unavailable = 2
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     min             = 2
//!     max_unavailable = 1
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_UPDATE;
use crate::model::{Class, Environment};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(environment, class)| check_class(environment, class)));
}

fn check_class(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let (min, max, unavailable) = (&class.system.min, &class.system.max, &class.system.max_unavailable);
    // A single node is a finding of its own, and so is more than there can be.
    if min.value < 2 || unavailable.value < min.value || unavailable.value > max.value {
        return None;
    }
    let headline = format!("an update of {} takes all system nodes at once", class.title());
    let finding = Diagnostic::of_profile(environment.profile, SYSTEM_UPDATE, unavailable.span, headline);
    let finding = finding.label(format!("{} at once", unavailable.value));
    let finding = finding.also(min.span, format!("the group may be as small as {}", min.value));
    Some(finding.help_replacing("write 1", unavailable.span, "1"))
}

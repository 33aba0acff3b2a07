//! Cells with Karpenter tiers run Karpenter.
//!
//! ## Why
//! Every tier but `system` is a pool of Karpenter's. Without its controller nobody makes nodes of them, and pods that wait
//! for one stay pending.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "karpenter" {
//!     enabled = false
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "karpenter" {
//!     version = "1.14.1"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::KARPENTER_APPLICATION;
use crate::values::ApplicationName;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_none() {
        return;
    }
    for (_, class) in model.classes().filter(|(environment, _)| !environment.runs(ApplicationName::Karpenter)) {
        let Some(first) = class.karpenter.first() else { continue };
        let headline = format!("nobody makes nodes of tier `{}` in {}", first.name.value, class.title());
        let error = Diagnostic::error(KARPENTER_APPLICATION, first.name.span, headline);
        diagnostics.push(
            error.label("a pool of Karpenter's").help("leave `enabled = false` out of `application \"karpenter\"`"),
        );
    }
}

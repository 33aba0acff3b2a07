//! A perimeter is for cells without a way out.
//!
//! ## Why
//! The policies of VPC endpoints close a network only when nothing else leads out of it. Where a cell has NAT, the same call leaves
//! through the gateway, whatever the endpoint's policy says, so cellc writes none there and a `perimeter` would name what
//! nothing keeps. An error, because it reads like a protection.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   nat = "single"
//!   perimeter {
//!     buckets = ["acme-reports"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   nat = "none"
//!   perimeter {
//!     buckets = ["acme-reports"]
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IDLE_PERIMETER;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        let Some(perimeter) = &class.perimeter else { continue };
        let mut siblings = model.classes.iter().filter(|other| other.environment == class.environment);
        if siblings.any(crate::model::Class::is_isolated) {
            continue;
        }
        let headline = format!("the cells of {} have a way out, and no perimeter", class.title());
        diagnostics.push(
            Diagnostic::error(IDLE_PERIMETER, perimeter.span, headline)
                .label("closes nothing")
                .also(class.nat.span, "what the endpoints refuse leaves through NAT")
                .help("set `nat = \"none\"`, or leave `perimeter` out"),
        );
    }
}

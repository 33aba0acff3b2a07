//! A perimeter is for cells without a way out.
//!
//! ## Why
//! The policies of VPC endpoints close a network only when nothing else leads out of it. Where a cell has NAT, the same call leaves
//! through the gateway, whatever the endpoint's policy says, so cellc writes none there and a `perimeter` would name what
//! nothing keeps. An error, because it reads like a protection. `organization_id` of the fleet is also in the policies of these
//! endpoints alone: a warning where no cell has them.
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

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IDLE_PERIMETER;
use crate::model::{Class, Model};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(organization(model));
    for environment in model.environments.values() {
        let Some(perimeter) = &environment.perimeter else { continue };
        if environment.classes().any(Class::is_isolated) {
            continue;
        }
        let headline = format!("`perimeter` of {} closes nothing: its cells have NAT", environment.title());
        diagnostics.push(
            Diagnostic::error(IDLE_PERIMETER, perimeter.span, headline)
                .label("no effect")
                .also(environment.own_class.nat.span, "what the endpoints refuse leaves through NAT")
                .help("set `nat = \"none\"`, or leave `perimeter` out"),
        );
    }
}

/// An organisation that no endpoint's policy names.
fn organization(model: &Model) -> Option<Diagnostic> {
    let organization = model.fleet.organization_id.as_ref()?;
    if model.environments.is_empty() || model.classes().any(|(_, class)| class.is_isolated()) {
        return None;
    }
    let headline = "`organization_id` has no effect: no cell has `nat = \"none\"`";
    let warning = Diagnostic::warning(IDLE_PERIMETER, organization.span, headline).label("closes nothing");
    Some(warning.help("set `nat = \"none\"` in an environment, or leave `organization_id` out"))
}

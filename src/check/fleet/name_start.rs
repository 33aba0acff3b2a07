//! No name begins with what AWS keeps for itself.
//!
//! ## Why
//! Every name of a cell begins with the fleet's, and EC2 refuses the name of a security group that begins with `sg-`
//! (EC2 API reference, `CreateSecurityGroup`). So a fleet cannot be called `sg`, nor begin with `sg-`, once a cell has
//! interface endpoints: an error. Without endpoints a warning, because the fleet cannot be renamed later without making
//! everything anew.
//!
//! ## Wrong
//! ```hcl
//! fleet "sg" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//!
//! environment "dev" {
//!   interface_endpoints = ["ecr.api"]
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "singapore" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//!
//! environment "dev" {
//!   interface_endpoints = ["ecr.api"]
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::NAME_START;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::names;

/// EC2 API reference, `CreateSecurityGroup`.
const RESERVED: &str = "sg-";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let name = &model.fleet.name;
    let Some(cell) = model.cells.first().filter(|_| format!("{}-", name.value).starts_with(RESERVED)) else { return };
    let has_group = model.populated_classes().any(|(_, class)| !class.interface_endpoints.is_empty());
    let severity = if has_group { Severity::Error } else { Severity::Warning };
    let headline = format!("no security group may begin with the name of fleet `{}`", name.value);
    let group = names::ENDPOINTS_GROUP.of(&cell.cluster);
    diagnostics.push(
        Diagnostic::new(severity, NAME_START, name.span, headline)
            .label(format!("makes the security group `{group}` of interface endpoints"))
            .note("EC2 keeps names that begin with `sg-` for its own ids")
            .help("give the fleet another name; it is part of every name in AWS and cannot be changed later"),
    );
}

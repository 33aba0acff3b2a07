//! Production has a NAT gateway in each of its zones.
//!
//! ## Why
//! A NAT gateway lives in one zone. With a single one for several zones, the loss of that zone takes the way out of all the
//! others, and with it every image that is pulled and every AWS service without an endpoint. In development and staging one
//! gateway is the default, since it costs a third; in production it is an error, which an `allow` block can accept.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   nat = "single"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   nat = "per-zone"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SINGLE_NAT;
use crate::values::{NatMode, Profile};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let production = model.classes().filter(|(environment, _)| environment.profile == Profile::Production);
    for (environment, class) in production.filter(|(_, class)| class.nat.value == NatMode::Single) {
        let headline = format!("one zone carries the way out of all of {}", class.title());
        let finding = Diagnostic::of_profile(environment.profile, SINGLE_NAT, class.nat.span, headline);
        let finding = finding.label("one NAT gateway, in one zone").note("its loss takes the way out of every zone");
        diagnostics.push(finding.help_replacing("write `nat = \"per-zone\"`", class.nat.span, "\"per-zone\""));
    }
}

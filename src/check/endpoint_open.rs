//! The Kubernetes API of a cell is not open to the whole internet.
//!
//! ## Why
//! An open API endpoint can be found and tried by anybody, and the next flaw in the API server or the
//! next leaked token is then enough. EKS restricts a public endpoint to the ranges in `publicAccessCidrs`; without any it
//! means `0.0.0.0/0` (EKS user guide, "Cluster API server endpoint"). Advice in development, a warning in staging, an
//! error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   endpoint = { public = true, cidrs = ["0.0.0.0/0"] }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   endpoint = { public = true, cidrs = ["203.0.113.0/24"] }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ENDPOINT_OPEN;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none() && class.endpoint.public) {
        for cidr in class.endpoint.cidrs.iter().filter(|cidr| cidr.prefix_len() == 0) {
            let headline = format!("the Kubernetes API of {} is open to the whole internet", class.title());
            let finding = Diagnostic::of_profile(class.profile, ENDPOINT_OPEN, cidr.span, headline).label("everybody");
            diagnostics.push(finding.help("name the ranges of the offices and runners that need it"));
        }
    }
}

//! The nodes of a tier start from an image that somebody has reviewed.
//!
//! ## Why
//! With `latest` Karpenter takes the newest image on the day on which AWS releases it, and replaces every node that has
//! another one (Karpenter, "Managing AMIs"): all cells change at once, and nobody has tried the image before. A version
//! moves from cell to cell as every other change does. Advice in development, a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity    = "on-demand"
//!     ami_version = "latest"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity    = "on-demand"
//!     ami_version = "v20260903"
//!   }
//! }
//! ```

use crate::catalog::node_images;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::FLOATING_IMAGE;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        for tier in class.karpenter.iter().filter(|tier| tier.ami_version.is_latest()) {
            let headline = format!("the nodes of tier `{}` change whenever AWS releases an image", tier.name.value);
            let finding = Diagnostic::of_profile(environment.profile, FLOATING_IMAGE, tier.ami_version.span, headline);
            let finding = finding.label("another image tomorrow, in all cells at once");
            let version = node_images::version(tier.image);
            let text = format!("write a version such as `{version}`");
            diagnostics.push(finding.help_replacing(text, tier.ami_version.span, format!("\"{version}\"")));
        }
    }
}

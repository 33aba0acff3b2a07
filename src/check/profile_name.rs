//! An environment that is called production has the profile of production.
//!
//! ## Why
//! The profile decides the defaults of an environment and how strictly it is judged: what is refused in production is
//! advice in development. An environment `prod` with another profile looks like production to everybody who reads its
//! names and tags, and is not held to it. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   profile = "development"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "sandbox" {
//!   profile = "development"
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PROFILE_NAME;
use crate::values::Profile;

/// What production is called. `preprod` and the like are not among them.
const NAMES: [&str; 4] = ["live", "prd", "prod", "production"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none() && class.profile != Profile::Production) {
        let is_meant = |word: &str| NAMES.contains(&word);
        let first = class.environment.as_str().split('-').next().unwrap_or_default();
        if !is_meant(first) {
            continue;
        }
        let headline = format!("environment `{}` is judged as {}", class.environment, class.profile);
        let warning = Diagnostic::warning(PROFILE_NAME, class.span(), headline);
        let warning = warning.label(format!("called production, `profile = \"{}\"`", class.profile));
        diagnostics.push(warning.help("remove `profile`, or give the environment a name that says what it is"));
    }
}

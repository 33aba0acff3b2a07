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

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PROFILE_NAME;
use crate::source::Span;
use crate::values::{EnvironmentId, Profile};

/// What production is called. `preprod` and the like are not among them.
const NAMES: [&str; 4] = ["live", "prd", "prod", "production"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let hosts = model.environments.values();
    let hosts = hosts.map(|environment| (&environment.name.value, environment.profile, environment.span()));
    let shares = model.shares.values().filter(|share| share.obstacle.is_none());
    let shares = shares.map(|share| (&share.environment.value, share.profile.value, share.span()));
    diagnostics.extend(hosts.chain(shares).filter_map(|(name, profile, span)| check_name(name, profile, span)));
}

fn check_name(name: &EnvironmentId, profile: Profile, span: Span) -> Option<Diagnostic> {
    if profile == Profile::Production || !is_called_production(name) {
        return None;
    }
    let warning = Diagnostic::warning(PROFILE_NAME, span, format!("environment `{name}` is judged as {profile}"));
    let warning = warning.label(format!("called production, `profile = \"{profile}\"`"));
    Some(warning.help("remove `profile`, or give the environment a name that says what it is"))
}

/// Whether everybody who reads the name takes it for production.
pub(in crate::check) fn is_called_production(environment: &EnvironmentId) -> bool {
    NAMES.contains(&environment.as_str().split('-').next().unwrap_or_default())
}

//! How bad it is when something works and production must not do it: the profile of the environment decides.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::values::Profile;

impl Severity {
    /// What a profile makes of something that works and that production must not do: development is told, staging is
    /// warned, production is refused.
    pub const fn of_profile(profile: Profile) -> Self {
        match profile {
            Profile::Development => Self::Advice,
            Profile::Staging => Self::Warning,
            Profile::Production => Self::Error,
        }
    }
}

impl Diagnostic {
    /// Something that works and that production must not do: advice, a warning or an error by [`Severity::of_profile`].
    pub fn of_profile(profile: Profile, code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self { is_conduct: true, ..Self::new(Severity::of_profile(profile), code, span, headline) }
    }
}

//! How bad findings are, in words.

use crate::check::Kind;
use crate::diagnostic::Severity;
use crate::values::Profile;

/// When findings of a kind have which level, and whether they can be allowed: one sentence.
pub(super) fn sentence(kind: Kind) -> String {
    let parts = kind.each().map(|(kind, when)| {
        let (level, allowing) = level(kind);
        let when = when.map(|when| format!(" {when}")).unwrap_or_default();
        format!("{level}{when}{allowing}")
    });
    let text = parts.collect::<Vec<_>>().join("; ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

/// The level in words, and what is said about `allow` where that is not a matter of course.
const fn level(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Fails | Kind::Varies(_) => ("an error", ", which cannot be allowed"),
        Kind::FailsUnlessHelped => ("an error", ", which can be allowed"),
        Kind::Conduct => ("advice in development, a warning in staging and an error in production", ""),
        Kind::Mistake => ("a warning", ""),
        Kind::Advice => ("advice", ""),
    }
}

/// The kinds of findings, such as "fails or mistake".
pub(super) fn kinds(kind: Kind) -> String {
    let names = kind.each().map(|(kind, _)| match kind {
        Kind::Fails | Kind::Varies(_) => "fails",
        Kind::FailsUnlessHelped => "fails unless helped",
        Kind::Conduct => "conduct",
        Kind::Mistake => "mistake",
        Kind::Advice => "advice",
    });
    names.collect::<Vec<_>>().join(" or ")
}

/// The levels of an environment with a profile, such as "error or warning".
pub(super) fn in_profile(kind: Kind, profile: Profile) -> String {
    let mut severities: Vec<Severity> = kind.each().map(|(kind, _)| kind.severity_in(profile)).collect();
    severities.sort();
    severities.dedup();
    severities.into_iter().map(name).collect::<Vec<_>>().join(" or ")
}

const fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// Whether an `allow` block accepts the findings: "yes", "no", or "some".
pub(super) fn can_be_allowed(kind: Kind) -> &'static str {
    let allowed = kind.each().filter(|(kind, _)| kind.can_be_allowed()).count();
    match allowed {
        0 => "no",
        all if all == kind.each().count() => "yes",
        _ => "some",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_from_the_kind() {
        let mixed = Kind::Varies(&[(Kind::Fails, "for a role"), (Kind::Mistake, "for a policy")]);
        let cases = [
            (Kind::Fails, "fails", "error", "error", "no", "An error, which cannot be allowed."),
            (
                Kind::FailsUnlessHelped,
                "fails unless helped",
                "error",
                "error",
                "yes",
                "An error, which can be allowed.",
            ),
            (
                Kind::Conduct,
                "conduct",
                "advice",
                "error",
                "yes",
                "Advice in development, a warning in staging and an error in production.",
            ),
            (Kind::Mistake, "mistake", "warning", "warning", "yes", "A warning."),
            (Kind::Advice, "advice", "advice", "advice", "yes", "Advice."),
            (
                mixed,
                "fails or mistake",
                "error or warning",
                "error or warning",
                "some",
                "An error for a role, which cannot be allowed; a warning for a policy.",
            ),
        ];
        for (kind, names, development, production, allowed, text) in cases {
            assert_eq!(kinds(kind), names);
            assert_eq!(in_profile(kind, Profile::Development), development, "{kind:?}");
            assert_eq!(in_profile(kind, Profile::Production), production, "{kind:?}");
            assert_eq!(can_be_allowed(kind), allowed, "{kind:?}");
            assert_eq!(sentence(kind), text);
        }
    }
}

//! What a rule is, and how bad its findings are.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::values::Profile;

/// A rule. Everything that anybody says about it follows from this: levels, whether `allow` accepts a finding, and the
/// reference.
#[derive(Debug)]
pub struct Rule {
    /// Its code, which no other rule has.
    pub code: Code,
    /// How bad its findings are.
    pub kind: Kind,
    /// The release that had it first.
    pub since: &'static str,
    /// What holds, why, a wrong example and the right one, as Markdown.
    pub docs: &'static str,
    /// Rules that explain the same fault better: where one of them has a finding, this one is silent.
    pub yields_to: &'static [Yield],
    pub(super) check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// How bad the findings of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fails at apply or at run time: always an error, and no `allow` block accepts it.
    Fails,
    /// Fails unless something outside the specification helps: always an error, which an `allow` block accepts.
    FailsUnlessHelped,
    /// Works, and production must not do it: advice in development, a warning in staging, an error in production.
    Conduct,
    /// Probably not what was meant: always a warning.
    Mistake,
    /// Works, and could be better: always advice.
    Advice,
    /// One of several of the others, each with when it applies. Only for rules whose code is older than their second
    /// kind: codes do not change their meaning.
    Varies(&'static [(Kind, &'static str)]),
}

/// To which findings of which rule a rule yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yield {
    /// The rule that goes first.
    pub code: Code,
    /// How near to each other the two findings are.
    pub within: Within,
}

/// The part of a specification in which one finding makes another one superfluous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// The innermost block with a label: a namespace, a workload, a tier.
    Block,
    /// The namespace.
    Namespace,
    /// The environment.
    Environment,
    /// The whole specification.
    Fleet,
}

impl Kind {
    /// The kinds that a finding of the rule can have, each with when it has it. A single kind has no condition.
    pub fn each(self) -> impl Iterator<Item = (Self, Option<&'static str>)> {
        let (one, several) = match self {
            Self::Varies(several) => (None, several),
            one => (Some((one, None)), [].as_slice()),
        };
        one.into_iter().chain(several.iter().map(|(kind, when)| (*kind, Some(*when))))
    }

    /// How bad a finding is in an environment with this profile.
    pub fn severity_in(self, profile: Profile) -> Severity {
        match self {
            Self::Fails | Self::FailsUnlessHelped => Severity::Error,
            Self::Conduct => Severity::of_profile(profile),
            Self::Mistake => Severity::Warning,
            Self::Advice => Severity::Advice,
            Self::Varies(_) => self.each().map(|(kind, _)| kind.severity_in(profile)).min().unwrap_or(Severity::Error),
        }
    }

    /// Whether an `allow` block accepts such a finding; of several kinds, whether it accepts one of them.
    pub fn can_be_allowed(self) -> bool {
        self.each().any(|(kind, _)| kind != Self::Fails)
    }

    fn includes(self, kind: Self) -> bool {
        self.each().any(|(own, _)| own == kind)
    }
}

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

impl Rule {
    /// A finding of a rule with one kind. The profile matters to conduct only, which [`Rule::finding_in`] judges.
    pub(super) fn finding(&self, span: Span, headline: impl Into<String>) -> Diagnostic {
        self.finding_as(self.kind, span, headline)
    }

    /// A finding about conduct in an environment with this profile.
    pub(super) fn finding_in(&self, profile: Profile, span: Span, headline: impl Into<String>) -> Diagnostic {
        self.make(Kind::Conduct, profile, span, headline)
    }

    /// A finding of one of the kinds between which the rule varies.
    pub(super) fn finding_as(&self, kind: Kind, span: Span, headline: impl Into<String>) -> Diagnostic {
        debug_assert!(kind != Kind::Conduct, "{}: conduct depends on a profile", self.code);
        self.make(kind, Profile::Production, span, headline)
    }

    /// The data of the rule decide: a kind that the rule does not declare is not reported as such.
    fn make(&self, kind: Kind, profile: Profile, span: Span, headline: impl Into<String>) -> Diagnostic {
        let is_declared = self.kind.includes(kind);
        debug_assert!(is_declared, "{} declares no findings of kind {kind:?}", self.code);
        let kind = if is_declared { kind } else { self.kind };
        let finding = Diagnostic::new(kind.severity_in(profile), self.code, span, headline);
        if kind.can_be_allowed() { finding.acceptable() } else { finding }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules;

    #[test]
    fn rules_that_vary_say_between_which_kinds_and_when() {
        for rule in rules() {
            let Kind::Varies(several) = rule.kind else { continue };
            let kinds: Vec<Kind> = several.iter().map(|(kind, _)| *kind).collect();
            let is_plain = |kind: &Kind| !matches!(kind, Kind::Varies(_));
            let is_once = |kind: &Kind| kinds.iter().filter(|other| *other == kind).count() == 1;
            assert!(kinds.len() > 1 && kinds.iter().all(|kind| is_plain(kind) && is_once(kind)), "{}", rule.code);
            assert!(several.iter().all(|(_, when)| !when.is_empty() && !when.ends_with('.')), "{}", rule.code);
        }
    }

    #[test]
    fn the_first_release_of_a_rule_is_not_in_the_future() {
        let own: semver::Version = env!("CARGO_PKG_VERSION").parse().unwrap();
        for rule in rules() {
            let since: semver::Version = rule.since.parse().unwrap();
            assert!(since <= own, "{} since {since}", rule.code);
        }
    }

    #[test]
    fn a_rule_reports_what_it_declares_and_nothing_else() {
        let of = |kind| Rule { code: Code::SYNTAX, kind, since: "", docs: "", yields_to: &[], check: |_, _| {} };
        let fails = of(Kind::Fails).finding(Span::NONE, "");
        assert_eq!((fails.severity, fails.can_be_allowed()), (Severity::Error, false));
        let helped = of(Kind::FailsUnlessHelped).finding(Span::NONE, "");
        assert_eq!((helped.severity, helped.can_be_allowed()), (Severity::Error, true));
        for (profile, severity) in [
            (Profile::Development, Severity::Advice),
            (Profile::Staging, Severity::Warning),
            (Profile::Production, Severity::Error),
        ] {
            let conduct = of(Kind::Conduct).finding_in(profile, Span::NONE, "");
            assert_eq!((conduct.severity, conduct.can_be_allowed()), (severity, true));
        }
    }

    #[test]
    #[should_panic(expected = "declares no findings of kind Mistake")]
    fn a_kind_that_a_rule_does_not_declare_is_a_fault() {
        let rule =
            Rule { code: Code::SYNTAX, kind: Kind::Fails, since: "", docs: "", yields_to: &[], check: |_, _| {} };
        rule.finding_as(Kind::Mistake, Span::NONE, "");
    }
}

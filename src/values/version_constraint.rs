//! Terraform's version constraints.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// A release: three numbers, without a pre-release or build part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// First number.
    pub major: u32,
    /// Second number.
    pub minor: u32,
    /// Third number.
    pub patch: u32,
}

impl Release {
    /// A release by its numbers.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// The next one; between them there is no other.
    const fn successor(self) -> Self {
        Self { patch: self.patch.saturating_add(1), ..self }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A version constraint such as `>= 1.7`, `~> 5.40` or `>= 5.40, < 6.0`.
///
/// Source: Terraform language, "Version constraints". Pre-releases are not accepted. A constraint that no version
/// meets is an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionConstraint {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Term {
    operator: &'static str,
    /// One to three numbers.
    numbers: Vec<u32>,
}

impl VersionConstraint {
    /// Terraform states no limit; this is room for a dozen parts, of which one or two are usual.
    const LONGEST: usize = 256;

    /// The lowest release that is allowed, when there is a lower limit.
    pub fn minimum(&self) -> Option<Release> {
        self.terms.iter().any(Term::is_lower_limit).then(|| self.lowest())
    }

    /// The only release that is allowed, where one is named.
    pub fn exact(&self) -> Option<Release> {
        self.terms.iter().find(|term| matches!(term.operator, "" | "=")).map(Term::release)
    }

    /// Whether it allows the release.
    pub fn allows(&self, release: Release) -> bool {
        self.terms.iter().all(|term| term.allows(release))
    }

    /// Whether it allows a release below `major.minor.0`.
    pub fn allows_below(&self, major: u32, minor: u32) -> bool {
        let lowest = self.lowest();
        lowest < Release::new(major, minor, 0) && self.allows(lowest)
    }

    /// Whether all allowed releases are `major.0.0` or above.
    pub fn allows_nothing_below(&self, major: u32) -> bool {
        !self.allows_below(major, 0)
    }

    /// Whether it allows the release or one above it.
    pub fn allows_from(&self, release: Release) -> bool {
        let floor = Term { operator: ">=", numbers: vec![release.major, release.minor, release.patch] };
        let terms = self.terms.iter().cloned().chain([floor]).collect();
        Self { terms }.is_satisfiable()
    }

    fn parse(input: &str) -> Option<Self> {
        let terms: Option<Vec<Term>> = input.split(',').map(term).collect();
        terms.map(|terms| Self { terms })
    }

    /// Whether any release is allowed. The lowest decides: an upper limit that it breaks is broken by all above it.
    fn is_satisfiable(&self) -> bool {
        self.allows(self.lowest())
    }

    /// The lowest release that breaks no lower limit and is not excluded.
    fn lowest(&self) -> Release {
        let limits = self.terms.iter().filter(|term| term.is_lower_limit()).map(Term::lowest);
        let mut lowest = limits.max().unwrap_or(Release::new(0, 0, 0));
        let mut excluded: Vec<Release> =
            self.terms.iter().filter(|term| term.operator == "!=").map(Term::release).collect();
        excluded.sort_unstable();
        for release in excluded {
            if release == lowest {
                lowest = lowest.successor();
            }
        }
        lowest
    }
}

impl Term {
    fn release(&self) -> Release {
        let number = |index: usize| self.numbers.get(index).copied().unwrap_or(0);
        Release::new(number(0), number(1), number(2))
    }

    fn is_lower_limit(&self) -> bool {
        matches!(self.operator, "" | "=" | ">" | ">=" | "~>")
    }

    fn lowest(&self) -> Release {
        if self.operator == ">" { self.release().successor() } else { self.release() }
    }

    fn allows(&self, release: Release) -> bool {
        let limit = self.release();
        match self.operator {
            "!=" => release != limit,
            ">" => release > limit,
            ">=" => release >= limit,
            "<" => release < limit,
            "<=" => release <= limit,
            "~>" => release >= limit && self.is_same_line(release),
            _ => release == limit,
        }
    }

    /// Whether all numbers but the last one written are equal: what `~>` holds fixed.
    fn is_same_line(&self, release: Release) -> bool {
        let fixed = self.numbers.len().saturating_sub(1);
        let numbers = [release.major, release.minor, release.patch];
        self.numbers.iter().take(fixed).eq(numbers.iter().take(fixed))
    }
}

impl FromStr for VersionConstraint {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if input.len() > Self::LONGEST {
            return Err(ValueError::too_long(input, "a version constraint", Self::LONGEST));
        }
        let constraint = Self::parse(input).ok_or_else(|| not_a_constraint(input))?;
        if constraint.is_satisfiable() {
            return Ok(constraint);
        }
        Err(ValueError::of(input, "allows no version at all: its parts contradict each other")
            .example("write a range such as `>= 5.40, < 6.0`"))
    }
}

fn term(text: &str) -> Option<Term> {
    const OPERATORS: [&str; 7] = ["!=", ">=", "<=", "~>", ">", "<", "="];
    let text = text.trim_matches(' ');
    let operator = OPERATORS.into_iter().find(|operator| text.starts_with(operator)).unwrap_or_default();
    let version = text.strip_prefix(operator)?.trim_start_matches(' ');
    let numbers: Option<Vec<u32>> = version.split('.').map(number).collect();
    numbers.filter(|numbers| numbers.len() <= 3).map(|numbers| Term { operator, numbers })
}

/// Digits without leading zeros, at most six.
fn number(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().filter(|number| *number < 1_000_000 && number.to_string() == text)
}

/// What `^` means to Cargo and npm: up to the next release that may break what runs, which is that of the first number
/// that is not 0.
fn caret(version: &str) -> Option<String> {
    let version = version.trim();
    let Term { operator: "", numbers } = term(version)? else { return None };
    let first = numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len().checked_sub(1)?);
    let next = numbers.get(first)?.checked_add(1)?;
    let limit: Vec<String> = numbers.iter().take(first).chain([&next]).map(ToString::to_string).collect();
    let zero = if first == 0 { ".0" } else { "" };
    Some(format!(">= {version}, < {}{zero}", limit.join(".")))
}

fn not_a_constraint(input: &str) -> ValueError {
    let predicate =
        "is not a version constraint: expected an operator (=, !=, >, >=, <, <=, ~>) and up to three numbers";
    let error = ValueError::of(input, predicate);
    let pessimistic = input.strip_prefix('~').map(|rest| format!("~> {}", rest.trim()));
    let wildcard = ["x", "*"].into_iter().find_map(|any| input.strip_suffix(any)).map(|head| format!("~> {head}0"));
    let candidates = [
        input.strip_prefix('^').and_then(caret),
        pessimistic,
        wildcard,
        Some(input.replace("==", "=")),
        Some(input.replace('v', "")),
    ];
    let meant = candidates
        .into_iter()
        .flatten()
        .find(|text| VersionConstraint::parse(text).is_some_and(|constraint| constraint.is_satisfiable()));
    match meant {
        Some(constraint) if constraint != input => error.meaning(constraint),
        _ => error.example("write a constraint such as `~> 5.40` or `>= 5.40, < 6.0`"),
    }
}

impl fmt::Display for VersionConstraint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let space = if term.operator.is_empty() { "" } else { " " };
            let numbers: Vec<String> = term.numbers.iter().map(ToString::to_string).collect();
            write!(formatter, "{separator}{}{space}{}", term.operator, numbers.join("."))?;
        }
        Ok(())
    }
}

text_value!(
    VersionConstraint,
    "A version constraint of Terraform.",
    pattern: r"^ *(=|!=|>|>=|<|<=|~>)? *[0-9.]+ *(, *(=|!=|>|>=|<|<=|~>)? *[0-9.]+ *)*$",
    examples: ["~> 5.40", ">= 5.40, < 6.0"]
);

#[cfg(test)]
mod tests;

//! Conditions with three values: what is not known may be true.

use std::collections::BTreeMap;

use super::document::Test;
use super::pattern::Pattern;

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Never.
    No,
    /// In some request, or nobody knows.
    Maybe,
    /// In every request.
    Yes,
}

impl Certainty {
    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }
}

/// What a request says about a condition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// One value, from one of these sets.
    One(Vec<Pattern>),
    /// At least one value from one of these sets, and perhaps others.
    Some(Vec<Pattern>),
    /// The request does not have the key.
    Absent,
    /// The caller's choice, or a key that is not understood.
    Unknown,
}

/// The condition keys of a request.
#[derive(Debug, Clone)]
pub struct Context {
    keys: BTreeMap<String, Known>,
    /// What all other keys are; tags of the resource are absent when they are not among the keys.
    others: Known,
    has_request_tags: bool,
}

impl Context {
    /// A request whose other keys are the caller's choice.
    pub fn open() -> Self {
        Self { keys: BTreeMap::new(), others: Known::Unknown, has_request_tags: true }
    }

    /// A request with these keys and no other.
    pub fn closed() -> Self {
        Self { keys: BTreeMap::new(), others: Known::Absent, has_request_tags: true }
    }

    /// The same for a resource to which the tags of the request do not apply.
    pub fn without_request_tags(mut self) -> Self {
        self.has_request_tags = false;
        self
    }

    /// The same with one more key. IAM compares keys without case.
    pub fn with(mut self, key: &str, known: Known) -> Self {
        self.keys.insert(key.to_lowercase(), known);
        self
    }

    /// The same with one more key of one known value.
    pub fn with_text(self, key: &str, value: &str) -> Self {
        self.with(key, Known::One(vec![Pattern::literal(value)]))
    }

    /// The same with the tags of the resource, under every name that a service has for them. The value `*` is any.
    pub fn with_tags(self, service: &str, tags: &BTreeMap<String, String>) -> Self {
        let keys = tags.iter().flat_map(|(key, value)| {
            [format!("aws:ResourceTag/{key}"), format!("{service}:ResourceTag/{key}")].map(|key| (key, value))
        });
        keys.fold(self, |context, (key, value)| {
            let value = if value == "*" { Pattern::glob(value) } else { Pattern::literal(value) };
            context.with(&key, Known::One(vec![value]))
        })
    }

    fn get(&self, key: &str) -> &Known {
        if key.contains("${") || key.chars().any(|letter| ('\u{e000}'..='\u{e002}').contains(&letter)) {
            return &Known::Unknown;
        }
        let key = key.to_lowercase();
        let is_absent = key.contains(":resourcetag/") || (!self.has_request_tags && key.starts_with("aws:requesttag/"));
        self.keys.get(&key).unwrap_or(if is_absent { &Known::Absent } else { &self.others })
    }
}

/// Whether all tests hold.
pub fn all_hold(tests: &[Test], context: &Context) -> Certainty {
    tests.iter().fold(Certainty::Yes, |all, test| all.and(holds(test, context)))
}

/// Whether one test holds.
pub fn holds(test: &Test, context: &Context) -> Certainty {
    let Some(operator) = Operator::read(&test.operator) else { return Certainty::Maybe };
    let known = context.get(&test.key);
    if operator.comparison == Comparison::Null {
        return null(test, known);
    }
    match known {
        Known::Unknown => Certainty::Maybe,
        Known::Absent => Certainty::of(match operator.quantifier {
            Quantifier::All => true,
            Quantifier::Any => operator.if_exists,
            Quantifier::None => operator.if_exists || operator.negated,
        }),
        Known::One(sets) => operator.compare(&test.values, sets),
        Known::Some(sets) => {
            let one = operator.compare(&test.values, sets);
            if operator.quantifier == Quantifier::All { one.and(Certainty::Maybe) } else { Certainty::Maybe }
        }
    }
}

/// `Null` asks whether the key is absent.
fn null(test: &Test, known: &Known) -> Certainty {
    let is_absent = match known {
        Known::Unknown => return Certainty::Maybe,
        Known::Absent => "true",
        Known::One(_) | Known::Some(_) => "false",
    };
    Certainty::of(test.values.iter().any(|value| value.eq_ignore_ascii_case(is_absent)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    None,
    All,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equals,
    EqualsIgnoringCase,
    Like,
    Arn,
    Null,
    /// Numbers, dates, addresses and bytes: nothing that tells cells apart.
    Other,
}

struct Operator {
    quantifier: Quantifier,
    comparison: Comparison,
    negated: bool,
    if_exists: bool,
}

impl Operator {
    fn read(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(_) => return None,
            None => (Quantifier::None, text),
        };
        let (rest, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |rest| (rest, true));
        let (comparison, negated) = match rest {
            "StringEquals" => (Comparison::Equals, false),
            "StringNotEquals" => (Comparison::Equals, true),
            "StringEqualsIgnoreCase" | "Bool" => (Comparison::EqualsIgnoringCase, false),
            "StringNotEqualsIgnoreCase" => (Comparison::EqualsIgnoringCase, true),
            "StringLike" => (Comparison::Like, false),
            "StringNotLike" => (Comparison::Like, true),
            "ArnEquals" | "ArnLike" => (Comparison::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Comparison::Arn, true),
            "Null" => (Comparison::Null, false),
            "NumericNotEquals" | "DateNotEquals" | "NotIpAddress" => (Comparison::Other, true),
            "NumericEquals"
            | "NumericLessThan"
            | "NumericLessThanEquals"
            | "NumericGreaterThan"
            | "NumericGreaterThanEquals"
            | "DateEquals"
            | "DateLessThan"
            | "DateLessThanEquals"
            | "DateGreaterThan"
            | "DateGreaterThanEquals"
            | "IpAddress"
            | "BinaryEquals" => (Comparison::Other, false),
            _ => return None,
        };
        Some(Self { quantifier, comparison, negated, if_exists })
    }

    /// Whether a value from one of the sets is one of the listed values, or none of them when negated.
    fn compare(&self, values: &[String], sets: &[Pattern]) -> Certainty {
        let of_set = |set: &Pattern| {
            let tests = values.iter().map(|value| self.matches(value, set));
            tests.max().unwrap_or(Certainty::No)
        };
        let (mut least, mut most) = (Certainty::Yes, Certainty::No);
        for set in sets {
            let one = of_set(set);
            (least, most) = (least.min(one), most.max(one));
        }
        let is = if least == most { most } else { Certainty::Maybe };
        if self.negated { is.not() } else { is }
    }

    fn matches(&self, value: &str, set: &Pattern) -> Certainty {
        match self.comparison {
            Comparison::Equals => certainty(&Pattern::literal(value), set),
            Comparison::EqualsIgnoringCase => certainty(&Pattern::literal(value).lowercase(), &set.clone().lowercase()),
            Comparison::Like => certainty(&Pattern::glob(value), set),
            Comparison::Arn => arn(&Pattern::glob(value), set),
            Comparison::Null | Comparison::Other => Certainty::Maybe,
        }
    }
}

/// Whether a text of a set is in a pattern.
pub(super) fn certainty(pattern: &Pattern, set: &Pattern) -> Certainty {
    // Most pairs differ at once, so that is asked first.
    if !pattern.intersects(set) {
        Certainty::No
    } else if pattern.covers(set) {
        Certainty::Yes
    } else {
        Certainty::Maybe
    }
}

/// ARNs are compared part by part: a `*` does not reach beyond a colon, except in the last part.
pub(super) fn arn(pattern: &Pattern, set: &Pattern) -> Certainty {
    match (pattern.arn_parts(), set.arn_parts()) {
        (Some(patterns), Some(sets)) => {
            patterns.iter().zip(&sets).fold(Certainty::Yes, |all, (pattern, set)| all.and(certainty(pattern, set)))
        }
        _ => certainty(pattern, set).and(Certainty::Maybe),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(operator: &str, key: &str, values: &[&str]) -> Test {
        let values = values.iter().map(|&value| value.to_owned()).collect();
        Test { operator: operator.to_owned(), key: key.to_owned(), values }
    }

    fn context() -> Context {
        Context::open()
            .with_tags(
                "ec2",
                &BTreeMap::from([("cell".to_owned(), "beta".to_owned()), ("any".to_owned(), "*".to_owned())]),
            )
            .with_text("aws:PrincipalArn", "arn:aws:iam::222222222222:role/p-alpha-karpenter")
            .with("ec2:CreateAction", Known::Absent)
            .with("names", Known::Some(vec![Pattern::glob("*.beta.example.com")]))
    }

    #[test]
    fn tags_of_a_request_may_not_apply() {
        let tag = test("StringEquals", "aws:RequestTag/cell", &["alpha"]);
        assert_eq!(holds(&tag, &context()), Certainty::Maybe);
        assert_eq!(holds(&tag, &context().without_request_tags()), Certainty::No);
    }

    #[test]
    fn tests_have_three_answers() {
        use Certainty::{Maybe, No, Yes};
        let principal = "aws:PrincipalArn";
        for (operator, key, values, expected) in [
            ("StringEquals", "aws:ResourceTag/cell", &["beta"][..], Yes),
            ("StringEquals", "aws:resourcetag/CELL", &["alpha", "beta"], Yes),
            ("StringEquals", "aws:ResourceTag/cell", &["alpha"], No),
            ("StringEquals", "ec2:ResourceTag/cell", &["Beta"], No),
            ("StringEqualsIgnoreCase", "ec2:ResourceTag/cell", &["Beta"], Yes),
            ("StringNotEquals", "aws:ResourceTag/cell", &["alpha"], Yes),
            ("StringNotEquals", "aws:ResourceTag/cell", &["beta"], No),
            ("StringEquals", "aws:ResourceTag/any", &["x"], Maybe),
            ("StringLike", "aws:ResourceTag/any", &["*"], Yes),
            ("StringLike", "aws:ResourceTag/cell", &["${aws:PrincipalTag/cell}"], Maybe),
            ("StringEquals", "aws:ResourceTag/other", &["x"], No),
            ("StringEqualsIfExists", "aws:ResourceTag/other", &["x"], Yes),
            ("StringNotEquals", "aws:ResourceTag/other", &["x"], Yes),
            ("StringEquals", "aws:ResourceTag/${aws:PrincipalTag/key}", &["x"], Maybe),
            ("StringEquals", "aws:RequestTag/cell", &["alpha"], Maybe),
            ("StringEquals", "ec2:CreateAction", &["RunInstances"], No),
            ("ForAllValues:StringEquals", "ec2:CreateAction", &["RunInstances"], Yes),
            ("ForAnyValue:StringEquals", "ec2:CreateAction", &["RunInstances"], No),
            ("ForAnyValue:StringEqualsIfExists", "ec2:CreateAction", &["RunInstances"], Yes),
            ("Null", "ec2:CreateAction", &["true"], Yes),
            ("Null", "aws:ResourceTag/cell", &["true"], No),
            ("Null", "aws:ResourceTag/cell", &["false"], Yes),
            ("Null", "aws:RequestTag/cell", &["true"], Maybe),
            ("ArnLike", principal, &["arn:aws:iam::222222222222:role/p-alpha-*"], Yes),
            ("ArnEquals", principal, &["arn:aws:iam::222222222222:role/p-beta-*"], No),
            ("ArnLike", principal, &["arn:*:role/p-alpha-karpenter"], Maybe),
            ("ArnNotLike", principal, &["arn:aws:iam::222222222222:role/p-beta-*"], Yes),
            ("ForAllValues:StringLike", "names", &["*.alpha.example.com"], No),
            ("ForAllValues:StringLike", "names", &["*.example.com"], Maybe),
            ("ForAnyValue:StringLike", "names", &["*.alpha.example.com"], Maybe),
            ("Bool", "aws:SecureTransport", &["false"], Maybe),
            ("NumericLessThan", "ec2:CreateAction", &["3"], No),
            ("StringSoundsLike", "ec2:CreateAction", &["x"], Maybe),
        ] {
            assert_eq!(holds(&test(operator, key, values), &context()), expected, "{operator} {key} {values:?}");
        }
    }
}

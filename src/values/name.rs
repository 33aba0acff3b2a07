//! Names that a spec gives to things.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;
use crate::diagnostic::{latin, numbered};

/// The name of a fleet, environment, class, cell, tier, tenant, namespace or anything else that a spec names.
///
/// A DNS label (RFC 1123) that starts with a letter: 1 to 63 lower-case letters, digits and hyphens, and no hyphen at
/// the end. So it can become part of any Kubernetes, AWS or DNS name; how long the *joined* names may be is checked
/// where they are joined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Most characters (RFC 1123).
    pub const LONGEST: usize = 63;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        match fault(input) {
            None => Ok(Self(input.to_owned())),
            Some(_) if is_in_alphabet(input) && input.len() > Self::LONGEST => {
                Err(ValueError::too_long(input, "a name", Self::LONGEST))
            }
            Some(rule) => Err(with_proposal(ValueError::of(input, format_args!("is not a name: {rule}")), input)),
        }
    }
}

/// The rule that the text breaks.
fn fault(text: &str) -> Option<&'static str> {
    if !is_in_alphabet(text) || text.is_empty() {
        Some("a name has lower-case letters, digits and hyphens")
    } else if !text.starts_with(|character: char| character.is_ascii_lowercase()) {
        Some("a name starts with a letter")
    } else if text.ends_with('-') {
        Some("a name ends with a letter or digit")
    } else if text.len() > Name::LONGEST {
        Some("a name has at most 63 characters")
    } else {
        None
    }
}

fn is_in_alphabet(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The nearest name: lower case, everything else becomes a hyphen. It is what was meant when it only differs in case and
/// in what stands between the words.
fn with_proposal(error: ValueError, input: &str) -> ValueError {
    if let Some((odd, name)) = latin(input).filter(|(_, name)| fault(name).is_none()) {
        return error.help_meaning(format!("write `{name}`: {}, and no letter of a name", numbered(odd)), name);
    }
    let to_label = |character: char| {
        let lower = character.to_ascii_lowercase();
        if lower.is_ascii_lowercase() || lower.is_ascii_digit() { lower } else { '-' }
    };
    let words: String = input.chars().map(to_label).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-").trim_start_matches(|character: char| !character.is_ascii_lowercase()).to_owned();
    if fault(&name).is_some() {
        return error.help("write a name such as `delivery-1`");
    }
    let is_meant = input.to_ascii_lowercase().replace(['_', ' ', '.'], "-") == name;
    if is_meant { error.meaning(name) } else { error.help(format!("write `{name}`")) }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    Name,
    "A name: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending in a hyphen.",
    pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
    examples: ["alpha", "fraud-detection"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn names_are_dns_labels_that_start_with_a_letter() {
        let alphabet = "is not a name: a name has lower-case letters, digits and hyphens";
        let longest = "x".repeat(63);
        let long = "x".repeat(65);
        let example = "write a name such as `delivery-1`";
        check::<Name>(&[
            ("alpha", Ok("alpha")),
            ("a", Ok("a")),
            ("coop-north-1", Ok("coop-north-1")),
            ("a--b", Ok("a--b")),
            (&longest, Ok(&longest)),
            ("", Err(&format!("an empty string {alphabet} | {example}"))),
            ("Prod", Err(&format!("`Prod` {alphabet} | write `prod`"))),
            ("Fraud Detection", Err(&format!("`Fraud Detection` {alphabet} | write `fraud-detection`"))),
            ("a.b_c", Err(&format!("`a.b_c` {alphabet} | write `a-b-c`"))),
            ("ö", Err(&format!("`ö` {alphabet} | {example}"))),
            ("bеta", Err(&format!("`bеta` {alphabet} | write `beta`: `е` is U+0435, and no letter of a name"))),
            ("1a", Err("`1a` is not a name: a name starts with a letter | write `a`")),
            ("-a", Err("`-a` is not a name: a name starts with a letter | write `a`")),
            ("1", Err(&format!("`1` is not a name: a name starts with a letter | {example}"))),
            ("a-", Err("`a-` is not a name: a name ends with a letter or digit | write `a`")),
            (
                &long,
                Err(&format!(
                    "`{}…` has 65 characters, a name has at most 63 | shorten it by 2 characters",
                    "x".repeat(60)
                )),
            ),
        ]);
        round_trips::<Name>("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
        survives_any_text::<Name>("[a-zA-Z0-9_.-]{0,70}");
    }
}

//! AWS resource tags.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// The key of an AWS tag: 1 to 128 characters, not beginning with `aws:` in any case.
///
/// Source: Tagging AWS Resources user guide, "Tag naming limits and requirements".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagKey(String);

impl TagKey {
    const LONGEST: usize = 128;

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TagKey {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if input.is_empty() {
            return Err(ValueError::of(input, "is not a tag key: a tag key has 1 to 128 characters")
                .help("write a key such as `CostCentre`"));
        }
        let start = input.get(..4).unwrap_or_default();
        if start.eq_ignore_ascii_case("aws:") {
            return Err(ValueError::of(input, "begins with `aws:`: AWS keeps that prefix for its own tags")
                .help("write a key without the prefix"));
        }
        check_characters(input, "a tag key", Self::LONGEST)?;
        Ok(Self(input.to_owned()))
    }
}

/// The value of an AWS tag: at most 256 characters, or empty.
///
/// Source: Tagging AWS Resources user guide, "Tag naming limits and requirements".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagValue(String);

impl TagValue {
    const LONGEST: usize = 256;

    /// The value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TagValue {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        check_characters(input, "a tag value", Self::LONGEST)?;
        Ok(Self(input.to_owned()))
    }
}

/// Letters, numbers and spaces of any script, and `_ . : / = + - @`: what every AWS service takes.
fn check_characters(input: &str, noun: &str, limit: usize) -> Result<(), ValueError> {
    let is_allowed = |character: char| character.is_alphanumeric() || " _.:/=+-@".contains(character);
    if let Some(wrong) = input.chars().find(|character| !is_allowed(*character)) {
        let shown = if wrong.is_control() { wrong.escape_default().to_string() } else { wrong.to_string() };
        let rule = format_args!("holds `{shown}`: {noun} has letters, numbers, spaces and `_.:/=+-@`").to_string();
        return Err(ValueError::of(input, rule).help(format!("leave out `{shown}`")));
    }
    if input.chars().count() > limit { Err(ValueError::too_long(input, noun, limit)) } else { Ok(()) }
}

impl fmt::Display for TagKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Display for TagValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    TagKey,
    "The key of an AWS tag: 1 to 128 characters, not beginning with `aws:`.",
    pattern: r"^(?![aA][wW][sS]:)[^!-*,;<>?\[-^`{-~\x00-\x1f]{1,128}$",
    examples: ["CostCentre"]
);
text_value!(
    TagValue,
    "The value of an AWS tag: at most 256 characters.",
    pattern: r"^[^!-*,;<>?\[-^`{-~\x00-\x1f]{0,256}$",
    examples: ["RISK-001"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn keys_are_short_and_not_those_of_aws() {
        let long = "ö".repeat(129);
        let aws = "begins with `aws:`: AWS keeps that prefix for its own tags | write a key without the prefix";
        check::<TagKey>(&[
            ("CostCentre", Ok("CostCentre")),
            ("Größe der Zelle", Ok("Größe der Zelle")),
            ("kubernetes.io/cluster/x", Ok("kubernetes.io/cluster/x")),
            ("awsome", Ok("awsome")),
            (
                "",
                Err(
                    "an empty string is not a tag key: a tag key has 1 to 128 characters | write a key such as `CostCentre`",
                ),
            ),
            ("aws:x", Err(&format!("`aws:x` {aws}"))),
            ("AWS:x", Err(&format!("`AWS:x` {aws}"))),
            ("a*", Err("`a*` holds `*`: a tag key has letters, numbers, spaces and `_.:/=+-@` | leave out `*`")),
            ("a\n", Err(r"`a\n` holds `\n`: a tag key has letters, numbers, spaces and `_.:/=+-@` | leave out `\n`")),
            (
                &long,
                Err(&format!(
                    "`{}…` has 129 characters, a tag key has at most 128 | shorten it by 1 character",
                    "ö".repeat(60)
                )),
            ),
        ]);
        round_trips::<TagKey>("[B-Zb-z0-9 _.:/=+@-]{1,128}");
        survives_any_text::<TagKey>("(aws:)?[ -~]{0,9}");
    }

    #[test]
    fn values_may_be_empty() {
        let long = "x".repeat(257);
        check::<TagValue>(&[
            ("", Ok("")),
            ("RISK-001", Ok("RISK-001")),
            ("aws:x", Ok("aws:x")),
            ("a;b", Err("`a;b` holds `;`: a tag value has letters, numbers, spaces and `_.:/=+-@` | leave out `;`")),
            (
                &long,
                Err(&format!(
                    "`{}…` has 257 characters, a tag value has at most 256 | shorten it by 1 character",
                    "x".repeat(60)
                )),
            ),
        ]);
        round_trips::<TagValue>("[A-Za-z0-9 _.:/=+@ßé-]{0,256}");
        survives_any_text::<TagValue>("[ -~]{0,9}");
    }
}

//! AWS accounts.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// An AWS account ID: exactly 12 digits, of which the first may be zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    const DIGITS: usize = 12;

    /// The 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The error for an account that is written as a number, given its digits: leading zeros may already be lost.
    pub fn unquoted(written: &str) -> ValueError {
        let error = ValueError::of(written, "is a number: an account ID is a string of 12 digits");
        if is_digits(written) && written.len() <= Self::DIGITS {
            let text = format!("write `\"{written:0>12}\"` in quotes, leading zeros included");
            if written.len() == Self::DIGITS { error.help_meaning(text, written) } else { error.help(text) }
        } else {
            error.help("write the 12 digits in quotes, leading zeros included")
        }
    }
}

impl FromStr for AccountId {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if is_digits(input) && input.len() == Self::DIGITS {
            return Ok(Self(input.to_owned()));
        }
        let digits: String = input.chars().filter(|character| !matches!(character, '-' | ' ')).collect();
        if digits != input && is_digits(&digits) && digits.len() == Self::DIGITS {
            return Err(
                ValueError::of(input, "has separators: an account ID is 12 digits and nothing else").meaning(digits)
            );
        }
        if is_digits(input) {
            let count = crate::diagnostic::plural(input.len(), "digit");
            return Err(ValueError::of(input, format_args!("has {count}, an account ID has 12"))
                .help("write all 12 digits in quotes, leading zeros included"));
        }
        Err(ValueError::of(input, "is not an account ID: an account ID is 12 digits")
            .help("write the number that `aws sts get-caller-identity` shows, such as `222222222222`"))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    AccountId,
    "An AWS account ID: 12 digits as a string.",
    pattern: "^[0-9]{12}$",
    examples: ["222222222222"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, rendered, round_trips, survives_any_text};

    #[test]
    fn accounts_have_twelve_digits() {
        let shape = "is not an account ID: an account ID is 12 digits | write the number that `aws sts get-caller-identity` shows, such as `222222222222`";
        let quote = "an account ID has 12 | write all 12 digits in quotes, leading zeros included";
        check::<AccountId>(&[
            ("222222222222", Ok("222222222222")),
            ("001234567890", Ok("001234567890")),
            ("1234567890", Err(&format!("`1234567890` has 10 digits, {quote}"))),
            ("1234567890123", Err(&format!("`1234567890123` has 13 digits, {quote}"))),
            (
                "2222-2222-2222",
                Err(
                    "`2222-2222-2222` has separators: an account ID is 12 digits and nothing else | write `222222222222`",
                ),
            ),
            ("prod", Err(&format!("`prod` {shape}"))),
            ("", Err(&format!("an empty string {shape}"))),
            ("٢٢٢٢٢٢٢٢٢٢٢٢", Err(&format!("`٢٢٢٢٢٢٢٢٢٢٢٢` {shape}"))),
        ]);
        round_trips::<AccountId>("[0-9]{12}");
        survives_any_text::<AccountId>("[0-9 -]{0,16}");
    }

    #[test]
    fn numbers_are_told_to_be_strings() {
        for (written, expected) in [
            (
                "1234567890",
                "`1234567890` is a number: an account ID is a string of 12 digits | write `\"001234567890\"` in quotes, leading zeros included",
            ),
            (
                "2.2e11",
                "`2.2e11` is a number: an account ID is a string of 12 digits | write the 12 digits in quotes, leading zeros included",
            ),
        ] {
            assert_eq!(rendered(&AccountId::unquoted(written)), expected);
        }
    }
}

//! How long logs are kept.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

use super::ValueError;
use crate::diagnostic::listing;

/// Days for which a `CloudWatch` log group keeps its events; 0 keeps them for ever.
///
/// Only the periods of the `PutRetentionPolicy` API exist; the list is that of provider 5.40.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RetentionDays(u16);

impl RetentionDays {
    /// Every period in days, shortest first; 0, for ever, comes first.
    pub const ALLOWED: [u16; 23] =
        [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// Days; 0 means for ever.
    pub const fn days(self) -> u16 {
        self.0
    }

    /// Whether events are never deleted.
    pub const fn is_for_ever(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<i64> for RetentionDays {
    type Error = ValueError;

    fn try_from(days: i64) -> Result<Self, ValueError> {
        let exact = Self::ALLOWED.into_iter().find(|allowed| i64::from(*allowed) == days);
        exact.map(Self).ok_or_else(|| not_allowed(&days.to_string(), days))
    }
}

impl FromStr for RetentionDays {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        match input.parse::<i64>() {
            Ok(days) if days.to_string() == input => Self::try_from(days),
            _ => Err(ValueError::of(input, "is not a number of days: expected a whole number such as 90")
                .help("write the number of days, or 0 to keep logs for ever")),
        }
    }
}

fn not_allowed(input: &str, days: i64) -> ValueError {
    let allowed: Vec<String> = RetentionDays::ALLOWED.iter().map(ToString::to_string).collect();
    let known = listing(allowed.iter().map(String::as_str), "or").replace('`', "");
    let error = ValueError::of(input, format_args!("is not a retention that CloudWatch offers: expected {known} days"));
    match RetentionDays::ALLOWED.into_iter().find(|allowed| i64::from(*allowed) > days) {
        Some(longer) if longer > 0 => error.help(format!("write {longer}, the next longer retention")),
        Some(_) => error.help("write 0 to keep logs for ever"),
        None => error.help("write 3653, the longest retention, or 0 to keep logs for ever"),
    }
}

impl fmt::Display for RetentionDays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl JsonSchema for RetentionDays {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RetentionDays".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "description": "Days for which logs are kept; 0 keeps them for ever.",
            "enum": Self::ALLOWED,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, rendered, survives_any_text};

    const LIST: &str = "is not a retention that CloudWatch offers: expected 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days";

    #[test]
    fn only_the_periods_of_cloudwatch_exist() {
        check::<RetentionDays>(&[
            ("0", Ok("0")),
            ("90", Ok("90")),
            ("3653", Ok("3653")),
            ("91", Err(&format!("`91` {LIST} | write 120, the next longer retention"))),
            ("360", Err(&format!("`360` {LIST} | write 365, the next longer retention"))),
            ("4000", Err(&format!("`4000` {LIST} | write 3653, the longest retention, or 0 to keep logs for ever"))),
            ("-1", Err(&format!("`-1` {LIST} | write 0 to keep logs for ever"))),
            (
                "90d",
                Err(
                    "`90d` is not a number of days: expected a whole number such as 90 | write the number of days, or 0 to keep logs for ever",
                ),
            ),
        ]);
        survives_any_text::<RetentionDays>("-?[0-9]{0,20}");
    }

    #[test]
    fn integers_are_taken_as_they_are() {
        assert_eq!(RetentionDays::try_from(14).map(RetentionDays::days), Ok(14));
        assert_eq!(
            RetentionDays::try_from(2).map_err(|error| rendered(&error)),
            Err(format!("`2` {LIST} | write 3, the next longer retention"))
        );
        assert!(RetentionDays::ALLOWED.is_sorted());
    }
}

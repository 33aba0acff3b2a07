//! Parts of a whole.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// A whole number of hundredths, such as `25%`, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(u8);

impl Percentage {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// How many hundredths, 0 to 100.
    pub const fn hundredths(self) -> u32 {
        self.0 as u32
    }

    /// Whether `part` is more than this share of `whole`. Of nothing, no part is more.
    pub const fn is_exceeded_by(self, part: u64, whole: u64) -> bool {
        part as u128 * 100 > whole as u128 * self.0 as u128
    }
}

impl FromStr for Percentage {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let error = || ValueError::of(input, "is not a percentage: expected a whole number from `0%` to `100%`");
        let number = input.trim().trim_end_matches('%').trim_end();
        let parsed = number.parse::<u8>().ok().filter(|number| *number <= 100);
        let value = parsed.map(Self).ok_or_else(|| error().help("write a share such as `25%`"))?;
        if value.to_string() == input { Ok(value) } else { Err(error().meaning(value)) }
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{}%", self.0))
    }
}

text_value!(
    Percentage,
    "A share, as a whole number of hundredths.",
    pattern: "^(100|[1-9]?[0-9])%$",
    examples: ["25%"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn a_percentage_has_its_sign_and_ends_at_the_whole() {
        let form = "is not a percentage: expected a whole number from `0%` to `100%`";
        check::<Percentage>(&[
            ("0%", Ok("0%")),
            ("25%", Ok("25%")),
            ("100%", Ok("100%")),
            ("25", Err(&format!("`25` {form} | write `25%`"))),
            ("025%", Err(&format!("`025%` {form} | write `25%`"))),
            ("101%", Err(&format!("`101%` {form} | write a share such as `25%`"))),
            ("2.5%", Err(&format!("`2.5%` {form} | write a share such as `25%`"))),
            ("-1%", Err(&format!("`-1%` {form} | write a share such as `25%`"))),
        ]);
    }

    #[test]
    fn what_is_more_than_a_share_exceeds_it() {
        let quarter = "25%".parse::<Percentage>().unwrap();
        assert!(!quarter.is_exceeded_by(25, 100) && quarter.is_exceeded_by(26, 100));
        assert!(!quarter.is_exceeded_by(0, 0) && quarter.is_exceeded_by(1, 3));
    }

    #[test]
    fn any_text_is_a_percentage_or_is_explained() {
        survives_any_text::<Percentage>("-?[0-9.]{0,4} ?%{0,2}");
    }

    #[test]
    fn a_percentage_is_read_back() {
        round_trips::<Percentage>("(100|[1-9]?[0-9])%");
    }
}

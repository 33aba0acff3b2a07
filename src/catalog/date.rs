//! Calendar dates without a clock: today's date is always a parameter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD`.
///
/// Every value is a day that exists: the constructors refuse 30 February. Order is chronological.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why text is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text is not four digits, two digits and two digits, joined by hyphens.
    #[error("`{0}` is not a date of the form `YYYY-MM-DD`")]
    Form(String),
    /// The form is right, the day does not exist.
    #[error("`{0}` is not a day of the calendar")]
    NoSuchDay(String),
}

impl Date {
    /// The day, or [`None`] where the calendar has no such day. Years are 1 to 9999, months and days count from 1.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year == 0 || year > 9999 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// Year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Whole days from this day to `later`; negative when `later` is earlier.
    pub const fn days_until(self, later: Self) -> i32 {
        later.ordinal() - self.ordinal()
    }

    /// Days since 1 March of year 0. Years begin in March, so that the leap day is the last day of its year.
    const fn ordinal(self) -> i32 {
        let (year, month) = if self.month > 2 { (self.year, self.month - 3) } else { (self.year - 1, self.month + 9) };
        let (year, month) = (year as i32, month as i32);
        let days_before_month = (153 * month + 2) / 5;
        365 * year + year / 4 - year / 100 + year / 400 + days_before_month + self.day as i32 - 1
    }
}

/// Days of the month; 0 for a month outside 1 to 12.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let (year, month, day) = parts(text).ok_or_else(|| DateError::Form(text.to_owned()))?;
        Self::new(year, month, day).ok_or_else(|| DateError::NoSuchDay(text.to_owned()))
    }
}

/// The three numbers of `YYYY-MM-DD`, with exactly that many digits each.
fn parts(text: &str) -> Option<(u16, u8, u8)> {
    let mut fields = text.split('-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    Some((number(year, 4)?, number(month, 2)?, number(day, 2)?))
}

/// An unsigned number of exactly `digits` ASCII digits: no sign, no space.
fn number<N: FromStr>(text: &str, digits: usize) -> Option<N> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Date, DateError};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn reads_days_that_exist() {
        for text in ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        let parsed = date("2027-03-28");
        assert_eq!((parsed.year(), parsed.month(), parsed.day()), (2027, 3, 28));
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["2025-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NoSuchDay(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn refuses_other_forms() {
        for text in
            ["", "2026", "2026-11", "2026-11-21-", "2026-1-21", "26-11-21", "2026/11/21", " 2026-11-21", "2026-+1-21"]
        {
            assert_eq!(text.parse::<Date>(), Err(DateError::Form(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn counts_days() {
        for (from, to, days) in [
            ("2026-11-21", "2026-11-21", 0),
            ("2026-11-21", "2026-12-02", 11),
            ("2026-12-31", "2027-01-01", 1),
            ("2024-02-28", "2024-03-01", 2),
            ("2025-02-28", "2025-03-01", 1),
            ("1900-02-28", "1900-03-01", 1),
            ("2000-01-01", "2001-01-01", 366),
            ("2027-03-27", "2026-03-27", -365),
            ("1970-01-01", "2026-11-21", 20_778),
        ] {
            assert_eq!(date(from).days_until(date(to)), days, "{from} to {to}");
        }
    }

    #[test]
    fn serialises_as_text() {
        let json = serde_json::to_string(&date("2026-06-02")).unwrap();
        assert_eq!(json, "\"2026-06-02\"");
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date("2026-06-02"));
        assert!(serde_json::from_str::<Date>("\"2026-06-31\"").is_err());
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(year in 1_u16..=9999, month in 1_u8..=12, day in 1_u8..=31) {
            if let Some(built) = Date::new(year, month, day) {
                prop_assert_eq!(date(&built.to_string()), built);
            }
        }

        #[test]
        fn order_agrees_with_distance(a in (1_u16..=9999, 1_u8..=12, 1_u8..=28), b in (1_u16..=9999, 1_u8..=12, 1_u8..=28)) {
            let (a, b) = (Date::new(a.0, a.1, a.2).unwrap(), Date::new(b.0, b.1, b.2).unwrap());
            prop_assert_eq!(a.cmp(&b), 0.cmp(&a.days_until(b)));
            prop_assert_eq!(a.days_until(b), -b.days_until(a));
        }
    }
}

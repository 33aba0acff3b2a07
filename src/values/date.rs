//! Calendar dates without a clock: today's date is always a parameter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::ValueError;
use super::text_value::text_value;

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD`.
///
/// Every value is a day that exists: the constructors refuse 30 February. Order is chronological.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
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

    /// The day that is so many days after 1 January 1970, in the calendar of the years 1 to 9999.
    pub fn from_days_since_1970(days: i32) -> Option<Self> {
        let epoch = Self { year: 1970, month: 1, day: 1 }.ordinal();
        // Years begin in March here too; 146,097 days are 400 years.
        let days = days.checked_add(epoch).filter(|days| *days >= 0)?;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = year_of_era + 400 * era + carry;
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day that is so many days later, or [`None`] where that is outside the years 1 to 9999.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let epoch = Self { year: 1970, month: 1, day: 1 };
        epoch.days_until(self).checked_add(days).and_then(Self::from_days_since_1970)
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
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let Some((year, month, day)) = parts(text) else {
            let error = ValueError::of(text, "is not a date: year, month and day with hyphens between them");
            return Err(error.help("write one such as `2027-03-31`"));
        };
        let day = Self::new(year, month, day);
        day.ok_or_else(|| ValueError::of(text, "is not a day of the calendar").help("write a day that exists"))
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

text_value!(
    Date,
    "a day: year, month and day with hyphens between them",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    examples: ["2027-03-31"]
);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Date;
    use crate::values::testing::{check, survives_any_text};

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
            let message = format!("`{text}` is not a day of the calendar | write a day that exists");
            check::<Date>(&[(text, Err(&message))]);
        }
    }

    #[test]
    fn refuses_other_forms() {
        for text in
            ["2026", "2026-11", "2026-11-21-", "2026-1-21", "26-11-21", "2026/11/21", " 2026-11-21", "2026-+1-21"]
        {
            let form = "is not a date: year, month and day with hyphens between them | write one such as `2027-03-31`";
            check::<Date>(&[(text, Err(&format!("`{text}` {form}")))]);
        }
        survives_any_text::<Date>("[0-9]{4}-[0-9]{2}-[0-9]{2}");
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
        fn counting_days_and_back_are_inverse(days in -700_000..2_900_000_i32) {
            if let Some(built) = Date::from_days_since_1970(days) {
                prop_assert_eq!(date("1970-01-01").days_until(built), days);
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

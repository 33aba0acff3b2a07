//! The only clock of the program.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context as _;

use crate::values::Date;

/// Today in UTC.
///
/// # Errors
/// When the clock of the machine stands before 1970 or behind the year 9999.
#[expect(clippy::disallowed_methods, reason = "the command line is where the date comes from")]
pub(super) fn today() -> anyhow::Result<Date> {
    const DAY: u64 = 24 * 60 * 60;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let day = i32::try_from(since.as_secs() / DAY).ok().filter(|day| *day > 0).and_then(Date::from_days_since_1970);
    day.context("the clock of this machine cannot be right: name a day with `--as-of`")
}

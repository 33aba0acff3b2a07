//! Lengths of time.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// A length of time in hours, minutes and seconds, as Go and Karpenter write it: `30s`, `5m`, `1h30m`, `720h`.
///
/// It keeps what was written and compares by value, so `60m` equals `1h`. At most 2,562,047 hours: what Go can hold.
#[derive(Debug, Clone)]
pub struct Duration {
    written: String,
    seconds: u64,
}

impl Duration {
    /// Whole seconds in Go's longest duration, 2^63 − 1 nanoseconds.
    const LONGEST: u64 = 9_223_372_036;

    /// The length in seconds.
    pub const fn seconds(&self) -> u64 {
        self.seconds
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let mut rest = input;
        let mut seconds = Some(0_u64);
        while !rest.is_empty() {
            let Some((length, after)) = first_part(rest) else {
                return Err(not_a_duration(input));
            };
            seconds = seconds.zip(length).and_then(|(sum, length)| sum.checked_add(length));
            rest = after;
        }
        match seconds.filter(|seconds| *seconds <= Self::LONGEST) {
            _ if input.is_empty() => Err(not_a_duration(input)),
            Some(seconds) => Ok(Self { written: input.to_owned(), seconds }),
            None => Err(ValueError::of(input, "is too long: a duration is at most 2562047h")
                .help("write a shorter one, such as `720h`")),
        }
    }
}

/// The seconds of `5m` at the start, [`None`] when they are too many, and the text after it.
fn first_part(text: &str) -> Option<(Option<u64>, &str)> {
    let unit_at = text.find(|character: char| !character.is_ascii_digit()).filter(|at| *at > 0)?;
    let (number, unit) = text.split_at_checked(unit_at)?;
    let mut after = unit.chars();
    let factor = match after.next()? {
        'h' => 3600,
        'm' => 60,
        's' => 1,
        _ => return None,
    };
    Some((number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)), after.as_str()))
}

fn not_a_duration(input: &str) -> ValueError {
    let error = ValueError::of(input, "is not a duration: a duration is whole numbers with the units h, m and s");
    if !input.is_empty() && input.bytes().all(|byte| byte.is_ascii_digit()) {
        return error.help(format!("add a unit: `{input}h`, `{input}m` or `{input}s`"));
    }
    let days = input.strip_suffix('d').and_then(|days| days.parse::<u64>().ok());
    if let Some(hours) = days.and_then(|days| days.checked_mul(24)) {
        return error.meaning(format_args!("{hours}h"));
    }
    error.help("write a duration such as `30s`, `5m` or `1h30m`")
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.written)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.seconds == other.seconds
    }
}

impl Eq for Duration {}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.seconds.cmp(&other.seconds)
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.seconds.hash(state);
    }
}

/// When something happens of itself: after a time, or `Never`. Never is later than any time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationOrNever {
    /// After this long.
    After(Duration),
    /// Not at all.
    Never,
}

impl DurationOrNever {
    /// The time; [`None`] for never.
    pub const fn duration(&self) -> Option<&Duration> {
        match self {
            Self::After(duration) => Some(duration),
            Self::Never => None,
        }
    }
}

impl FromStr for DurationOrNever {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        match input {
            "Never" => Ok(Self::Never),
            _ if input.eq_ignore_ascii_case("never") => {
                Err(ValueError::of(input, "is not spelled as Karpenter spells it: expected a duration or `Never`")
                    .help("write `Never`"))
            }
            _ => input.parse().map(Self::After),
        }
    }
}

impl fmt::Display for DurationOrNever {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(duration) => duration.fmt(formatter),
            Self::Never => formatter.pad("Never"),
        }
    }
}

text_value!(
    Duration,
    "A length of time in hours, minutes and seconds.",
    pattern: "^([0-9]+[hms])+$",
    examples: ["10m", "1h30m", "720h"]
);
text_value!(
    DurationOrNever,
    "A length of time in hours, minutes and seconds, or `Never`.",
    pattern: "^(([0-9]+[hms])+|Never)$",
    examples: ["720h", "Never"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn durations_keep_what_was_written() {
        let form = "is not a duration: a duration is whole numbers with the units h, m and s";
        let help = "write a duration such as `30s`, `5m` or `1h30m`";
        let long = "is too long: a duration is at most 2562047h | write a shorter one, such as `720h`";
        check::<Duration>(&[
            ("30s", Ok("30s")),
            ("1h30m", Ok("1h30m")),
            ("720h", Ok("720h")),
            ("2562047h", Ok("2562047h")),
            ("0s", Ok("0s")),
            ("300", Err(&format!("`300` {form} | add a unit: `300h`, `300m` or `300s`"))),
            ("30d", Err(&format!("`30d` {form} | write `720h`"))),
            ("1.5h", Err(&format!("`1.5h` {form} | {help}"))),
            ("-5m", Err(&format!("`-5m` {form} | {help}"))),
            ("5 m", Err(&format!("`5 m` {form} | {help}"))),
            ("1h30", Err(&format!("`1h30` {form} | {help}"))),
            ("h", Err(&format!("`h` {form} | {help}"))),
            ("Never", Err(&format!("`Never` {form} | {help}"))),
            ("", Err(&format!("an empty string {form} | {help}"))),
            ("2562048h", Err(&format!("`2562048h` {long}"))),
            ("99999999999999999999s", Err(&format!("`99999999999999999999s` {long}"))),
        ]);
        round_trips::<Duration>("([0-9]{1,3}h)?([0-9]{1,3}m)?[0-9]{1,3}s");
        survives_any_text::<Duration>("([0-9]{0,21}[hmsd.]?){0,3}");
    }

    #[test]
    fn durations_compare_by_value() {
        let duration = |text: &str| text.parse::<Duration>().unwrap();
        assert_eq!(duration("60m"), duration("1h"));
        assert!(duration("59m") < duration("1h"));
        assert_eq!(duration("1h1m1s").seconds(), 3661);
    }

    #[test]
    fn never_is_later_than_any_time() {
        check::<DurationOrNever>(&[
            ("Never", Ok("Never")),
            ("720h", Ok("720h")),
            (
                "never",
                Err("`never` is not spelled as Karpenter spells it: expected a duration or `Never` | write `Never`"),
            ),
        ]);
        let after: DurationOrNever = "2562047h".parse().unwrap();
        assert!(after < DurationOrNever::Never);
        assert_eq!(after.duration().map(Duration::seconds), Some(2_562_047 * 3600));
        assert_eq!(DurationOrNever::Never.duration(), None);
        survives_any_text::<DurationOrNever>("[Nn]ever|[0-9]{1,3}[hms]");
    }
}

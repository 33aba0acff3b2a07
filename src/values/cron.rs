//! Cron expressions as Karpenter reads them: those of `ParseStandard` of the Go library `robfig/cron`, without its words
//! such as `@daily`.

use std::ops::RangeInclusive;

use crate::diagnostic::shortened;

const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
const DAYS: &str = "sun mon tue wed thu fri sat";
const MINUTES_OF_A_WEEK: u64 = 7 * 24 * 60;

/// The five fields, each as the set of its values: bit 5 for the value 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fields {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Whether any day of the month will do, so that the weekday alone decides.
    is_any_day: bool,
    /// Whether any weekday will do, so that the day of the month alone decides.
    is_any_weekday: bool,
}

impl Fields {
    /// Reads minute, hour, day of the month, month and weekday with one space between them.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split(' ').collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else { return None };
        let [minutes, hours, days, months, weekdays] = &FIELDS;
        Some(Self {
            minutes: minutes.read(minute)?,
            hours: hours.read(hour)?,
            days: days.read(day)?,
            months: months.read(month)?,
            weekdays: weekdays.read(weekday)?,
            is_any_day: is_any(day),
            is_any_weekday: is_any(weekday),
        })
    }

    /// Whether there is no such day: 30 February. Where a weekday is named as well, either of them will do.
    pub(super) fn is_never(&self) -> bool {
        // February in leap years.
        const DAYS_OF_MONTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let exists = |(month, last): (u32, u32)| self.months >> month & 1 == 1 && self.days & set(1..=last, 1) != 0;
        self.is_any_weekday && !(1..).zip(DAYS_OF_MONTHS).any(exists)
    }

    /// Which of five fields are wrong, as advice; [`None`] when there are more or less of them, or nothing is wrong.
    pub(super) fn faults(text: &str) -> Option<String> {
        let written: Vec<&str> = text.split(' ').collect();
        let is_wrong = |(field, text): &(&Field, &&str)| field.read(text).is_none();
        let wrong: Vec<_> = FIELDS.iter().zip(&written).filter(is_wrong).collect();
        let (last, others) = wrong.split_last().filter(|_| written.len() == FIELDS.len())?;
        let fault = |(field, text): &(&Field, &&str)| field.fault(text);
        let others = others.iter().map(fault).collect::<Vec<_>>().join(", ");
        let joint = if others.is_empty() { "" } else { " and " };
        Some(format!("correct {others}{joint}{}", fault(last)))
    }

    /// The longest time from one start to the next, in minutes; [`None`] when not every week is like the others.
    pub(super) fn longest_pause(&self) -> Option<u64> {
        let all_days = self.days == set(1..=31, 1);
        if self.months != set(1..=12, 1) || !all_days {
            return None;
        }
        // Where both kinds of days are named, either will do.
        let weekdays = if self.is_any_day { self.weekdays } else { set(0..=6, 1) };
        let starts = values(weekdays).flat_map(|day| {
            values(self.hours)
                .flat_map(move |hour| values(self.minutes).map(move |minute| (day * 24 + hour) * 60 + minute))
        });
        let starts: Vec<u64> = starts.collect();
        let (first, last) = (starts.first()?, starts.last()?);
        let around = first + MINUTES_OF_A_WEEK - last;
        let between = starts.iter().zip(starts.iter().skip(1)).map(|(one, next)| next - one);
        Some(between.fold(around, u64::max))
    }
}

/// One of the five.
struct Field {
    name: &'static str,
    /// What its values may be called, from the first on.
    names: &'static str,
    range: RangeInclusive<u32>,
}

const FIELDS: [Field; 5] = [
    Field { name: "minute", names: "", range: 0..=59 },
    Field { name: "hour", names: "", range: 0..=23 },
    Field { name: "day", names: "", range: 1..=31 },
    Field { name: "month", names: MONTHS, range: 1..=12 },
    Field { name: "weekday", names: DAYS, range: 0..=6 },
];

impl Field {
    fn read(&self, text: &str) -> Option<u64> {
        field(text, self.names, &self.range)
    }

    fn fault(&self, text: &str) -> String {
        let (first, last) = (self.range.start(), self.range.end());
        let names = self.names.split_once(' ').and_then(|(first, rest)| Some((first, rest.rsplit(' ').next()?)));
        let names = names.map(|(first, last)| format!(", or {first} to {last}")).unwrap_or_default();
        let ends = text.split_once('-').map(|(start, end)| (self.read(start), self.read(end)));
        let is_backwards = matches!(ends, Some((Some(start), Some(end))) if start > end);
        let hint = if is_backwards { ": a range goes up" } else { "" };
        format!("the {} `{}`{hint} ({first} to {last}{names})", self.name, shortened(text))
    }
}

/// The values of one field: numbers, names, ranges, lists and steps. A range that ends before it begins is none.
fn field(text: &str, names: &str, range: &RangeInclusive<u32>) -> Option<u64> {
    text.split(',').map(|part| part_of(part, names, range)).try_fold(0, |all, part| Some(all | part?))
}

/// Whether a field says that any value will do. `1-31` does not, though it holds the same days: where both kinds of days are
/// named, either of them counts.
fn is_any(text: &str) -> bool {
    text.split(',').any(|part| matches!(part, "*" | "?" | "*/1" | "?/1"))
}

fn part_of(part: &str, names: &str, range: &RangeInclusive<u32>) -> Option<u64> {
    let value = |text: &str| number(text, names, *range.start()).filter(|number| range.contains(number));
    let (span, step) = part.split_once('/').map_or((part, None), |(span, step)| (span, Some(step)));
    let (start, end) = match span.split_once('-') {
        _ if matches!(span, "*" | "?") => (*range.start(), *range.end()),
        Some((start, end)) => (value(start)?, value(end)?),
        // `5/10` is from 5 on.
        None if step.is_some() => (value(span)?, *range.end()),
        None => (value(span)?, value(span)?),
    };
    let step = step.map_or(Some(1), |step| step.parse::<u32>().ok()).filter(|step| *step > 0)?;
    (start <= end).then(|| set(start..=end, step))
}

fn number(text: &str, names: &str, first: u32) -> Option<u32> {
    let position = names.split(' ').filter(|name| !name.is_empty()).position(|name| name.eq_ignore_ascii_case(text));
    match position {
        Some(position) => u32::try_from(position).ok().map(|value| value + first),
        None => text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten(),
    }
}

fn set(range: RangeInclusive<u32>, step: u32) -> u64 {
    let step = usize::try_from(step).unwrap_or(usize::MAX).max(1);
    range.step_by(step).fold(0, |all, value| all | 1 << value)
}

fn values(set: u64) -> impl Iterator<Item = u64> {
    (0..60).filter(move |value| set >> value & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_those_of_a_week() {
        for (text, pause) in [
            ("* * * * *", Some(1)),
            ("0 * * * *", Some(60)),
            ("*/15 * * * *", Some(15)),
            ("5/20 * * * *", Some(20)),
            ("0 8 * * *", Some(24 * 60)),
            ("0 8 * * mon-fri", Some(3 * 24 * 60)),
            ("0 8,20 * * *", Some(12 * 60)),
            ("0 0 * * SUN", Some(7 * 24 * 60)),
            ("0 0 1-31 * sun", Some(24 * 60)),
            ("0 0 */1 * sun", Some(7 * 24 * 60)),
            ("0 0 ? * sun", Some(7 * 24 * 60)),
            ("0 0 *,1 * sun", Some(7 * 24 * 60)),
            ("0 0 1 * *", None),
            ("0 0 * jan *", None),
        ] {
            assert_eq!(Fields::parse(text).unwrap().longest_pause(), pause, "{text}");
        }
    }

    #[test]
    fn a_day_that_no_month_has_never_comes() {
        for (text, expected) in [
            ("0 8 30 2 *", true),
            ("0 8 31 4,jun,9 *", true),
            ("0 8 29 2 *", false),
            ("0 8 30 2 mon", false),
            ("0 8 30 2 */1", true),
            ("0 8 30 2 ?", true),
            ("0 8 30 2 0-6", false),
            ("0 8 30 * *", false),
            ("* * * * *", false),
        ] {
            assert_eq!(Fields::parse(text).unwrap().is_never(), expected, "{text}");
        }
    }

    #[test]
    fn what_karpenter_cannot_read_is_none() {
        for text in [
            "0 17-8 * * *",
            "0 0 * * fri-mon",
            "60 * * * *",
            "0 24 * * *",
            "0 0 0 * *",
            "0 0 * 13 *",
            "0 0 * * 7",
            "0 0 * *",
            "@daily",
            "0  0 * * *",
            "*/0 * * * *",
            "+5 * * * *",
            "0 0 * * mon-",
            "",
            "1-2-3 * * * *",
            "1/2/3 * * * *",
        ] {
            assert_eq!(Fields::parse(text), None, "{text}");
        }
    }
}

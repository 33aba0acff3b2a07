//! Why and when Karpenter takes nodes away, and how many at once.

use super::checked_text::{Remedy, checked_text};
use super::cron::Fields;
use super::variant::spec_enum;

spec_enum! {
    /// When Karpenter takes nodes away that are not needed.
    pub enum Consolidation: "consolidation policy" {
        /// Only nodes on which nothing runs but daemons: no pod is moved.
        WhenEmpty = "when-empty",
        /// Also nodes whose pods fit elsewhere, or on something cheaper: pods are moved.
        WhenUnderutilized = "when-underutilized",
    }
}

impl Consolidation {
    /// The spelling of Karpenter's API.
    pub const fn karpenter(self) -> &'static str {
        match self {
            Self::WhenEmpty => "WhenEmpty",
            Self::WhenUnderutilized => "WhenEmptyOrUnderutilized",
        }
    }
}

spec_enum! {
    /// Why Karpenter takes a node away, apart from its age.
    pub enum DisruptionReason: "reason of a disruption" {
        /// Nothing runs on it.
        Empty = "empty",
        /// Its pods fit elsewhere.
        Underutilized = "underutilized",
        /// It is no longer what its tier says.
        Drifted = "drifted",
    }
}

impl DisruptionReason {
    /// The spelling of Karpenter's API.
    pub const fn karpenter(self) -> &'static str {
        match self {
            Self::Empty => "Empty",
            Self::Underutilized => "Underutilized",
            Self::Drifted => "Drifted",
        }
    }
}

checked_text! {
    /// A time that comes again, as Karpenter takes it: minute, hour, day of the month, month and weekday, in UTC.
    CronSchedule: "a schedule", 9..=100, |text| Fields::parse(text).is_some(),
    "minute, hour, day, month and weekday with one space between them, in UTC",
    pattern: "^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+$", examples: ["0 8 * * mon-fri"], remedy: schedule_remedy
}

impl CronSchedule {
    /// Whether it never comes, because no month has such a day.
    pub fn is_never(&self) -> bool {
        Fields::parse(&self.0).is_some_and(|fields| fields.is_never())
    }

    /// The longest time from one start to the next, in seconds; [`None`] when not every week is like the others.
    pub fn longest_pause(&self) -> Option<u64> {
        Fields::parse(&self.0)?.longest_pause().map(|minutes| minutes * 60)
    }
}

/// Crons that count from Monday call Sunday 7.
fn schedule_remedy(input: &str) -> Option<Remedy> {
    let with_sunday = input.strip_suffix(" 7").map(|rest| format!("{rest} 0"));
    if let Some(schedule) = with_sunday.filter(|schedule| Fields::parse(schedule).is_some()) {
        return Some(Remedy::Named("write `0` for Sunday, or `sun`", schedule));
    }
    if let Some(schedule) = of_another_cron(input) {
        return Some(Remedy::Value(schedule));
    }
    Fields::faults(input).map(Remedy::Words)
}

/// The same schedule in five fields, for words such as `@daily`, for schedules that begin with seconds, and for those of
/// EventBridge, which end in a year and begin the week with 1.
fn of_another_cron(input: &str) -> Option<String> {
    let word = match input {
        "@yearly" | "@annually" => Some("0 0 1 1 *"),
        "@monthly" => Some("0 0 1 * *"),
        "@weekly" => Some("0 0 * * 0"),
        "@daily" | "@midnight" => Some("0 0 * * *"),
        "@hourly" => Some("0 * * * *"),
        _ => None,
    };
    if let Some(word) = word {
        return Some(word.to_owned());
    }
    let of_aws = input.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
    let fields: Vec<&str> = of_aws.unwrap_or(input).split_whitespace().collect();
    let schedule = match (of_aws, fields.as_slice()) {
        (Some(_), [five @ .., weekday, "*"]) if five.len() == 4 && !weekday.contains(|c: char| c.is_ascii_digit()) => {
            let fields = five.iter().chain([weekday]).map(|field| if *field == "?" { "*" } else { field });
            fields.collect::<Vec<_>>().join(" ")
        }
        (None, ["0", five @ ..] | five) if five.len() == 5 => five.join(" "),
        _ => return None,
    };
    (schedule != input && Fields::parse(&schedule).is_some()).then_some(schedule)
}

checked_text! {
    /// A number of nodes, or a percentage of them.
    NodeShare: "a number of nodes", 1..=6,
    |text| {
        let (number, limit) = text.strip_suffix('%').map_or((text, u32::MAX), |number| (number, 100));
        let is_canonical = number == "0" || !number.starts_with('0');
        is_canonical && number.bytes().all(|b| b.is_ascii_digit()) && number.parse::<u32>().is_ok_and(|n| n <= limit)
    },
    "a number, or a percentage up to `100%`", pattern: "^[0-9]{1,6}%?$", examples: ["10%"]
}

impl NodeShare {
    /// What Karpenter takes away at once where nobody says anything (Karpenter, "Disruption", section on budgets).
    pub const DEFAULT: &'static str = "10%";

    /// Whether it admits no more nodes than another share, however many there are; [`None`] for a number and a percentage.
    pub fn is_within(&self, other: &str) -> Option<bool> {
        let parts = |share: &str| {
            let number = share.strip_suffix('%').unwrap_or(share);
            Some((share.ends_with('%'), number.parse::<u32>().ok()?))
        };
        let ((is_percentage, number), (is_other_percentage, most)) = (parts(&self.0)?, parts(other)?);
        (is_percentage == is_other_percentage).then_some(number <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn shares_of_one_unit_can_be_compared() {
        for (share, other, expected) in
            [("20%", "10%", Some(false)), ("10%", "10%", Some(true)), ("2", "3", Some(true)), ("2", "10%", None)]
        {
            assert_eq!(share.parse::<NodeShare>().unwrap().is_within(other), expected, "{share} and {other}");
        }
    }

    #[test]
    fn what_people_often_write_is_corrected() {
        let schedule = "is not a schedule: minute, hour, day, month and weekday with one space between them, in UTC";
        check::<CronSchedule>(&[
            ("@monthly", Err(&format!("`@monthly` {schedule} | write `0 0 1 * *`"))),
            ("0 0 0 1 * *", Err(&format!("`0 0 0 1 * *` {schedule} | write `0 0 1 * *`"))),
            ("cron(0 0 1 * ? *)", Err(&format!("`cron(0 0 1 * ? *)` {schedule} | write `0 0 1 * *`"))),
            (
                "cron(0 8 ? * 2-6 *)",
                Err(&format!("`cron(0 8 ? * 2-6 *)` {schedule} | write one such as `0 8 * * mon-fri`")),
            ),
            ("0  8 * * *", Err(&format!("`0  8 * * *` {schedule} | write `0 8 * * *`"))),
            ("0 8 * * 7", Err(&format!("`0 8 * * 7` {schedule} | write `0` for Sunday, or `sun`"))),
            (
                "*/15 25 * 13 mon#1",
                Err(&format!(
                    "`*/15 25 * 13 mon#1` {schedule} | correct the hour `25` (0 to 23), the month `13` (1 to 12, or jan \
                     to dec) and the weekday `mon#1` (0 to 6, or sun to sat)"
                )),
            ),
            (
                "0 8 * * fri-mon",
                Err(&format!(
                    "`0 8 * * fri-mon` {schedule} | correct the weekday `fri-mon`: a range goes up (0 to 6, or sun to sat)"
                )),
            ),
        ]);
    }
}

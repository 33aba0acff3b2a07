//! Ranges of the names that tenants share.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// Consecutive buckets: `0000-0127`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketRange {
    first: u32,
    last: u32,
}

impl BucketRange {
    /// The most buckets that there can be: names have four digits.
    pub const MOST: u32 = 10_000;

    /// The first bucket.
    pub const fn first(self) -> u32 {
        self.first
    }

    /// The last bucket, which is one of them.
    pub const fn last(self) -> u32 {
        self.last
    }

    /// All of them, in their order.
    pub const fn buckets(self) -> RangeInclusive<u32> {
        self.first..=self.last
    }
}

impl FromStr for BucketRange {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let error = || ValueError::of(input, "is not a range of buckets: expected two numbers, such as `0000-0127`");
        let bucket = |text: &str| {
            let digits = text.trim().trim_start_matches('b');
            let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| digits.parse::<u32>().ok()).flatten()
        };
        let (first, last) = input.split_once('-').unwrap_or((input, input));
        let (first, last) = bucket(first).zip(bucket(last)).ok_or_else(error)?;
        if first > last {
            return Err(error().meaning(Self { first: last, last: first }));
        }
        let range = Self { first, last };
        if range.to_string() == input { Ok(range) } else { Err(error().meaning(range)) }
    }
}

impl fmt::Display for BucketRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:04}-{:04}", self.first, self.last))
    }
}

text_value!(
    BucketRange,
    "Consecutive buckets, both ends included.",
    pattern: "^[0-9]{4}-[0-9]{4}$",
    examples: ["0000-0127"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn a_range_has_both_its_ends() {
        let form = "is not a range of buckets: expected two numbers, such as `0000-0127`";
        check::<BucketRange>(&[
            ("0000-0127", Ok("0000-0127")),
            ("0007-0007", Ok("0007-0007")),
            ("7", Err(&format!("`7` {form} | write `0007-0007`"))),
            ("b0000-b0127", Err(&format!("`b0000-b0127` {form} | write `0000-0127`"))),
            ("127-0", Err(&format!("`127-0` {form} | write `0000-0127`"))),
            ("10000-10001", Err(&format!("`10000-10001` {form}"))),
        ]);
    }

    #[test]
    fn any_text_is_a_range_or_is_explained() {
        survives_any_text::<BucketRange>("b?[0-9]{0,5}-?b?[0-9]{0,5}");
    }

    #[test]
    fn a_range_is_read_back() {
        round_trips::<BucketRange>("0[0-9]{3}-1[0-9]{3}");
    }
}

//! Comparing the time for some parts with that for four times as many.

use std::fmt;
use std::time::Duration;

/// How many times as many parts the second measurement has.
const TIMES: usize = 4;

/// What the second measurement takes at most, in times of the first. Work in proportion takes 4, with logarithms a little more;
/// pairs take 16.
const STEEPEST: f64 = 6.0;

/// Fewest parts of the first measurement.
const FEWEST: usize = 8;

/// Measurements of which the best counts: nothing makes a computer faster than it is.
const MEASUREMENTS: usize = 3;

/// Comparisons of which one has to be fine: other programs run beside the test.
const COMPARISONS: usize = 3;

/// Where measuring ends.
pub(super) struct Most {
    /// Parts of the larger spec.
    pub(super) parts: usize,
    /// Time for the larger spec: with more parts it would only take longer.
    pub(super) time: Duration,
}

/// The times for some parts, and for four times as many.
pub(super) struct Growth {
    parts: usize,
    few: Duration,
    many: Duration,
}

impl Growth {
    /// Whether time grows faster than the number of parts.
    pub(super) fn is_steep(&self) -> bool {
        self.ratio() > STEEPEST
    }

    fn ratio(&self) -> f64 {
        self.many.as_secs_f64() / self.few.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { parts, few, many } = self;
        write!(formatter, "{:4.1} times: {parts} in {few:.1?}, {} in {many:.1?},", self.ratio(), parts * TIMES)
    }
}

/// Measures with as many parts as `most` admits. `time` says how long so many take; [`None`] where there can be no more.
pub(super) fn growth(most: &Most, mut time: impl FnMut(usize) -> Option<Duration>) -> Growth {
    let mut parts = FEWEST;
    let mut many = time(parts * TIMES);
    while parts * TIMES * 2 <= most.parts && many.is_some_and(|time| time < most.time) {
        let Some(more) = time(parts * TIMES * 2) else { break };
        (parts, many) = (parts * 2, Some(more));
    }
    let mut compared = || {
        let mut best = |parts| (0..MEASUREMENTS).filter_map(|_| time(parts)).min().unwrap_or_default();
        Growth { parts, few: best(parts), many: best(parts * TIMES) }
    };
    let mut found = compared();
    for _ in 1..COMPARISONS {
        if !found.is_steep() {
            break;
        }
        found = compared();
    }
    found
}

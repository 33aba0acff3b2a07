//! `--timings`: how long each stage took.

use std::time::{Duration, Instant};

use super::console::Console;

/// Takes the time between stages.
pub(super) struct Timings {
    started: Instant,
    last: Instant,
    laps: Vec<(String, Duration)>,
}

impl Timings {
    pub(super) fn start() -> Self {
        let now = Instant::now();
        Self { started: now, last: now, laps: Vec::new() }
    }

    /// Ends a stage.
    pub(super) fn lap(&mut self, stage: &str) {
        let now = Instant::now();
        self.laps.push((stage.to_owned(), now - self.last));
        self.last = now;
    }

    /// Since the start.
    pub(super) fn total(&self) -> Duration {
        self.started.elapsed()
    }

    /// Prints all stages and the total.
    pub(super) fn print(&self, console: &mut Console<'_>) {
        for (stage, time) in &self.laps {
            console.line(&format!("{stage:>10} {}", milliseconds(*time)));
        }
        console.line(&format!("{:>10} {}", "total", milliseconds(self.total())));
    }
}

/// A time for people.
pub(super) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

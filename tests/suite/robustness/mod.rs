//! No specification makes the compiler panic, hang, eat memory or contradict itself: random ones, by their thousands in
//! every run and by the million on request (see README.md). Hostile files are in `tests/disk/hostile`.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "figures are for people")]

mod bytes;
mod campaign;
mod corpus;
mod dictionary;
mod execution;
mod linear;
mod outline;
mod random;
mod secrets;
mod structure;

use std::time::Instant;

use campaign::{Statistics, campaign};
use execution::Reached;

/// Executions of every run; one that cannot be read is judged under up to 24 readings. `.ci/long` makes a million.
const EXECUTIONS: u64 = 1_000;

#[test]
fn no_mutated_specification_breaks_the_compiler() {
    let (executions, first, threads) =
        (number("CELLC_FUZZ_EXECUTIONS"), number("CELLC_FUZZ_FIRST"), number("CELLC_FUZZ_THREADS"));
    let first = first.unwrap_or(0);
    let start = Instant::now();
    let statistics = campaign(first..first + executions.unwrap_or(EXECUTIONS), threads.unwrap_or(1));
    report(&statistics, start);
    assert!(statistics.failures.is_empty(), "{}", statistics.failures.join("\n\n"));
    // What ends at the parser says nothing about the rest.
    assert!(statistics.at_least(Reached::Check) * 3 > statistics.executions, "{statistics:?}");
    assert!(statistics.at_least(Reached::Generate) * 20 > statistics.executions, "{statistics:?}");
}

/// A number from the environment: the way to ask for a long run.
fn number(variable: &str) -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "the length of a test is no part of the compiler")]
    let value = std::env::var(variable).ok()?;
    Some(value.replace('_', "").parse().unwrap())
}

fn report(statistics: &Statistics, start: Instant) {
    let share = |count: u64| 100.0 * count as f64 / statistics.executions.max(1) as f64;
    println!("{} executions in {:.0?}", statistics.executions, start.elapsed());
    for (stage, count) in &statistics.by_stage {
        println!("{count:>9} ended at {stage:?} ({:.1} %)", share(*count));
    }
    let reached = statistics.at_least(Reached::Check);
    println!("{reached:>9} came to the rules ({:.1} %)", share(reached));
    println!("slowest: number {} in {:.1?}", statistics.slowest_number, statistics.slowest);
    println!("peak memory: {} MiB", peak_kib().unwrap_or_default() / 1024);
}

/// The most memory that this process has had, where the system tells.
fn peak_kib() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

//! The budgets of `benches/README.md`, so loosely that only a mistake breaks them: 3 times in release, 30 times in debug.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cellc::diagnostic::render;
use cellc::emit::{Mode, Session};
use cellc::pipeline;
use cellc::pipeline::Settings;
use cellc::producers::{self, Owned, Sink};
use cellc::source::SourceMap;
use cellc_test_support::fleet;

const SLACK: u32 = if cfg!(debug_assertions) { 30 } else { 3 };

/// The budget for 1,000 cells with their manifests, from the text of the specification to files on the disk.
const THOUSAND_CELLS: Duration = Duration::from_millis(1_500);
const THOUSAND_CELLS_KIB: usize = 375 * 1024;

const ERRONEOUS_CELLS: usize = 3_600;

/// Tests of one binary run at the same time, unless they wait for each other.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn sources(text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    sources
}

/// Hands files to the output folder as they come, as the command line does.
struct Files<'s>(&'s Session);

impl Sink for Files<'_> {
    fn file(&self, path: &str, text: &str) {
        self.0.file(path, text);
    }
}

/// The time that a build takes.
fn build(text: &str, out: &Path) -> Duration {
    let start = Instant::now();
    let analysis = pipeline::analyse(&sources(text), &settings(), &mut |_| {});
    assert_eq!(analysis.diagnostics, []);
    let owned: Vec<&str> = producers::owned().map(Owned::path).collect();
    let inputs = format!("{} bytes", text.len());
    let session = Session::open(out, Mode::Write { force: false }, &owned).unwrap();
    if session.is_current(&inputs).is_none() {
        pipeline::produce(analysis.checked().unwrap(), &Files(&session), &mut |_| {}).unwrap();
        session.finish(Some(inputs.as_str())).unwrap().apply().unwrap();
    }
    start.elapsed()
}

/// In memory where that can be had: disks differ too much in speed.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// The most memory that this process has had, where the system tells.
fn peak_kib() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

#[test]
fn a_thousand_cells_are_built_within_the_budget() {
    let _alone = alone();
    let (text, folder) = (fleet::fleet(1_000), folder());
    let first = build(&text, folder.path());
    // What was written a moment ago is compared once more before it is trusted.
    std::thread::sleep(Duration::from_secs(3));
    build(&text, folder.path());
    let unchanged = build(&text, folder.path());
    println!("first {first:?}, unchanged {unchanged:?}, {:?} KiB", peak_kib());
    assert!(first < THOUSAND_CELLS * SLACK, "{first:?}");
    // A third in release; in debug far less, because nothing is generated.
    assert!(unchanged < first / 2, "first {first:?}, unchanged {unchanged:?}");
    assert!(peak_kib().is_none_or(|peak| peak < THOUSAND_CELLS_KIB), "{:?} KiB", peak_kib());
}

#[test]
fn four_times_the_cells_take_four_times_as_long() {
    let _alone = alone();
    let best = |cells| {
        let text = fleet::fleet(cells);
        (0..3).map(|_| build(&text, folder().path())).min().unwrap()
    };
    let (few, many) = (best(500), best(2_000));
    println!("500 cells {few:?}, 2,000 cells {many:?}");
    assert!(many < few * 8, "500 cells {few:?}, 2,000 cells {many:?}");
}

#[test]
fn thousands_of_errors_are_told_within_the_budget() {
    let _alone = alone();
    let text = fleet::fleet(ERRONEOUS_CELLS).replace("  tenants  ", "  tenannts = 1\n  tennants = 1\n  tenants  ");
    let start = Instant::now();
    let sources = sources(&text);
    let found = pipeline::analyse(&sources, &settings(), &mut |_| {}).diagnostics;
    let (people, machines) = (render::human(&found, &sources, false), render::json_lines(&found, &sources));
    let elapsed = start.elapsed();
    println!("{} errors: {elapsed:?}", found.len());
    assert_eq!(found.len(), 2 * ERRONEOUS_CELLS);
    assert_eq!((people.matches("error[").count(), machines.lines().count()), (found.len(), found.len()));
    assert!(elapsed < THOUSAND_CELLS * SLACK, "{elapsed:?}");
}

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}

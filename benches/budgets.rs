//! The budgets of `benches/README.md`, measured with the real binary on a real disk: `cargo bench --bench budgets`. Prints what
//! it measures as a table and fails when a budget is exceeded.

#![expect(clippy::unwrap_used, reason = "a benchmark that panics has failed")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use cellc_test_support::{fleet, tenant_fleet};

/// How often each time is taken; the best one counts, because whatever disturbs a run makes it slower.
const RUNS: usize = 5;

const MEGABYTE: f64 = 1_000_000.0;

/// One line of the table.
struct Measurement {
    what: &'static str,
    value: f64,
    unit: &'static str,
    budget: f64,
    budget_is: String,
}

impl Measurement {
    const fn is_exceeded(&self) -> bool {
        self.value > self.budget
    }

    fn row(&self) -> String {
        let Self { what, value, unit, budget, budget_is } = self;
        let digits = if *unit == "s" { 3 } else { 0 };
        let verdict = if self.is_exceeded() { "**exceeded**" } else { "holds" };
        format!("| {what} | {value:.digits$} {unit} | {budget:.digits$} {unit}{budget_is} | {verdict} |")
    }
}

/// A run of cellc.
#[derive(Clone, Copy)]
struct Run {
    seconds: f64,
    megabytes: f64,
}

impl Run {
    const NONE: Self = Self { seconds: f64::INFINITY, megabytes: 0.0 };

    /// The shortest time and the largest memory of both.
    const fn and(self, other: Self) -> Self {
        Self { seconds: self.seconds.min(other.seconds), megabytes: self.megabytes.max(other.megabytes) }
    }
}

fn main() -> ExitCode {
    // `cargo test --benches` starts it as well, and measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let measurements: Vec<Measurement> =
        thousand(folder.path()).into_iter().chain(ten_thousand(folder.path())).collect();
    println!("| what | measured | budget | |\n| --- | --- | --- | --- |");
    for measurement in &measurements {
        println!("{}", measurement.row());
    }
    if measurements.iter().any(Measurement::is_exceeded) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn thousand(folder: &Path) -> Vec<Measurement> {
    let spec = folder.join("1000").join("fleet.hcl");
    write_fleet(&spec, 1_000);
    let out = folder.join("out");
    let (mut first, mut copied) = (Run::NONE, f64::INFINITY);
    // Nothing is removed in between: ext4 gives the inodes of removed files back only after minutes, and until then
    // whatever makes files has to look past them.
    for run in 0..RUNS {
        let out = folder.join(format!("out-{run}"));
        remove_lock(&spec);
        first = first.and(cellc("build", &spec, Some(&out)));
        copied = copied.min(copy(&out, &folder.join(format!("copy-{run}"))));
    }
    let best = |command: &str, out| (0..RUNS).fold(Run::NONE, |best, _| best.and(cellc(command, &spec, out)));
    cellc("build", &spec, Some(&out));
    let unchanged = best("build", Some(&out));
    let compared = best("build --check", Some(&out));
    let checked = best("check", None);
    let third = |what, run: Run| seconds(what, run, first.seconds / 3.0, ", a third of the first build");
    vec![
        seconds("first build, 1,000 cells", first, 1.2 * copied, &format!(", 1.2 × the {copied:.3} s of `cp -r`")),
        third("unchanged `build`, 1,000 cells", unchanged),
        third("unchanged `build --check`, 1,000 cells", compared),
        seconds("`check`, 1,000 cells", checked, 0.05, ""),
        megabytes("memory of a first build, 1,000 cells", first, 375.0),
    ]
    .into_iter()
    .chain(tenants(folder, first))
    .collect()
}

/// What zones, front doors and ten thousand tenants add, in ten environments.
fn tenants(folder: &Path, without: Run) -> [Measurement; 2] {
    let spec = folder.join("tenants").join("fleet.hcl");
    write(&spec, &tenant_fleet::tenant_fleet(1_000, 10_000));
    let mut first = Run::NONE;
    for run in 0..RUNS {
        remove_lock(&spec);
        first = first.and(cellc("build", &spec, Some(&folder.join(format!("tenants-{run}")))));
    }
    let budget_is = ", 1.5 × that of 1,000 cells";
    let memory = Measurement {
        budget_is: budget_is.to_owned(),
        ..megabytes("memory of the same", first, 1.5 * without.megabytes)
    };
    [seconds("first build, 1,000 cells with 10,000 tenants", first, 1.5 * without.seconds, budget_is), memory]
}

fn ten_thousand(folder: &Path) -> Vec<Measurement> {
    let spec = folder.join("10000").join("fleet.hcl");
    write_fleet(&spec, 10_000);
    let out = folder.join("out-10000");
    let first = cellc("build", &spec, Some(&out));
    let unchanged = cellc("build", &spec, Some(&out));
    vec![
        megabytes("memory of a first build, 10,000 cells", first, 600.0),
        megabytes("memory of an unchanged build, 10,000 cells", unchanged, 600.0),
        seconds("unchanged `build`, 10,000 cells", unchanged, first.seconds / 3.0, ", a third of the first build"),
    ]
}

fn seconds(what: &'static str, run: Run, budget: f64, budget_is: &str) -> Measurement {
    Measurement { what, value: run.seconds, unit: "s", budget, budget_is: budget_is.to_owned() }
}

const fn megabytes(what: &'static str, run: Run, budget: f64) -> Measurement {
    Measurement { what, value: run.megabytes, unit: "MB", budget, budget_is: String::new() }
}

/// In a folder of its own, because a build writes the lock beside it.
fn write_fleet(spec: &Path, cells: usize) {
    write(spec, &fleet::fleet(cells));
}

fn write(spec: &Path, text: &str) {
    fs::create_dir_all(spec.parent().unwrap()).unwrap();
    fs::write(spec, text).unwrap();
}

fn cellc(command: &str, spec: &Path, out: Option<&Path>) -> Run {
    let mut process = Command::new(env!("CARGO_BIN_EXE_cellc"));
    process.args(command.split(' ')).arg(spec).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(out) = out {
        process.arg("--out").arg(out);
    }
    let start = Instant::now();
    let mut process = process.spawn().unwrap();
    let kilobytes = peak_of(&mut process);
    let seconds = start.elapsed().as_secs_f64();
    assert!(process.wait().unwrap().success(), "cellc {command}");
    Run { seconds, megabytes: kilobytes * 1_024.0 / MEGABYTE }
}

/// Waits for a process to end; gives the most memory that the system has noted for it until shortly before, in KiB.
fn peak_of(process: &mut Child) -> f64 {
    let status = format!("/proc/{}/status", process.id());
    let mut peak = 0.0;
    while process.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let noted = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        peak = noted.unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}

/// The time of `cp -r`, without the index, which no one else would copy.
fn copy(from: &Path, to: &Path) -> f64 {
    // A compiler that was written a moment ago leaves none.
    let index = from.join(".cellc");
    if index.exists() {
        fs::remove_dir_all(index).unwrap();
    }
    let start = Instant::now();
    assert!(Command::new("cp").arg("-r").args([from, to]).status().unwrap().success());
    start.elapsed().as_secs_f64()
}

/// A first build has no lock that it could start from.
fn remove_lock(spec: &Path) {
    let lock = spec.with_extension("lock.json");
    if lock.exists() {
        fs::remove_file(lock).unwrap();
    }
}

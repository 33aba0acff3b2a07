//! Many executions, each of which its number determines.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::corpus::{FINE, Files, HARD, Seed, bad_specs, seeds};
use super::dictionary::Dictionary;
use super::execution::{Reached, execute};
use super::random::Random;
use super::{bytes, structure};

/// What one execution may take. In debug a tenth of it is much, unless the machine is busy.
const LONGEST: Duration = Duration::from_secs(5);

/// When nothing is heard for so long, an execution hangs.
const HANGS: Duration = Duration::from_mins(2);

/// How many failures are reported before the campaign ends.
const ENOUGH_FAILURES: usize = 20;

/// What a campaign found out.
#[derive(Debug, Default)]
pub(crate) struct Statistics {
    pub(crate) executions: u64,
    pub(crate) by_stage: std::collections::BTreeMap<Reached, u64>,
    pub(crate) slowest: Duration,
    pub(crate) slowest_number: u64,
    pub(crate) failures: Vec<String>,
}

/// One execution.
struct Outcome {
    number: u64,
    time: Duration,
    reached: Result<Reached, String>,
}

struct Workshop {
    seeds: Vec<Seed>,
    /// How many seeds, from the first, are fine as they are, and are taken more often.
    fine: usize,
    dictionary: Dictionary,
}

impl Workshop {
    fn new() -> Self {
        let (mut all, hard) = (seeds(FINE), seeds(HARD));
        let fine = all.len();
        all.extend(hard);
        all.extend(bad_specs());
        Self { seeds: all, fine, dictionary: Dictionary::new() }
    }

    /// The specification with that number. The first numbers are the seeds themselves.
    fn specification(&self, number: u64) -> (&str, Files) {
        if let Some(seed) = usize::try_from(number).ok().and_then(|number| self.seeds.get(number)) {
            return (&seed.name, seed.files.clone());
        }
        let mut random = Random::new(number);
        let seed = if random.happens(3, 4) { &self.seeds[random.below(self.fine)] } else { random.pick(&self.seeds) };
        let mut files = seed.files.clone();
        let kind = random.below(8);
        let changes = if random.happens(1, 2) { 1 } else { 2 + random.below(4) };
        for _ in 0..changes {
            let (chosen, other) = (random.below(files.len()), random.pick(&self.seeds));
            let other = &random.pick(&other.files).1;
            let (path, text) = &mut files[chosen];
            *text = match kind {
                0 => bytewise(text, other, &mut random),
                1 if random.happens(1, 3) => bytewise(text, other, &mut random),
                _ => structure::mutate(text, other, is_json(path), &self.dictionary, &mut random),
            };
        }
        if random.happens(1, 64) {
            let (path, _) = &mut files[0];
            *path = (if is_json(path) { "other.hcl" } else { "other.json" }).to_string();
        }
        (&seed.name, files)
    }

    fn execute(&self, number: u64) -> Outcome {
        let (name, files) = self.specification(number);
        let start = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| execute(&files, number.is_multiple_of(16))));
        let time = start.elapsed();
        let fault = match result {
            Ok(_) if time > LONGEST => format!("took {time:?}"),
            Ok(reached) => return Outcome { number, time, reached: Ok(reached) },
            Err(panic) => message(panic.as_ref()),
        };
        let kept = keep(number, &files);
        Outcome { number, time, reached: Err(format!("execution {number} from {name} ({kept}): {fault}")) }
    }
}

fn is_json(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "json")
}

fn bytewise(text: &str, other: &str, random: &mut Random) -> String {
    let mut changed = text.as_bytes().to_vec();
    bytes::mutate(&mut changed, other.as_bytes(), random);
    bytes::text(changed)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panicked").to_owned()
}

/// Writes the files of a failure to where they can be looked at.
fn keep(number: u64, files: &Files) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("robustness/{number}"));
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder.display().to_string()
}

/// Runs the executions with these numbers on so many threads.
pub(crate) fn campaign(numbers: std::ops::Range<u64>, threads: u64) -> Statistics {
    let workshop = Arc::new(Workshop::new());
    let (sender, receiver) = channel();
    for thread in 0..threads {
        let (workshop, sender, numbers) = (Arc::clone(&workshop), sender.clone(), numbers.clone());
        std::thread::spawn(move || {
            for number in numbers.filter(|number| number % threads == thread) {
                if sender.send(workshop.execute(number)).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    let mut statistics = Statistics::default();
    loop {
        match receiver.recv_timeout(HANGS) {
            Ok(outcome) => statistics.add(outcome),
            Err(RecvTimeoutError::Disconnected) => return statistics,
            Err(RecvTimeoutError::Timeout) => panic!("an execution hangs: {statistics:?}"),
        }
        if statistics.failures.len() >= ENOUGH_FAILURES {
            return statistics;
        }
    }
}

impl Statistics {
    fn add(&mut self, outcome: Outcome) {
        self.executions += 1;
        if self.executions.is_multiple_of(50_000) {
            println!("{} executions", self.executions);
        }
        match outcome.reached {
            Ok(reached) => *self.by_stage.entry(reached).or_default() += 1,
            Err(failure) => self.failures.push(failure),
        }
        if outcome.time > self.slowest {
            (self.slowest, self.slowest_number) = (outcome.time, outcome.number);
        }
    }

    /// How many came at least so far.
    pub(crate) fn at_least(&self, stage: Reached) -> u64 {
        self.by_stage.range(stage..).map(|(_, count)| count).sum()
    }
}

//! A process that is killed while it writes thousands of files. Unit tests stop a run at each of its steps; here the
//! steps are those of a real process and the moment is any.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use cellc::emit::{FileSet, MANIFEST, STAGING_PREFIX};

use crate::emit::folder::{Output, build, is_note, tree};

const FILES: usize = 2000;
const ROUNDS: usize = 40;
const OUT: &str = "CELLC_TEST_KILL_OUT";
const GENERATION: &str = "CELLC_TEST_KILL_GENERATION";

/// Two in seven files are in one generation only, half of the others change.
fn generation(number: usize) -> FileSet {
    let numbers = (0..FILES).filter(|index| index % 7 != number);
    let text = |index: usize| format!("# {}\n", if index.is_multiple_of(2) { 0 } else { number }).repeat(200);
    numbers.map(|index| (format!("cells/{}/{index}.tf", index % 100), text(index))).collect()
}

#[test]
#[ignore = "the process that the test below kills"]
fn child() {
    let variable = |name: &str| std::env::vars_os().find(|(key, _)| key == OsStr::new(name)).map(|(_, value)| value);
    if let (Some(out), Some(number)) = (variable(OUT), variable(GENERATION)) {
        build(Path::new(&out), &generation(number.to_str().unwrap().parse().unwrap())).unwrap();
    }
}

fn start_child(out: &Path, number: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let (_, module) = module_path!().split_once("::").unwrap();
    command
        .args([&format!("{module}::child"), "--exact", "--ignored"])
        .env(OUT, out)
        .env(GENERATION, number.to_string());
    command.stdout(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_completes() {
    let generations = [generation(0), generation(1)];
    let fresh: Vec<BTreeMap<_, _>> = generations
        .iter()
        .map(|files| {
            let output = Output::absent_in_memory();
            build(&output.path, files).unwrap();
            tree(&output.path)
        })
        .collect();
    let output = Output::absent_in_memory();
    build(&output.path, &generations[1]).unwrap();

    let mut half_done = 0;
    for round in 0..ROUNDS {
        let number = round % 2;
        let journal = output.path.join(MANIFEST).join("journal.json");
        let mut child = start_child(&output.path, number);
        // In three of four rounds the clock starts when the first file, the journal, is there.
        while round % 4 != 0 && !journal.exists() && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        // Golden ratio: moments spread evenly.
        let moment = (0.618_034 * f64::from(u32::try_from(round).unwrap())).fract();
        thread::sleep(Duration::from_millis(if round % 4 == 0 { 400 } else { 30 }).mul_f64(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        half_done += usize::from(journal.exists());
        assert_whole(&output.path, &generations, round);
        build(&output.path, &generations[number]).unwrap();
        assert!(tree(&output.path) == fresh[number], "round {round}: not what a fresh build makes");
    }
    eprintln!("{half_done} of {ROUNDS} kills hit a build that had replaced some files and not yet all");
    assert!(half_done > 0, "no kill hit a build");
}

#[test]
fn a_first_build_that_is_killed_is_completed_by_the_next() {
    let files = generation(0);
    for round in 0..6 {
        let output = Output::absent_in_memory();
        let mut child = start_child(&output.path, 0);
        while !output.path.exists() {
            assert!(child.try_wait().unwrap().is_none_or(|_| output.path.exists()), "the process has built nothing");
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(20 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let summary = build(&output.path, &files).unwrap();
        assert_eq!(summary.written + summary.unchanged, files.len());
        let made = tree(&output.path).into_iter().filter(|(path, text)| text.is_some() && !is_note(path));
        assert_eq!(made.count(), files.len());
    }
}

fn assert_whole(out: &Path, generations: &[FileSet], round: usize) {
    for (path, content) in tree(out) {
        let Some(content) = content else { continue };
        if !is_note(&path) && !path.starts_with(STAGING_PREFIX) {
            let whole = generations.iter().any(|files| files.get(&path).is_some_and(|text| text.as_bytes() == content));
            assert!(whole, "round {round}: `{path}` is neither old nor new");
        }
    }
}

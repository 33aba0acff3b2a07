//! The lock file beside the spec: who writes it, and that nothing that runs moves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cellc_test_support::command_line::{Outcome, cellc};

const DAY: &str = "2026-11-21";

fn spec(cells: &str, zones: &str) -> String {
    super::example()
        .replace(
            "  region  = \"eu-west-1\"\n",
            &format!("  region  = \"eu-west-1\"\n  network = \"10.0.0.0/12\"\n  zones   = {zones}\n"),
        )
        .split("cell \"alpha\"")
        .next()
        .unwrap()
        .to_owned()
        + &cells
            .split_whitespace()
            .fold(String::new(), |text, name| text + &format!("cell \"{name}\" {{\n  environment = \"dev\"\n}}\n"))
}

fn run(folder: &Path, command: &[&str]) -> Outcome {
    cellc(folder, &[command, &["fleet.hcl", "--as-of", DAY]].concat())
}

fn write(folder: &Path, text: &str) {
    fs::write(folder.join("fleet.hcl"), text).unwrap();
}

fn lock(folder: &Path) -> String {
    fs::read_to_string(folder.join("fleet.lock.json")).unwrap_or_default()
}

fn root(folder: &Path, cell: &str) -> String {
    fs::read_to_string(folder.join(format!("out/environments/dev/cells/{cell}/main.tf"))).unwrap()
}

#[test]
fn only_a_build_writes_the_lock_and_a_locked_one_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    for (command, code) in [(&["check"][..], 0), (&["build", "--check"], 2), (&["build", "--locked"], 1)] {
        let outcome = run(folder, command);
        assert_eq!((outcome.code, lock(folder)), (code, String::new()), "{command:?}: {outcome:?}");
        assert!(!folder.join("out/environments").exists(), "{command:?}");
    }
    assert_eq!(run(folder, &["build"]).code, 0);
    assert!(lock(folder).contains(r#""range dev/alpha": "10.0.0.0/16""#), "{}", lock(folder));
    assert_eq!(run(folder, &["build", "--locked"]).code, 0);
    assert_eq!(run(folder, &["build", "--check"]).code, 0);
    // A day that passes changes nothing.
    assert_eq!(cellc(folder, &["build", "fleet.hcl", "--check", "--as-of", "2027-11-21"]).code, 0);
    let before = lock(folder);
    write(folder, &spec("alpha beta", r#"["a", "b"]"#));
    let outcome = run(folder, &["build", "--locked"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("CELL0106"), "{outcome:?}");
    assert_eq!((run(folder, &["build", "--check"]).code, lock(folder)), (2, before));
}

#[test]
fn zones_keep_their_subnets_in_every_order_and_a_zone_too_many_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let of_four_zones = |zones| spec("alpha", zones).replace("eu-west-1", "us-east-1");
    write(folder, &of_four_zones(r#"["a", "b", "c"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let (before, remembered) = (root(folder, "alpha"), lock(folder));
    write(folder, &of_four_zones(r#"["c", "b", "a"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    assert_eq!((root(folder, "alpha"), lock(folder)), (before.clone(), remembered.clone()));
    write(folder, &of_four_zones(r#"["c", "a"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let now = root(folder, "alpha");
    let subnets: Vec<&str> = now.lines().filter(|line| line.contains("private")).collect();
    assert!(subnets.len() == 2 && subnets.iter().all(|subnet| before.contains(subnet)), "{now}");
    assert_eq!(lock(folder), remembered, "the block of a zone that is gone waits");
    for zones in [r#"["a", "c", "d"]"#, r#"["a", "b", "c", "d"]"#] {
        write(folder, &of_four_zones(zones));
        let outcome = run(folder, &["check"]);
        assert!(outcome.code == 1 && outcome.stderr.contains("CELL0428"), "{zones}: {outcome:?}");
    }
}

/// The spec changes together with the upgrade of cellc: the roots of the last release say where the zones are.
#[test]
fn the_first_build_of_a_running_fleet_learns_from_its_output() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha beta", r#"["a", "b", "c"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let (before, remembered) = (root(folder, "beta"), lock(folder));
    fs::remove_file(folder.join("fleet.lock.json")).unwrap();
    write(folder, &spec("aardvark alpha beta", r#"["c", "a", "b"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    assert_eq!(root(folder, "beta"), before);
    assert!(
        remembered
            .lines()
            .filter(|line| line.contains("beta"))
            .all(|line| lock(folder).contains(line.trim_end_matches(',')))
    );
}

/// Somebody resolved a conflict by taking the side that did not have the new cell.
#[test]
fn a_cell_that_the_lock_has_lost_keeps_the_network_that_its_root_has() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let zones = r#"["b", "a"]"#;
    write(folder, &spec("alpha beta", zones));
    assert_eq!(run(folder, &["build"]).code, 0);
    let side = lock(folder);
    write(folder, &spec("alpha beta delta", zones));
    assert_eq!(run(folder, &["build"]).code, 0);
    let (before, whole) = (root(folder, "delta"), lock(folder));
    fs::write(folder.join("fleet.lock.json"), &side).unwrap();
    assert_eq!(run(folder, &["build", "--locked"]).code, 1);
    write(folder, &spec("aardvark alpha beta delta", r#"["a", "b"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    assert_eq!(root(folder, "delta"), before);
    assert!(whole.lines().skip(2).all(|line| lock(folder).contains(line.trim_end_matches(','))), "{}", lock(folder));
}

#[test]
fn wrong_locks_stop_everything_and_say_where() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha beta", r#"["a", "b"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let good = lock(folder);
    for (edit, with, code, expected) in [
        ("  \"range ", "<<<<<<< HEAD\n  \"range ", "CELL0106", "line 5 is a conflict marker"),
        ("\"format\": 1", "\"format\": 2", "CELL0106", "newer cellc"),
        ("\"10.1.0.0/16\"", "\"10.0.0.0/16\"", "CELL0430", "gives it 10.0.0.0/16\n"),
        ("eu-west-1b\": 1", "eu-west-1b\": 0", "CELL0430", "fleet.lock.json:8:3"),
    ] {
        assert!(good.contains(edit), "{good}");
        fs::write(folder.join("fleet.lock.json"), good.replacen(edit, with, 1)).unwrap();
        let outcome = run(folder, &["build"]);
        assert!(outcome.code == 1 && outcome.stderr.contains(code) && outcome.stderr.contains(expected), "{outcome:?}");
    }
}

/// No running cell changes, so that `diff` has nothing to say; the build still has a file to write.
#[test]
fn a_lock_that_alone_differs_is_stale_and_no_difference_of_a_cell() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha", r#"["a", "b", "c"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let with_zone = lock(folder);
    let without = with_zone.replace(",\n  \"zone dev/alpha/eu-west-1c\": 2", "");
    assert_ne!(with_zone, without);
    fs::write(folder.join("fleet.lock.json"), &without).unwrap();
    assert_eq!(run(folder, &["build", "--check", "--locked"]).code, 0, "a block that is free again");
    fs::remove_file(folder.join("fleet.lock.json")).unwrap();
    assert_eq!(cellc(folder, &["diff"]).code, 0);
    let outcome = run(folder, &["build", "--check"]);
    assert!(outcome.code == 2 && outcome.stdout.contains("+++ b/fleet.lock.json"), "{outcome:?}");
    assert_eq!(run(folder, &["build", "--check", "--locked"]).code, 1);
    assert_eq!(run(folder, &["build"]).code, 0);
    assert_eq!(lock(folder), without, "the output says what the lock said of cells and their zones");
}

/// The first build of a fleet that the last release built, with its zones in another order at the same time.
#[test]
fn cells_of_the_last_release_keep_their_addresses() {
    for (fleet, spec, from, to) in [
        ("production", "spec", r#"["a", "b", "c"]"#, r#"["c", "a", "b"]"#),
        ("isolated", "spec", "environment \"prod\" {\n", "environment \"prod\" {\n  zones = [\"c\", \"b\", \"a\"]\n"),
        ("development", "spec/minimal.hcl", "eu-west-1\"\n", "eu-west-1\"\n  zones = [\"b\", \"a\"]\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let released = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/last_release").join(fleet);
        copy(&released, folder.path());
        let before = subnets(folder.path());
        assert!(!before.is_empty(), "{fleet}");
        let mut edits = 0;
        for file in cellc_test_support::specification::files(&folder.path().join(spec)) {
            let text = fs::read_to_string(&file).unwrap();
            edits += usize::from(text.contains(from));
            fs::write(&file, text.replacen(from, to, 1)).unwrap();
        }
        assert_eq!(edits, 1, "{fleet}");
        let outcome = cellc(folder.path(), &["build", spec, "--as-of", DAY]);
        assert_eq!(outcome.code, 0, "{fleet}: {outcome:?}");
        let after = subnets(folder.path());
        assert!(before.iter().all(|(root, lines)| after.get(root) == Some(lines)), "{fleet}: {before:#?}\n{after:#?}");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The lines of each cell's root that give its zones their subnets.
fn subnets(folder: &Path) -> BTreeMap<PathBuf, Vec<String>> {
    let roots = walkdir::WalkDir::new(folder.join("out/environments")).into_iter().map(Result::unwrap);
    let roots = roots.filter(|entry| entry.file_name() == "main.tf");
    let lines = |root: &Path| -> Vec<String> {
        let text = fs::read_to_string(root).unwrap();
        text.lines().filter(|line| line.contains("private = \"")).map(|line| line.trim().to_owned()).collect()
    };
    roots.map(|root| (root.path().strip_prefix(folder).unwrap().to_owned(), lines(root.path()))).collect()
}

#[test]
fn a_check_knows_of_a_running_fleet_what_a_build_knows() {
    let of_four_zones = |zones| spec("alpha", zones).replace("eu-west-1", "us-east-1");
    for (build, check) in
        [(&["build"][..], &["check"][..]), (&["build", "--out", "there"], &["check", "--out", "there"])]
    {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, &of_four_zones(r#"["a", "b", "c"]"#));
        assert_eq!(run(folder, build).code, 0);
        fs::remove_file(folder.join("fleet.lock.json")).unwrap();
        write(folder, &of_four_zones(r#"["a", "b", "c", "d"]"#));
        for command in [build, check] {
            let outcome = run(folder, command);
            assert!(outcome.code == 1 && outcome.stderr.contains("CELL0428"), "{command:?}: {outcome:?}");
        }
    }
}

#[test]
fn the_lock_of_a_file_is_no_spec_of_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["specs/prod.hcl", "specs/below/prod.hcl"] {
        let spec_file = folder.join(name);
        fs::create_dir_all(spec_file.parent().unwrap()).unwrap();
        fs::write(&spec_file, spec("alpha", r#"["a", "b"]"#)).unwrap();
        assert_eq!(cellc(folder, &["build", name, "--as-of", DAY]).code, 0);
        assert!(spec_file.with_extension("lock.json").exists());
        assert_eq!(cellc(folder, &["check", "specs", "--as-of", DAY]).code, 0, "{name}");
        fs::remove_file(spec_file).unwrap();
        // A lock of nothing is a mistake that must be seen.
        let outcome = cellc(folder, &["check", "specs", "--as-of", DAY]);
        assert!(outcome.code == 1 && outcome.stderr.contains("lock.json"), "{outcome:?}");
        fs::remove_file(folder.join(name).with_extension("lock.json")).unwrap();
    }
}

/// The lock of a spec that was moved or renamed lies where nobody looks for it.
#[test]
fn a_lock_that_was_left_behind_is_an_error_that_says_where_it_belongs() {
    for (first, second, left, expected) in [
        ("fleet.hcl", "fleet/fleet.hcl", "fleet.lock.json", "fleet/fleet.lock.json"),
        ("fleet.hcl", "spec/fleet.hcl", "fleet.lock.json", "spec/fleet.lock.json"),
        ("fleet.hcl", "prod.hcl", "fleet.lock.json", "prod.lock.json"),
        ("fleet/fleet.hcl", "fleet.hcl", "fleet/fleet.lock.json", "fleet.lock.json"),
        ("prod.hcl", "prod/fleet.hcl", "prod.lock.json", "prod/fleet.lock.json"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let put = |path: &str, text: &str| {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), text).unwrap();
        };
        // A file is named, a folder of files is named by its folder.
        let named = |path: &'static str| path.split_once('/').map_or(path, |(folder, _)| folder);
        put(first, &spec("alpha beta", r#"["a", "b"]"#));
        assert_eq!(cellc(folder, &["build", named(first), "--as-of", DAY]).code, 0);
        fs::remove_dir_all(folder.join("out")).unwrap();
        fs::create_dir_all(folder.join(second).parent().unwrap()).unwrap();
        fs::rename(folder.join(first), folder.join(second)).unwrap();
        for command in ["check", "build"] {
            let outcome = cellc(folder, &[command, named(second), "--as-of", DAY]);
            let help = format!("git mv {left} {expected}");
            assert!(outcome.code == 1 && outcome.stderr.contains("CELL0106"), "{first} {second}: {outcome:?}");
            assert!(outcome.stderr.contains(&help), "{outcome:?}");
        }
        fs::rename(folder.join(left), folder.join(expected)).unwrap();
        assert_eq!(cellc(folder, &["build", "--locked", named(second), "--as-of", DAY]).code, 0);
    }
}

#[test]
fn the_lock_of_another_fleet_is_not_one_that_was_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    assert_eq!(run(folder, &["build"]).code, 0);
    let lock = lock(folder);
    for (name, text) in [
        // Its spec is there, its cells are others, and it is something else.
        ("fleet.lock.json", lock.clone()),
        ("gone.lock.json", lock.replace("alpha", "omega")),
        ("packages.lock.json", "{ \"version\": 1 }".to_owned()),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("next.hcl"), spec("alpha", r#"["a", "b"]"#)).unwrap();
    assert_eq!(cellc(folder, &["check", "next.hcl", "--as-of", DAY]).code, 0);
}

/// What a name such as `/dev/stdin` leads to may be a file, but nothing can be written beside it.
#[cfg(target_os = "linux")]
#[test]
fn a_name_for_an_open_file_is_not_a_spec() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    let file = fs::File::open(folder.join("fleet.hcl")).unwrap();
    let number = std::os::fd::AsRawFd::as_raw_fd(&file);
    for name in [format!("/dev/fd/{number}"), format!("/proc/self/fd/{number}")] {
        for command in ["check", "build"] {
            let outcome = cellc(folder, &[command, &name, "--as-of", DAY]);
            assert!(outcome.code == 1 && outcome.stderr.contains("CELL0101"), "{outcome:?}");
            assert!(outcome.stderr.contains("name that file"), "{outcome:?}");
        }
    }
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.count(), 1);
}

/// The day decides what a build writes into the lock, and nothing else that it writes.
#[cfg(unix)]
#[test]
fn a_day_that_passes_costs_no_comparison_unless_it_changes_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let on = |command: &str, day: &str| cellc(folder, &[command, "fleet.hcl", "--timings", "--as-of", day]);
    write(folder, &spec("alpha beta", r#"["a", "b"]"#));
    assert_eq!(on("build", DAY).code, 0);
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    assert_eq!(on("build", DAY).code, 0);
    let remembered = lock(folder);
    let is_compared = |outcome: &Outcome| outcome.stderr.contains("terraform");
    // A program that was built in this second has no index.
    let usual = is_compared(&on("build", DAY));
    for day in ["2026-11-22", "2027-06-01", "2020-01-01", DAY] {
        let outcome = on("build", day);
        assert_eq!((outcome.code, is_compared(&outcome)), (0, usual), "{day}: {outcome:?}");
    }
    assert_eq!(lock(folder), remembered);
    // From the end of the rest on, a new cell gets the network.
    for (day, range) in [("2027-02-18", "10.2.0.0/16"), ("2027-02-19", "10.1.0.0/16")] {
        write(folder, &spec("alpha gamma", r#"["a", "b"]"#));
        fs::write(folder.join("fleet.lock.json"), &remembered).unwrap();
        fs::remove_dir_all(folder.join("out")).unwrap();
        assert_eq!(on("build", day).code, 0);
        assert!(lock(folder).contains(&format!("\"range dev/gamma\": \"{range}\"")), "{day}: {}", lock(folder));
        assert!(root(folder, "gamma").contains(range), "{day}");
    }
}

/// Another day than today may be meant, but nobody would see it in the lock.
#[test]
fn a_day_that_is_not_today_is_told_where_the_lock_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let note = "note: `fleet.lock.json` now counts the rest of networks from 2026-11-21, the day of `--as-of`";
    for (cells, is_told) in [("alpha beta", false), ("alpha", true), ("alpha", false), ("alpha gamma", false)] {
        write(folder, &spec(cells, r#"["a", "b"]"#));
        let outcome = run(folder, &["build"]);
        assert_eq!((outcome.code, outcome.stderr.contains(note)), (0, is_told), "{cells}: {outcome:?}");
    }
    write(folder, &spec("alpha", r#"["a", "b"]"#));
    let outcome = cellc(folder, &["build", "fleet.hcl"]);
    assert!(outcome.code == 0 && !outcome.stderr.contains("counts the rest"), "{outcome:?}");
}

#[test]
fn a_build_and_its_check_call_the_lock_by_one_path() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("specs")).unwrap();
    fs::write(folder.join("specs/prod.hcl"), spec("alpha", r#"["a", "b"]"#)).unwrap();
    let checked = cellc(folder, &["build", "--check", "specs/prod.hcl", "--as-of", DAY]);
    assert!(checked.code == 2 && checked.stdout.contains("+++ b/specs/prod.lock.json\n"), "{checked:?}");
    let locked = cellc(folder, &["build", "--locked", "specs/prod.hcl", "--as-of", DAY]);
    assert!(locked.code == 1 && locked.stderr.contains("`specs/prod.lock.json`"), "{locked:?}");
}

//! The binary as people and pipelines use it.

use std::fs;
use std::path::{Path, PathBuf};

use cellc_test_support::command_line::{self, Outcome};
use tempfile::TempDir;

use super::example;

/// A folder to call the binary in.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with the smallest example as `fleet.hcl`.
    fn with_fleet() -> Self {
        let folder = Self::new();
        folder.write("fleet.hcl", &example());
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn cellc(&self, arguments: &str) -> Outcome {
        command_line::cellc(self.0.path(), &arguments.split_whitespace().collect::<Vec<_>>())
    }
}

/// The text with its times replaced, so that it can be compared.
fn timeless(text: &str) -> String {
    let words = text
        .trim_end()
        .split(' ')
        .map(|word| if word.parse::<f64>().is_ok() && word.contains('.') { "0" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn init_writes_a_spec_that_builds_and_never_overwrites() {
    let folder = Folder::new();
    assert_eq!(folder.cellc("init").code, 0);
    let built = folder.cellc("build");
    assert_eq!((built.code, built.stdout.as_str()), (0, ""), "{}", built.stderr);
    assert_eq!(timeless(&built.stderr), "1 cell: 20 files written, 0 unchanged, 0 removed in 0 ms");
    let spec = folder.read("fleet.hcl");
    let again = folder.cellc("init");
    assert_eq!(again.code, 1);
    assert_eq!(again.stderr, "error: fleet.hcl is there already, and init never overwrites: name another file\n");
    assert_eq!(folder.read("fleet.hcl"), spec);
}

/// A pin would name a tag that nobody has set: Argo CD would find nothing there, and say so nowhere that a beginner looks.
#[test]
fn the_git_block_of_the_starter_lets_its_cell_follow_the_branch() {
    let folder = Folder::new();
    folder.cellc("init");
    let spec = folder.read("fleet.hcl");
    let (before, block) = spec.split_once("  # git {\n").unwrap();
    let (block, after) = block.split_once("  # }\n").unwrap();
    let block: Vec<&str> = block.lines().map(|line| line.strip_prefix("  #").unwrap()).collect();
    folder.write("fleet.hcl", &format!("{before}  git {{\n{}\n  }}\n{after}", block.join("\n")));
    let built = folder.cellc("build");
    assert_eq!(built.code, 0, "{}", built.stderr);
    for entry in fs::read_dir(folder.path("out/gitops/dev/alpha/applications")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(text.contains("targetRevision: main\n"), "{text}");
    }
}

#[test]
fn the_readme_shows_what_a_misspelled_key_of_the_starter_gives() {
    let folder = Folder::new();
    folder.cellc("init");
    folder.write("fleet.hcl", &folder.read("fleet.hcl").replace("  region  =", "  regoin  ="));
    let checked = folder.cellc("check");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, excerpt) = readme.split_once("   ```text\n   error[").unwrap();
    let (excerpt, _) = excerpt.split_once("   ```\n").unwrap();
    let excerpt: Vec<&str> = excerpt.lines().map(|line| line.strip_prefix("   ").unwrap_or(line)).collect();
    let expected = format!("error[{}\n", excerpt.join("\n"));
    assert!(checked.stderr.starts_with(&expected), "{expected}\n{}", checked.stderr);
}

#[test]
fn the_readme_shows_what_a_second_cell_writes() {
    let folder = Folder::new();
    folder.cellc("init");
    folder.cellc("build");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, tour) = readme.split_once("5. Add a second cell").unwrap();
    let (_, cell) = tour.split_once("   ```hcl\n").unwrap();
    let (cell, _) = cell.split_once("   ```\n").unwrap();
    folder.write("fleet.hcl", &format!("{}\n{cell}", folder.read("fleet.hcl")));
    let built = folder.cellc("build");
    let (_, expected) = tour.split_once("   # ").unwrap();
    let (expected, _) = expected.split_once('\n').unwrap();
    assert!(timeless(&built.stderr).starts_with(expected), "{expected}\n{}", built.stderr);
}

#[test]
fn an_unchanged_spec_writes_nothing_again() {
    let folder = Folder::with_fleet();
    folder.cellc("build");
    let before = fs::metadata(folder.path("out/modules/dev-cell/network.tf")).unwrap().modified().unwrap();
    let again = folder.cellc("build");
    assert_eq!(timeless(&again.stderr), "1 cell: 0 files written, 20 unchanged, 0 removed in 0 ms");
    assert_eq!(fs::metadata(folder.path("out/modules/dev-cell/network.tf")).unwrap().modified().unwrap(), before);
    assert_eq!(folder.cellc("build --check").code, 0);
}

#[test]
fn check_of_a_build_shows_what_is_stale_and_writes_nothing() {
    let folder = Folder::with_fleet();
    folder.cellc("build");
    folder.write("fleet.hcl", &example().replace("10.0.0.0/16", "10.2.0.0/16"));
    let before = folder.read("out/environments/dev/cells/alpha/main.tf");
    let stale = folder.cellc("build --check");
    assert_eq!(stale.code, 2);
    assert!(stale.stdout.contains("--- a/environments/dev/cells/alpha/main.tf\n"), "{}", stale.stdout);
    assert!(
        stale.stdout.contains("-  vpc_cidr   = \"10.0.0.0/16\"\n+  vpc_cidr   = \"10.2.0.0/16\"\n"),
        "{}",
        stale.stdout
    );
    assert_eq!(stale.stderr, "out is stale: run `cellc build`\n");
    assert_eq!(folder.read("out/environments/dev/cells/alpha/main.tf"), before);
}

#[test]
fn a_file_that_was_edited_by_hand_is_kept_until_forced() {
    let folder = Folder::with_fleet();
    folder.cellc("build");
    let path = "out/modules/dev-cell/network.tf";
    let generated = folder.read(path);
    folder.write(path, &format!("{generated}# mine\n"));
    folder.write("fleet.hcl", &example().replace("10.0.0.0/16", "10.2.0.0/16"));
    let refused = folder.cellc("build");
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("modules/dev-cell/network.tf"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert!(folder.read(path).ends_with("# mine\n"));
    assert!(folder.read("out/environments/dev/cells/alpha/main.tf").contains("10.0.0.0/16"), "nothing else is written");
    assert_eq!(folder.cellc("build --force").code, 0);
    assert_eq!(folder.read(path), generated);
}

#[test]
fn a_cell_that_leaves_the_spec_is_removed_with_a_word() {
    let folder = Folder::with_fleet();
    let beta = "\ncell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.1.0.0/16\"\n}\n";
    folder.write("fleet.hcl", &(example() + beta));
    folder.cellc("build");
    folder.write("out/environments/dev/cells/beta/terraform.tfstate", "{}");
    folder.write("fleet.hcl", &example());
    let removed = folder.cellc("build");
    assert!(
        removed.stderr.contains("note: out/environments/dev/cells/beta is no longer in the spec"),
        "{}",
        removed.stderr
    );
    assert!(!folder.path("out/environments/dev/cells/beta/main.tf").exists());
    assert_eq!(folder.read("out/environments/dev/cells/beta/terraform.tfstate"), "{}", "state is not cellc's");
}

#[test]
fn errors_write_nothing_and_exit_with_one() {
    let folder = Folder::with_fleet();
    folder.write("fleet.hcl", &example().replace("region ", "regoin "));
    for command in ["check", "build", "build --check", "build --force"] {
        let outcome = folder.cellc(command);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{command}");
        assert!(outcome.stderr.contains("did you mean `region`?"), "{command}: {}", outcome.stderr);
        assert!(!outcome.stderr.contains('\u{1b}'), "no colour outside a terminal");
        assert!(!folder.path("out").exists(), "{command}");
    }
}

#[test]
fn machines_read_json_lines_on_stdout() {
    let folder = Folder::with_fleet();
    folder.write("fleet.hcl", &example().replace("10.0.0.0/16", "10.0.0.1/16"));
    let wrong = folder.cellc("check --format json");
    assert_eq!((wrong.code, wrong.stderr.as_str()), (1, ""));
    let lines: Vec<serde_json::Value> = wrong.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "the finding, and what waits for the value: {}", wrong.stdout);
    assert_eq!(lines[0]["code"], "CELL0204");
    assert_eq!(lines[1]["waiting"]["values"][0]["key"], "cidr");
    assert_eq!(lines[0]["location"]["file"], "fleet.hcl");
    assert_eq!(lines[0]["location"]["start"]["line"], 19);
    assert_eq!(lines[0]["location"]["start"]["column"], 17);
    folder.write("fleet.hcl", &example());
    let right = folder.cellc("build --format json");
    let summary: serde_json::Value = serde_json::from_str(&right.stdout).unwrap();
    assert_eq!((&summary["summary"]["cells"], &summary["summary"]["written"]), (&1.into(), &20.into()));
}

#[test]
fn every_representation_can_be_printed() {
    let folder = Folder::with_fleet();
    for (representation, pointer) in [
        ("node", "/value/map/0/key"),
        ("spec", "/fleet/demo/owner"),
        ("model", "/cells/0/cluster"),
        ("terraform", "/modules/0/path"),
        ("manifests", "/files"),
    ] {
        let outcome = folder.cellc(&format!("build --emit={representation}"));
        let printed: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert!(printed.pointer(pointer).is_some(), "{representation} has {pointer}: {printed:#}");
        assert!(!folder.path("out").exists());
    }
}

#[test]
fn the_printed_manifests_are_those_that_are_written() {
    let folder = Folder::new();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/platform-inside/fleet.hcl");
    // A build writes the lock beside the spec.
    folder.write("fleet.hcl", &fs::read_to_string(spec).unwrap());
    let printed = folder.cellc("build --emit=manifests").stdout;
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(folder.cellc("build").code, 0);
    for file in printed["files"].as_array().unwrap() {
        let text = fs::read_to_string(folder.path("out").join(file["path"].as_str().unwrap())).unwrap();
        let written: Vec<serde_json::Value> = serde_saphyr::from_multiple(&text).unwrap();
        let objects = file["objects"].as_array().unwrap().iter().map(|object| &object["object"]);
        assert!(written.iter().eq(objects), "{}", file["path"]);
    }
}

#[test]
fn a_spec_is_found_or_named() {
    let folder = Folder::new();
    let nothing = folder.cellc("check");
    assert_eq!(nothing.code, 1);
    assert!(nothing.stderr.contains("there is no spec here"), "{}", nothing.stderr);
    assert!(folder.cellc("check nowhere.hcl").stderr.contains("nowhere.hcl"));
    let (fleet, cells) = example()
        .split_once("cell \"alpha\"")
        .map(|(fleet, cell)| (fleet.to_owned(), format!("cell \"alpha\"{cell}")))
        .unwrap();
    folder.write("fleet/fleet.hcl", &fleet);
    folder.write("fleet/cells/dev.hcl", &cells);
    folder.write("fleet/.hidden.hcl", "not HCL at all");
    assert_eq!(folder.cellc("build --out fleet/out").code, 0);
    let again = folder.cellc("build fleet --out fleet/out");
    assert_eq!(again.code, 0, "the output inside the folder is no spec: {}", again.stderr);
    assert!(folder.read("fleet/out/environments/dev/cells/alpha/main.tf").contains("from cells/dev.hcl, fleet.hcl."));
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = Folder::new();
    fs::write(folder.path("fleet.hcl"), b"a = \"\xff\"").unwrap();
    let outcome = folder.cellc("check");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("`fleet.hcl` is not UTF-8"), "{}", outcome.stderr);
    fs::create_dir(folder.path("empty")).unwrap();
    assert!(folder.cellc("check empty").stderr.contains("holds no spec"));
}

#[test]
fn the_schema_accepts_what_the_compiler_accepts() {
    let schema: serde_json::Value = serde_json::from_str(&Folder::new().cellc("schema").stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workloads/fleet.json");
    let mut spec: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let faults: Vec<String> = validator.iter_errors(&spec).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    spec["cell"]["one"]["cdir"] = "10.0.0.0/16".into();
    assert!(!validator.is_valid(&spec), "an unknown key is refused");
    spec["cell"]["one"] = serde_json::json!({ "cidr": "10.0.0.0/16" });
    assert!(!validator.is_valid(&spec), "a missing key is refused");
}

#[test]
fn completions_and_help_are_there() {
    let folder = Folder::new();
    assert!(folder.cellc("completions bash").stdout.contains("_cellc()"));
    assert!(folder.cellc("schema --markdown").stdout.starts_with("# Reference of the spec\n"));
    let help = folder.cellc("build --help").stdout;
    for option in ["--out", "--check", "--force", "--emit", "--format", "--timings"] {
        assert!(help.contains(option), "{option} is missing: {help}");
    }
    assert_eq!(folder.cellc("frobnicate").code, 1, "a wrong command line is an error, not a stale output");
    let timed = Folder::with_fleet().cellc("check --timings").stderr;
    for stage in ["read", "parse", "decode", "resolve", "check", "total"] {
        assert!(timed.contains(stage), "{stage}: {timed}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_followed_only_where_it_is_named() {
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    elsewhere.write("real/spec.hcl", &example());
    for (link, target) in [("fleet.hcl", "real/spec.hcl"), ("fleet", "real")] {
        std::os::unix::fs::symlink(elsewhere.path(target), folder.path(link)).unwrap();
        let outcome = folder.cellc("check");
        assert_eq!(outcome.code, 1);
        assert!(outcome.stderr.contains(&format!("`{link}` is a link that leads out")), "{}", outcome.stderr);
        assert_eq!(folder.cellc(&format!("check {link}")).code, 0);
        std::fs::remove_file(folder.path(link)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_an_error_and_not_a_cell_less() {
    let folder = Folder::new();
    folder.write("fleet/fleet.hcl", &example());
    std::os::unix::fs::symlink("../gone.hcl", folder.path("fleet/cells.hcl")).unwrap();
    let outcome = folder.cellc("build");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("cells.hcl"), "{}", outcome.stderr);
}

#[test]
fn a_cell_in_its_own_region_gets_the_zones_of_that_region() {
    let folder = Folder::with_fleet();
    folder.write("fleet.hcl", &example().replace("  cidr  ", "  region      = \"ca-central-1\"\n  cidr  "));
    let model = folder.cellc("build --emit=model").stdout;
    let model: serde_json::Value = serde_json::from_str(&model).unwrap();
    assert_eq!(model["cells"][0]["zones"], serde_json::json!(["a", "b"]));
    folder.write("fleet.hcl", &folder.read("fleet.hcl").replace("\"dev\" {", "\"dev\" {\n  profile = \"production\""));
    let model: serde_json::Value = serde_json::from_str(&folder.cellc("build --emit=model").stdout).unwrap();
    assert_eq!(model["cells"][0]["zones"], serde_json::json!(["a", "b", "d"]));
}

//! `cellc diff` as people and pipelines call it, and what a build says of what it would replace.

use std::fs;

use cellc_test_support::command_line;
use tempfile::TempDir;

use super::example;

/// A folder with the smallest example, built, and the same with another network as `other.hcl`.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        folder.write("fleet.hcl", &example());
        folder.write("other.hcl", &example().replace("10.0.0.0/16", "10.2.0.0/16"));
        assert_eq!(folder.cellc("build").0, 0);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    /// Exit code, stdout and stderr.
    fn cellc(&self, arguments: &str) -> (u8, String, String) {
        let words: Vec<&str> = arguments.split_whitespace().collect();
        let outcome = command_line::cellc(self.0.path(), &words);
        (outcome.code, outcome.stdout, outcome.stderr)
    }
}

#[test]
fn the_sides_are_specs_or_builds() {
    let folder = Folder::new();
    let nothing = (0, "1 cell: 1 unchanged\n".to_owned(), String::new());
    for equal in
        ["diff", "diff out", "diff fleet.hcl", "diff fleet.hcl out", "diff out fleet.hcl", "diff other.hcl other.hcl"]
    {
        assert_eq!(folder.cellc(equal), nothing, "{equal}");
    }
    let text = "cidr_block: \"10.0.0.0/16\" → \"10.2.0.0/16\"";
    for (other, expected) in [
        ("diff out other.hcl", text),
        ("diff fleet.hcl other.hcl", text),
        ("diff other.hcl", "cidr_block: \"10.2.0.0/16\" → \"10.0.0.0/16\""),
    ] {
        let (code, stdout, stderr) = folder.cellc(other);
        assert_eq!((code, stderr.as_str()), (2, ""), "{other}");
        assert!(stdout.starts_with("1 cell: 1 changed, 0 unchanged\nreplaced in 1 cell: VPC, "), "{stdout}");
        assert!(stdout.contains(expected), "{other}: {stdout}");
    }
}

#[test]
fn replacements_can_be_denied() {
    let folder = Folder::new();
    assert_eq!(folder.cellc("diff --deny replacements").0, 0);
    let (code, denied, _) = folder.cellc("diff out other.hcl --deny replacements");
    assert_eq!(code, 1);
    assert_eq!(denied, folder.cellc("diff out other.hcl").1, "it is said all the same");
    folder.write("other.hcl", &example().replace("owner", "tags  = { Team = \"cells\" }\n  owner"));
    assert_eq!(folder.cellc("diff out other.hcl --deny replacements").0, 2);
}

#[test]
fn machines_read_json_lines() {
    let folder = Folder::new();
    let (code, stdout, stderr) = folder.cellc("diff out other.hcl --format json");
    assert_eq!((code, stderr.as_str()), (2, ""));
    let lines: Vec<serde_json::Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["cell"], "dev/alpha");
    assert_eq!(lines[0]["address"], "module.cell.aws_vpc.this");
    assert_eq!((&lines[0]["effect"], &lines[0]["gravity"]), (&"replace".into(), &"data loss".into()));
    assert_eq!(lines[0]["arguments"][0]["after"], "10.2.0.0/16");
    assert_eq!(lines.last().unwrap()["summary"]["replacing"], 1);
}

#[test]
fn a_spec_with_errors_is_no_side() {
    let folder = Folder::new();
    folder.write("other.hcl", &example().replace("region ", "regoin "));
    for arguments in ["diff out other.hcl", "diff other.hcl out"] {
        let (code, stdout, stderr) = folder.cellc(arguments);
        assert_eq!((code, stdout.as_str()), (1, ""), "{arguments}");
        assert!(stderr.contains("did you mean `region`?"), "{stderr}");
    }
    assert_eq!(folder.cellc("diff nowhere.hcl").0, 1);
    let (code, _, stderr) = folder.cellc("diff --out elsewhere");
    assert_eq!(code, 1);
    assert!(stderr.starts_with("error[CELL1012]: there is no build in `elsewhere`\n"), "{stderr}");
}

#[test]
fn a_build_says_what_it_would_replace_and_nothing_else() {
    let folder = Folder::new();
    let (_, _, quiet) = folder.cellc("build");
    assert!(!quiet.contains("note"), "{quiet}");
    folder.write("fleet.hcl", &example().replace("owner", "tags  = { Team = \"cells\" }\n  owner"));
    let (_, _, in_place) = folder.cellc("build");
    assert!(!in_place.contains("note"), "{in_place}");
    folder.write("fleet.hcl", &example().replace("10.0.0.0/16", "10.2.0.0/16"));
    let (code, _, grave) = folder.cellc("build");
    assert_eq!(code, 0);
    assert!(grave.starts_with("note: dev/alpha: this replaces: VPC, "), "{grave}");
    let (_, stdout, _) = folder.cellc("build --format json");
    assert_eq!(stdout.lines().count(), 1);
}

#[test]
fn files_that_somebody_added_by_hand_are_read_and_named() {
    let folder = Folder::new();
    let write = |path: &str, text: &str| {
        let path = folder.0.path().join("out").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let hand = "environments/dev/cells/alpha/hand.tf";
    write(hand, "resource \"aws_subnet\" \"hand\" {\n  vpc_id = module.cell.vpc_id\n}\n");
    write("environments/dev/router/main.tf", "resource \"aws_kms_key\" \"k\" {\n}\n");
    write("environments/dev/router/.terraform/modules/x/main.tf", "<<<<<<<\n");
    write("environments/dev/router/README.md", "text");
    let note = format!("2 files are not cellc's, and a build leaves them: {hand}, environments/dev/router/main.tf\n");
    let nothing = format!("1 cell: 1 unchanged\n1 other root: 1 unchanged\n{note}");
    for equal in ["diff", "diff out fleet.hcl", "diff fleet.hcl out", "diff out out"] {
        assert_eq!(folder.cellc(equal), (0, nothing.clone(), String::new()), "{equal}");
    }
    let (_, stdout, _) = folder.cellc("diff --format json");
    let summary: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(summary["summary"]["unowned"]["files"][0], hand);
    // What it refers to is replaced, and it follows.
    let (code, stdout, stderr) = folder.cellc("diff out other.hcl");
    assert_eq!((code, stderr.as_str()), (2, ""), "{stdout}");
    assert!(stdout.contains("aws_subnet.hand") && stdout.contains(&note), "{stdout}");
    assert_eq!(folder.cellc("build").0, 0, "the build leaves it");
    // What cannot be read is unknown, in the folder that changes.
    write("environments/dev/cells/alpha/more.tf.json", "{}");
    assert_eq!(folder.cellc("diff").0, 0);
    let (code, stdout, stderr) = folder.cellc("diff out other.hcl");
    assert_eq!((code, stderr.as_str()), (1, ""), "{stdout}");
    assert!(stdout.contains("?   environments/dev/cells/alpha/more.tf.json\n"), "{stdout}");
    assert!(stdout.contains("it is written in Terraform's JSON syntax"), "{stdout}");
}

/// A fleet whose network cellc gave: without a lock, its cells would get another one.
fn with_network_of_its_own(cells: &[&str], zones: &str) -> String {
    let lines = format!("  network = \"10.0.0.0/12\"\n  zones = [{zones}]\n  region  =");
    let head = example().split("cell \"alpha\"").next().unwrap().replace("  region  =", &lines);
    cells.iter().fold(head, |text, cell| format!("{text}cell \"{cell}\" {{\n  environment = \"dev\"\n}}\n"))
}

#[test]
fn a_side_without_a_lock_has_what_the_other_side_knows() {
    let folder = Folder(TempDir::new().unwrap());
    folder.write("fleet.hcl", &with_network_of_its_own(&["beta"], "\"a\", \"b\""));
    assert_eq!(folder.cellc("build").0, 0);
    let grown = with_network_of_its_own(&["alpha", "beta"], "\"b\", \"a\"");
    folder.write("fleet.hcl", &grown);
    assert_eq!(folder.cellc("build --out elsewhere").0, 0);
    fs::remove_dir_all(folder.0.path().join("out")).unwrap();
    folder.write("copy.hcl", &grown);
    let nothing = (0, "2 cells: 2 unchanged\n".to_owned(), String::new());
    for equal in ["diff copy.hcl fleet.hcl", "diff fleet.hcl copy.hcl", "diff copy.hcl", "diff elsewhere fleet.hcl"] {
        assert_eq!(folder.cellc(equal), nothing, "{equal}");
    }
    // Without any lock, what was built says where the zones are, wherever it lies.
    fs::remove_file(folder.0.path().join("fleet.lock.json")).unwrap();
    for equal in ["diff elsewhere fleet.hcl", "diff fleet.hcl elsewhere", "diff --out elsewhere"] {
        assert_eq!(folder.cellc(equal), nothing, "{equal}");
    }
}

#[test]
fn without_a_lock_on_either_side_a_cell_that_stays_has_one_network() {
    let folder = Folder(TempDir::new().unwrap());
    folder.write("fleet.hcl", &with_network_of_its_own(&["beta"], "\"a\", \"b\""));
    folder.write("grown.hcl", &with_network_of_its_own(&["alpha", "beta"], "\"a\", \"b\""));
    let (code, stdout, _) = folder.cellc("diff fleet.hcl grown.hcl");
    assert_eq!(code, 2);
    assert!(stdout.starts_with("2 cells: 1 added, 1 unchanged\n"), "{stdout}");
}

/// A pull request may list any file; a build does not touch it, and a difference does not show it.
#[test]
fn a_list_of_files_that_no_producer_writes_is_refused_as_by_a_build() {
    let folder = Folder::new();
    let hash = format!("sha256:{}", "0".repeat(64));
    folder.write("out/manifest/private.json", &format!("{{\"files\": {{\"notes.md\": \"{hash}\"}}}}"));
    for command in ["build", "diff", "diff out other.hcl"] {
        let (code, _, stderr) = folder.cellc(command);
        assert!(code == 1 && stderr.contains("CELL1007"), "{command}: {code} {stderr}");
        assert!(stderr.contains("is not a generated file"), "{command}: {stderr}");
    }
}

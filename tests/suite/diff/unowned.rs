//! Files that are not cellc's: a build leaves them where they are, and Terraform reads them before it and after it.

use cellc::diff::{Difference, Fate, diff, diff_with_unowned, render as text};
use cellc::emit::{OnDisk, Unowned};

use super::hand_written::{told, with};
use super::{BEFORE, Files, edited};

const BETA: &str = "environments/prod/cells/beta";
const KEY: &str = "resource \"aws_kms_key\" \"hand\" {\n  description = \"a\"\n}\n";

/// A build with files beside it, by their paths and texts.
fn on_disk(written: &Files, unowned: &[(&str, &str)]) -> OnDisk {
    let files = unowned.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    OnDisk { written: written.clone(), unowned: Unowned { files, links: Vec::new() } }
}

/// Two builds, one after the other, in a folder with these files beside them.
fn beside(old: &Files, new: &Files, unowned: &[(&str, &str)]) -> Difference {
    diff_with_unowned(&on_disk(old, unowned), &on_disk(new, unowned))
}

/// The example with another network in one cell.
fn other_network() -> Files {
    edited(&[("10.65.0.0/16", "10.66.0.0/16")])
}

#[test]
fn whatever_is_beside_a_build_that_changes_nothing_stays_as_it_is_and_is_named() {
    for (path, content, other_roots) in [
        ("environments/prod/cells/beta/hand.tf", KEY, 0),
        ("environments/prod/cells/beta/broken.tf", "<<<<<<<\n", 0),
        ("environments/prod/cells/beta/hand.tf.json", "{}", 0),
        ("environments/prod/cells/beta/backend_override.tf", "terraform {\n  backend \"local\" {\n  }\n}\n", 0),
        ("environments/prod/cells/beta/terraform.tfvars", "deploy_role_arn = \"x\"\n", 0),
        ("environments/prod/cells/beta/policies/main.tf", KEY, 0),
        ("modules/prod-cell/hand.tf", KEY, 0),
        ("modules/shared/main.tf", KEY, 0),
        ("environments/prod/terraform.tfvars", "a = 1\n", 0),
        ("environments/prod/router/main.tf", KEY, 1),
        ("environments/prod/audit/main.tf", KEY, 1),
    ] {
        let difference = beside(&BEFORE, &BEFORE, &[(path, content)]);
        assert!(difference.is_empty(), "{path}: {:?}", told(&difference));
        assert_eq!((difference.unchanged, difference.unchanged_others), (4, other_roots), "{path}");
        let shown = text::human(&difference);
        assert!(shown.ends_with(&format!("1 file is not cellc's, and a build leaves it: {path}\n")), "{shown}");
        let lines = text::json_lines(&difference);
        assert!(lines.contains(&format!("\"unowned\":{{\"files\":[\"{path}\"],\"links\":[]}}")), "{lines}");
    }
}

#[test]
fn resources_that_are_on_both_sides_are_no_change() {
    let new = other_network();
    let hand = format!("{BETA}/hand.tf");
    let difference = beside(&BEFORE, &new, &[(&hand, KEY)]);
    assert_eq!(told(&difference), told(&diff(&BEFORE, &new)));
    assert!(!difference.has_unknown());
}

#[test]
fn what_refers_to_a_replaced_resource_follows_it() {
    let hand = format!("{BETA}/hand.tf");
    let subnet = "resource \"aws_subnet\" \"hand\" {\n  vpc_id = module.cell.vpc_id\n}\n";
    let difference = beside(&BEFORE, &other_network(), &[(&hand, subnet)]);
    assert!(told(&difference).contains(&"aws_subnet.hand Replace".to_owned()), "{:?}", told(&difference));
}

#[test]
fn what_the_new_build_declares_too_is_unknown() {
    let module = with("modules/prod-cell/extra.tf", KEY);
    let difference = beside(&BEFORE, &module, &[("modules/prod-cell/hand.tf", KEY)]);
    let shown = text::human(&difference);
    assert!(difference.has_unknown(), "{shown}");
    assert!(shown.contains("it is declared more than once, which Terraform refuses"), "{shown}");
    assert!(shown.contains("modules/prod-cell/hand.tf:1"), "{shown}");
}

#[test]
fn what_the_new_build_writes_takes_the_place_of_a_file_of_that_name() {
    let path = "modules/prod-cell/extra.tf";
    let difference = beside(&BEFORE, &with(path, &KEY.replace("\"a\"", "\"b\"")), &[(path, KEY)]);
    assert_eq!(told(&difference), ["module.cell.aws_kms_key.hand InPlace"]);
}

#[test]
fn a_file_that_cannot_be_read_is_unknown_where_its_folder_changes() {
    for (file, content) in [("hand.tf.json", "{}"), ("broken.tf", "<<<<<<<\n"), ("terraform.tfvars.json", "{}")] {
        for (folder, is_told) in [(BETA, true), ("environments/staging/cells/staging", false)] {
            let path = format!("{folder}/{file}");
            let difference = beside(&BEFORE, &other_network(), &[(&path, content)]);
            assert_eq!(difference.has_unknown(), is_told, "{path}");
            let told = told(&difference);
            assert_eq!(told.contains(&format!("{path} Unknown")), is_told, "{told:?}");
            assert!(told.contains(&"module.cell.aws_vpc.this Replace".to_owned()), "the rest is told: {told:?}");
        }
    }
}

#[test]
fn a_root_comes_and_goes_as_a_whole_whatever_is_beside_it() {
    let mut without = BEFORE.clone();
    without.retain(|path, _| !path.starts_with(BETA));
    let hand = format!("{BETA}/hand.tf");
    for (old, new, fate) in [(&*BEFORE, &without, Fate::Removed), (&without, &*BEFORE, Fate::Added)] {
        let difference = beside(old, new, &[(&hand, KEY)]);
        let fates: Vec<Fate> = difference.groups.iter().map(|group| group.fate).collect();
        assert_eq!(fates, [fate]);
        assert_eq!(difference.unchanged, 3);
        assert!(text::human(&difference).contains(&hand));
    }
}

#[test]
fn two_folders_have_what_is_beside_each_of_them() {
    let router = "environments/prod/router/main.tf";
    let (with, without) = (on_disk(&BEFORE, &[(router, KEY)]), on_disk(&BEFORE, &[]));
    for (old, new, fate) in [(&with, &without, Fate::Removed), (&without, &with, Fate::Added)] {
        let difference = diff_with_unowned(old, new);
        let fates: Vec<Fate> = difference.groups.iter().map(|group| group.fate).collect();
        assert_eq!((fates, difference.unowned.files.as_slice()), (vec![fate], [router.to_owned()].as_slice()));
    }
}

#[test]
fn folders_that_are_not_read_are_named() {
    let mut disk = on_disk(&BEFORE, &[]);
    disk.unowned.links = vec!["environments/prod/router".to_owned()];
    let shown = text::human(&diff_with_unowned(&disk, &disk));
    assert!(shown.ends_with("1 linked folder is not read: environments/prod/router\n"), "{shown}");
}

#[test]
fn many_files_are_counted_and_the_first_are_named() {
    let paths: Vec<String> = (0..9).map(|number| format!("{BETA}/hand{number}.tf")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
    let shown = text::human(&beside(&BEFORE, &BEFORE, &files));
    assert!(shown.contains("9 files are not cellc's, and a build leaves them: "), "{shown}");
    assert!(shown.ends_with("/hand3.tf and 5 more\n"), "{shown}");
}

#[test]
fn modules_inside_a_root_are_followed() {
    let call = "module \"policies\" {\n  source = \"./policies\"\n  vpc = module.cell.vpc_id\n}\n";
    let module = "variable \"vpc\" {\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = var.vpc\n}\n";
    let (hand, inner) = (format!("{BETA}/hand.tf"), format!("{BETA}/policies/main.tf"));
    let difference = beside(&BEFORE, &other_network(), &[(&hand, call), (&inner, module)]);
    let told = told(&difference);
    assert!(told.contains(&"module.policies.aws_subnet.s Replace".to_owned()), "{told:?}");
    assert!(!difference.has_unknown(), "{told:?}");
}

//! Builds in a row leave what the last one makes, whatever came before.

use std::collections::BTreeMap;

use cellc::emit::{FileSet, plan};
use cellc_test_support::campaign;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::emit::folder::{Output, build, tree};

/// What lies in the output folder and is not cellc's. Generated files never lie at or below these paths.
const FOREIGN: [&str; 3] = [".terraform/providers/x", "keep/terraform.tfstate", "terraform.tfstate"];

/// Few names, so that files are often made again and often change places with folders. `keep` is never a file, because
/// a foreign file lies in it.
fn file_set() -> impl Strategy<Value = FileSet> {
    let path = prop_oneof!["[ab](/[ab]){0,3}", "keep(/[ab]){1,2}"];
    btree_map(path, "[xy]\n{0,2}", 0..12).prop_map(|mut files| {
        let paths: Vec<String> = files.keys().cloned().collect();
        files.retain(|path, _| !paths.iter().any(|other| path.starts_with(&format!("{other}/"))));
        files
    })
}

/// The files of the set and the folders that they need.
fn expected_tree<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut tree = BTreeMap::new();
    for (path, text) in files {
        let folders = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
        tree.extend(folders.map(|folder| (folder, None)));
        tree.insert(path.to_owned(), Some(text.as_bytes().to_vec()));
    }
    tree
}

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(128), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_folder_holds_the_last_set_and_the_foreign_files(sets in vec(file_set(), 1..6)) {
        let output = Output::absent();
        for path in FOREIGN {
            output.write(path, "foreign");
        }
        for files in &sets {
            let before = tree(&output.path);
            let summary = build(&output.path, files).unwrap();
            let mut after = tree(&output.path);
            let old = |path: &&String| before.get(*path) == after.get(*path);
            prop_assert_eq!(summary.written + summary.unchanged, files.len());
            prop_assert_eq!(summary.unchanged, files.keys().filter(old).count());
            prop_assert!(after.remove("cellc.lock.json").is_some());
            let foreign = FOREIGN.iter().map(|path| (*path, "foreign"));
            let ours = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            prop_assert_eq!(after, expected_tree(foreign.chain(ours)));
            let again = plan(&output.path, files, false).unwrap();
            prop_assert!(!again.is_stale() && again.diff().unwrap().is_empty());
        }
    }
}

//! Every file that the examples and cases generate is read back: as the tree that was printed, as the same text, and with
//! the lines on which things are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cellc::lower::lower;
use cellc::pipeline::{self, Settings};
use cellc::print::print;
use cellc::read::{Lines, read_file, read_tree};
use cellc::source::SourceMap;
use cellc::terraform::{Attribute, Block, Body, Item, Tree};
use cellc_test_support::specification;

#[test]
fn trees_of_examples_and_cases_come_back() {
    for (name, output) in &*OUTPUTS {
        let read = read_tree(terraform_files(output));
        assert_eq!(read.unreadable, [], "{name}");
        assert_same(name, &read.tree, &as_read(output.tree.clone()));
    }
}

#[test]
fn texts_of_examples_and_cases_come_back_byte_for_byte() {
    let mut files = 0;
    for (name, output) in &*OUTPUTS {
        for (path, text) in terraform_files(output) {
            let read = read_file(path, text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(print(&read.file), text, "{name}: {path}");
            assert_lines(&read.file.body, &read.lines, &text.lines().collect::<Vec<_>>(), path);
            files += 1;
        }
    }
    assert!(files > 300, "only {files} files were looked at");
}

#[test]
fn a_tree_that_is_not_what_was_printed_is_seen() {
    let (_, output) = OUTPUTS.first().expect("the platform");
    let path = "modules/dev-cell/network.tf";
    let edited: Vec<(&str, String)> = terraform_files(output)
        .map(|(file, text)| (file, if file == path { text.replacen("true", "false", 1) } else { text.to_owned() }))
        .collect();
    let read = read_tree(edited.iter().map(|(path, text)| (*path, text.as_str())));
    assert_ne!(read.tree, as_read(output.tree.clone()));
}

/// One module after the other, so that a failure shows no more than the module.
fn assert_same(name: &str, read: &Tree, printed: &Tree) {
    let paths = |tree: &Tree| tree.modules.iter().map(|module| module.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(read), paths(printed), "{name}");
    for (read, printed) in read.modules.iter().zip(&printed.modules) {
        assert_eq!(read, printed, "{name}");
    }
}

/// The tree as it is read: files in the order of their names, and nothing about where they were lowered.
fn as_read(mut tree: Tree) -> Tree {
    for module in &mut tree.modules {
        module.files.sort_by(|left, right| left.name.cmp(&right.name));
        for file in &mut module.files {
            file.lowered_by = "";
        }
    }
    tree
}

/// Every item is on the line that begins with its name.
fn assert_lines(body: &Body, lines: &Lines, text: &[&str], path: &str) {
    for (index, item) in body.items.iter().enumerate() {
        let line = lines.line(index).expect("a line for each item");
        let (Item::Attribute(Attribute { name, .. }) | Item::Block(Block { kind: name, .. })) = item;
        let begins = text.get(line - 1).is_some_and(|text| text.trim_start().starts_with(name));
        assert!(begins, "{path}:{line} does not begin with {name}");
        if let Item::Block(block) = item {
            assert_lines(&block.body, lines.inside(index), text, path);
        }
    }
}

fn terraform_files(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    let is_terraform = |path: &&str| Path::new(path).extension().is_some_and(|extension| extension == "tf");
    output.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).filter(move |(path, _)| is_terraform(path))
}

/// What a specification generates.
struct Output {
    tree: Tree,
    files: BTreeMap<String, String>,
}

/// What every example and every case generates, the platform first.
static OUTPUTS: LazyLock<Vec<(String, Output)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = ["platform", "delivery", "minimal.hcl"].map(|example| root.join("examples").join(example));
    let paths = examples.into_iter().chain(entries(&root.join("tests/cases")));
    paths.map(|path| (path.display().to_string(), compiled(&path))).collect()
});

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    entries
}

fn compiled(path: &Path) -> Output {
    let mut sources = SourceMap::new();
    for file in specification::files(path) {
        let name = file.file_name().expect("a name").to_string_lossy();
        sources.add(file.to_string_lossy(), name, std::fs::read_to_string(&file).expect("a text"));
    }
    let settings = Settings { as_of: "2026-11-21".parse().expect("a day") };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let model = analysis.checked().unwrap_or_else(|| panic!("{} has errors", path.display()));
    let files = pipeline::generate(model, &mut |_| {}).expect("no fault of the compiler").files;
    Output { tree: lower(model), files }
}

//! Producers work on a few cells at a time; together they make, and find, what the whole would.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use cellc::check::{CheckedModel, JudgedModel};
use cellc::lower::{lower, lower_manifests, lower_module};
use cellc::pipeline::{self, Settings};
use cellc::print::{ManifestPrinter, print};
use cellc::producers::{PRODUCERS, Sink};
use cellc::source::SourceMap;
use cellc::terraform::{Item, Module, Tree};
use cellc::verify::{Fault, verify, verify_child, verify_roots};
use cellc_test_support::{fleet, specification};

fn judged(files: &[(String, String)]) -> JudgedModel {
    let mut sources = SourceMap::new();
    for (name, text) in files {
        sources.add(name, name, text);
    }
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    pipeline::analyse(&sources, &settings, &mut |_| {}).model.unwrap()
}

fn example(name: &str) -> JudgedModel {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let paths = specification::files(&path);
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    judged(&paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect::<Vec<_>>())
}

/// A class with more cells than any part.
fn large_class() -> JudgedModel {
    let text = fleet::fleet(600);
    let blocks = text.split("\ncell ").enumerate();
    let is_kept = |block: &str| block.contains("= \"prod-eu\"") && !block.contains("class ");
    let kept: Vec<&str> =
        blocks.filter(|(number, block)| *number == 0 || is_kept(block)).map(|(_, block)| block).collect();
    let model = judged(&[("fleet.hcl".to_owned(), kept.join("\ncell "))]);
    assert_eq!(model.cells.len(), 75);
    model
}

/// Every file that was handed over, as often as it was.
#[derive(Default)]
struct Counted(Mutex<BTreeMap<String, Vec<String>>>);

impl Sink for Counted {
    fn file(&self, path: &str, text: &str) {
        self.0.lock().unwrap().entry(path.to_owned()).or_default().push(text.to_owned());
    }
}

/// What the producers of Terraform and of manifests hand over.
fn produced(model: CheckedModel<'_>) -> BTreeMap<String, Vec<String>> {
    let files = Counted::default();
    for producer in PRODUCERS.iter().filter(|producer| ["terraform", "manifests"].contains(&producer.name)) {
        producer.produce(model, &files).unwrap();
    }
    files.0.into_inner().unwrap()
}

/// The whole fleet in each stage at once.
fn whole(model: CheckedModel<'_>) -> BTreeMap<String, Vec<String>> {
    let (tree, manifests) = (lower(model), lower_manifests(model));
    let modules = tree.modules.iter().flat_map(|module| module.files.iter().map(move |file| (module, file)));
    let terraform = modules.map(|(module, file)| (format!("{}/{}", module.path, file.name), vec![print(file)]));
    let mut printer = ManifestPrinter::default();
    let manifests = manifests.files.iter().map(|file| (file.path.clone(), vec![printer.print(file)]));
    terraform.chain(manifests).collect()
}

#[test]
fn parts_make_once_what_the_whole_makes() {
    for model in [example("examples/minimal.hcl"), example("examples/platform"), large_class()] {
        let (produced, whole) = (produced(model.checked().unwrap()), whole(model.checked().unwrap()));
        let differences: Vec<&String> =
            whole.keys().chain(produced.keys()).filter(|path| whole.get(*path) != produced.get(*path)).collect();
        assert_eq!(differences, Vec::<&String>::new());
    }
}

#[test]
fn no_two_producers_own_the_same_path() {
    let owned: Vec<_> = PRODUCERS.iter().flat_map(|producer| producer.owns).collect();
    for (number, one) in owned.iter().enumerate() {
        for (other, another) in owned.iter().enumerate().filter(|(other, _)| *other != number) {
            let overlap = one.path() == another.path() || one.holds(another.path());
            assert!(!overlap, "{one} and {another} ({number}, {other})");
        }
    }
    let names: BTreeSet<&str> = PRODUCERS.iter().map(|producer| producer.name).collect();
    assert_eq!(names.len(), PRODUCERS.len());
}

/// The faults of each class with its cells, as the producer of Terraform asks for them.
fn faults_by_class(model: CheckedModel<'_>, tree: &Tree) -> BTreeSet<Fault> {
    let module_of = |path: &str| tree.modules.iter().find(|module| module.path == path).unwrap();
    let of_class = |(environment, class): (&_, &cellc::model::Class)| {
        let module = module_of(&lower_module(model, environment, class).path);
        let cells = model.model().cells.iter().filter(|cell| cell.class == class.id.value);
        let roots: Vec<Module> = cells.map(|cell| module_of(&root_folder(cell)).clone()).collect();
        verify_child(module).into_iter().chain(verify_roots(module, &roots)).collect::<Vec<_>>()
    };
    model.model().populated_classes().flat_map(of_class).collect()
}

fn root_folder(cell: &cellc::model::Cell) -> String {
    cellc::layout::RootKind::cell(cell.class.environment.clone(), cell.name.value.clone()).folder()
}

/// The tree without its item of that number, counted through all files; nothing when there are fewer.
fn without(tree: &Tree, number: usize) -> Option<Tree> {
    let mut tree = tree.clone();
    let mut passed = 0;
    for file in tree.modules.iter_mut().flat_map(|module| &mut module.files) {
        if let Some(item) = file.body.items.get_mut(number - passed) {
            match item {
                // What stands in a block says more than the block: half of the time that goes.
                Item::Block(block) if number.is_multiple_of(2) && !block.body.items.is_empty() => {
                    drop(block.body.items.remove(0));
                }
                _ => drop(file.body.items.remove(number - passed)),
            }
            return Some(tree);
        }
        passed += file.body.items.len();
    }
    None
}

#[test]
fn parts_have_the_faults_of_the_whole() {
    for (name, step) in [("examples/minimal.hcl", 1), ("examples/platform", 19)] {
        let model = example(name);
        let (model, tree) = (model.checked().unwrap(), lower(model.checked().unwrap()));
        let mut faulty = 0;
        for broken in (0..).step_by(step).map_while(|number| without(&tree, number)) {
            let expected: BTreeSet<Fault> = verify(&broken).into_iter().collect();
            assert_eq!(faults_by_class(model, &broken), expected);
            faulty += usize::from(!expected.is_empty());
        }
        assert!(faulty > 5, "{name}: only {faulty} trees had a fault");
    }
}

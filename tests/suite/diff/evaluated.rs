//! What is lowered and what is read back from its text come to the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use cellc::evaluate::{Budget, Configuration, Instances, Module, Place, Value};
use cellc::pipeline;
use cellc::read::{ReadModule, read_module};
use cellc::source::SourceMap;
use cellc::terraform::Tree;

use super::{BEFORE, platform};

type Modules<'t> = BTreeMap<String, Rc<Module<'t>>>;

fn lowered() -> Tree {
    let mut sources = SourceMap::new();
    for (name, text) in platform() {
        sources.add(&name, &name, &text);
    }
    let settings = pipeline::Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    cellc::lower::lower(analysis.checked().unwrap())
}

fn read() -> BTreeMap<String, ReadModule> {
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in BEFORE.iter().filter(|(path, _)| path.rsplit('.').next() == Some("tf")) {
        let (folder, name) = path.rsplit_once('/').unwrap();
        folders.entry(folder).or_default().push((name, text));
    }
    folders.into_iter().map(|(folder, files)| (folder.to_owned(), read_module(folder, files))).collect()
}

/// The instances of every root, and how many expressions the evaluation of the dearest took.
fn instances(modules: &Modules<'_>) -> (BTreeMap<String, Instances>, u32) {
    let (nothing, mut most) = (BTreeMap::new(), 0);
    let roots = modules.iter().filter(|(folder, _)| !folder.starts_with("modules/"));
    let instances = roots.map(|(folder, module)| {
        let budget = Budget::default();
        let instances = Configuration::new(modules, Rc::clone(module), "", &nothing, &budget).instances();
        most = most.max(budget.spent().0);
        (folder.clone(), instances)
    });
    (instances.collect(), most)
}

/// Without the lines, which only text has.
fn without_lines(instances: &Instances) -> Vec<String> {
    let one = instances.by_address.values().map(|instance| {
        let place = Place { line: None, ..instance.place.clone() };
        format!("{} {} {place} {:?}", instance.address, instance.provider, instance.content)
    });
    one.collect()
}

#[test]
fn lowered_and_read_modules_have_the_same_instances_without_gaps() {
    let (tree, read) = (lowered(), read());
    let lowered: Modules<'_> =
        tree.modules.iter().map(|module| (module.path.clone(), Rc::new(Module::of(module)))).collect();
    let read: Modules<'_> =
        read.iter().map(|(folder, module)| (folder.clone(), Rc::new(Module::of_read(module)))).collect();
    let ((one, _), (other, most)) = (instances(&lowered), instances(&read));
    assert_eq!(one.len(), 4);
    assert!(one.keys().eq(other.keys()));
    for (folder, instances) in &one {
        let written = &other[folder];
        assert_eq!(without_lines(instances), without_lines(written), "{folder}");
        assert!(written.by_address.len() > 60, "{folder}: {}", written.by_address.len());
        assert!(written.by_address.values().all(|instance| instance.place.line.is_some()), "{folder}");
        assert!(written.gaps.is_empty(), "{folder}");
        for instance in written.by_address.values() {
            assert_eq!(instance.unknown_keys, None, "{}", instance.address);
            let arguments = instance.content.arguments();
            let unknown: Vec<_> = arguments.values().filter_map(Value::first_unknown).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", instance.address);
        }
    }
    // Far from where an evaluation gives up.
    let limit = Budget::default().spent().1;
    assert!(most > 1_000 && most < limit / 20, "{most}");
}

//! How long the stages take: `cargo bench`. The budgets are in `benches/README.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that panics has failed")]
#![allow(missing_docs, reason = "criterion makes public functions")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use cellc::check::JudgedModel;
use cellc::diagnostic::render;
use cellc::lock::Lock;
use cellc::pipeline::Settings;
use cellc::resolve::{self, Known};
use cellc::source::SourceMap;
use cellc::spec::Spec;
use cellc::{check, decode, emit, lower, parse, pipeline, print, verify};
use cellc_test_support::fleet;
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;

const CELLS: usize = 1_000;

fn sources(text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    sources
}

fn model(sources: &SourceMap) -> JudgedModel {
    let analysis = pipeline::analyse(sources, &settings(), &mut |_| {});
    assert_eq!(analysis.diagnostics, []);
    analysis.model.unwrap()
}

fn files(sources: &SourceMap) -> BTreeMap<String, String> {
    pipeline::generate(model(sources).checked().unwrap(), &mut |_| {}).unwrap().files
}

fn group<'c>(criterion: &'c mut Criterion, name: &str, samples: usize) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(samples).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group
}

/// Text → files, in memory.
fn whole(criterion: &mut Criterion) {
    let mut group = group(criterion, "text to files", 10);
    for cells in [10, 100, CELLS] {
        let sources = sources(&fleet::fleet(cells));
        group.throughput(Throughput::Elements(cells as u64));
        group.bench_function(format!("{cells} cells"), |bencher| bencher.iter_with_large_drop(|| files(&sources)));
    }
}

/// Each stage alone, for 1,000 cells.
fn stages(criterion: &mut Criterion) {
    let sources = sources(&fleet::fleet(CELLS));
    let (node, _) = parse::parse(&sources);
    let spec = decode::decode::<Spec>(&node).spec.unwrap();
    let model = model(&sources);
    let tree = lower::lower(model.checked().unwrap());
    let printed =
        || -> Vec<String> { tree.modules.iter().flat_map(|module| &module.files).map(print::print).collect() };
    let lock = Lock::default();
    let known = Known { lock: &lock, as_of: settings().as_of };
    let mut group = group(criterion, "stages", 20);
    group.bench_function("parse", |bencher| bencher.iter_with_large_drop(|| parse::parse(&sources)));
    group.bench_function("decode", |bencher| bencher.iter_with_large_drop(|| decode::decode::<Spec>(&node)));
    group
        .bench_function("resolve", |bencher| bencher.iter_with_large_drop(|| resolve::resolve(&spec, &sources, known)));
    let context = check::Context { model: &model, as_of: settings().as_of, is_whole: true };
    group.bench_function("check", |bencher| bencher.iter(|| check::check(&context)));
    group.bench_function("lower", |bencher| bencher.iter_with_large_drop(|| lower::lower(model.checked().unwrap())));
    group.bench_function("verify", |bencher| bencher.iter(|| verify::verify(&tree)));
    group.bench_function("print", |bencher| bencher.iter_with_large_drop(printed));
}

/// Files → disk, for 1,000 cells, in memory where that can be had: disks differ too much.
fn emission(criterion: &mut Criterion) {
    let text = fleet::fleet(CELLS);
    let (old, new) = (files(&sources(&text)), files(&sources(&fleet::with_first_cell_moved(&text))));
    let build = |out: &Path, files| emit::plan(out, files, false).unwrap().apply().unwrap();
    let mut group = group(criterion, "files to disk", 10);
    group.bench_function("first build", |bencher| {
        bencher.iter_batched(
            folder,
            |folder| {
                build(&folder.path().join("out"), &old);
                folder
            },
            BatchSize::PerIteration,
        );
    });
    let folder = folder();
    build(folder.path(), &old);
    group.bench_function("unchanged", |bencher| bencher.iter(|| build(folder.path(), &old)));
    let mut turns = [&new, &old].into_iter().cycle();
    group.bench_function("one cell changed", |bencher| {
        bencher.iter(|| assert_eq!(build(folder.path(), turns.next().unwrap()).written, 1));
    });
}

fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Two faults a cell.
fn diagnostics(criterion: &mut Criterion) {
    let faulty = fleet::fleet(CELLS).replace("  tenants  ", "  tenannts = 1\n  tennants = 1\n  tenants  ");
    let sources = sources(&faulty);
    let found = pipeline::analyse(&sources, &settings(), &mut |_| {}).diagnostics;
    assert_eq!(found.len(), 2 * CELLS);
    let mut group = group(criterion, "2000 errors", 10);
    group.bench_function("analyse", |bencher| bencher.iter(|| pipeline::analyse(&sources, &settings(), &mut |_| {})));
    group.bench_function("for people", |bencher| bencher.iter(|| render::human(&found, &sources, false)));
    group.bench_function("for machines", |bencher| bencher.iter(|| render::json_lines(&found, &sources)));
}

criterion_group!(benches, whole, stages, emission, diagnostics);
criterion_main!(benches);

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}

//! What the lock file promises: no edit of a fleet moves the network of a cell that stays.

use std::collections::{BTreeMap, BTreeSet};

use cellc::lock::{self, Lock};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::values::{Cidr, Date};
use proptest::prelude::*;

const MINIMAL: &str = include_str!("../../examples/minimal.hcl");

fn spec(cells: &BTreeSet<u8>) -> String {
    let head = MINIMAL.split("cell \"alpha\"").next().unwrap();
    let head = head.replace("  region  =", "  network = \"10.0.0.0/12\"\n  cell_prefix_length = 20\n  region  =");
    let cell = |cell: &u8| format!("cell \"c{cell}\" {{\n  environment = \"dev\"\n}}\n");
    head + &cells.iter().map(cell).collect::<String>()
}

fn build(cells: &BTreeSet<u8>, before: &Lock, day: Date) -> Result<Lock, Vec<String>> {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec(cells));
    let analysis = pipeline::analyse_known(&sources, &Settings { as_of: day }, before, &mut |_| {});
    let found = || analysis.diagnostics.iter().map(|finding| format!("{finding:?}")).collect::<Vec<_>>();
    Ok(lock::after(analysis.checked().ok_or_else(found)?.model(), before, day))
}

fn ranges(lock: &Lock) -> BTreeMap<String, Cidr> {
    lock.cells.iter().map(|(cell, facts)| (cell.clone(), facts.range.unwrap())).collect()
}

/// The lines of both texts, as somebody keeps them who solves a conflict, with the lines that one side has deleted gone.
fn merged(base: &str, ours: &str, theirs: &str) -> Lock {
    let read = |text: &str| lock::read(text).unwrap();
    let (base, ours, theirs) = (read(base), read(ours), read(theirs));
    let mut both = ours.clone();
    both.cells.retain(|cell, _| theirs.cells.contains_key(cell) || !base.cells.contains_key(cell));
    both.cells.extend(
        theirs
            .cells
            .iter()
            .filter(|(cell, _)| !base.cells.contains_key(*cell))
            .map(|(cell, facts)| (cell.clone(), facts.clone())),
    );
    both.freed.extend(theirs.freed);
    read(&both.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Adding, removing and renaming cells: each toggles some of them.
    #[test]
    fn no_edit_moves_a_cell_that_stays(edits in prop::collection::vec(prop::collection::btree_set(0_u8..9, 1..4), 1..7)) {
        let (mut cells, mut lock) = (BTreeSet::new(), Lock::default());
        let day: Date = "2026-11-21".parse().unwrap();
        for edit in edits {
            cells = cells.symmetric_difference(&edit).copied().collect();
            if cells.is_empty() {
                continue;
            }
            let after = build(&cells, &lock, day).unwrap();
            prop_assert_eq!(build(&cells, &after, day).unwrap().to_string(), after.to_string());
            prop_assert_eq!(lock::read(&after.to_string()).unwrap(), after.clone());
            let (old, new) = (ranges(&lock), ranges(&after));
            prop_assert!(new.iter().all(|(cell, range)| old.get(cell).is_none_or(|old| old == range)));
            let all: Vec<Cidr> = new.values().chain(after.freed.keys()).copied().collect();
            for (index, one) in all.iter().enumerate() {
                prop_assert!(all.iter().skip(index + 1).all(|other| !one.overlaps(*other)), "{}", after);
            }
            lock = after;
        }
    }

    /// Two branches that grow apart: what both have given away is an error, and deleting the line that it names is enough.
    #[test]
    fn merged_branches_keep_the_cells_of_both(ours in prop::collection::btree_set(2_u8..6, 1..3), theirs in prop::collection::btree_set(6_u8..9, 1..3)) {
        let day: Date = "2026-11-21".parse().unwrap();
        let common = BTreeSet::from([0, 1]);
        let base = build(&common, &Lock::default(), day).unwrap();
        let grown = |more: &BTreeSet<u8>| build(&common.union(more).copied().collect(), &base, day).unwrap();
        let mut lock = merged(&base.to_string(), &grown(&ours).to_string(), &grown(&theirs).to_string());
        let all: BTreeSet<u8> = common.iter().chain(&ours).chain(&theirs).copied().collect();
        let found = build(&all, &lock, day).unwrap_err();
        prop_assert!(found.iter().all(|finding| finding.contains("CELL0430")), "{:?}", found);
        prop_assert_eq!(found.len(), ours.len().min(theirs.len()));
        for cell in &theirs {
            lock.cells.remove(&format!("dev/c{cell}"));
        }
        let after = build(&all, &lock, day).unwrap();
        let (old, new) = (ranges(&lock), ranges(&after));
        prop_assert!(old.iter().all(|(cell, range)| new.get(cell) == Some(range)));
    }
}

#[test]
fn a_freed_range_rests_for_ninety_days() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let both = build(&BTreeSet::from([0, 1]), &Lock::default(), day("2026-11-21")).unwrap();
    let one = build(&BTreeSet::from([1]), &both, day("2026-11-21")).unwrap();
    for (today, expected) in
        [("2026-11-22", "10.0.32.0/20"), ("2027-02-18", "10.0.32.0/20"), ("2027-02-19", "10.0.0.0/20")]
    {
        let next = build(&BTreeSet::from([1, 2]), &one, day(today)).unwrap();
        assert_eq!(ranges(&next).get("dev/c2").map(ToString::to_string).as_deref(), Some(expected), "{today}");
    }
}

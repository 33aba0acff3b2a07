//! What the lock file promises: no edit of a fleet moves the network of a cell that stays.

use std::collections::{BTreeMap, BTreeSet};

use cellc::lock::{self, Lock};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::values::{Cidr, Date};
use proptest::prelude::*;

const MINIMAL: &str = include_str!("../../examples/minimal.hcl");

/// What a person may change of a fleet without a word about ranges.
#[derive(Debug, Clone)]
struct Fleet {
    cells: BTreeSet<u8>,
    zones: &'static str,
    prefix: u8,
    backwards: bool,
}

impl Fleet {
    fn of(cells: BTreeSet<u8>) -> Self {
        Self { cells, zones: "ab", prefix: 20, backwards: false }
    }

    fn spec(&self) -> String {
        let head = MINIMAL.split("cell \"alpha\"").next().unwrap();
        let zones: Vec<String> = self.zones.chars().map(|zone| format!("\"{zone}\"")).collect();
        let (zones, prefix) = (zones.join(", "), self.prefix);
        let lines = format!("  network = \"10.0.0.0/12\"\n  cell_prefix_length = {prefix}\n  zones = [{zones}]\n");
        let mut blocks: Vec<String> = self.cells.iter().map(|cell| cell_block(*cell)).collect();
        blocks.insert(0, head.replace("  region  =", &format!("{lines}  region  =")));
        if self.backwards {
            blocks.reverse();
        }
        blocks.concat()
    }
}

fn cell_block(cell: u8) -> String {
    format!("cell \"c{cell}\" {{\n  environment = \"dev\"\n}}\n")
}

fn build(fleet: &Fleet, before: &Lock, day: Date) -> Result<Lock, Vec<String>> {
    build_text(fleet.spec(), before, day)
}

fn build_text(spec: String, before: &Lock, day: Date) -> Result<Lock, Vec<String>> {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    let analysis = pipeline::analyse_known(&sources, &Settings { as_of: day }, before, &mut |_| {});
    let found = || analysis.diagnostics.iter().map(|finding| format!("{finding:?}")).collect::<Vec<_>>();
    Ok(lock::after(analysis.checked().ok_or_else(found)?.model(), before, day))
}

fn cells(cells: impl IntoIterator<Item = u8>) -> Fleet {
    Fleet::of(cells.into_iter().collect())
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

    /// Cells come, go and are renamed (each edit toggles some of them), blocks change places, zones come, go and are ordered
    /// otherwise, and new cells get networks of another size.
    #[test]
    fn no_edit_moves_a_cell_that_stays(
        edits in prop::collection::vec(
            (
                prop::collection::btree_set(0_u8..9, 0..4),
                prop::sample::select(vec!["ab", "ba", "abc", "cba", "ac", "ca", "bca"]),
                18_u8..=22,
                any::<bool>(),
            ),
            1..7,
        ),
    ) {
        let (mut present, mut lock) = (BTreeSet::new(), Lock::default());
        let day: Date = "2026-11-21".parse().unwrap();
        for (toggled, zones, prefix, backwards) in edits {
            present = present.symmetric_difference(&toggled).copied().collect();
            if present.is_empty() {
                continue;
            }
            let fleet = Fleet { cells: present.clone(), zones, prefix, backwards };
            let after = build(&fleet, &lock, day).unwrap();
            prop_assert_eq!(build(&fleet, &after, day).unwrap().to_string(), after.to_string());
            prop_assert_eq!(lock::read(&after.to_string()).unwrap(), after.clone());
            for (cell, facts) in &after.cells {
                let Some(before) = lock.cells.get(cell) else { continue };
                prop_assert_eq!((facts.range, facts.bits), (before.range, before.bits));
                prop_assert!(before.zones.iter().all(|(zone, slot)| facts.zones.get(zone) == Some(slot)), "{}", cell);
            }
            let all: Vec<Cidr> = ranges(&after).into_values().chain(after.freed.keys().copied()).collect();
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
        let base = build(&cells(common.clone()), &Lock::default(), day).unwrap();
        let grown = |more: &BTreeSet<u8>| build(&cells(common.union(more).copied()), &base, day).unwrap();
        let mut lock = merged(&base.to_string(), &grown(&ours).to_string(), &grown(&theirs).to_string());
        let all = cells(common.iter().chain(&ours).chain(&theirs).copied());
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
    let both = build(&cells([0, 1]), &Lock::default(), day("2026-11-21")).unwrap();
    let one = build(&cells([1]), &both, day("2026-11-21")).unwrap();
    for (today, expected) in
        [("2026-11-22", "10.0.32.0/20"), ("2027-02-18", "10.0.32.0/20"), ("2027-02-19", "10.0.0.0/20")]
    {
        let next = build(&cells([1, 2]), &one, day(today)).unwrap();
        assert_eq!(ranges(&next).get("dev/c2").map(ToString::to_string).as_deref(), Some(expected), "{today}");
    }
}

/// A person may write the range of another cell, but for the rest of the fleet it still rests.
#[test]
fn a_range_that_somebody_writes_rests_as_long_as_before() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let both = build(&cells([0, 1]), &Lock::default(), day("2026-11-21")).unwrap();
    let one = build(&cells([1]), &both, day("2026-11-21")).unwrap();
    let range = "10.0.0.0/20".parse().unwrap();
    let spec = |cell: u8, cidr: &str| {
        cells([1]).spec() + &format!("cell \"c{cell}\" {{\n  environment = \"dev\"\n  cidr = \"{cidr}\"\n}}\n")
    };
    let freed = |cell, cidr, today| build_text(spec(cell, cidr), &one, day(today)).unwrap().freed;
    for (cell, cidr, today, rests) in [
        (7, "10.0.0.0/20", "2026-12-01", true),
        (7, "10.0.8.0/24", "2026-12-01", true),
        (7, "10.0.0.0/20", "2027-02-19", false),
        (0, "10.0.0.0/20", "2026-12-01", false),
        (0, "10.0.8.0/24", "2026-12-01", true),
    ] {
        assert_eq!(freed(cell, cidr, today).contains_key(&range), rests, "c{cell} {cidr} {today}");
    }
    let taken = build_text(spec(7, "10.0.0.0/20"), &one, day("2026-12-01")).unwrap();
    assert_eq!(build_text(spec(7, "10.0.0.0/20"), &taken, day("2027-06-01")).unwrap(), taken, "a day changes nothing");
}

/// A program that builds its fleet in Rust keeps a lock like everybody else.
#[test]
fn a_fleet_built_in_rust_keeps_its_ranges() {
    let day: Date = "2026-11-21".parse().unwrap();
    let before = build(&cells([0, 1]), &Lock::default(), day).unwrap();
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", cells([1, 2]).spec());
    let spec = pipeline::analyse(&sources, &Settings { as_of: day }, &mut |_| {}).spec.unwrap();
    let (model, _) =
        pipeline::analyse_known_spec(&spec, &SourceMap::new(), &Settings { as_of: day }, &before, &mut |_| {});
    let after = lock::after(model.checked().unwrap().model(), &before, day);
    assert_eq!(after, build(&cells([1, 2]), &before, day).unwrap());
    assert_eq!(ranges(&after).get("dev/c1"), ranges(&before).get("dev/c1"));
}

/// What one environment must not overlap says nothing about the networks of another one.
#[test]
fn environments_with_one_network_share_what_is_free_of_it() {
    let head = MINIMAL.split("cell \"alpha\"").next().unwrap();
    let (fleet, environment) = head.split_at(head.find("environment").unwrap());
    let with = |name: &str, lines: &str| {
        let block = environment
            .replace("\"dev\"", &format!("\"{name}\""))
            .replace("  region  =", &format!("{lines}  profile = \"development\"\n  region  ="));
        block.replace("111111111111", if name == "dev-a" { "111111111111" } else { "222222222222" })
    };
    let network = "  network = \"10.0.0.0/14\"\n";
    let environments = with("dev-a", &format!("{network}  peers = [\"10.0.0.0/15\"]\n")) + &with("dev-b", network);
    for (first, second, other, expected) in [("a1", "a2", "b1", "10.0.0.0/16"), ("b1", "b2", "a0", "10.0.0.0/16")] {
        let cells = [(first, "dev-a"), (second, "dev-a"), (other, "dev-b")];
        let cells =
            cells.map(|(cell, environment)| format!("cell \"{cell}\" {{\n  environment = \"{environment}\"\n}}\n"));
        let after = build_text(
            format!("{fleet}{environments}{}", cells.concat()),
            &Lock::default(),
            "2026-11-21".parse().unwrap(),
        )
        .unwrap();
        let found = ranges(&after).get(&format!("dev-b/{other}")).map(ToString::to_string);
        assert_eq!(found.as_deref(), Some(expected), "{after}");
    }
}

/// The VPC is replaced, and with it all subnets: nothing in the new one has a place to keep.
#[test]
fn a_cell_with_another_network_is_cut_like_a_new_one() {
    let day: Date = "2026-11-21".parse().unwrap();
    let spec = |network: &str, zones: &str| {
        let zones: Vec<String> = zones.chars().map(|zone| format!("\"{zone}\"")).collect();
        let lines = format!("\"{network}\"\n  zones = [{}]\n", zones.join(", "));
        MINIMAL.replace("eu-west-1", "us-east-1").replace("\"10.0.0.0/16\"\n", &lines)
    };
    let before = build_text(spec("10.0.0.0/16", "abc"), &Lock::default(), day).unwrap();
    for zones in ["abcd", "dcba", "ad", "cb"] {
        let after = build_text(spec("10.9.0.0/16", zones), &before, day).unwrap();
        let new = build_text(spec("10.9.0.0/16", zones), &Lock::default(), day).unwrap();
        assert_eq!(after.cells, new.cells, "{zones}");
    }
}

//! Can a role of one cell act on something of another, when both share an account? Asked of every IAM statement that is emitted.

mod discovery_tags;
mod fleets;
mod judge;
mod mutations;
mod names;
mod points;
mod reviewed;

use std::collections::BTreeSet;

use cellc::catalog::policy_actions::Access;
use cellc::prove::policy::{self, Cell};

/// The cells of emitted files.
fn cells(files: &fleets::Files) -> Vec<Cell> {
    policy::cells(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// What a role is called after the name of its cluster.
fn kind_of_role<'a>(actor: &'a str, cell: &Cell) -> &'a str {
    let name = actor.rsplit('/').next().unwrap();
    name.strip_prefix(cell.cluster.as_deref().unwrap()).unwrap_or(name)
}

/// The first pairs of a fleet: cells of one class, of two classes, of two environments, as far as it has them. Where names begin
/// each other, every pair in both directions.
fn telling_pairs<'c>(fleet: &str, cells: &'c [Cell]) -> Vec<(&'c Cell, &'c Cell)> {
    if fleet == fleets::ONE_NAME_BEGINS_THE_OTHER {
        return policy::pairs(cells).collect();
    }
    let (mut seen, mut pairs) = (BTreeSet::new(), Vec::new());
    let kind = |cell: &Cell| cell.roles.first().map(|role| role.place.file.clone());
    for (alpha, beta) in policy::pairs(cells) {
        if seen.insert((kind(alpha), kind(beta))) {
            pairs.push((alpha, beta));
        }
    }
    pairs.truncate(3);
    pairs
}

#[test]
fn nothing_reaches_another_cell_but_what_is_reviewed() {
    let mut used = BTreeSet::new();
    for (fleet, files) in fleets::all() {
        let cells = cells(&files);
        for (alpha, beta) in telling_pairs(&fleet, &cells) {
            let verdict = policy::between(alpha, beta);
            for reach in &verdict.acts {
                let role = kind_of_role(&reach.actor, alpha);
                let known = reviewed::ACTS
                    .iter()
                    .flat_map(|known| known.actions.iter().map(move |action| (known.role, *action)));
                let is_it = |(known, action): &(&str, &str)| {
                    let is_of_aws = *action == "*" && reach.statement.starts_with("AmazonEKSClusterPolicy");
                    *known == role && (is_of_aws || *action == reach.action)
                };
                let entry = known.into_iter().find(is_it);
                assert!(entry.is_some(), "{fleet}: from {} to {}\n{reach}", alpha.name, beta.name);
                used.extend(entry);
            }
        }
    }
    for known in &reviewed::ACTS {
        for action in known.actions {
            assert!(
                used.contains(&(known.role, action)),
                "{} may not {action} any more: take it off the list",
                known.role
            );
        }
    }
}

#[test]
fn what_aws_cannot_confine_only_reads() {
    let files = fleets::two_cells();
    let cells = cells(&files);
    let (alpha, beta) = policy::pairs(&cells).next().unwrap();
    let exposures = policy::between(alpha, beta).exposures;
    assert!(exposures.iter().any(|exposure| exposure.action == "ec2:DescribeInstances"), "reads are listed");
    let changing = exposures.iter().filter(|exposure| !matches!(exposure.access, Access::List | Access::Read));
    let changing: BTreeSet<(&str, &str)> =
        changing.map(|exposure| (kind_of_role(&exposure.actor, alpha), exposure.action.as_str())).collect();
    assert_eq!(changing, BTreeSet::from(reviewed::CHANGING_EXPOSURES));
}

#[test]
fn only_policies_that_are_not_emitted_are_unproven() {
    for (fleet, files) in fleets::all() {
        for cell in cells(&files) {
            for unproven in &cell.unproven {
                let is_foreign = unproven.place.address.contains("aws_iam_role_policy_attachment.workload_");
                assert!(is_foreign && unproven.reason.contains("allows is not known"), "{fleet}: {unproven:?}");
            }
        }
    }
}

#[test]
fn cells_of_different_accounts_meet_only_where_a_policy_admits_the_other() {
    let files = fleets::of_path("tests/cases/own-accounts");
    let cells = cells(&files);
    assert_eq!(policy::pairs(&cells).count(), 0);
    let verdict = policy::between(&cells[0], &cells[1]);
    assert_eq!((verdict.acts, verdict.exposures), (Vec::new(), Vec::new()));
}

#[test]
fn a_proof_does_not_use_what_it_judges() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/prove");
    let files = walk(std::path::Path::new(folder));
    assert!(files.len() > 8);
    for (path, text) in files {
        for stage in ["lower", "resolve", "model", "spec"] {
            assert!(!text.contains(&format!("crate::{stage}")), "{path} uses `{stage}`");
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<(String, String)> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| {
        if path.is_dir() {
            walk(&path)
        } else {
            vec![(path.display().to_string(), std::fs::read_to_string(&path).unwrap())]
        }
    });
    files.collect()
}

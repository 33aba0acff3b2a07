//! Can a role of one cell act on something of another, when both share an account? Asked of every IAM statement that is emitted.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod fleets;

use cellc::prove::policy::{self, Cell, Verdict};

/// The cells of emitted files.
fn cells(files: &fleets::Files) -> Vec<Cell> {
    policy::cells(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap()
}

#[test]
fn dump() {
    let started = std::time::Instant::now();
    for (name, files) in fleets::all() {
        let cells = cells(&files);
        println!("== {name}: {} cells {:?}", cells.len(), started.elapsed());
        for cell in &cells {
            for one in &cell.unproven {
                println!("   unproven {:?}", one);
            }
        }
        for (alpha, beta) in policy::pairs(&cells).take(1) {
            let verdict: Verdict = policy::between(alpha, beta);
            let mut groups = std::collections::BTreeMap::<_, std::collections::BTreeSet<String>>::new();
            for reach in &verdict.acts {
                groups
                    .entry((reach.place.address.clone(), reach.statement.clone(), reach.action.clone()))
                    .or_default()
                    .insert(format!(
                        "{} [{}]",
                        reach.target.split(':').skip(2).collect::<Vec<_>>().join(":"),
                        reach.reason
                    ));
            }
            if name.contains("all appl") || name.contains("platform") {
                for (key, targets) in groups {
                    println!("  {key:?} {} {}", targets.len(), targets.first().unwrap());
                }
                for e in &verdict.exposures {
                    println!("  exposure {} {} {} {:?}", e.place.address, e.statement, e.action, e.access);
                }
            } else {
                println!("{} groups", groups.len());
            }
            for u in &verdict.unproven {
                println!("  unproven {u:?}");
            }
        }
    }
}

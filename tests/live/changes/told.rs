//! What `cellc diff` says of one cell.

use std::collections::BTreeMap;

use cellc::diff::{diff, render};
use serde_json::Value;

use super::fleet::generated;
use super::table::Kind;
use crate::harness::planned::without_keys;

/// A change of the cell, as `--format json` has it.
pub(crate) struct Told(Value);

impl Told {
    /// As in a plan, or a setting such as `backend`.
    pub(crate) fn address(&self) -> &str {
        self.0["address"].as_str().unwrap()
    }

    /// `replace`, `in-place` and so on.
    pub(crate) fn effect(&self) -> &str {
        self.0["effect"].as_str().unwrap()
    }

    /// How many resources get the provider's default tags, where these change.
    pub(crate) fn tagged(&self) -> Option<u64> {
        self.0["tagged"].as_u64()
    }

    /// Manifests are no business of Terraform's.
    fn is_manifest(&self) -> bool {
        self.address().starts_with("gitops/")
    }
}

/// What the diff says of the Terraform of the kind's cell.
pub(crate) fn told(kind: &Kind) -> Vec<Told> {
    let difference = diff(&generated(&kind.before.spec()), &generated(&kind.after()));
    let lines = render::json_lines(&difference);
    let changes = lines.lines().map(|line| Told(serde_json::from_str(line).unwrap()));
    let of_cell = changes.filter(|told| told.0["cell"] == kind.cell() && told.0["address"].is_string());
    of_cell.filter(|told| !told.is_manifest()).collect()
}

/// A line for each resource and effect: the marker, the address without keys, how many instances, and what is at stake.
pub(crate) fn summary(kind: &Kind) -> String {
    let mut lines: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for told in told(kind) {
        let stakes = ["gravity", "loses"].map(|key| told.0[key].as_str().unwrap_or_default().to_owned());
        let address = without_keys(told.address()).replace("module.cell.", "");
        *lines.entry((told.effect().to_owned(), address, stakes.join(": "))).or_default() += 1;
    }
    let line = |((effect, address, stakes), count): ((String, String, String), usize)| {
        let times = if count == 1 { String::new() } else { format!(" ×{count}") };
        let stakes = if stakes == ": " { String::new() } else { format!(" ({stakes})") };
        format!("{effect} {address}{times}{stakes}\n")
    };
    if lines.is_empty() { "nothing\n".to_owned() } else { lines.into_iter().map(line).collect() }
}

//! What a check says about what cells share.

use crate::diagnostic::plural;
use crate::model::{Model, SharedFate};

/// Everything that several cells share, each with how much depends on it and why.
pub(super) fn lines(model: &Model) -> Vec<String> {
    let fates = model.shared_fates();
    if fates.is_empty() {
        return vec!["the cells share nothing".to_owned()];
    }
    let declared = fates.iter().filter(|fate| fate.is_declared).count();
    let head = format!("shared by cells: {}, {declared} of them declared", plural(fates.len(), "thing"));
    std::iter::once(head).chain(fates.iter().flat_map(told)).collect()
}

fn told(fate: &SharedFate) -> [String; 2] {
    let shares = fate
        .environments
        .iter()
        .map(|(environment, of)| format!("{}% of {environment} ({})", of.share, plural(of.cells, "cell")));
    let mut shares: Vec<String> = shares.collect();
    if shares.is_empty() {
        shares.push(format!("{}% as declared", fate.blast_radius));
    }
    let what = format!("  {}: {} — {}", fate.name, fate.of.join(", "), shares.join(", "));
    [what, format!("    {}", fate.reason)]
}

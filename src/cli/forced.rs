//! What `--force` took away, told when it has happened.

use std::path::Path;

use super::path::shown;
use crate::diagnostic::plural;
use crate::emit::{Change, Plan};

/// So many files are named; the others are counted. Version control shows them all.
const MOST_NAMED: usize = 20;

/// A line for each file whose hand-made content is lost.
pub(super) fn lost(out: &Path, plan: &Plan) -> Vec<String> {
    let mut lines: Vec<String> = plan.forced().take(MOST_NAMED).map(|(path, change)| line(out, path, change)).collect();
    let others = plan.forced().skip(MOST_NAMED).count();
    lines.extend(
        (others > 0).then(|| format!("note: `--force` also replaced or deleted {}", plural(others, "other file"))),
    );
    lines
}

fn line(out: &Path, path: &str, change: Change) -> String {
    let verb = if change == Change::Remove { "deleted" } else { "replaced" };
    format!("note: `--force` {verb} `{}`, which held changes that cellc did not make", shown(&out.join(path)))
}

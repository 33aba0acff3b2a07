use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::Cell;
use crate::source::Span;
use crate::values::Profile;

/// A cell that follows a branch of its own.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0805"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("other_branch.md"),
    yields_to: &[],
    check,
};

/// Whether it is another branch than the fleet's, and not said to be one.
fn is_besides(branch: &str, of_fleet: &str) -> bool {
    const BRANCHES: &str = "refs/heads/";
    !branch.starts_with(BRANCHES) && branch != of_fleet.strip_prefix(BRANCHES).unwrap_or(of_fleet)
}

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(git) = model.fleet.git.as_ref().filter(|_| *is_whole) else { return };
    let mut places: BTreeMap<Span, Vec<&Cell>> = BTreeMap::new();
    let in_development = |cell: &&Cell| model.environment_of(cell).profile == Profile::Development;
    for cell in model.cells.iter().filter(in_development) {
        let branch = cell.revision.value.as_str();
        if !cell.is_pinned() && is_besides(branch, git.branch.as_str()) {
            places.entry(cell.revision.span).or_default().push(cell);
        }
    }
    for (span, cells) in places {
        let Some(revision) = cells.first().map(|cell| &cell.revision.value) else { continue };
        let whose = match cells.as_slice() {
            [cell] => format!("cell `{}` follows", cell.name.value),
            cells => format!("{} follow", plural(cells.len(), "cell")),
        };
        let headline = format!("{whose} `{revision}`, treated as a branch other than `{}`", git.branch.value);
        let advice = RULE.finding(span, headline).label("looks like a branch");
        diagnostics.push(advice.help(format!(
            "if it is a tag, write `refs/tags/{revision}`, so that later pins reach the cell; if it is a branch, \
             write `refs/heads/{revision}`"
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_with_its_full_name_is_the_same() {
        for (branch, of_fleet, expected) in [
            ("main", "main", false),
            ("main", "refs/heads/main", false),
            ("refs/heads/main", "main", false),
            ("refs/heads/release-7", "main", false),
            ("release-7", "main", true),
            ("release-7", "refs/heads/main", true),
        ] {
            assert_eq!(is_besides(branch, of_fleet), expected, "{branch} {of_fleet}");
        }
    }
}

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// One thing in two `shared_fate` blocks.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1116"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("shared_twice.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    // The block that stands first in the text declares it.
    let mut blocks: Vec<_> = model.shared_fate.values().collect();
    blocks.sort_by_key(|block| block.name.span);
    for (block, of) in blocks.into_iter().flat_map(|block| block.of.iter().map(move |of| (block, of))) {
        if let Some(first) = known.get(of.as_str()).copied().filter(|first| *first != of.span) {
            let headline = format!("`shared_fate \"{}\"` declares `{}` again", block.name.value, of.value);
            let warning = RULE.finding(of.span, headline).label("again here").also(first, "declared here");
            diagnostics.push(warning.help("name it in one of the two blocks: a thing has one reason"));
        }
        known.entry(of.as_str()).or_insert(of.span);
    }
}

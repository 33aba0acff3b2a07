//! Applying suggested edits to the text of a specification.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Edit, Help};
use crate::source::FileId;

/// The text with all edits made; their order does not matter. [`None`] when two of them are in each other's way, or one
/// is not for this text.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> Option<String> {
    let edits: BTreeSet<&Edit> = edits.into_iter().collect();
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    let mut previous: Option<&Edit> = None;
    for edit in edits {
        if previous.is_some_and(|previous| are_in_conflict(previous, edit)) {
            return None;
        }
        result.push_str(text.get(end..edit.span.start as usize)?);
        result.push_str(&edit.replacement);
        end = edit.span.end as usize;
        previous = Some(edit);
    }
    result.push_str(text.get(end..)?);
    Some(result)
}

/// Whether two different edits of one file overlap, or both insert at one place; `first` does not come after `second`.
fn are_in_conflict(first: &Edit, second: &Edit) -> bool {
    let is_inserted_twice = first.span == second.span;
    first.span.file == second.span.file && (is_inserted_twice || first.span.end > second.span.start)
}

/// The proposals that can be made all at once, by file: of each finding with exactly one help that has edits, unless they
/// are in the way of an earlier one. Files that cannot be parsed are left alone, but for the edits that make them readable.
pub fn choose(diagnostics: &[Diagnostic]) -> Chosen<'_> {
    let unreadable: BTreeSet<FileId> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::SYNTAX)
        .filter_map(|diagnostic| diagnostic.primary.span.file)
        .collect();
    let mut chosen = Chosen::default();
    for diagnostic in diagnostics {
        let Some(help) = only_proposal(diagnostic) else { continue };
        let is_readable =
            |edit: &Edit| edit.span.file.is_some_and(|file| !unreadable.contains(&file)) || is_syntax(diagnostic);
        if help.edits.iter().all(is_readable) && chosen.has_room_for(help) {
            chosen.proposals.push((diagnostic, help));
            for edit in &help.edits {
                chosen.edits.insert(edit);
            }
        }
    }
    chosen
}

fn is_syntax(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::SYNTAX
}

/// With two of them, somebody has to decide.
fn only_proposal(diagnostic: &Diagnostic) -> Option<&Help> {
    let mut proposals = diagnostic.helps.iter().filter(|help| !help.edits.is_empty());
    proposals.next().filter(|_| proposals.next().is_none())
}

/// Edits that are not in each other's way.
#[derive(Debug, Default)]
pub struct Chosen<'d> {
    /// The findings whose proposals these are, in the order of the findings.
    pub proposals: Vec<(&'d Diagnostic, &'d Help)>,
    edits: BTreeSet<&'d Edit>,
}

impl<'d> Chosen<'d> {
    /// The edits of each file.
    pub fn by_file(&self) -> BTreeMap<FileId, Vec<&'d Edit>> {
        let mut files: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for edit in &self.edits {
            if let Some(file) = edit.span.file {
                files.entry(file).or_default().push(edit);
            }
        }
        files
    }

    fn has_room_for(&self, help: &'d Help) -> bool {
        help.edits.iter().all(|edit| {
            let before = self.edits.range::<&Edit, _>(..edit).next_back();
            let after = self.edits.range::<&Edit, _>(edit..).find(|other| **other != edit);
            before.is_none_or(|before| !are_in_conflict(before, edit))
                && after.is_none_or(|after| !are_in_conflict(edit, after))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{SourceMap, Span};

    fn edit(file: FileId, range: std::ops::Range<usize>, replacement: &str) -> Edit {
        Edit { span: Span::new(file, range), replacement: replacement.to_owned() }
    }

    fn file() -> FileId {
        SourceMap::new().add("fleet.hcl", "fleet.hcl", "")
    }

    #[test]
    fn edits_replace_insert_and_remove() {
        let at = |range, replacement| edit(file(), range, replacement);
        for (edits, expected) in [
            (vec![], Some("one two")),
            (vec![at(0..3, "1"), at(4..7, "2")], Some("1 2")),
            (vec![at(4..7, "2"), at(0..3, "1")], Some("1 2")),
            (vec![at(0..0, "["), at(7..7, "]")], Some("[one two]")),
            (vec![at(3..3, "!"), at(3..7, "")], Some("one!")),
            (vec![at(0..3, "1"), at(3..3, "!")], Some("1! two")),
            (vec![at(0..3, "1"), at(0..3, "1")], Some("1 two")),
            (vec![at(0..3, "1"), at(0..3, "2")], None),
            (vec![at(0..0, "1"), at(0..0, "2")], None),
            (vec![at(0..4, "1"), at(3..5, "2")], None),
            (vec![at(0..8, "1")], None),
        ] {
            assert_eq!(apply("one two", &edits).as_deref(), expected, "{edits:?}");
        }
        assert_eq!(apply("ö", &[at(1..1, "x")]), None, "inside a character");
    }

    #[test]
    fn whoever_has_two_proposals_or_comes_late_is_left_out() {
        let mut sources = SourceMap::new();
        let (good, broken) = (sources.add("a.hcl", "a.hcl", "abcdef"), sources.add("b.hcl", "b.hcl", "abcdef"));
        let finding = |file, range: std::ops::Range<usize>, headline| {
            let span = Span::new(file, range);
            Diagnostic::error(Code::UNKNOWN_KEY, span, headline).help_replacing("write x", span, "x")
        };
        let diagnostics = [
            finding(good, 0..2, "first").help("in words"),
            finding(good, 1..3, "late"),
            finding(good, 3..4, "two").help_replacing("or y", Span::new(good, 3..4), "y"),
            finding(good, 4..5, "last"),
            finding(broken, 0..1, "in an unreadable file"),
            Diagnostic { code: Code::SYNTAX, ..finding(broken, 2..3, "makes it readable") },
        ];
        let chosen = choose(&diagnostics);
        let headlines: Vec<&str> = chosen.proposals.iter().map(|(found, _)| found.headline.as_str()).collect();
        assert_eq!(headlines, ["first", "last", "makes it readable"]);
        let texts = chosen.by_file().into_values().map(|edits| apply("abcdef", edits));
        assert_eq!(texts.collect::<Vec<_>>(), [Some("xcdxf".to_owned()), Some("abxdef".to_owned())]);
    }

    proptest! {
        #[test]
        fn edits_are_made_in_any_order(
            parts in prop::collection::vec(("[a-zö]{1,4}", prop::option::of("[xyz]{0,3}")), 0..12),
            seed in any::<u64>(),
        ) {
            let (mut text, mut expected, mut edits) = (String::new(), String::new(), Vec::new());
            for (part, replacement) in &parts {
                let start = text.len();
                text.push_str(part);
                expected.push_str(replacement.as_ref().unwrap_or(part));
                edits.extend(replacement.as_ref().map(|replacement| edit(file(), start..text.len(), replacement)));
            }
            prop_assert_eq!(apply(&text, &edits), Some(expected.clone()));
            let mut order: Vec<(u64, &Edit)> =
                (1..).map(|index: u64| seed.wrapping_mul(index * 2 + 1).rotate_left(17)).zip(&edits).collect();
            order.sort();
            prop_assert_eq!(apply(&text, order.into_iter().map(|(_, edit)| edit)), Some(expected));
        }

        #[test]
        fn overlapping_edits_are_refused(
            (start, length, other) in (0..8_usize, 1..4_usize).prop_flat_map(|(start, length)| {
                (Just(start), Just(length), start..start + length)
            }),
        ) {
            let text = "abcdefghijklmno";
            let edits = [edit(file(), start..start + length, "x"), edit(file(), other..other + 1, "y")];
            prop_assert_eq!(apply(text, &edits), None);
            prop_assert_eq!(apply(text, edits.iter().rev()), None);
        }
    }
}

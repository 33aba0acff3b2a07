//! Which `allow` blocks reach a finding, without asking each of them: there may be one in every block of a large spec.

use std::collections::BTreeMap;

use crate::decode::Allowance;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// `allow` blocks by their code.
pub(super) struct Reach<'a>(BTreeMap<&'a str, OfCode>);

#[derive(Default)]
struct OfCode {
    /// Blocks at the root, by their number.
    everywhere: Vec<usize>,
    /// Blocks inside others, by the file and the place where the outer block begins.
    nested: Vec<Nested>,
}

struct Nested {
    scope: Span,
    number: usize,
    /// The position of the block around its scope, or that stands in the same one.
    outer: Option<usize>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(allowances: &'a [Allowance]) -> Self {
        let mut codes: BTreeMap<&str, OfCode> = BTreeMap::new();
        for (number, allowance) in allowances.iter().enumerate() {
            let of_code = codes.entry(allowance.code.as_str()).or_default();
            match allowance.scope {
                None => of_code.everywhere.push(number),
                Some(scope) => of_code.nested.push(Nested { scope, number, outer: None }),
            }
        }
        codes.values_mut().for_each(OfCode::nest);
        Self(codes)
    }

    /// The numbers of all blocks that reach a finding.
    pub(super) fn numbers(&self, finding: &Diagnostic) -> Vec<usize> {
        let Some(OfCode { everywhere, nested }) = self.0.get(finding.code.as_str()) else { return Vec::new() };
        let place = finding.primary.span;
        let begun = nested.partition_point(|block| (block.scope.file, block.scope.start) <= (place.file, place.start));
        let around = std::iter::successors(begun.checked_sub(1), |position| nested.get(*position)?.outer);
        let around = around.filter_map(|position| nested.get(position)).filter(|block| holds(block.scope, place));
        everywhere.iter().copied().chain(around.map(|block| block.number)).collect()
    }
}

impl OfCode {
    fn nest(&mut self) {
        self.nested.sort_by_key(|block| (block.scope.file, block.scope.start, std::cmp::Reverse(block.scope.end)));
        let mut around: Vec<(usize, Span)> = Vec::new();
        for (position, block) in self.nested.iter_mut().enumerate() {
            while around.pop_if(|(_, outer)| !holds(*outer, block.scope)).is_some() {}
            block.outer = around.last().map(|(position, _)| *position);
            around.push((position, block.scope));
        }
    }
}

fn holds(outer: Span, place: Span) -> bool {
    outer.file == place.file && outer.start <= place.start && place.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, codes};
    use crate::source::{SourceMap, Spanned};

    #[test]
    fn blocks_reach_what_is_inside_the_block_that_they_stand_in() {
        let mut sources = SourceMap::new();
        let files = ["a", "b"].map(|name| sources.add(name, name, String::new()));
        let at = |file: usize, start, end| Span::new(files[file], start..end);
        let scopes = [
            None,
            Some(at(0, 0, 100)),
            Some(at(0, 10, 40)),
            Some(at(0, 10, 40)),
            Some(at(0, 20, 30)),
            Some(at(0, 50, 60)),
            Some(at(1, 0, 100)),
        ];
        let code: Code = codes::ALLOW_UNUSED;
        let allowance = |scope| Allowance {
            code: Spanned::new(code.as_str().parse().unwrap(), Span::NONE),
            until: None,
            is_readable: true,
            subject: None,
            scope,
        };
        let allowances = scopes.map(allowance);
        let reach = Reach::of(&allowances);
        for place in [
            at(0, 22, 25),
            at(0, 20, 30),
            at(0, 10, 12),
            at(0, 38, 45),
            at(0, 45, 46),
            at(0, 52, 52),
            at(0, 99, 101),
            at(1, 22, 25),
            Span::NONE,
        ] {
            let mut found = reach.numbers(&Diagnostic::warning(code, place, "something"));
            found.sort_unstable();
            let each = allowances.iter().enumerate().filter(|(_, allowance)| allowance.reaches(place));
            assert_eq!(found, each.map(|(number, _)| number).collect::<Vec<_>>(), "{place:?}");
        }
        let other = Diagnostic::warning(codes::ALLOW_EXPIRED, at(0, 22, 25), "something");
        assert!(reach.numbers(&other).is_empty());
    }
}

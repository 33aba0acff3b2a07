//! Places of a specification: removing them, and giving values without a text places of their own.

use std::collections::BTreeMap;

use super::Spec;
use crate::decode::{Block as _, Walk};
use crate::diagnostic::{Diagnostic, Step, Subject};
use crate::source::Span;

impl Spec {
    /// The same specification as a program would build it in Rust: without any place.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        self.visit_places(&mut |_, span| *span = Span::NONE);
        self
    }

    /// Gives every value that was not read from text a place of its own, so that what is found at one of them is not taken
    /// for what is found at another. Rules rely on it.
    pub fn number_places(&mut self) {
        let mut number = 0_u32;
        self.visit_places(&mut |_, span| {
            if span.file.is_none() {
                number = number.saturating_add(1);
                *span = Span::numbered(number);
            }
        });
    }

    /// Names the subject of every finding that has none: the part of this specification that stands at its place.
    pub(crate) fn name_subjects(&mut self, diagnostics: &mut [Diagnostic]) {
        let nameless = |diagnostic: &&mut Diagnostic| diagnostic.subject.is_none();
        let mut subjects: BTreeMap<Span, Option<Subject>> =
            diagnostics.iter_mut().filter(nameless).map(|diagnostic| (diagnostic.primary.span, None)).collect();
        if subjects.is_empty() {
            return;
        }
        self.visit_places(&mut |way, span| {
            if let Some(subject @ None) = subjects.get_mut(span) {
                *subject = Subject::part(way);
            }
        });
        for diagnostic in diagnostics.iter_mut().filter(nameless) {
            diagnostic.subject = subjects.get(&diagnostic.primary.span).cloned().flatten();
        }
    }

    fn visit_places(&mut self, visit: &mut dyn FnMut(&[Step], &mut Span)) {
        self.places(&mut Walk::new(visit));
    }
}

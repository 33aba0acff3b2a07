//! Visiting the place of every value of a specification, with the keys that lead to it.

use crate::diagnostic::Step;
use crate::source::Span;

/// What is done at each place.
type Visit<'v> = dyn FnMut(&[Step], &mut Span) + 'v;

/// A visit to all places of a specification, in the order of its types.
pub struct Walk<'v> {
    way: Vec<Step>,
    visit: &'v mut Visit<'v>,
}

impl<'v> Walk<'v> {
    /// A visit that begins at the root.
    pub(crate) fn new(visit: &'v mut Visit<'v>) -> Self {
        Self { way: Vec::new(), visit }
    }

    /// Visits one place of what the current keys lead to.
    pub fn place(&mut self, span: &mut Span) {
        (self.visit)(&self.way, span);
    }

    /// Visits what stands at one more key.
    pub fn at(&mut self, step: Step, inside: impl FnOnce(&mut Self)) {
        self.way.push(step);
        inside(self);
        self.way.pop();
    }

    /// Visits one of the blocks that stand at the current key: that of this label.
    pub(crate) fn block(&mut self, label: String, inside: impl FnOnce(&mut Self)) {
        let name = |walk: &mut Self, name| walk.way.last_mut().map(|step| step.name = name);
        name(self, Some(label));
        inside(self);
        name(self, None);
    }
}

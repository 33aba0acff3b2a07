//! What a list names twice.

use super::Resolver;
use crate::decode::{Block as _, Repeated};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::REPEATED_ELEMENT;

impl Resolver<'_> {
    /// Warns of all elements that stand earlier in their list already. Zones, scopes and groups have rules of their own.
    pub(super) fn repeated(&mut self) {
        let mut found = Vec::new();
        self.spec.repeated(&mut found);
        for Repeated { what, element, first, again } in found {
            let headline = format!("{what} `{element}` is named twice");
            let warning = Diagnostic::warning(REPEATED_ELEMENT, again, headline).label("adds nothing");
            let help = "leave it out, or name the one that is meant";
            self.report(warning.also(first, "first here").help_removing(help, again));
        }
    }
}

//! Heredocs: `<<EOT`, and `<<-EOT`, whose lines lose their common indentation.

use hcl_edit::Span;
use hcl_edit::template::{Element, HeredocTemplate};

use super::Reader;
use super::template::{Reach, Text};
use crate::terraform::Expression;

impl Reader<'_> {
    pub(super) fn heredoc(&mut self, heredoc: &HeredocTemplate) -> Expression {
        if self.is_intricate(heredoc) {
            let reason = "a heredoc that is indented (`<<-`) holds directives, or lines of nothing but blanks";
            self.refuse(Self::offset(heredoc), reason);
        }
        let mut text = Text::new(Reach::Line, false);
        self.elements(heredoc.template.iter(), &mut text);
        text.into_expression()
    }

    /// Whether the parser and Terraform disagree about the indentation that the lines lose: Terraform does not count
    /// lines of blanks, and counts lines inside directives.
    fn is_intricate(&self, heredoc: &HeredocTemplate) -> bool {
        let written = heredoc.span().and_then(|span| self.text.get(span)).unwrap_or_default();
        let is_directive = |element: &Element| matches!(element, Element::Directive(_));
        let is_blank = |line: &str| !line.is_empty() && line.trim().is_empty();
        written.starts_with("<<-") && (heredoc.template.iter().any(is_directive) || written.lines().any(is_blank))
    }
}

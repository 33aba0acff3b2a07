//! What the compiler has to say about a specification, as data. Wording lives beside the rule that finds the fault,
//! rendering in [`render`].

mod code;
pub mod codes;
pub mod render;
mod wording;

use serde::Serialize;

use crate::source::Span;

pub use code::Code;
pub use wording::{article, did_you_mean, is_hidden, listing, plural, shortened, visible};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Output is written; somebody should look.
    Warning,
}

/// A remark on one place of the specification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is wrong, or why it matters, here.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable identity of the rule.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub headline: String,
    /// The place of the fault.
    pub primary: Label,
    /// Other places that explain it, in any file.
    pub secondary: Vec<Label>,
    /// Why it is wrong: limits and their source.
    pub notes: Vec<String>,
    /// What to write instead.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// An error at `span`. The label under the source line is empty until [`Diagnostic::label`] sets it.
    pub fn error(code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            headline: headline.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, headline) }
    }

    /// What is wrong at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place, and why it matters. Places without source text are left out.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        if span.file.is_some() {
            self.secondary.push(Label { span, text: text.into() });
        }
        self
    }

    /// Why it is wrong.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to write instead.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// What to write instead, when there is something to propose.
    pub fn help_if_some(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }
}

/// Sorted by place and code, without duplicates: the order in which every renderer prints.
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.primary.span, d.code, d.severity);
        // To the end: what is equal stands side by side only when nothing is left out.
        let texts = (&a.headline, &a.primary.text, &a.secondary, &a.notes, &a.helps);
        key(a).cmp(&key(b)).then_with(|| texts.cmp(&(&b.headline, &b.primary.text, &b.secondary, &b.notes, &b.helps)))
    });
    diagnostics.dedup();
    diagnostics
}

/// Whether one of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

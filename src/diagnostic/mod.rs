//! What the compiler has to say about a specification, as data. Wording lives beside the rule that finds the fault,
//! rendering in [`render`].

mod code;
pub mod codes;
pub mod edits;
mod lookalike;
mod near;
mod on_disk;
pub mod render;
mod subject;
mod visible;
mod waiting;
mod wording;

use schemars::JsonSchema;
use serde::Serialize;

use crate::source::Span;

pub use code::Code;
pub use lookalike::{latin, numbered};
pub use near::{Near, did_you_mean};
pub use subject::{Step, Subject};
pub use visible::{escaped_json, is_hidden, is_unprintable, visible, visible_line, visible_source};
pub use waiting::{WaitedFor, Waiting};
pub use wording::{article, first_few, listing, plural, shortened};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Output is written; somebody should look.
    Warning,
    /// Output is written; it could be better.
    Advice,
}

/// A remark on one place of the specification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is wrong, or why it matters, here.
    pub text: String,
}

/// A change of the specification's text: the bytes of `span` become `replacement`. An empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

/// What to write instead, in words and, where cellc is sure, as edits that can be applied together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Help {
    /// In words.
    pub text: String,
    /// In text; empty where only words are possible.
    pub edits: Vec<Edit>,
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
    /// What it is about: a part of the specification, or a file or folder. [`None`] for what is wrong with the
    /// specification as a whole, and for text that could not be read far enough to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// The place of the fault.
    pub primary: Label,
    /// Other places that explain it, in any file.
    pub secondary: Vec<Label>,
    /// Why it is wrong: limits and their source.
    pub notes: Vec<String>,
    /// What to write instead.
    pub helps: Vec<Help>,
    /// Whether an `allow` block accepts it although it is an error. Warnings and advice can always be accepted.
    #[serde(skip)]
    pub is_acceptable: bool,
    /// Places whose text is a secret: no renderer prints it, in this finding or in another one. Most secrets are
    /// recognised in the text itself; these are those that only their meaning gives away.
    #[serde(skip)]
    pub secrets: Vec<Span>,
}

impl Diagnostic {
    /// An error at `span`. The label under the source line is empty until [`Diagnostic::label`] sets it.
    pub fn error(code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, headline)
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, headline)
    }

    /// A piece of advice at `span`.
    pub fn advice(code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, span, headline)
    }

    /// A finding of any severity at `span`.
    pub fn new(severity: Severity, code: Code, span: Span, headline: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            headline: headline.into(),
            subject: None,
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            is_acceptable: false,
            secrets: Vec::new(),
        }
    }

    /// Says that an `allow` block may accept it, also as an error.
    pub fn acceptable(self) -> Self {
        Self { is_acceptable: true, ..self }
    }

    /// Whether an `allow` block may accept it.
    pub fn can_be_allowed(&self) -> bool {
        self.is_acceptable || self.severity != Severity::Error
    }

    /// The file or folder that it is about, when no text can be shown.
    pub fn about(self, path: impl Into<String>) -> Self {
        Self { subject: Some(Subject::Path(path.into())), ..self }
    }

    /// The file or folder that it is about, if it is about one.
    pub fn path(&self) -> Option<&str> {
        match &self.subject {
            Some(Subject::Path(path)) => Some(path),
            Some(Subject::Part(_)) | None => None,
        }
    }

    /// The part of the specification that it is about, as the keys that lead there; empty if that is not known.
    pub fn part(&self) -> &[Step] {
        match &self.subject {
            Some(Subject::Part(way)) => way,
            Some(Subject::Path(_)) | None => &[],
        }
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

    /// Keeps the text at a place from being printed.
    pub fn secret(mut self, span: Span) -> Self {
        self.secrets.push(span);
        self
    }

    /// Why it is wrong.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to write instead.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(Help { text: text.into(), edits: Vec::new() });
        self
    }

    /// What to write instead, in words and as text in place of `span`. Places without source text get the words only.
    pub fn help_replacing(mut self, text: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edit = span.file.map(|_| Edit { span, replacement: replacement.into() });
        self.helps.push(Help { text: text.into(), edits: edit.into_iter().collect() });
        self
    }

    /// What was probably meant: as text in place of `span` where it can be nothing else, otherwise as a question only.
    pub fn help_near(self, near: &Near<'_>, span: Span) -> Self {
        match near.certain() {
            Some(name) => self.help_replacing(near.question(), span, format!("\"{name}\"")),
            None => self.help(near.question()),
        }
    }

    /// What to write instead, in words and as several changes that belong together.
    pub fn help_editing(mut self, text: impl Into<String>, edits: impl IntoIterator<Item = (Span, String)>) -> Self {
        let edits = edits.into_iter().filter(|(span, _)| span.file.is_some());
        let edits = edits.map(|(span, replacement)| Edit { span, replacement }).collect();
        self.helps.push(Help { text: text.into(), edits });
        self
    }

    /// That a whole entry is to go: `span` is that of its key, its label, its value or the pair, or that of an element of a
    /// list. [`suggest::fit`](crate::suggest::fit) takes the rest of the entry with it.
    pub fn help_removing(self, text: impl Into<String>, span: Span) -> Self {
        self.help_replacing(text, span, "")
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
        let rest = |a: &Diagnostic, b: &Diagnostic| {
            let labels = a.primary.cmp(&b.primary).then_with(|| a.secondary.cmp(&b.secondary));
            labels.then_with(|| a.notes.cmp(&b.notes)).then_with(|| a.helps.cmp(&b.helps))
        };
        // All of it counts, so that equal findings stand side by side.
        key(a)
            .cmp(&key(b))
            .then_with(|| a.headline.cmp(&b.headline))
            .then_with(|| a.subject.cmp(&b.subject))
            .then_with(|| rest(a, b))
    });
    diagnostics.dedup();
    diagnostics
}

/// Whether one of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

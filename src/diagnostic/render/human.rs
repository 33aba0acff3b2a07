//! Text in the manner of rustc: headline, source lines with labels, notes and help.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{FileId, SourceMap};

/// Renders all diagnostics, with a blank line after each; `colour` adds terminal escapes.
pub fn human(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[report(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.headline).id(diagnostic.code.as_str());
    let notes = diagnostic.notes.iter().map(|note| Element::from(Level::NOTE.message(note)));
    let helps = diagnostic.helps.iter().map(|help| Element::from(Level::HELP.message(help)));
    Group::with_title(title).elements(snippets(diagnostic, sources)).elements(notes).elements(helps)
}

/// One snippet a file, the file of the fault first.
fn snippets<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Element<'a>> {
    let mut files: Vec<FileId> = Vec::new();
    let labels = || std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary);
    for file in labels().filter_map(|label| label.span.file) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files.iter().filter_map(|file| snippet(*file, diagnostic, labels(), sources)).collect()
}

fn snippet<'a>(
    id: FileId,
    diagnostic: &Diagnostic,
    labels: impl Iterator<Item = &'a Label>,
    sources: &'a SourceMap,
) -> Option<Element<'a>> {
    let file = sources.get(id)?;
    let mut snippet = Snippet::source(file.text.as_str()).path(file.path.as_str());
    for label in labels.filter(|label| label.span.file == Some(id)) {
        let is_primary = std::ptr::eq(label, &raw const diagnostic.primary);
        let kind = if is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = (!label.text.is_empty()).then_some(label.text.as_str());
        snippet = snippet.annotation(kind.span(file.clamp(label.span)).label(text));
    }
    Some(Element::from(snippet))
}

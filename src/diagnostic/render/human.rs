//! Text in the manner of rustc: headline, source lines with labels, notes and help.

use std::ops::{Range, RangeInclusive};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet};

use super::excerpt::Secrets;
use super::{shown, shown_line};
use crate::diagnostic::{Diagnostic, Edit, Help, Label, Severity, visible_line, visible_source};
use crate::secrets::masked_source;
use crate::source::{FileId, SourceFile, SourceMap};

/// Labels of one file with more lines than this between them get snippets of their own, so that the time for a
/// diagnostic does not depend on the length of the file.
const FAR: usize = 200;

/// Lines with more bytes than this are not shown: only machines write them, on one of them there may be thousands of
/// faults, and the renderer looks at the whole line for each.
const LONGEST_LINE: usize = 16 * 1024;

/// Renders all diagnostics, with a blank line after each; `colour` adds terminal escapes.
pub fn human(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let secrets = Secrets::of(diagnostics, sources);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let mut groups = vec![report(diagnostic, sources, &secrets)];
        groups.extend(diagnostic.helps.iter().filter_map(|help| patch(help, sources, &secrets)));
        text.push_str(&renderer.render(&groups));
        text.push_str("\n\n");
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap, secrets: &Secrets) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let title = level.primary_title(shown_line(&diagnostic.headline)).id(diagnostic.code.as_str());
    let notes = diagnostic.notes.iter().map(|note| Element::from(Level::NOTE.message(shown(note))));
    let helps = diagnostic.helps.iter().filter(|help| patch(help, sources, secrets).is_none());
    let helps = helps.map(|help| Element::from(Level::HELP.message(shown(&help.text))));
    let places = places(diagnostic, sources).into_iter().flat_map(|place| place.elements(secrets));
    let subject = subject(diagnostic, sources);
    Group::with_title(title).elements(subject).elements(places).elements(notes).elements(helps)
}

/// The part of the specification that a finding is about, where no text can be shown: it was built in Rust.
fn subject<'a>(diagnostic: &'a Diagnostic, sources: &SourceMap) -> Vec<Element<'a>> {
    let Some(subject) = &diagnostic.subject else { return Vec::new() };
    if diagnostic.path().is_some() || sources.file_of(diagnostic.primary.span).is_some() {
        return Vec::new();
    }
    let label = &diagnostic.primary.text;
    let label = (!label.is_empty()).then(|| Element::from(Level::NOTE.message(shown_line(label))));
    std::iter::once(Element::from(Origin::path(shown_line(&subject.to_string())))).chain(label).collect()
}

/// The edits of a help that change several lines of one file, as the lines before and after; for those within a line the
/// words say enough.
fn patch<'a>(help: &'a Help, sources: &'a SourceMap, secrets: &Secrets) -> Option<Group<'a>> {
    let first = help.edits.first().filter(|edit| help.edits.iter().all(|other| other.span.file == edit.span.file))?;
    let file = sources.file_of(first.span)?;
    let bytes: Vec<Range<usize>> = help.edits.iter().map(|edit| file.clamp(edit.span)).collect();
    let start = bytes.iter().map(|bytes| bytes.start).min()?;
    let end = bytes.iter().map(|bytes| bytes.end).max()?;
    let inner = file.text.get(start..end)?.trim_end();
    let has_lines = inner.contains('\n') || help.edits.iter().any(|edit| edit.replacement.contains('\n'));
    // A last line break that goes belongs to its line, and not to the next.
    let is_shorter = file.bytes_of_lines(&file.lines(&(start..start + inner.len()))).end >= end;
    let lines = file.lines(&(start..if is_shorter { start + inner.len() } else { end }));
    let window = file.bytes_of_lines(&lines);
    let text = file.text.get(window.clone())?;
    if !has_lines || lines.end() - lines.start() > FAR || text.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let excerpt = secrets.excerpt(first.span.file?, file, window);
    let change = |(edit, bytes): (&Edit, Range<usize>)| {
        let replacement = visible_source(&masked_source(&edit.replacement)).into_owned();
        Patch::new(excerpt.range(&bytes), replacement)
    };
    let changes: Vec<Patch<'a>> = help.edits.iter().zip(bytes).map(change).collect();
    let snippet = Snippet::source(excerpt.text).line_start(*lines.start()).path(visible_line(&file.path));
    let snippet = snippet.patches(changes);
    Some(Group::with_title(Level::HELP.secondary_title(shown(&help.text))).element(snippet))
}

/// Lines of one file, with labels.
struct Place<'a> {
    file: &'a SourceFile,
    id: FileId,
    lines: RangeInclusive<usize>,
    marks: Vec<Mark<'a>>,
}

/// A label and the bytes that it is for.
struct Mark<'a> {
    kind: AnnotationKind,
    bytes: Range<usize>,
    text: &'a str,
}

/// The place of the fault comes first.
fn places<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    for (kind, label) in std::iter::once((AnnotationKind::Primary, &diagnostic.primary)).chain(secondary) {
        put(&mut places, kind, label, sources);
    }
    places
}

fn put<'a>(places: &mut Vec<Place<'a>>, kind: AnnotationKind, label: &'a Label, sources: &'a SourceMap) {
    let Some((id, file)) = label.span.file.and_then(|id| Some((id, sources.get(id)?))) else { return };
    let bytes = file.clamp(label.span);
    let lines = file.lines(&bytes);
    let mark = Mark { kind, bytes, text: &label.text };
    match places.iter_mut().find(|place| place.id == id && place.is_near(&lines)) {
        Some(place) => {
            place.lines = *lines.start().min(place.lines.start())..=*lines.end().max(place.lines.end());
            place.marks.push(mark);
        }
        None => places.push(Place { file, id, lines, marks: vec![mark] }),
    }
}

impl<'a> Place<'a> {
    fn is_near(&self, lines: &RangeInclusive<usize>) -> bool {
        *lines.start() <= self.lines.end() + FAR && *self.lines.start() <= lines.end() + FAR
    }

    fn elements(self, secrets: &Secrets) -> Vec<Element<'a>> {
        let window = self.file.bytes_of_lines(&self.lines);
        if self.file.longest_of_lines(&self.lines) > LONGEST_LINE {
            return self.marks.into_iter().flat_map(|mark| mark.without_source(self.file)).collect();
        }
        // Only the lines that are shown: splitting a large file into lines again for each diagnostic would take seconds.
        let excerpt = secrets.excerpt(self.id, self.file, window);
        let annotations: Vec<Annotation<'a>> =
            self.marks.into_iter().map(|mark| mark.annotation(excerpt.range(&mark.bytes))).collect();
        let snippet = Snippet::source(excerpt.text).line_start(*self.lines.start());
        vec![Element::from(snippet.path(visible_line(&self.file.path)).annotations(annotations))]
    }
}

impl<'a> Mark<'a> {
    /// The label under these bytes of the excerpt.
    fn annotation(&self, bytes: Range<usize>) -> Annotation<'a> {
        self.kind.span(bytes).label((!self.text.is_empty()).then(|| shown_line(self.text)))
    }

    fn without_source(self, file: &'a SourceFile) -> impl Iterator<Item = Element<'a>> {
        let (line, column) = file.line_column(self.bytes.start);
        let origin = Origin::path(visible_line(&file.path)).line(line).char_column(column);
        let note = (!self.text.is_empty()).then(|| Element::from(Level::NOTE.message(shown_line(self.text))));
        std::iter::once(Element::from(origin)).chain(note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn line(number: usize) -> String {
        format!("key_{number} = \"ö {number}\"\n")
    }

    /// Line `number` of the text that `lines` makes, but for its line break.
    fn span_of(file: &SourceFile, id: FileId, number: usize) -> Span {
        let bytes = file.bytes_of_lines(&(number..=number));
        Span::new(id, bytes.start..bytes.end - 1)
    }

    #[test]
    fn labels_are_shown_with_the_line_numbers_of_the_whole_file() {
        let mut sources = SourceMap::new();
        let id = sources.add("fleet.hcl", "fleet.hcl", (1..=3000).map(line).collect::<String>());
        let file = sources.get(id).unwrap();
        let at = |number| span_of(file, id, number);
        let diagnostic = Diagnostic::error(Code::SYNTAX, at(1502), "it is wrong")
            .label("here")
            .also(at(7), "far above")
            .also(at(1505), "just below")
            .also(at(1499), "just above")
            .also(at(3000), "far below");
        let expected = r#"error[CELL0102]: it is wrong
    --> fleet.hcl:1502:1
     |
1499 | key_1499 = "ö 1499"
     | ------------------- just above
...
1502 | key_1502 = "ö 1502"
     | ^^^^^^^^^^^^^^^^^^^ here
...
1505 | key_1505 = "ö 1505"
     | ------------------- just below
     |
    ::: fleet.hcl:7:1
     |
   7 | key_7 = "ö 7"
     | ------------- far above
     |
    ::: fleet.hcl:3000:1
     |
3000 | key_3000 = "ö 3000"
     | ------------------- far below

"#;
        assert_eq!(human(&[diagnostic], &sources, false), expected);
    }

    #[test]
    fn lines_that_only_machines_read_are_not_shown() {
        let mut sources = SourceMap::new();
        let text = format!("{{ \"ö\": 1,{} \"b\": 2 }}\n", " ".repeat(LONGEST_LINE));
        let id = sources.add("fleet.json", "fleet.json", text.as_str());
        let start = text.find("\"b\"").unwrap();
        let diagnostic = Diagnostic::error(Code::UNKNOWN_KEY, Span::new(id, start..start + 3), "unknown key `b`")
            .label("nothing reads this")
            .also(Span::new(id, 2..6), "this is read")
            .help("remove it");
        let expected = "error[CELL0201]: unknown key `b`
--> fleet.json:1:16395
 = note: nothing reads this
::: fleet.json:1:3
 = note: this is read
 = help: remove it

";
        assert_eq!(human(&[diagnostic], &sources, false), expected);
    }

    #[test]
    fn a_part_of_the_text_is_rendered_like_the_whole() {
        let mut sources = SourceMap::new();
        let text: String = (1..=40).map(|number| line(number).repeat(number % 3)).collect();
        let id = sources.add("a.hcl", "a.hcl", text.trim_end());
        let file = sources.get(id).unwrap();
        // The library measures the width of line numbers by the line before, so both have to have two digits.
        let first = file.bytes_of_lines(&(11..=11)).start;
        let starts = first..file.text.len() + 3;
        for (start, length) in starts.flat_map(|start| [0, 1, 5, 30, 90].map(|length| (start, length))) {
            let span = Span::new(id, start..start + length);
            let diagnostic = Diagnostic::error(Code::SYNTAX, span, "wrong").label("here");
            let whole = Snippet::source(file.text.as_str())
                .path("a.hcl")
                .annotation(AnnotationKind::Primary.span(file.clamp(span)).label("here"));
            let title = Level::ERROR.primary_title("wrong").id("CELL0102");
            let expected = Renderer::plain().render(&[Group::with_title(title).element(whole)]);
            assert_eq!(human(&[diagnostic], &sources, false), expected + "\n\n", "{start} {length}");
        }
    }
}

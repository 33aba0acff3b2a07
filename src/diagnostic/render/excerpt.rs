//! Source lines as they are shown: secrets masked, what a terminal would obey spelled out.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, is_unprintable};
use crate::secrets::{self, MASK};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// What must not be shown of each file.
pub(super) struct Secrets(BTreeMap<FileId, Vec<Range<usize>>>);

impl Secrets {
    /// Those of all files that the findings have places in: what the text gives away, and what the findings know.
    pub(super) fn of(diagnostics: &[Diagnostic], sources: &SourceMap) -> Self {
        let mut secrets: BTreeMap<FileId, Vec<Range<usize>>> = BTreeMap::new();
        for span in diagnostics.iter().flat_map(spans) {
            let Some((id, file)) = span.file.and_then(|id| Some((id, sources.get(id)?))) else { continue };
            secrets.entry(id).or_insert_with(|| secrets::in_source(&file.text));
        }
        let mut told: BTreeMap<FileId, Vec<Range<usize>>> = BTreeMap::new();
        for span in diagnostics.iter().flat_map(|diagnostic| &diagnostic.secrets) {
            let Some((id, file)) = span.file.and_then(|id| Some((id, sources.get(id)?))) else { continue };
            let bytes = file.clamp(*span);
            let known = secrets.get(&id).map_or(&[][..], Vec::as_slice);
            if !overlaps(known, &bytes) {
                told.entry(id).or_default().push(within_quotes(file, bytes));
            }
        }
        for (id, ranges) in told {
            secrets.entry(id).or_default().extend(ranges);
        }
        Self(secrets.into_iter().map(|(id, ranges)| (id, secrets::joined(ranges))).collect())
    }

    /// A part of a file as it is shown.
    pub(super) fn excerpt(&self, id: FileId, file: &SourceFile, window: Range<usize>) -> Excerpt {
        let secrets = self.0.get(&id).map_or(&[][..], Vec::as_slice);
        let first = secrets.partition_point(|secret| secret.end <= window.start);
        let within = secrets.iter().skip(first).take_while(|secret| secret.start < window.end);
        let within = within.map(|secret| secret.start.max(window.start)..secret.end.min(window.end));
        let mut excerpt = Excerpt { start: window.start, text: String::new(), pieces: Vec::new() };
        let mut end = window.start;
        for line in within.flat_map(|secret| lines(file, secret)) {
            excerpt.push(file, end..line.start);
            end = line.end;
            excerpt.replace(line, MASK);
        }
        excerpt.push(file, end..window.end);
        excerpt
    }
}

/// All places of a finding.
fn spans(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary).map(|label| label.span);
    let edits = diagnostic.helps.iter().flat_map(|help| &help.edits).map(|edit| edit.span);
    labels.chain(edits)
}

/// Whether one of these ranges, which are in order, has bytes in common with another one.
fn overlaps(known: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let next = known.partition_point(|known| known.end <= bytes.start);
    known.get(next).is_some_and(|known| known.start < bytes.end)
}

/// What stands between the quotes, or the lines between the marks of a text of several lines.
fn within_quotes(file: &SourceFile, bytes: Range<usize>) -> Range<usize> {
    let text = file.text.get(bytes.clone()).unwrap_or_default();
    if let Some((first, _)) = text.split_once('\n').filter(|_| text.starts_with("<<")) {
        return bytes.start + first.len() + 1..bytes.end;
    }
    let is_quoted = text.len() >= 2 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
    if is_quoted { bytes.start + 1..bytes.end - 1 } else { bytes }
}

/// The part of each line: masked one by one, lines keep their numbers.
fn lines(file: &SourceFile, bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = file.text.get(bytes.clone()).unwrap_or_default();
    let lines = text.split_inclusive('\n').scan(bytes.start, |end, line| {
        let start = *end;
        *end += line.len();
        Some(start..start + line.trim_end_matches(['\r', '\n']).len())
    });
    lines.filter(|line| !line.is_empty())
}

/// Lines to show, with what became of each place in them.
pub(super) struct Excerpt {
    /// What is shown.
    pub(super) text: String,
    start: usize,
    /// What was replaced: bytes of the file, bytes of the excerpt.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl Excerpt {
    /// The bytes of the excerpt that show bytes of the file.
    pub(super) fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.position(bytes.start, false);
        start..self.position(bytes.end, true).max(start)
    }

    fn position(&self, offset: usize, is_end: bool) -> usize {
        let before = self.pieces.partition_point(|(piece, _)| piece.start <= offset);
        match before.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            None => offset.saturating_sub(self.start),
            Some((piece, shown)) if offset >= piece.end => shown.end + (offset - piece.end),
            Some((piece, shown)) if is_end && offset > piece.start => shown.end,
            Some((_, shown)) => shown.start,
        }
    }

    fn push(&mut self, file: &SourceFile, bytes: Range<usize>) {
        let text = file.text.get(bytes.clone()).unwrap_or_default();
        let mut characters = text.char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            let at = bytes.start + index..bytes.start + index + character.len_utf8();
            let ends_line = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
            if ends_line {
                self.replace(at, "");
            } else if is_unprintable(character) && !matches!(character, '\n' | '\t') {
                self.replace(at, &character.escape_default().to_string());
            } else if character == '#' && self.text.ends_with('#') && text.get(index..).is_some_and(is_command) {
                self.replace(at, "\\u{23}");
            } else {
                self.text.push(character);
            }
        }
    }

    fn replace(&mut self, bytes: Range<usize>, shown: &str) {
        let start = self.text.len();
        self.text.push_str(shown);
        self.pieces.push((bytes, start..self.text.len()));
    }
}

/// The rest of a command to the runner of a pipeline, which looks for it anywhere in a log.
fn is_command(rest: &str) -> bool {
    rest.starts_with("#[") || rest.starts_with("#vso[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_what_is_replaced() {
        let mut sources = SourceMap::new();
        let text = "a = 1\r\npassword = \"pa$$word\" # \u{9b}x\nb = 2\n";
        let id = sources.add("a.hcl", "a.hcl", text);
        let file = sources.get(id).unwrap();
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            start..start + part.len()
        };
        let span = |part: &str| Span::new(id, at(part));
        let finding = Diagnostic::error(crate::diagnostic::Code::SYNTAX, span("b"), "x");
        let excerpt = Secrets::of(&[finding], &sources).excerpt(id, file, 0..text.len());
        assert_eq!(excerpt.text, "a = 1\npassword = \"***\" # \\u{9b}x\nb = 2\n");
        for (part, shown) in
            [("a = 1", "a = 1"), ("\"pa$$word\"", "\"***\""), ("$$", "***"), ("\u{9b}", "\\u{9b}"), ("b = 2", "b = 2")]
        {
            assert_eq!(&excerpt.text[excerpt.range(&at(part))], shown, "{part}");
        }
    }

    #[test]
    fn a_secret_of_several_lines_keeps_its_lines() {
        let mut sources = SourceMap::new();
        let text = "key = <<EOT\none\ntwo\nEOT\nx = 1\n";
        let id = sources.add("a.hcl", "a.hcl", text);
        let span = Span::new(id, 6..text.find("x = 1").unwrap() - 1);
        let finding = Diagnostic::error(crate::diagnostic::Code::SYNTAX, span, "x").secret(span);
        let excerpt = Secrets::of(&[finding], &sources).excerpt(id, sources.get(id).unwrap(), 0..text.len());
        assert_eq!(excerpt.text, "key = <<EOT\n***\n***\n***\nx = 1\n");
    }
}

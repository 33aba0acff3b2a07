//! Source files, and places in them.

use serde::Serialize;

/// Number of a source file in its [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FileId(u32);

/// A half-open byte range in one source file.
///
/// A specification that was built in Rust has no text: its values carry [`Span::NONE`]. The analysis numbers them
/// ([`Span::numbered`]), so that a place always tells one value from another; diagnostics about them name their subject in
/// place of a source line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file, or [`None`] for a value that was not read from text: then both offsets are its number, or zero.
    pub file: Option<FileId>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of a value that no source text holds.
    pub const NONE: Self = Self { file: None, start: 0, end: 0 };

    /// The place of the `number`th value of a specification without text, counted from 1.
    pub const fn numbered(number: u32) -> Self {
        Self { file: None, start: number, end: number }
    }

    /// A range of bytes in `file`; offsets beyond 4 GiB saturate.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file: Some(file), start: clamp(range.start), end: clamp(range.end) }
    }

    /// The same place as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Whether somebody wrote a value.
///
/// A place does not tell: a specification that was built in Rust has no places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The specification says it, as text or in Rust.
    Written,
    /// The specification leaves it out, and `resolve` filled it in.
    Default,
}

/// A value, the place of the specification that it comes from, and whether the specification says it.
///
/// Equality ignores place and origin: two specifications that mean the same are the same.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written; for a default the header of the block that it completes.
    #[serde(skip)]
    pub span: Span,
    /// Whether it was written.
    #[serde(skip)]
    pub origin: Origin,
}

impl<T> Spanned<T> {
    /// A value that the specification says at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span, origin: Origin::Written }
    }

    /// A value that the specification leaves out of the block at `span`.
    pub const fn default_of(value: T, span: Span) -> Self {
        Self { value, span, origin: Origin::Default }
    }

    /// Whether the specification says the value, so that it is not a default.
    pub const fn is_written(&self) -> bool {
        matches!(self.origin, Origin::Written)
    }

    /// A reference to the value, with the same place and origin.
    pub const fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span, origin: self.origin }
    }

    /// Another value with the same place and origin.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: convert(self.value), span: self.span, origin: self.origin }
    }
}

impl<T> From<T> for Spanned<T> {
    fn from(value: T) -> Self {
        Self::new(value, Span::NONE)
    }
}

/// In the schema a value is a value; its place does not show.
impl<T: schemars::JsonSchema> schemars::JsonSchema for Spanned<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One file of a specification, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as diagnostics print it.
    pub path: String,
    /// The path relative to the specification's folder; for a single file its name.
    ///
    /// Generated files name their origin by it, so that output does not depend on where the compiler is called.
    pub name: String,
    /// The text.
    pub text: String,
    is_beside: bool,
    line_starts: Vec<usize>,
    /// How many characters begin before each block of bytes: without it, a place on a line of megabytes costs as much.
    characters: Vec<usize>,
}

/// Bytes of a block whose characters are counted once.
const BLOCK: usize = 1024;

impl SourceFile {
    fn new(path: String, name: String, text: String) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(index, _)| index + 1)).collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let start = *before;
            *before += characters_in(block);
            Some(start)
        });
        let characters = blocks.collect();
        Self { path, name, text, is_beside: false, line_starts, characters }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        // Behind the last block there is none, when the text ends with a block.
        let Some(before) = self.characters.get(block) else { return self.text.chars().count() };
        before + self.text.as_bytes().get(block * BLOCK..offset).map_or(0, characters_in)
    }

    /// Line and column of a byte offset, both from 1; the column counts characters. Offsets past the end give the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// The span cut down to the text and to whole characters: what renderers need to never panic.
    pub fn clamp(&self, span: Span) -> std::ops::Range<usize> {
        let start = floor_char_boundary(&self.text, span.start as usize);
        let end = floor_char_boundary(&self.text, span.end as usize);
        start..end.max(start)
    }

    /// The lines that a byte range touches, counted from 1, the last one included.
    pub fn lines(&self, range: &std::ops::Range<usize>) -> std::ops::RangeInclusive<usize> {
        let line = |offset: usize| self.line_starts.partition_point(|start| *start <= offset);
        line(range.start)..=line(range.end)
    }

    /// The bytes of such lines, with the line break of the last one.
    pub fn bytes_of_lines(&self, lines: &std::ops::RangeInclusive<usize>) -> std::ops::Range<usize> {
        let end_of = |line: usize| self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let start = lines.start().checked_sub(2).map_or(0, |before| end_of(before + 1));
        start..end_of(*lines.end()).max(start)
    }

    /// Bytes of the longest of such lines, with its line break.
    pub fn longest_of_lines(&self, lines: &std::ops::RangeInclusive<usize>) -> usize {
        lines.clone().map(|line| self.bytes_of_lines(&(line..=line)).len()).max().unwrap_or(0)
    }
}

/// How many characters begin in these bytes.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// All files of a specification, and those beside it that findings show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// No files.
    pub const fn new() -> Self {
        Self { files: Vec::new() }
    }

    /// Adds a file; `path` is what diagnostics print, `name` what generated files say they come from.
    pub fn add(&mut self, path: impl Into<String>, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(path.into(), name.into(), text.into()));
        id
    }

    /// Adds a file that is not part of the specification, such as the lock file: findings can show its lines, and
    /// [`SourceMap::iter`] leaves it out.
    pub fn add_beside(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let path = path.into();
        let id = self.add(path.as_str(), path.as_str(), text);
        if let Some(file) = self.files.last_mut() {
            file.is_beside = true;
        }
        id
    }

    /// The file of an id that this map gave out.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The file that a span lies in.
    pub fn file_of(&self, span: Span) -> Option<&SourceFile> {
        span.file.and_then(|id| self.get(id))
    }

    /// All files of the specification in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let files = self.files.iter().enumerate().filter(|(_, file)| !file.is_beside);
        files.map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_a_default_is_one() {
        let usual = Spanned::default_of(1, Span::NONE);
        assert!(!usual.is_written());
        assert!(!usual.as_ref().is_written());
        assert!(!usual.map(|value| value + 1).is_written());
        assert!(Spanned::from(1).is_written());
        assert!(Spanned::new(1, Span::NONE).map(|value| value + 1).is_written());
        assert_eq!(usual, Spanned::from(1), "equality is about what a specification means");
    }

    #[test]
    fn line_and_column_count_characters_from_one() {
        let mut map = SourceMap::new();
        let id = map.add("a.hcl", "a.hcl", "one\ntwö three\n");
        let file = map.get(id).unwrap();
        for (offset, expected) in [(0, (1, 1)), (3, (1, 4)), (4, (2, 1)), (8, (2, 4)), (7, (2, 3)), (99, (3, 1))] {
            assert_eq!(file.line_column(offset), expected, "offset {offset}");
        }
    }

    #[test]
    fn a_file_beside_the_specification_has_places_and_is_no_part_of_it() {
        let mut map = SourceMap::new();
        let spec = map.add("a.hcl", "a.hcl", "one");
        let lock = map.add_beside("a.lock.json", "{}");
        assert_eq!(map.iter().map(|(id, _)| id).collect::<Vec<_>>(), [spec]);
        assert_eq!(map.get(lock).map(|file| file.path.as_str()), Some("a.lock.json"));
        assert_eq!(map.file_of(Span::new(lock, 0..1)).map(|file| file.text.as_str()), Some("{}"));
    }

    #[test]
    fn lines_count_from_one_and_end_with_their_break() {
        let mut map = SourceMap::new();
        let id = map.add("a.hcl", "a.hcl", "one\ntwo\n\nfour");
        let file = map.get(id).unwrap();
        for (range, lines, text) in [
            (0..0, 1..=1, "one\n"),
            (1..4, 1..=2, "one\ntwo\n"),
            (4..7, 2..=2, "two\n"),
            (8..8, 3..=3, "\n"),
            (5..13, 2..=4, "two\n\nfour"),
            (13..99, 4..=4, "four"),
        ] {
            assert_eq!(file.lines(&range), lines, "{range:?}");
            assert_eq!(&file.text[file.bytes_of_lines(&lines)], text, "{range:?}");
        }
    }

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        for length in [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let mut map = SourceMap::new();
            let text = format!("a\n{}", "xö".repeat(length));
            let id = map.add("a.hcl", "a.hcl", text.as_str());
            let file = map.get(id).unwrap();
            for (column, (offset, _)) in text.char_indices().chain([(text.len(), ' ')]).skip(2).enumerate() {
                assert_eq!(file.line_column(offset), (2, column + 1), "{length}: {offset}");
            }
            assert_eq!(file.longest_of_lines(&(1..=2)), 3 * length);
        }
    }

    #[test]
    fn clamp_keeps_spans_inside_text_and_characters() {
        let mut map = SourceMap::new();
        let id = map.add("a.hcl", "a.hcl", "ö");
        let file = map.get(id).unwrap();
        assert_eq!(file.clamp(Span::new(id, 1..900)), 0..2);
        assert_eq!(file.clamp(Span { start: 7, end: 3, ..Span::new(id, 0..0) }), 2..2);
    }
}

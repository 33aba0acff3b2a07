//! The text under construction, and how much room is left on its line.

use unicode_segmentation::UnicodeSegmentation;

use super::LINE_WIDTH;

const INDENT: &str = "  ";

/// The text under construction.
#[derive(Debug, Default)]
pub(super) struct Printer {
    text: String,
    /// Columns filled on the current line.
    column: usize,
    /// Levels of indentation of the next line.
    depth: usize,
    assigned: Assigned,
    /// Whether an object key is being written; see [`super::string`].
    in_key: bool,
}

/// What the first `=` of the current line belongs to.
///
/// `terraform fmt` takes the first `=` of a line for its assignment and aligns it with its neighbours when the brackets
/// after it are balanced: `c ? { x = 1 } : {` is such a line by accident. A line whose first `=` is in an inline object
/// must therefore never open a bracket.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assigned {
    /// There is none yet.
    #[default]
    Nothing,
    /// The name that the line starts with.
    Name,
    /// An item of an object that is written on one line.
    InlineObject,
}

/// A place to return to when a try does not fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    column: usize,
    assigned: Assigned,
}

/// How much an expression on one line may fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Last column that may be filled.
    pub(super) last_column: usize,
    /// How many items an object may have and still be written on one line.
    pub(super) object_items: usize,
}

/// The expression needs several lines.
#[derive(Debug)]
pub(super) struct TooWide;

/// Whether an expression could be written on one line.
pub(super) type Fit = Result<(), TooWide>;

impl Room {
    /// An attribute value or the only argument of a call: objects on one line have one item.
    pub(super) const DIRECT: Self = Self { last_column: LINE_WIDTH, object_items: 1 };
    /// An element of something else, on a line of its own: objects on one line have up to three items.
    pub(super) const NESTED: Self = Self { last_column: LINE_WIDTH, object_items: 3 };
    /// The same before a comma.
    pub(super) const ELEMENT: Self = Self { last_column: LINE_WIDTH - 1, ..Self::NESTED };
    /// The same before `...`.
    pub(super) const BEFORE_ELLIPSIS: Self = Self { last_column: LINE_WIDTH - 3, ..Self::NESTED };
    /// The same before ` :`.
    pub(super) const BEFORE_COLON: Self = Self { last_column: LINE_WIDTH - 2, ..Self::NESTED };
    /// One line however long, and comments inside are left out: interpolations, operands, indexes and keys.
    pub(super) const UNBOUNDED: Self = Self { last_column: usize::MAX, object_items: usize::MAX };

    /// The same columns, for an operand, which is never broken.
    pub(super) const fn operand(self) -> Self {
        Self { object_items: usize::MAX, ..self }
    }

    /// The same columns, for a value that stands directly in its place.
    pub(super) const fn direct(self) -> Self {
        Self { object_items: if self.is_strict() { 1 } else { self.object_items }, ..self }
    }

    /// The same columns, for an element of something else.
    pub(super) const fn nested(self) -> Self {
        Self { object_items: if self.is_strict() { 3 } else { self.object_items }, ..self }
    }

    /// Whether an expression may be refused for its shape.
    pub(super) const fn is_strict(self) -> bool {
        self.object_items != usize::MAX
    }
}

impl Printer {
    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// The text with a line break at its end, unless it is empty.
    pub(super) fn finish_file(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.text.len(), column: self.column, assigned: self.assigned }
    }

    /// Takes back everything that was written since `mark`.
    pub(super) fn rollback(&mut self, mark: Mark) {
        self.text.truncate(mark.length);
        self.column = mark.column;
        self.assigned = mark.assigned;
    }

    /// Takes back everything that was written since `mark`, and gives it away.
    pub(super) fn take_since(&mut self, mark: Mark) -> String {
        let taken = self.text.split_off(mark.length);
        self.rollback(mark);
        taken
    }

    /// Bytes written so far.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Columns of the indentation of the next line.
    pub(super) fn indentation(&self) -> usize {
        self.depth * INDENT.len()
    }

    pub(super) fn assigned(&self) -> Assigned {
        self.assigned
    }

    /// Whether the line may go on with a bracket that a later line closes.
    pub(super) fn may_open_bracket(&self) -> bool {
        self.assigned != Assigned::InlineObject
    }

    /// Notes that a `=` is written which belongs to `assigned`.
    pub(super) fn note_assignment(&mut self, assigned: Assigned) {
        if self.assigned == Assigned::Nothing {
            self.assigned = assigned;
        }
    }

    /// Pretends that a line starts here, to measure what would be on it.
    pub(super) fn pretend_line_start(&mut self) {
        self.column = self.indentation();
        self.assigned = Assigned::Nothing;
    }

    /// Appends one token, or several whose width is the sum of their characters.
    pub(super) fn push(&mut self, token: &str) {
        self.text.push_str(token);
        self.column += width(token);
    }

    /// Appends text of which the width is known.
    pub(super) fn push_with_width(&mut self, text: &str, columns: usize) {
        self.text.push_str(text);
        self.column += columns;
    }

    /// Appends one token, and says whether there was room for it.
    pub(super) fn put(&mut self, token: &str, room: Room) -> Fit {
        self.push(token);
        self.check(room)
    }

    /// Runs `write` with room for everything.
    pub(super) fn always(&mut self, write: impl FnOnce(&mut Self, Room) -> Fit) {
        write(self, Room::UNBOUNDED).expect("invariant: nothing is too wide for unbounded room");
    }

    /// Whether the line still has room.
    pub(super) fn check(&self, room: Room) -> Fit {
        if self.column > room.last_column { Err(TooWide) } else { Ok(()) }
    }

    pub(super) fn ends_with(&self, character: char) -> bool {
        self.text.ends_with(character)
    }

    /// Appends blanks.
    pub(super) fn pad(&mut self, blanks: usize) {
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.column += blanks;
    }

    /// Appends an escaped string literal with `write`, and counts it as one token, as `terraform fmt` does.
    pub(super) fn push_literal(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        self.column += self.text.get(start..).map_or(0, width);
    }

    /// Ends the line and indents the next one.
    pub(super) fn newline(&mut self) {
        self.text.push('\n');
        self.column = 0;
        self.pad(self.indentation());
        self.assigned = Assigned::Nothing;
    }

    /// Starts a line: the first one of the text, or the next one, after a blank line when `blank` says so.
    pub(super) fn start_line(&mut self, blank: bool) {
        if self.is_empty() {
            return;
        }
        if blank {
            self.text.push('\n');
        }
        self.newline();
    }

    /// Writes an opening bracket, the lines of `write` one level deeper, and a closing bracket on its own line.
    pub(super) fn bracketed(&mut self, open: &str, close: &str, write: impl FnOnce(&mut Self)) {
        self.push(open);
        self.depth += 1;
        write(self);
        self.depth -= 1;
        self.newline();
        self.push(close);
    }

    /// Runs `write` as the key of an object item.
    pub(super) fn as_key<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.in_key, true);
        let result = write(self);
        self.in_key = outer;
        result
    }

    pub(super) fn is_in_key(&self) -> bool {
        self.in_key
    }
}

/// Columns of a token: grapheme clusters, as `terraform fmt` counts them.
pub(super) fn width(token: &str) -> usize {
    if token.is_ascii() { token.len() } else { token.graphemes(true).count() }
}

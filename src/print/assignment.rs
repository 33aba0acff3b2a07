//! Consecutive `name = value` lines: the attributes of a body or the items of an object, aligned as `terraform fmt` does.

use std::ops::Range;

use crate::terraform::{Attribute, Expression, Key, ObjectItem};

use super::LINE_WIDTH;
use super::printer::{Assigned, Printer, Room};
use super::shape::breaks;

/// Columns of the ` = ` between the longest name and its value.
const EQUALS_WIDTH: usize = 3;

/// An attribute or an object item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Assignment<'a> {
    comment: &'a str,
    name: Name<'a>,
    value: &'a Expression,
}

#[derive(Debug, Clone, Copy)]
enum Name<'a> {
    Attribute(&'a str),
    Key(&'a Key),
}

/// How a group of assignments is set apart by blank lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spacing {
    /// Whether a blank line comes before the first one.
    pub(super) before: bool,
    /// How many of the first are meta arguments, which a blank line separates from the others.
    pub(super) meta_arguments: usize,
}

/// How one assignment is written.
struct Line {
    /// The name in the measured text.
    name: Range<usize>,
    name_width: usize,
    /// The value in the measured text, when it is written on one line.
    value: Option<Range<usize>>,
    value_width: usize,
    /// Whether `terraform fmt` sees that the `=` after the name is the first one of the line.
    plain_name: bool,
    blank_before: bool,
    /// Blanks between the name and its `=`.
    padding: usize,
}

impl<'a> From<&'a Attribute> for Assignment<'a> {
    fn from(attribute: &'a Attribute) -> Self {
        Self { comment: &attribute.comment, name: Name::Attribute(&attribute.name), value: &attribute.value }
    }
}

impl<'a> From<&'a ObjectItem> for Assignment<'a> {
    fn from(item: &'a ObjectItem) -> Self {
        Self { comment: &item.comment, name: Name::Key(&item.key), value: &item.value }
    }
}

impl Printer {
    /// The items of an object: one a line, without blank lines.
    pub(super) fn object_items(&mut self, items: &[Assignment<'_>]) {
        let (measured, mut lines) = self.measure(items, Room::NESTED);
        self.align(items, &mut lines, |_| {});
        self.write_lines(items, &lines, &measured);
    }

    /// The attributes of a body.
    pub(super) fn attributes(&mut self, attributes: &[Assignment<'_>], spacing: Spacing) {
        let (measured, mut lines) = self.measure(attributes, Room::DIRECT);
        self.align(attributes, &mut lines, |lines| set_blank_lines(attributes, lines, spacing));
        self.write_lines(attributes, &lines, &measured);
    }

    /// Writes every name, and every value that goes on one line, aside.
    fn measure(&mut self, assignments: &[Assignment<'_>], room: Room) -> (String, Vec<Line>) {
        let start = self.mark();
        let offset = self.length();
        let lines = assignments.iter().map(|assignment| self.measure_line(assignment, offset, room)).collect();
        (self.take_since(start), lines)
    }

    fn measure_line(&mut self, assignment: &Assignment<'_>, offset: usize, room: Room) -> Line {
        self.pretend_line_start();
        let (name_start, name_column) = (self.length(), self.column());
        self.name(assignment.name);
        let name_width = self.column() - name_column;
        let plain_name = self.assigned() == Assigned::Nothing;
        self.pad(EQUALS_WIDTH);
        self.note_assignment(Assigned::Name);
        let (value_start, value_column) = (self.length(), self.column());
        let on_line = self.value_on_line(assignment.value, room);
        Line {
            name: name_start - offset..value_start - EQUALS_WIDTH - offset,
            name_width,
            value: on_line.then(|| value_start - offset..self.length() - offset),
            value_width: self.column() - value_column,
            plain_name,
            blank_before: false,
            padding: 0,
        }
    }

    fn name(&mut self, name: Name<'_>) {
        match name {
            Name::Attribute(name) => self.push(name),
            Name::Key(key) => self.always(|printer, room| printer.key(key, room)),
        }
    }

    fn value_on_line(&mut self, value: &Expression, room: Room) -> bool {
        if breaks(value) {
            return self.try_inline(value, room);
        }
        self.inline_always(value);
        true
    }

    /// Computes the padding. A value that fits only without padding is broken instead, which splits its run.
    fn align(&self, assignments: &[Assignment<'_>], lines: &mut [Line], set_blank_lines: impl Fn(&mut [Line])) {
        set_blank_lines(lines);
        pad_runs(assignments, lines);
        let mut changed = false;
        for (assignment, line) in assignments.iter().zip(lines.iter_mut()) {
            let end = self.indentation() + line.name_width + line.padding + EQUALS_WIDTH + line.value_width;
            if line.padding > 0 && end > LINE_WIDTH && line.value.is_some() && breaks(assignment.value) {
                line.value = None;
                changed = true;
            }
        }
        if changed {
            set_blank_lines(lines);
            pad_runs(assignments, lines);
        }
    }

    fn write_lines(&mut self, assignments: &[Assignment<'_>], lines: &[Line], measured: &str) {
        for (assignment, line) in assignments.iter().zip(lines) {
            self.start_line(line.blank_before);
            self.comment(assignment.comment);
            self.push_measured(measured, &line.name, line.name_width);
            self.note_assignment(if line.plain_name { Assigned::Name } else { Assigned::InlineObject });
            self.pad(line.padding);
            self.push(" = ");
            match &line.value {
                Some(value) => self.push_measured(measured, value, line.value_width),
                None => self.broken(assignment.value),
            }
        }
    }

    fn push_measured(&mut self, measured: &str, range: &Range<usize>, columns: usize) {
        let text = measured.get(range.clone()).expect("invariant: the range was measured in this text");
        self.push_with_width(text, columns);
    }
}

impl Line {
    fn is_aligned(&self) -> bool {
        self.value.is_some() && self.plain_name
    }
}

fn set_blank_lines(assignments: &[Assignment<'_>], lines: &mut [Line], spacing: Spacing) {
    let mut previous_is_broken = spacing.before;
    for (index, (assignment, line)) in assignments.iter().zip(lines).enumerate() {
        let stands_apart = line.value.is_none() || !assignment.comment.is_empty();
        let after_meta_arguments = index > 0 && index == spacing.meta_arguments;
        let parting = after_meta_arguments || matches!(assignment.name, Name::Attribute("depends_on"));
        line.blank_before = if index == 0 { spacing.before } else { previous_is_broken || stands_apart || parting };
        previous_is_broken = line.value.is_none();
    }
}

/// Gives all lines of a run the width of its longest name. Comments, blank lines and broken values end a run.
fn pad_runs(assignments: &[Assignment<'_>], lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while continues_run(assignments, lines, end) {
            end += 1;
        }
        if let Some(run) = lines.get_mut(start..end) {
            let longest = run.iter().map(|line| line.name_width).max().unwrap_or(0);
            for line in run.iter_mut() {
                line.padding = if line.is_aligned() { longest - line.name_width } else { 0 };
            }
        }
        start = end;
    }
}

fn continues_run(assignments: &[Assignment<'_>], lines: &[Line], index: usize) -> bool {
    let (Some(previous), Some(line), Some(assignment)) =
        (index.checked_sub(1).and_then(|index| lines.get(index)), lines.get(index), assignments.get(index))
    else {
        return false;
    };
    previous.is_aligned() && line.is_aligned() && !line.blank_before && assignment.comment.is_empty()
}

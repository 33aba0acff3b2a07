//! Expressions over several lines.
//!
//! A line that ends in an opening bracket starts with a name, an element or a keyword, never with the end of another
//! bracket: `terraform fmt` indents lines such as `}, {` and `} : {` in a way that nobody wants to read.

use crate::terraform::{Binding, Call, Conditional, Expression, ForList, ForObject, ObjectItem, Traversal};

use super::assignment::Assignment;
use super::inline::{ELLIPSIS, collection_needs_parentheses};
use super::precedence::{essence, is_conditional, starts_with_minus};
use super::printer::{Printer, Room};
use super::shape::{breaks, hugs, wants_lines, yes_wants_lines};

/// What one turn of a `for` makes.
struct ForResult<'a> {
    key: Option<&'a Expression>,
    value: &'a Expression,
    /// Whether the value is written in parentheses.
    parentheses: bool,
    /// What it may fill of a line.
    room: Room,
}

impl Printer {
    /// Writes the expression on one line when it fits or cannot be broken, over several lines otherwise.
    pub(super) fn value(&mut self, expression: &Expression, room: Room) {
        if !breaks(expression) {
            self.inline_always(expression);
        } else if !self.try_inline(expression, room) {
            self.broken(expression);
        }
    }

    /// Writes an expression that [`breaks`] over several lines.
    pub(super) fn broken(&mut self, expression: &Expression) {
        match essence(expression) {
            Expression::List(elements) => self.broken_list(elements),
            Expression::Object(items) => self.broken_object(items),
            Expression::Call(call) => self.broken_call(call),
            Expression::ForList(list) => self.broken_for_list(list),
            Expression::ForObject(object) => self.broken_for_object(object),
            Expression::Traversal(traversal) => self.broken_traversal(traversal),
            Expression::Conditional(choice) => self.broken_conditional(choice),
            whole => self.inline_always(whole),
        }
    }

    fn broken_list(&mut self, elements: &[Expression]) {
        self.bracketed("[", "]", |printer| printer.element_lines(elements));
    }

    fn element_lines(&mut self, elements: &[Expression]) {
        for element in elements {
            self.newline();
            self.value(element, Room::ELEMENT);
            self.push(",");
        }
    }

    fn broken_object(&mut self, items: &[ObjectItem]) {
        let items: Vec<Assignment<'_>> = items.iter().map(Assignment::from).collect();
        self.bracketed("{", "}", |printer| printer.object_items(&items));
    }

    fn broken_call(&mut self, call: &Call) {
        self.push(&call.function);
        match call.arguments.as_slice() {
            [only] if hugs(only) && self.may_open_bracket() => {
                self.push("(");
                self.broken(only);
                self.push(if call.expand_last { "...)" } else { ")" });
            }
            [first @ .., last] if call.expand_last => self.bracketed("(", ")", |printer| {
                printer.element_lines(first);
                printer.newline();
                printer.value(last, Room::BEFORE_ELLIPSIS);
                printer.push(ELLIPSIS);
            }),
            arguments => self.bracketed("(", ")", |printer| printer.element_lines(arguments)),
        }
    }

    fn broken_traversal(&mut self, traversal: &Traversal) {
        self.broken(&traversal.base);
        self.always(|printer, room| printer.steps(&traversal.steps, room));
    }

    fn broken_for_list(&mut self, list: &ForList) {
        self.bracketed("[", "]", |printer| {
            let on_line = printer.for_head(&list.binding, &list.collection);
            let result = ForResult { key: None, value: &list.result, parentheses: false, room: Room::NESTED };
            printer.for_result(on_line, &result);
            printer.condition_line(list.condition.as_ref());
        });
    }

    fn broken_for_object(&mut self, object: &ForObject) {
        self.bracketed("{", "}", |printer| {
            let on_line = printer.for_head(&object.binding, &object.collection);
            let parentheses = starts_with_minus(&object.result);
            let room = if object.grouping { Room::BEFORE_ELLIPSIS } else { Room::NESTED };
            printer
                .for_result(on_line, &ForResult { key: Some(&object.key), value: &object.result, parentheses, room });
            if object.grouping {
                printer.push(ELLIPSIS);
            }
            printer.condition_line(object.condition.as_ref());
        });
    }

    /// `for value in collection :` on a line of its own; says whether the line may go on.
    fn for_head(&mut self, binding: &Binding, collection: &Expression) -> bool {
        self.newline();
        self.always(|printer, room| printer.for_names(binding, room));
        let mark = self.mark();
        let breakable = breaks(collection) && !collection_needs_parentheses(collection);
        let room = if breakable { Room::BEFORE_COLON } else { Room::UNBOUNDED };
        let on_line = self.for_collection(collection, room).is_ok();
        if !on_line {
            self.rollback(mark);
            self.push(" ");
            self.broken(collection);
        }
        self.push(" :");
        on_line
    }

    /// What a `for` makes: on the line of its head if it fits or opens a bracket there, on the next one otherwise.
    fn for_result(&mut self, on_line: bool, result: &ForResult<'_>) {
        let mark = self.mark();
        if on_line {
            self.push(" ");
            if self.try_for_result(result) {
                return;
            }
            self.rollback(mark);
        }
        self.newline();
        let mark = self.mark();
        if self.try_for_result(result) {
            return;
        }
        self.rollback(mark);
        self.for_key(result.key);
        match result.key {
            Some(_) if breaks(result.value) && !result.parentheses => {
                self.newline();
                self.value(result.value, result.room);
            }
            Some(_) => {
                self.push(" ");
                self.inline_part(result.value, result.parentheses);
            }
            None => self.value(result.value, result.room),
        }
    }

    /// Writes what a `for` makes if it fits on this line or opens a bracket on it.
    fn try_for_result(&mut self, result: &ForResult<'_>) -> bool {
        self.for_key(result.key);
        if result.key.is_some() {
            self.push(" ");
        }
        if result.parentheses || !breaks(result.value) {
            self.inline_part(result.value, result.parentheses);
            return self.check(result.room).is_ok();
        }
        if self.check(result.room).is_err() {
            return false;
        }
        let fits = self.try_inline(result.value, result.room);
        if !fits && self.may_open_bracket() {
            self.broken(result.value);
            return true;
        }
        fits
    }

    fn for_key(&mut self, key: Option<&Expression>) {
        if let Some(key) = key {
            self.inline_always(key);
            self.push(" =>");
        }
    }

    fn condition_line(&mut self, condition: Option<&Expression>) {
        if let Some(condition) = condition {
            self.newline();
            self.always(|printer, room| printer.for_condition(condition, room));
        }
    }

    /// `condition ? yes : no` with one broken branch, or in parentheses with a line for each part.
    fn broken_conditional(&mut self, choice: &Conditional) {
        let mark = self.mark();
        self.inline_part(&choice.condition, is_conditional(&choice.condition));
        self.push(" ? ");
        if self.may_open_bracket() && (self.break_last(choice) || self.break_first(choice)) {
            return;
        }
        self.rollback(mark);
        self.conditional_lines(choice);
    }

    /// `yes : no` with `no` broken, when `yes` fits before it.
    fn break_last(&mut self, choice: &Conditional) -> bool {
        let mark = self.mark();
        if !wants_lines(&choice.no) {
            return false;
        }
        if yes_wants_lines(choice) {
            if !self.try_inline(&choice.yes, Room::DIRECT) {
                return false;
            }
        } else {
            self.inline_part(&choice.yes, is_conditional(&choice.yes));
        }
        self.push(" : ");
        let possible = self.may_open_bracket();
        if possible {
            self.broken(&choice.no);
        } else {
            self.rollback(mark);
        }
        possible
    }

    /// `yes : no` with `yes` broken, when `no` fits behind it.
    fn break_first(&mut self, choice: &Conditional) -> bool {
        if !yes_wants_lines(choice) || !self.fits_after_bracket(&choice.no) {
            return false;
        }
        self.broken(&choice.yes);
        self.push(" : ");
        self.inline_always(&choice.no);
        true
    }

    /// Whether ` : no` fits on the line of a closing bracket, or cannot be broken anyway.
    fn fits_after_bracket(&mut self, no: &Expression) -> bool {
        let mark = self.mark();
        self.pretend_line_start();
        self.push("} : ");
        let fits = !wants_lines(no) || self.inline(no, Room::DIRECT).is_ok();
        self.rollback(mark);
        fits
    }

    fn conditional_lines(&mut self, choice: &Conditional) {
        self.bracketed("(", ")", |printer| {
            printer.newline();
            printer.inline_part(&choice.condition, is_conditional(&choice.condition));
            printer.newline();
            printer.push("? ");
            if is_conditional(&choice.yes) {
                printer.inline_part(&choice.yes, true);
            } else {
                printer.value(&choice.yes, Room::DIRECT);
            }
            printer.newline();
            printer.push(": ");
            printer.value(&choice.no, Room::DIRECT);
        });
    }
}

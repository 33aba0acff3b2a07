//! Expressions on one line.

use crate::terraform::{
    Binding, Call, Conditional, Expression, ForList, ForObject, Key, ObjectItem, Operation, Step, Template,
    TemplatePart, Traversal, UnaryOperator,
};

use super::precedence::{
    Leading, base_needs_parentheses, essence, is_conditional, leading, left_needs_parentheses, right_needs_parentheses,
    starts_with_minus, unary_operand_needs_parentheses,
};
use super::printer::{Assigned, Fit, Printer, Room, TooWide};
use super::string::{Next, is_bare_key, is_identifier};

/// What says that a list is many arguments, or that a key has many results.
pub(super) const ELLIPSIS: &str = "...";

impl Printer {
    /// Writes the expression on one line. After [`TooWide`] the text holds a part of it: see [`Self::try_inline`].
    pub(super) fn inline(&mut self, expression: &Expression, room: Room) -> Fit {
        match essence(expression) {
            Expression::Null => self.put("null", room),
            Expression::Bool(true) => self.put("true", room),
            Expression::Bool(false) => self.put("false", room),
            Expression::Number(number) => self.put(&number.to_string(), room),
            Expression::String(value) => self.quoted(value, room),
            Expression::Template(template) => self.template(template, room),
            Expression::List(elements) => self.inline_list(elements, room),
            Expression::Object(items) => self.inline_object(items, room),
            Expression::Variable(name) => self.put(name, room),
            Expression::Traversal(traversal) => self.inline_traversal(traversal, room),
            Expression::Call(call) => self.inline_call(call, room),
            Expression::ForList(list) => self.inline_for_list(list, room),
            Expression::ForObject(object) => self.inline_for_object(object, room),
            Expression::Unary(operator, operand) => self.unary(*operator, operand, room),
            Expression::Operation(operation) => self.operation(operation, room),
            Expression::Conditional(choice) => self.inline_conditional(choice, room),
        }
    }

    /// Writes the expression on one line if there is room, and nothing otherwise.
    pub(super) fn try_inline(&mut self, expression: &Expression, room: Room) -> bool {
        let mark = self.mark();
        let fits = self.inline(expression, room).is_ok();
        if !fits {
            self.rollback(mark);
        }
        fits
    }

    /// Writes the expression on one line, however long.
    pub(super) fn inline_always(&mut self, expression: &Expression) {
        self.always(|printer, room| printer.inline(expression, room));
    }

    /// Writes the expression on one line, however long, in parentheses when they are needed.
    pub(super) fn inline_part(&mut self, part: &Expression, parentheses: bool) {
        self.always(|printer, room| printer.parenthesised_if(parentheses, part, room));
    }

    fn parenthesised_if(&mut self, parentheses: bool, expression: &Expression, room: Room) -> Fit {
        if !parentheses {
            return self.inline(expression, room);
        }
        self.put("(", room)?;
        self.inline(expression, room)?;
        self.put(")", room)
    }

    fn template(&mut self, template: &Template, room: Room) -> Fit {
        self.put("\"", room)?;
        let mut parts = template.parts.iter().peekable();
        while let Some(part) = parts.next() {
            match (part, parts.peek()) {
                (TemplatePart::Literal(literal), Some(TemplatePart::Interpolation(_))) => {
                    self.literal(literal, Next::Interpolation, room)?;
                }
                (TemplatePart::Literal(literal), _) => self.literal(literal, Next::Quote, room)?,
                (TemplatePart::Interpolation(expression), _) => self.interpolation(expression, room.operand())?,
            }
        }
        self.put("\"", room)
    }

    /// `${expression}`, with a blank where a brace would meet a brace.
    fn interpolation(&mut self, expression: &Expression, room: Room) -> Fit {
        self.put(if leading(expression) == Leading::Brace { "${ " } else { "${" }, room)?;
        self.parenthesised_if(starts_with_minus(expression), expression, room)?;
        self.put(if self.ends_with('}') { " }" } else { "}" }, room)
    }

    fn inline_list(&mut self, elements: &[Expression], room: Room) -> Fit {
        if room.is_strict() && elements.iter().any(is_object_with_items) {
            return Err(TooWide);
        }
        self.put("[", room)?;
        self.separated(elements, room.nested())?;
        self.put("]", room)
    }

    fn separated(&mut self, elements: &[Expression], room: Room) -> Fit {
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.put(", ", room)?;
            }
            self.inline(element, room)?;
        }
        Ok(())
    }

    fn inline_object(&mut self, items: &[ObjectItem], room: Room) -> Fit {
        if items.is_empty() {
            return self.put("{}", room);
        }
        let has_comment = items.iter().any(|item| !item.comment.is_empty());
        if items.len() > room.object_items || (room.is_strict() && has_comment) {
            return Err(TooWide);
        }
        self.put("{", room)?;
        for (index, item) in items.iter().enumerate() {
            self.put(if index == 0 { " " } else { ", " }, room)?;
            self.key(&item.key, room)?;
            self.put(" = ", room)?;
            self.note_assignment(Assigned::InlineObject);
            self.inline(&item.value, room.nested())?;
        }
        self.put(" }", room)
    }

    /// The key of an object item.
    pub(super) fn key(&mut self, key: &Key, room: Room) -> Fit {
        self.as_key(|printer| match key {
            Key::Literal(literal) if is_bare_key(literal) => printer.put(literal, room),
            Key::Literal(literal) => printer.quoted(literal, room),
            Key::Path(names) => printer.put(&names.join("."), room),
            Key::Template(template) => match template.parts.as_slice() {
                [TemplatePart::Interpolation(inner)] => printer.parenthesised_if(true, inner, room.operand()),
                _ => printer.template(template, room),
            },
        })
    }

    fn inline_traversal(&mut self, traversal: &Traversal, room: Room) -> Fit {
        self.parenthesised_if(base_needs_parentheses(traversal), &traversal.base, room)?;
        self.steps(&traversal.steps, room)
    }

    /// The steps of a traversal; indexes are never broken.
    pub(super) fn steps(&mut self, steps: &[Step], room: Room) -> Fit {
        for step in steps {
            match step {
                Step::Attribute(name) if is_identifier(name) => {
                    self.put(".", room)?;
                    self.put(name, room)?;
                }
                Step::Attribute(name) => {
                    self.put("[", room)?;
                    self.quoted(name, room)?;
                    self.put("]", room)?;
                }
                Step::Index(index) => {
                    self.put("[", room)?;
                    self.parenthesised_if(is_keyword(index), index, room.operand())?;
                    self.put("]", room)?;
                }
                Step::Splat => self.put("[*]", room)?,
            }
        }
        Ok(())
    }

    fn inline_call(&mut self, call: &Call, room: Room) -> Fit {
        self.put(&call.function, room)?;
        self.put("(", room)?;
        let room_inside = if call.arguments.len() == 1 { room.direct() } else { room.nested() };
        self.separated(&call.arguments, room_inside)?;
        if call.expand_last {
            self.put(ELLIPSIS, room)?;
        }
        self.put(")", room)
    }

    fn inline_for_list(&mut self, list: &ForList, room: Room) -> Fit {
        self.put("[", room)?;
        self.for_names(&list.binding, room)?;
        self.for_collection(&list.collection, room.nested())?;
        self.put(" : ", room)?;
        self.inline(&list.result, room.nested())?;
        if let Some(condition) = &list.condition {
            self.put(" ", room)?;
            self.for_condition(condition, room.operand())?;
        }
        self.put("]", room)
    }

    fn inline_for_object(&mut self, object: &ForObject, room: Room) -> Fit {
        self.put("{ ", room)?;
        self.for_names(&object.binding, room)?;
        self.for_collection(&object.collection, room.nested())?;
        self.put(" : ", room)?;
        self.inline(&object.key, room.operand())?;
        self.put(" => ", room)?;
        self.parenthesised_if(starts_with_minus(&object.result), &object.result, room.nested())?;
        if object.grouping {
            self.put(ELLIPSIS, room)?;
        }
        if let Some(condition) = &object.condition {
            self.put(" ", room)?;
            self.for_condition(condition, room.operand())?;
        }
        self.put(" }", room)
    }

    /// `for key, value in`
    pub(super) fn for_names(&mut self, binding: &Binding, room: Room) -> Fit {
        self.put("for ", room)?;
        if let Some(key) = &binding.key {
            self.put(key, room)?;
            self.put(", ", room)?;
        }
        self.put(&binding.value, room)?;
        self.put(" in", room)
    }

    /// The collection after `in`. `terraform fmt` takes `in` before a parenthesis for a function.
    pub(super) fn for_collection(&mut self, collection: &Expression, room: Room) -> Fit {
        let parentheses = collection_needs_parentheses(collection);
        if !parentheses && leading(collection) != Leading::Parenthesis {
            self.put(" ", room)?;
        }
        self.parenthesised_if(parentheses, collection, room)
    }

    /// `if condition`. `terraform fmt` takes `if` before a parenthesis for a function, and before a bracket for a list.
    pub(super) fn for_condition(&mut self, condition: &Expression, room: Room) -> Fit {
        let parentheses = starts_with_minus(condition);
        self.put("if", room)?;
        if !parentheses && !matches!(leading(condition), Leading::Parenthesis | Leading::Bracket) {
            self.put(" ", room)?;
        }
        self.parenthesised_if(parentheses, condition, room)
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Expression, room: Room) -> Fit {
        let sign = match operator {
            UnaryOperator::Not => "!",
            UnaryOperator::Negate => "-",
        };
        self.put(sign, room)?;
        self.parenthesised_if(unary_operand_needs_parentheses(operator, operand), operand, room.operand())
    }

    fn operation(&mut self, operation: &Operation, room: Room) -> Fit {
        let room = room.operand();
        self.parenthesised_if(left_needs_parentheses(operation), &operation.left, room)?;
        self.put(" ", room)?;
        self.put(operation.operator.text(), room)?;
        self.put(" ", room)?;
        self.parenthesised_if(right_needs_parentheses(operation), &operation.right, room)
    }

    fn inline_conditional(&mut self, choice: &Conditional, room: Room) -> Fit {
        self.condition(&choice.condition, room)?;
        self.put(" ? ", room)?;
        self.conditional_yes(&choice.yes, room)?;
        self.put(" : ", room)?;
        self.inline(&choice.no, room.direct())
    }

    /// The condition of a conditional, which is never broken.
    pub(super) fn condition(&mut self, condition: &Expression, room: Room) -> Fit {
        self.parenthesised_if(is_conditional(condition), condition, room.operand())
    }

    /// What a conditional gives when it is true. A conditional in a conditional reads well only as the last part.
    pub(super) fn conditional_yes(&mut self, yes: &Expression, room: Room) -> Fit {
        self.parenthesised_if(is_conditional(yes), yes, room.direct())
    }
}

/// A sign would get a blank, and two colons in a row are hard to read.
pub(super) fn collection_needs_parentheses(collection: &Expression) -> bool {
    is_conditional(collection) || starts_with_minus(collection)
}

/// `terraform fmt` deletes `null`, `true` and `false` between the brackets of an index.
fn is_keyword(index: &Expression) -> bool {
    matches!(essence(index), Expression::Null | Expression::Bool(_))
}

fn is_object_with_items(expression: &Expression) -> bool {
    matches!(essence(expression), Expression::Object(items) if !items.is_empty())
}

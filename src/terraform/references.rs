//! Finds the references in expressions, leaving out the names that a `for` binds.

use super::{Binding, Body, Expression, Item, Key, Step, Template, TemplatePart, Traversal};

/// A reference such as `var.name` or `aws_vpc.this.id`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reference<'t> {
    /// The name that it starts with.
    pub(crate) root: &'t str,
    /// What follows.
    pub(crate) steps: &'t [Step],
}

impl<'t> Reference<'t> {
    /// The name behind the root.
    pub(crate) fn first(&self) -> Option<&'t str> {
        match self.steps.first() {
            Some(Step::Attribute(name)) => Some(name),
            _ => None,
        }
    }
}

/// All references in the attributes of a body and of the blocks in it.
pub(crate) fn in_body<'t>(body: &'t Body, found: &mut dyn FnMut(Reference<'t>)) {
    for item in &body.items {
        match item {
            Item::Attribute(attribute) => in_expression(&attribute.value, found),
            Item::Block(block) => in_body(&block.body, found),
        }
    }
}

/// All references in an expression.
pub(crate) fn in_expression<'t>(expression: &'t Expression, found: &mut dyn FnMut(Reference<'t>)) {
    Finder { bound: Vec::new(), found }.expression(expression);
}

/// How a reference is spelled; indexes that are not literals are shown as `[…]`.
pub(crate) fn spelled(root: &str, steps: &[Step]) -> String {
    steps.iter().fold(root.to_owned(), |text, step| match step {
        Step::Attribute(name) => format!("{text}.{name}"),
        Step::Index(Expression::String(key)) => format!("{text}[\"{key}\"]"),
        Step::Index(Expression::Number(index)) => format!("{text}[{index}]"),
        Step::Index(_) => format!("{text}[…]"),
        Step::Splat => format!("{text}[*]"),
    })
}

/// How an expression that should be a plain reference is spelled; none when it is something else.
pub(crate) fn as_reference(expression: &Expression) -> Option<Reference<'_>> {
    match expression {
        Expression::Variable(root) => Some(Reference { root, steps: &[] }),
        Expression::Traversal(traversal) => match &traversal.base {
            Expression::Variable(root) => Some(Reference { root, steps: &traversal.steps }),
            _ => None,
        },
        _ => None,
    }
}

/// What is written directly inside an expression: operands, arguments, items, indexes and the parts of a `for`.
pub(crate) fn children<'t>(expression: &'t Expression, see: &mut dyn FnMut(&'t Expression)) {
    match expression {
        Expression::Null
        | Expression::Bool(_)
        | Expression::Number(_)
        | Expression::String(_)
        | Expression::Variable(_) => {}
        Expression::Template(template) => interpolations(template).for_each(see),
        Expression::List(elements) => elements.iter().for_each(see),
        Expression::Object(items) => items.iter().for_each(|item| {
            if let Key::Template(template) = &item.key {
                interpolations(template).for_each(&mut *see);
            }
            see(&item.value);
        }),
        Expression::Traversal(traversal) => {
            see(&traversal.base);
            let indexes = traversal.steps.iter().filter_map(|step| match step {
                Step::Index(index) => Some(index),
                Step::Attribute(_) | Step::Splat => None,
            });
            indexes.for_each(see);
        }
        Expression::Call(call) => call.arguments.iter().for_each(see),
        Expression::ForList(walk) => {
            [Some(&walk.collection), Some(&walk.result), walk.condition.as_ref()].into_iter().flatten().for_each(see);
        }
        Expression::ForObject(walk) => {
            let parts = [Some(&walk.collection), Some(&walk.key), Some(&walk.result), walk.condition.as_ref()];
            parts.into_iter().flatten().for_each(see);
        }
        Expression::Unary(_, operand) => see(operand),
        Expression::Operation(operation) => [&operation.left, &operation.right].into_iter().for_each(see),
        Expression::Conditional(conditional) => {
            [&conditional.condition, &conditional.yes, &conditional.no].into_iter().for_each(see);
        }
    }
}

fn interpolations(template: &Template) -> impl Iterator<Item = &Expression> {
    template.parts.iter().filter_map(|part| match part {
        TemplatePart::Interpolation(expression) => Some(expression),
        TemplatePart::Literal(_) => None,
    })
}

struct Finder<'f, 't> {
    bound: Vec<&'t str>,
    found: &'f mut dyn FnMut(Reference<'t>),
}

impl<'t> Finder<'_, 't> {
    fn expression(&mut self, expression: &'t Expression) {
        match expression {
            Expression::Null | Expression::Bool(_) | Expression::Number(_) | Expression::String(_) => {}
            Expression::Template(template) => self.template(template),
            Expression::List(elements) => elements.iter().for_each(|element| self.expression(element)),
            Expression::Object(items) => items.iter().for_each(|item| {
                if let Key::Template(template) = &item.key {
                    self.template(template);
                }
                self.expression(&item.value);
            }),
            Expression::Variable(root) => self.reference(root, &[]),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::Call(call) => call.arguments.iter().for_each(|argument| self.expression(argument)),
            Expression::ForList(walk) => {
                self.expression(&walk.collection);
                self.bind(&walk.binding, [Some(&walk.result), walk.condition.as_ref(), None]);
            }
            Expression::ForObject(walk) => {
                self.expression(&walk.collection);
                self.bind(&walk.binding, [Some(&walk.key), Some(&walk.result), walk.condition.as_ref()]);
            }
            Expression::Unary(_, operand) => self.expression(operand),
            Expression::Operation(operation) => {
                self.expression(&operation.left);
                self.expression(&operation.right);
            }
            Expression::Conditional(conditional) => {
                self.expression(&conditional.condition);
                self.expression(&conditional.yes);
                self.expression(&conditional.no);
            }
        }
    }

    fn bind(&mut self, binding: &'t Binding, inside: [Option<&'t Expression>; 3]) {
        let before = self.bound.len();
        self.bound.extend(binding.key.as_deref());
        self.bound.push(&binding.value);
        inside.into_iter().flatten().for_each(|expression| self.expression(expression));
        self.bound.truncate(before);
    }

    fn traversal(&mut self, traversal: &'t Traversal) {
        match &traversal.base {
            Expression::Variable(root) => self.reference(root, &traversal.steps),
            base => self.expression(base),
        }
        for step in &traversal.steps {
            if let Step::Index(index) = step {
                self.expression(index);
            }
        }
    }

    fn template(&mut self, template: &'t Template) {
        for part in &template.parts {
            if let TemplatePart::Interpolation(expression) = part {
                self.expression(expression);
            }
        }
    }

    fn reference(&mut self, root: &'t str, steps: &'t [Step]) {
        if !self.bound.contains(&root) {
            (self.found)(Reference { root, steps });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{for_list, path, text};

    #[test]
    fn names_that_a_for_binds_are_no_references() {
        let expression = for_list("zone", path("var.zones"), text("{}{}", [path("local.region"), path("zone.name")]));
        let mut found = Vec::new();
        in_expression(&expression, &mut |reference| found.push(spelled(reference.root, reference.steps)));
        assert_eq!(found, ["var.zones", "local.region"]);
    }
}

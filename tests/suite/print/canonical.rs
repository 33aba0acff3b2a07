//! Trees that are spelled the same and mean the same, made equal.
//!
//! Comments are dropped, a template that is one interpolation is that expression, `-` before a number is part of the
//! number, a path on a path is one path, and a step that is no identifier is an index.

use cellc::read::{read_expression, read_file};
use cellc::terraform::{
    Attribute, Block, Body, Call, Conditional, Expression, ForList, ForObject, Item, Key, ObjectItem, Operation, Step,
    Template, TemplatePart, Traversal, UnaryOperator,
};
use serde_json::Number;

/// Reads a file; the result is canonical.
pub(crate) fn read_body(text: &str) -> Result<Body, String> {
    let read = read_file("main.tf", text).map_err(|error| error.to_string())?;
    Ok(canonical_body(&read.file.body))
}

/// Reads an expression; the result is canonical.
pub(crate) fn read_canonical(text: &str) -> Result<Expression, String> {
    let expression = read_expression(text).map_err(|error| error.to_string())?;
    Ok(canonical(&expression))
}

/// The body without comments and with canonical expressions.
pub(crate) fn canonical_body(body: &Body) -> Body {
    let items = body.items.iter().map(|item| match item {
        Item::Attribute(attribute) => Item::Attribute(Attribute {
            comment: String::new(),
            name: attribute.name.clone(),
            value: canonical(&attribute.value),
        }),
        Item::Block(block) => Item::Block(Block {
            comment: String::new(),
            kind: block.kind.clone(),
            labels: block.labels.clone(),
            body: canonical_body(&block.body),
        }),
    });
    Body { items: items.collect() }
}

/// The one tree of all trees that are spelled and mean the same.
pub(crate) fn canonical(expression: &Expression) -> Expression {
    match expression {
        Expression::Null
        | Expression::Bool(_)
        | Expression::Number(_)
        | Expression::String(_)
        | Expression::Variable(_) => expression.clone(),
        Expression::Template(template) => match canonical_template(template).parts.as_slice() {
            [] => Expression::String(String::new()),
            [TemplatePart::Literal(literal)] => Expression::String(literal.clone()),
            [TemplatePart::Interpolation(inner)] => inner.clone(),
            parts => Expression::Template(Template { parts: parts.to_vec() }),
        },
        Expression::List(elements) => Expression::List(elements.iter().map(canonical).collect()),
        Expression::Object(items) => Expression::Object(items.iter().map(canonical_item).collect()),
        Expression::Traversal(traversal) => canonical_traversal(traversal),
        Expression::Call(call) => Expression::Call(Call {
            function: call.function.clone(),
            arguments: call.arguments.iter().map(canonical).collect(),
            expand_last: call.expand_last,
        }),
        Expression::ForList(made) => Expression::ForList(Box::new(ForList {
            binding: made.binding.clone(),
            collection: canonical(&made.collection),
            result: canonical(&made.result),
            condition: made.condition.as_ref().map(canonical),
        })),
        Expression::ForObject(made) => Expression::ForObject(Box::new(ForObject {
            binding: made.binding.clone(),
            collection: canonical(&made.collection),
            key: canonical(&made.key),
            result: canonical(&made.result),
            grouping: made.grouping,
            condition: made.condition.as_ref().map(canonical),
        })),
        Expression::Unary(operator, operand) => canonical_unary(*operator, canonical(operand)),
        Expression::Operation(operation) => Expression::Operation(Box::new(Operation {
            left: canonical(&operation.left),
            operator: operation.operator,
            right: canonical(&operation.right),
        })),
        Expression::Conditional(choice) => Expression::Conditional(Box::new(Conditional {
            condition: canonical(&choice.condition),
            yes: canonical(&choice.yes),
            no: canonical(&choice.no),
        })),
    }
}

/// A number that is not negative and the sign before it are one number, if there is such a number.
fn canonical_unary(operator: UnaryOperator, operand: Expression) -> Expression {
    match (operator, &operand) {
        (UnaryOperator::Negate, Expression::Number(number)) => match negated(number) {
            Some(number) => Expression::Number(number),
            None => Expression::Unary(operator, Box::new(operand)),
        },
        _ => Expression::Unary(operator, Box::new(operand)),
    }
}

fn negated(number: &Number) -> Option<Number> {
    if let Some(integer) = number.as_u64() {
        return i64::try_from(-i128::from(integer)).ok().filter(|negative| *negative != 0).map(Number::from);
    }
    let float = number.as_f64().filter(|float| number.is_f64() && float.is_sign_positive())?;
    Number::from_f64(-float)
}

fn canonical_template(template: &Template) -> Template {
    let mut parts: Vec<TemplatePart> = Vec::new();
    for part in &template.parts {
        match (part, parts.last_mut()) {
            (TemplatePart::Literal(literal), Some(TemplatePart::Literal(last))) => last.push_str(literal),
            (TemplatePart::Literal(_), _) => parts.push(part.clone()),
            (TemplatePart::Interpolation(inner), _) => parts.push(TemplatePart::Interpolation(canonical(inner))),
        }
    }
    Template { parts }
}

fn canonical_item(item: &ObjectItem) -> ObjectItem {
    let key = match &item.key {
        Key::Literal(literal) => Key::Literal(literal.clone()),
        Key::Path(names) => Key::Path(names.clone()),
        Key::Template(template) => match canonical_template(template).parts.as_slice() {
            [] => Key::Literal(String::new()),
            [TemplatePart::Literal(literal)] => Key::Literal(literal.clone()),
            parts => Key::Template(Template { parts: parts.to_vec() }),
        },
    };
    ObjectItem { comment: String::new(), key, value: canonical(&item.value) }
}

fn canonical_traversal(traversal: &Traversal) -> Expression {
    let own = traversal.steps.iter().map(canonical_step);
    match canonical(&traversal.base) {
        Expression::Traversal(mut inner) if !inner.steps.contains(&Step::Splat) => {
            inner.steps.extend(own);
            Expression::Traversal(inner)
        }
        base => Expression::Traversal(Box::new(Traversal { base, steps: own.collect() })),
    }
}

fn canonical_step(step: &Step) -> Step {
    match step {
        Step::Attribute(name)
            if name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                && name.chars().all(|other| other.is_ascii_alphanumeric() || "_-".contains(other)) =>
        {
            step.clone()
        }
        Step::Attribute(name) => Step::Index(Expression::String(name.clone())),
        Step::Index(index) => Step::Index(canonical(index)),
        Step::Splat => Step::Splat,
    }
}

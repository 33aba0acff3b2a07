//! Reads printed text with an independent parser back into the Terraform representation.
//!
//! Two trees that mean the same can be spelled the same; [`canonical_body`] makes such trees equal:
//! comments are dropped, a template that is one interpolation is that expression, `-` before a number is part of the
//! number, a path on a path is one path, and a step that is no identifier is an index.

use cellc::terraform::{
    Attribute, BinaryOperator, Binding, Block, Body, Call, Conditional, Expression, ForList, ForObject, Item, Key,
    ObjectItem, Operation, Step, Template, TemplatePart, Traversal, UnaryOperator,
};
use hcl_edit::expr as read;
use hcl_edit::structure::{Body as ReadBody, Structure};
use hcl_edit::template::{Element, StringTemplate};

/// Parses a file; the result is canonical.
pub(crate) fn parse_body(text: &str) -> Result<Body, String> {
    let body: ReadBody = text.parse().map_err(|error: hcl_edit::parser::Error| error.to_string())?;
    Ok(canonical_body(&convert_body(&body)))
}

/// Parses an expression; the result is canonical.
pub(crate) fn parse_expression(text: &str) -> Result<Expression, String> {
    let expression: read::Expression = text.parse().map_err(|error: hcl_edit::parser::Error| error.to_string())?;
    Ok(canonical(&convert(&expression)))
}

fn convert_body(body: &ReadBody) -> Body {
    let items = body.iter().map(|structure| match structure {
        Structure::Attribute(attribute) => Item::Attribute(Attribute {
            comment: String::new(),
            name: attribute.key.as_str().to_owned(),
            value: convert(&attribute.value),
        }),
        Structure::Block(block) => Item::Block(Block {
            comment: String::new(),
            kind: block.ident.as_str().to_owned(),
            labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
            body: convert_body(&block.body),
        }),
    });
    Body { items: items.collect() }
}

fn convert(expression: &read::Expression) -> Expression {
    match expression {
        read::Expression::Null(_) => Expression::Null,
        read::Expression::Bool(value) => Expression::Bool(*value.value()),
        read::Expression::Number(number) => convert_number(number.value()),
        read::Expression::String(value) => Expression::String(value.value().clone()),
        read::Expression::StringTemplate(template) => Expression::Template(convert_template(template)),
        read::Expression::Array(elements) => Expression::List(elements.iter().map(convert).collect()),
        read::Expression::Object(object) => Expression::Object(object.iter().map(convert_item).collect()),
        read::Expression::Parenthesis(inner) => parenthesised(convert(inner.inner())),
        read::Expression::Variable(name) => Expression::Variable(name.as_str().to_owned()),
        read::Expression::Traversal(traversal) => Expression::Traversal(Box::new(Traversal {
            base: convert(&traversal.expr),
            steps: traversal.operators.iter().map(|step| convert_step(step.value())).collect(),
        })),
        read::Expression::FuncCall(call) => Expression::Call(Call {
            function: call.name.name.as_str().to_owned(),
            arguments: call.args.iter().map(convert).collect(),
        }),
        read::Expression::ForExpr(made) => convert_for(made),
        read::Expression::UnaryOp(operation) => {
            Expression::Unary(convert_sign(*operation.operator.value()), Box::new(convert(&operation.expr)))
        }
        read::Expression::BinaryOp(operation) => Expression::Operation(Box::new(Operation {
            left: convert(&operation.lhs_expr),
            operator: convert_operator(*operation.operator.value()),
            right: convert(&operation.rhs_expr),
        })),
        read::Expression::Conditional(choice) => Expression::Conditional(Box::new(Conditional {
            condition: convert(&choice.cond_expr),
            yes: convert(&choice.true_expr),
            no: convert(&choice.false_expr),
        })),
        read::Expression::HeredocTemplate(_) => panic!("the printer writes no heredocs"),
    }
}

/// A template of one part keeps parentheses visible: what is in them is not merged with what is around them.
fn parenthesised(inner: Expression) -> Expression {
    Expression::Template(Template { parts: vec![TemplatePart::Interpolation(inner)] })
}

fn convert_number(number: &hcl_edit::Number) -> Expression {
    let number = match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) => serde_json::Number::from(integer),
        (None, Some(integer)) => serde_json::Number::from(integer),
        (None, None) => serde_json::Number::from_f64(number.as_f64().expect("a number")).expect("finite"),
    };
    Expression::Number(number)
}

fn convert_template(template: &StringTemplate) -> Template {
    let parts = template.iter().map(|element| match element {
        Element::Literal(literal) => TemplatePart::Literal(literal.value().clone()),
        Element::Interpolation(interpolation) => TemplatePart::Interpolation(convert(&interpolation.expr)),
        Element::Directive(_) => panic!("the printer writes no directives"),
    });
    Template { parts: parts.collect() }
}

fn convert_item((key, value): (&read::ObjectKey, &read::ObjectValue)) -> ObjectItem {
    let key = match key {
        read::ObjectKey::Ident(name) | read::ObjectKey::Expression(read::Expression::Variable(name)) => {
            Key::Literal(name.as_str().to_owned())
        }
        read::ObjectKey::Expression(read::Expression::String(value)) => Key::Literal(value.value().clone()),
        read::ObjectKey::Expression(read::Expression::StringTemplate(template)) => {
            Key::Template(convert_template(template))
        }
        read::ObjectKey::Expression(read::Expression::Parenthesis(inner)) => {
            Key::Template(Template { parts: vec![TemplatePart::Interpolation(convert(inner.inner()))] })
        }
        read::ObjectKey::Expression(other) => panic!("the printer writes no such key: {other:?}"),
    };
    ObjectItem { comment: String::new(), key, value: convert(value.expr()) }
}

fn convert_step(step: &read::TraversalOperator) -> Step {
    match step {
        read::TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
        read::TraversalOperator::Index(index) => Step::Index(convert(index)),
        read::TraversalOperator::FullSplat(_) => Step::Splat,
        other => panic!("the printer writes no such step: {other:?}"),
    }
}

fn convert_for(made: &read::ForExpr) -> Expression {
    let binding = Binding {
        key: made.intro.key_var.as_ref().map(|name| name.as_str().to_owned()),
        value: made.intro.value_var.as_str().to_owned(),
    };
    let collection = convert(&made.intro.collection_expr);
    let result = convert(&made.value_expr);
    let condition = made.cond.as_ref().map(|condition| convert(&condition.expr));
    match &made.key_expr {
        None => Expression::ForList(Box::new(ForList { binding, collection, result, condition })),
        Some(key) => {
            Expression::ForObject(Box::new(ForObject { binding, collection, key: convert(key), result, condition }))
        }
    }
}

fn convert_sign(operator: read::UnaryOperator) -> UnaryOperator {
    match operator {
        read::UnaryOperator::Neg => UnaryOperator::Negate,
        read::UnaryOperator::Not => UnaryOperator::Not,
    }
}

fn convert_operator(operator: read::BinaryOperator) -> BinaryOperator {
    match operator {
        read::BinaryOperator::Or => BinaryOperator::Or,
        read::BinaryOperator::And => BinaryOperator::And,
        read::BinaryOperator::Eq => BinaryOperator::Equal,
        read::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        read::BinaryOperator::Less => BinaryOperator::Less,
        read::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        read::BinaryOperator::Greater => BinaryOperator::Greater,
        read::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        read::BinaryOperator::Plus => BinaryOperator::Add,
        read::BinaryOperator::Minus => BinaryOperator::Subtract,
        read::BinaryOperator::Mul => BinaryOperator::Multiply,
        read::BinaryOperator::Div => BinaryOperator::Divide,
        read::BinaryOperator::Mod => BinaryOperator::Modulo,
    }
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

fn canonical_unary(operator: UnaryOperator, operand: Expression) -> Expression {
    if operator == UnaryOperator::Negate
        && let Expression::Number(number) = &operand
    {
        if let Some(integer) = number.as_i64().filter(|integer| *integer >= 0) {
            return Expression::Number((-integer).into());
        }
        let float = number.as_f64().expect("a number");
        if float.is_sign_positive() {
            return Expression::Number(serde_json::Number::from_f64(-float).expect("finite"));
        }
    }
    Expression::Unary(operator, Box::new(operand))
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

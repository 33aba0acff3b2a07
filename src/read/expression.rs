//! Expressions.

use hcl_edit::expr as written;
use hcl_edit::{Decorate, Span};

use super::{Reader, comment};
use crate::terraform::{
    BinaryOperator, Binding, Call, Conditional, Expression, ForList, ForObject, Key, ObjectItem, Operation, Step,
    Template, TemplatePart, Traversal, UnaryOperator,
};

impl Reader<'_> {
    pub(super) fn expression(&mut self, expression: &written::Expression) -> Expression {
        match expression {
            written::Expression::Null(_) => Expression::Null,
            written::Expression::Bool(value) => Expression::Bool(*value.value()),
            written::Expression::Number(number) => self.number(number),
            written::Expression::String(value) => Expression::String(value.value().clone()),
            written::Expression::StringTemplate(template) => self.quoted_template(template),
            written::Expression::HeredocTemplate(heredoc) => self.heredoc(heredoc),
            written::Expression::Array(elements) => Expression::List(self.expressions(elements.iter())),
            written::Expression::Object(object) => Expression::Object(self.object_items(object)),
            written::Expression::Parenthesis(inner) => self.expression(inner.inner()),
            written::Expression::Variable(name) => Expression::Variable(name.as_str().to_owned()),
            written::Expression::Traversal(traversal) => self.traversal(traversal),
            written::Expression::FuncCall(call) => self.call(call),
            written::Expression::ForExpr(walk) => self.for_expression(walk),
            written::Expression::UnaryOp(operation) => {
                Expression::Unary(sign(*operation.operator.value()), Box::new(self.expression(&operation.expr)))
            }
            written::Expression::BinaryOp(operation) => Expression::Operation(Box::new(Operation {
                left: self.expression(&operation.lhs_expr),
                operator: operator(*operation.operator.value()),
                right: self.expression(&operation.rhs_expr),
            })),
            written::Expression::Conditional(choice) => Expression::Conditional(Box::new(Conditional {
                condition: self.expression(&choice.cond_expr),
                yes: self.expression(&choice.true_expr),
                no: self.expression(&choice.false_expr),
            })),
        }
    }

    fn expressions<'e>(&mut self, all: impl Iterator<Item = &'e written::Expression>) -> Vec<Expression> {
        all.map(|expression| self.expression(expression)).collect()
    }

    fn object_items(&mut self, object: &written::Object) -> Vec<ObjectItem> {
        let mut starts_line = false;
        let mut items = Vec::with_capacity(object.len());
        for (key, value) in object {
            let blanks = key.decor().prefix().map_or("", |prefix| prefix.as_ref());
            let comment = comment::above(blanks, starts_line);
            items.push(ObjectItem { comment, key: self.key(key), value: self.expression(value.expr()) });
            starts_line = value.terminator() == written::ObjectValueTerminator::Newline;
        }
        items
    }

    /// Words and integers without parentheses are names here.
    fn key(&mut self, key: &written::ObjectKey) -> Key {
        match key {
            written::ObjectKey::Ident(name) => Key::Literal(name.as_str().to_owned()),
            written::ObjectKey::Expression(written::Expression::Null(_)) => Key::from("null"),
            written::ObjectKey::Expression(written::Expression::Bool(word)) => Key::Literal(word.value().to_string()),
            written::ObjectKey::Expression(expression @ written::Expression::Number(_)) => {
                match self.expression(expression) {
                    Expression::Number(number) if !number.is_f64() => Key::Literal(number.to_string()),
                    number => Key::from(number),
                }
            }
            written::ObjectKey::Expression(written::Expression::Parenthesis(inner)) => {
                let part = TemplatePart::Interpolation(self.expression(inner.inner()));
                Key::Template(Template { parts: vec![part] })
            }
            written::ObjectKey::Expression(expression) => match self.expression(expression) {
                Expression::Traversal(path) => path_key(*path),
                expression => Key::from(expression),
            },
        }
    }

    fn call(&mut self, call: &written::FuncCall) -> Expression {
        let namespaces = call.name.namespace.iter().map(|name| name.as_str());
        let function = namespaces.chain([call.name.name.as_str()]).collect::<Vec<_>>().join("::");
        let arguments = self.expressions(call.args.iter());
        Expression::Call(Call { function, arguments, expand_last: call.args.expand_final() })
    }

    fn for_expression(&mut self, walk: &written::ForExpr) -> Expression {
        let name = |name: &hcl_edit::Decorated<hcl_edit::Ident>| name.as_str().to_owned();
        let binding = Binding { key: walk.intro.key_var.as_ref().map(name), value: name(&walk.intro.value_var) };
        let collection = self.expression(&walk.intro.collection_expr);
        let key = walk.key_expr.as_ref().map(|key| self.expression(key));
        let result = self.expression(&walk.value_expr);
        let condition = walk.cond.as_ref().map(|condition| self.expression(&condition.expr));
        match key {
            None => Expression::ForList(Box::new(ForList { binding, collection, result, condition })),
            Some(key) => {
                let grouping = walk.grouping;
                Expression::ForObject(Box::new(ForObject { binding, collection, key, result, grouping, condition }))
            }
        }
    }

    /// A path on a path in parentheses is one path, unless a splat takes all steps after it into every element.
    fn traversal(&mut self, traversal: &written::Traversal) -> Expression {
        let mut path = match self.expression(&traversal.expr) {
            Expression::Traversal(inner) if !inner.steps.contains(&Step::Splat) => *inner,
            base => Traversal { base, steps: Vec::new() },
        };
        // Whether the steps go on into the elements of a `.*`, which takes names and numbers only.
        let mut attributes_only = false;
        for step in &traversal.operators {
            use written::TraversalOperator as Operator;
            if attributes_only && !matches!(step.value(), Operator::GetAttr(_) | Operator::LegacyIndex(_)) {
                path = Traversal { base: Expression::Traversal(Box::new(path)), steps: Vec::new() };
                attributes_only = false;
            }
            path.steps.push(match step.value() {
                Operator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
                Operator::Index(index) => Step::Index(self.expression(index)),
                Operator::LegacyIndex(index) => Step::Index(Expression::Number((*index.value()).into())),
                Operator::FullSplat(_) => Step::Splat,
                Operator::AttrSplat(_) => {
                    attributes_only = true;
                    Step::Splat
                }
            });
        }
        Expression::Traversal(Box::new(path))
    }

    /// The byte offset of an expression.
    pub(super) fn offset(written: &impl Span) -> usize {
        written.span().map_or(0, |span| span.start)
    }
}

/// A path of names without parentheses is a key of its own kind: the providers of a module call.
fn path_key(path: Traversal) -> Key {
    let name = |step: &Step| if let Step::Attribute(name) = step { Some(name.clone()) } else { None };
    let names = path.steps.iter().map(name).collect::<Option<Vec<_>>>();
    match (&path.base, names) {
        (Expression::Variable(first), Some(names)) => Key::Path([vec![first.clone()], names].concat()),
        _ => Key::from(Expression::Traversal(Box::new(path))),
    }
}

const fn sign(operator: written::UnaryOperator) -> UnaryOperator {
    match operator {
        written::UnaryOperator::Neg => UnaryOperator::Negate,
        written::UnaryOperator::Not => UnaryOperator::Not,
    }
}

const fn operator(operator: written::BinaryOperator) -> BinaryOperator {
    match operator {
        written::BinaryOperator::Or => BinaryOperator::Or,
        written::BinaryOperator::And => BinaryOperator::And,
        written::BinaryOperator::Eq => BinaryOperator::Equal,
        written::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        written::BinaryOperator::Less => BinaryOperator::Less,
        written::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        written::BinaryOperator::Greater => BinaryOperator::Greater,
        written::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        written::BinaryOperator::Plus => BinaryOperator::Add,
        written::BinaryOperator::Minus => BinaryOperator::Subtract,
        written::BinaryOperator::Mul => BinaryOperator::Multiply,
        written::BinaryOperator::Div => BinaryOperator::Divide,
        written::BinaryOperator::Mod => BinaryOperator::Modulo,
    }
}

//! Which operand needs parentheses, and what an expression starts with.

use crate::terraform::{BinaryOperator, Expression, Operation, Step, TemplatePart, Traversal, UnaryOperator};

/// How strongly an expression holds together, from the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Conditional,
    Or,
    And,
    Equality,
    Comparison,
    Sum,
    Product,
    Unary,
    Term,
}

/// The first character of an expression, as far as it decides about blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leading {
    Minus,
    Parenthesis,
    Bracket,
    Brace,
    Other,
}

/// The expression itself, or what a template interpolates that consists of nothing else: `"${x}"` is `x`.
pub(super) fn essence(mut expression: &Expression) -> &Expression {
    while let Expression::Template(template) = expression
        && let [TemplatePart::Interpolation(inner)] = template.parts.as_slice()
    {
        expression = inner;
    }
    expression
}

pub(super) fn precedence(expression: &Expression) -> Precedence {
    match essence(expression) {
        Expression::Conditional(_) => Precedence::Conditional,
        Expression::Operation(operation) => operator_precedence(operation.operator),
        Expression::Unary(..) => Precedence::Unary,
        Expression::Number(_) if is_negative_number(expression) => Precedence::Unary,
        _ => Precedence::Term,
    }
}

fn operator_precedence(operator: BinaryOperator) -> Precedence {
    use BinaryOperator as Operator;
    match operator {
        Operator::Or => Precedence::Or,
        Operator::And => Precedence::And,
        Operator::Equal | Operator::NotEqual => Precedence::Equality,
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => Precedence::Comparison,
        Operator::Add | Operator::Subtract => Precedence::Sum,
        Operator::Multiply | Operator::Divide | Operator::Modulo => Precedence::Product,
    }
}

/// Operators of the same precedence group from the left.
pub(super) fn left_needs_parentheses(operation: &Operation) -> bool {
    precedence(&operation.left) < operator_precedence(operation.operator)
}

pub(super) fn right_needs_parentheses(operation: &Operation) -> bool {
    precedence(&operation.right) <= operator_precedence(operation.operator)
}

/// `!!a` reads well and `-` next to another sign does not.
pub(super) fn unary_operand_needs_parentheses(operator: UnaryOperator, operand: &Expression) -> bool {
    match essence(operand) {
        Expression::Unary(UnaryOperator::Not, _) => operator == UnaryOperator::Negate,
        operand => precedence(operand) < Precedence::Term,
    }
}

/// Brackets, calls and names can be followed by steps. After a splat, more steps would go into every element.
pub(super) fn base_needs_parentheses(traversal: &Traversal) -> bool {
    match essence(&traversal.base) {
        Expression::Traversal(inner) => has_splat(inner),
        Expression::Variable(_)
        | Expression::Call(_)
        | Expression::List(_)
        | Expression::Object(_)
        | Expression::ForList(_)
        | Expression::ForObject(_) => false,
        _ => true,
    }
}

/// A base with a splat of its own is in parentheses already.
fn has_splat(traversal: &Traversal) -> bool {
    traversal.steps.contains(&Step::Splat)
}

pub(super) fn is_conditional(expression: &Expression) -> bool {
    matches!(essence(expression), Expression::Conditional(_))
}

/// After `in`, `if`, `=>` and `${`, `terraform fmt` takes a sign for a subtraction and puts a blank behind it.
pub(super) fn starts_with_minus(expression: &Expression) -> bool {
    leading(expression) == Leading::Minus
}

/// What the text of the expression starts with.
pub(super) fn leading(expression: &Expression) -> Leading {
    match essence(expression) {
        Expression::Unary(UnaryOperator::Negate, _) => Leading::Minus,
        Expression::Number(_) if is_negative_number(expression) => Leading::Minus,
        Expression::List(_) | Expression::ForList(_) => Leading::Bracket,
        Expression::Object(_) | Expression::ForObject(_) => Leading::Brace,
        Expression::Operation(operation) => leading_of(&operation.left, left_needs_parentheses(operation)),
        Expression::Conditional(choice) => leading_of(&choice.condition, is_conditional(&choice.condition)),
        Expression::Traversal(traversal) => leading_of(&traversal.base, base_needs_parentheses(traversal)),
        _ => Leading::Other,
    }
}

fn leading_of(expression: &Expression, parenthesised: bool) -> Leading {
    if parenthesised { Leading::Parenthesis } else { leading(expression) }
}

fn is_negative_number(expression: &Expression) -> bool {
    match essence(expression) {
        Expression::Number(number) => {
            number.as_i64().is_some_and(i64::is_negative) || number.as_f64().is_some_and(f64::is_sign_negative)
        }
        _ => false,
    }
}

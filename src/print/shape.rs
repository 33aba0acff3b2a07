//! Which expressions are written over several lines when they are too long for one.

use crate::terraform::{Conditional, Expression};

use super::precedence::{base_needs_parentheses, essence, is_conditional};

/// Whether the expression can be broken: `Printer::broken` then writes several lines for sure.
pub(super) fn breaks(expression: &Expression) -> bool {
    match essence(expression) {
        Expression::List(elements) => !elements.is_empty(),
        Expression::Object(items) => !items.is_empty(),
        Expression::Call(call) => !call.arguments.is_empty(),
        Expression::ForList(_) | Expression::ForObject(_) => true,
        Expression::Traversal(traversal) => !base_needs_parentheses(traversal) && breaks(&traversal.base),
        Expression::Conditional(choice) => yes_wants_lines(choice) || wants_lines(&choice.no),
        _ => false,
    }
}

/// Whether a branch of a conditional is broken when the conditional is too long: calls only for the sake of a collection
/// in them.
pub(super) fn wants_lines(branch: &Expression) -> bool {
    match essence(branch) {
        Expression::Call(call) => call.arguments.iter().any(wants_lines),
        Expression::Traversal(traversal) => !base_needs_parentheses(traversal) && wants_lines(&traversal.base),
        other => breaks(other),
    }
}

/// A conditional in parentheses stays on its line.
pub(super) fn yes_wants_lines(choice: &Conditional) -> bool {
    !is_conditional(&choice.yes) && wants_lines(&choice.yes)
}

/// Whether the only argument of a call opens on the line of the call.
pub(super) fn hugs(argument: &Expression) -> bool {
    match essence(argument) {
        Expression::List(elements) => !elements.is_empty(),
        Expression::Object(items) => !items.is_empty(),
        Expression::ForList(_) | Expression::ForObject(_) => true,
        Expression::Call(call) => matches!(call.arguments.as_slice(), [only] if hugs(only)),
        _ => false,
    }
}

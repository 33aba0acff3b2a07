//! Operators over values: worked out where the operands are known, kept as operations where they are not.

use super::value::{ObjectKey, Operator, Value};
use crate::terraform::{BinaryOperator, UnaryOperator};

pub(super) fn unary(operator: UnaryOperator, operand: Value) -> Value {
    match (operator, &operand) {
        (UnaryOperator::Not, Value::Bool(value)) => Value::Bool(!value),
        (UnaryOperator::Negate, Value::Number(number)) => Value::Number(match number.strip_prefix('-') {
            Some(positive) => positive.to_owned(),
            None => format!("-{number}"),
        }),
        _ => Value::operation(Operator::Unary(operator), [operand]),
    }
}

pub(super) fn binary(operator: BinaryOperator, left: Value, right: Value) -> Value {
    let known = match operator {
        BinaryOperator::And | BinaryOperator::Or => logical(operator, &left, &right),
        BinaryOperator::Equal => equality(&left, &right).map(Value::Bool),
        BinaryOperator::NotEqual => equality(&left, &right).map(|is_equal| Value::Bool(!is_equal)),
        _ => arithmetic(operator, &left, &right),
    };
    known.unwrap_or_else(|| Value::operation(Operator::Binary(operator), [left, right]))
}

/// One side may decide alone.
fn logical(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    let decides = operator == BinaryOperator::Or;
    match (left, right) {
        (Value::Bool(value), other) | (other, Value::Bool(value)) => {
            Some(if *value == decides { Value::Bool(decides) } else { other.clone() })
        }
        _ => None,
    }
}

/// [`None`] when it is not known. What nobody can tell is not even equal to itself.
fn equality(left: &Value, right: &Value) -> Option<bool> {
    if left.is_known() && right.is_known() || left == right && left.first_unknown().is_none() {
        return Some(left == right);
    }
    None
}

/// Whole numbers only: others are kept as they are written.
fn arithmetic(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    let number = |value: &Value| match value {
        Value::Number(text) => text.parse::<i64>().ok(),
        _ => None,
    };
    let (left, right) = (number(left)?, number(right)?);
    let result = match operator {
        BinaryOperator::Add => left.checked_add(right)?,
        BinaryOperator::Subtract => left.checked_sub(right)?,
        BinaryOperator::Multiply => left.checked_mul(right)?,
        BinaryOperator::Divide => left.checked_div(right).filter(|result| result.checked_mul(right) == Some(left))?,
        BinaryOperator::Modulo => left.checked_rem(right)?,
        BinaryOperator::Less => return Some(Value::Bool(left < right)),
        BinaryOperator::LessOrEqual => return Some(Value::Bool(left <= right)),
        BinaryOperator::Greater => return Some(Value::Bool(left > right)),
        BinaryOperator::GreaterOrEqual => return Some(Value::Bool(left >= right)),
        BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Equal | BinaryOperator::NotEqual => return None,
    };
    Some(Value::Number(result.to_string()))
}

pub(super) fn conditional(condition: Value, yes: Value, no: Value) -> Value {
    if yes == no && yes.first_unknown().is_none() {
        return yes;
    }
    Value::operation(Operator::Conditional, [condition, yes, no])
}

/// `value.key` or `value[key]`.
pub(super) fn member(value: Value, key: Value) -> Value {
    if !matches!(key, Value::Text(_) | Value::Number(_)) && matches!(value, Value::Object(_) | Value::List(_)) {
        return Value::operation(Operator::Member, [value, key]);
    }
    match value {
        Value::Object(mut entries) => entries.remove(key_text(&key).as_str()).unwrap_or(Value::Null),
        Value::List(items) => {
            let index = key_text(&key).parse::<usize>().ok();
            index.and_then(|index| items.into_iter().nth(index)).unwrap_or(Value::Null)
        }
        Value::Attribute { of, name } => Value::Attribute { of, name: format!("{name}{}", step(&key)) },
        unknown @ Value::Unknown { .. } => unknown,
        other => Value::operation(Operator::Member, [other, key]),
    }
}

fn step(key: &Value) -> String {
    match key {
        Value::Text(name) if super::spelled::is_identifier(name) => format!(".{name}"),
        key => format!("[{key}]"),
    }
}

/// `collection[*]…`, where `each` is what becomes of the symbol `*`.
pub(super) fn splat(collection: Value, each: Value) -> Value {
    Value::operation(Operator::Splat, [collection, each])
}

/// How a value reads as the key of an object or of a resource instance.
pub(super) fn key_text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        // Without the quotes; what is not known yet is read as a place.
        Value::Template(_) => value.to_string().trim_matches('"').to_owned(),
        Value::Input(_) => format!("${{{value}}}"),
        other => other.to_string(),
    }
}

/// A value as the key of an object.
pub(super) fn object_key(value: Value) -> ObjectKey {
    let text = key_text(&value);
    if value.is_known() { text.into() } else { ObjectKey::symbolic(text, value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: i64) -> Value {
        Value::Number(number.to_string())
    }

    #[test]
    fn what_is_known_is_worked_out() {
        let symbol = || Value::Symbol("x".to_owned());
        for (operator, left, right, expected) in [
            (BinaryOperator::Add, number(2), number(3), "5"),
            (BinaryOperator::Divide, number(6), number(3), "2"),
            (BinaryOperator::Divide, number(1), number(3), "1 / 3"),
            (BinaryOperator::Divide, number(1), number(0), "1 / 0"),
            (BinaryOperator::LessOrEqual, number(2), number(2), "true"),
            (BinaryOperator::Equal, Value::text("a"), Value::text("b"), "false"),
            (BinaryOperator::Equal, symbol(), symbol(), "true"),
            (BinaryOperator::Equal, symbol(), number(1), "x == 1"),
            (BinaryOperator::And, symbol(), Value::Bool(false), "false"),
            (BinaryOperator::And, symbol(), Value::Bool(true), "x"),
            (BinaryOperator::Or, Value::Bool(true), symbol(), "true"),
        ] {
            assert_eq!(binary(operator, left, right).to_string(), expected);
        }
        assert_eq!(unary(UnaryOperator::Negate, number(1)), number(-1));
        assert_eq!(unary(UnaryOperator::Not, symbol()).to_string(), "!x");
    }

    #[test]
    fn what_nobody_can_tell_is_not_equal_to_itself() {
        let unknown = || Value::unknown("uuid()", "it differs from run to run");
        assert_eq!(binary(BinaryOperator::Equal, unknown(), unknown()).to_string(), "uuid() == uuid()");
        assert_eq!(conditional(Value::Symbol("a".into()), unknown(), unknown()).to_string(), "a ? uuid() : uuid()");
    }

    #[test]
    fn keys_of_objects_are_values_as_well() {
        let unknown = Value::Template(vec![Value::text("a-"), Value::Symbol("x".to_owned())]);
        for (value, text) in [(unknown, "a-${x}"), (Value::text("a"), "a")] {
            let key = object_key(value.clone());
            assert_eq!((&*key, key.value()), (text, value));
        }
    }

    #[test]
    fn members_of_symbols_are_symbols() {
        let attribute = Value::Attribute { of: "aws_eks_cluster.this".into(), name: "vpc_config".into() };
        let id = member(member(attribute, number(0)), Value::text("vpc_id"));
        assert_eq!(id.to_string(), "aws_eks_cluster.this.vpc_config[0].vpc_id");
        let of_symbol = member(Value::Symbol("var.a".into()), Value::text("b/c"));
        assert_eq!(of_symbol.to_string(), "var.a[\"b/c\"]");
        let list = Value::List(vec![number(1)]);
        assert_eq!(member(list.clone(), Value::Symbol("i".into())).to_string(), "[1][i]");
        assert_eq!(member(list, number(0)), number(1));
    }
}

//! Numbers: exactly as they are written, or not at all.

use hcl_edit::{Formatted, Number as Written};
use serde_json::Number;

use super::Reader;
use crate::terraform::{Expression, UnaryOperator};

impl Reader<'_> {
    /// Terraform counts with 512 bits, the representation with 64: what does not fit is refused rather than rounded.
    pub(super) fn number(&mut self, number: &Formatted<Written>) -> Expression {
        let spelling = number.as_repr().map_or_else(|| number.value().to_string(), |repr| repr.to_string());
        let (is_negative, digits) = match spelling.strip_prefix('-') {
            Some(digits) => (true, digits.trim_start()),
            None => (false, spelling.as_str()),
        };
        if let Ok(integer) = digits.parse::<u64>() {
            return of_integer(integer, is_negative);
        }
        match number.value().as_f64() {
            Some(float) if significant(&format!("{float:e}")) == significant(digits) => {
                Number::from_f64(float).map_or(Expression::Null, Expression::Number)
            }
            _ => {
                self.refuse(Self::offset(number), format!("the number {spelling} has too many digits"));
                Expression::Null
            }
        }
    }
}

/// Negative numbers below the range of `i64`, and the negative zero, are a sign before a number.
fn of_integer(integer: u64, is_negative: bool) -> Expression {
    let signed = i64::try_from(-i128::from(integer)).ok().filter(|signed| *signed != 0);
    match (is_negative, signed) {
        (false, _) => Expression::Number(integer.into()),
        (true, Some(signed)) => Expression::Number(signed.into()),
        (true, None) => Expression::Unary(UnaryOperator::Negate, Box::new(Expression::Number(integer.into()))),
    }
}

/// The significant digits of a number, without sign, point and exponent.
fn significant(spelling: &str) -> String {
    let mantissa = spelling.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

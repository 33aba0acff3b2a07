//! Reading single values.

use std::str::FromStr;

use schemars::{JsonSchema, SchemaGenerator};

use super::kind::{BOOL, NUMBER, STRING};
use super::{Decoder, Repeated, Walk};
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::parse::{Node, Value};
use crate::secrets;
use crate::source::Span;
use crate::values::{Quantity, ValueError};

/// A type that the specification can hold.
pub trait Decode: JsonSchema + Sized {
    /// Reads a node; [`None`] when it was reported as wrong.
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self>;

    /// What may be written, as a JSON Schema whose definitions stand at its root. Beyond what the published schema says
    /// it may name `examples`, which stand in for values that cannot be read.
    fn schema() -> serde_json::Value {
        SchemaGenerator::default().into_root_schema_for::<Self>().to_value()
    }

    /// The names that an object of this type may hold, as a JSON Schema, where they are a closed set.
    fn names() -> Option<serde_json::Value> {
        None
    }

    /// Finds what a list names twice; `each` is what messages call an element, where that is a mistake. Most values hold no list.
    fn repeated(&self, each: Option<&'static str>, found: &mut Vec<Repeated>) {
        _ = (each, found);
    }

    /// Visits the places inside the value, beside its own; most values have none.
    fn places(&mut self, walk: &mut Walk<'_>) {
        _ = walk;
    }
}

/// A typed value that is written as a string.
pub trait Scalar: FromStr<Err = ValueError> {}

pub(super) fn decode_scalar<T: Scalar + Decode>(node: &Node, decoder: &mut Decoder) -> Option<T> {
    let Value::String(text) = &node.value else {
        decoder.wrong_kind_of::<T>(node, STRING);
        return None;
    };
    match text.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            let is_principal = decoder.key() == "role" && text.starts_with("arn:");
            let found = invalid(node.span, error.with_examples(&decoder.examples()));
            // Where it was written with escapes, only the value shows that it is one.
            let found = if secrets::is_in(text) { found.secret(node.span) } else { found };
            decoder.report(match found {
                found if is_principal => Diagnostic { helps: Vec::new(), ..found }
                    .help("`principal` holds the ARN; `role` is the name of a role, such as `viewer`"),
                found => found,
            });
            None
        }
    }
}

/// The finding for a value that its type does not admit.
pub(super) fn invalid(span: Span, error: ValueError) -> Diagnostic {
    let (headline, rule) = error.parts();
    let diagnostic = Diagnostic::error(Code::INVALID_VALUE, span, headline).label(rule.unwrap_or_default());
    match (error.help, error.meant) {
        (Some(text), Some(meant)) => diagnostic.help_replacing(text, span, format!("\"{meant}\"")),
        (text, _) => diagnostic.help_if_some(text),
    }
}

/// Values that lose something as a number, with the error that says what.
macro_rules! quoted_numbers {
    ($($type:ident,)*) => {$(
        impl Scalar for crate::values::$type {}

        impl Decode for crate::values::$type {
            fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
                if let Value::Number(text) = &node.value {
                    decoder.report(invalid(node.span, Self::unquoted(text)));
                    return None;
                }
                decode_scalar(node, decoder)
            }
        }
    )*};
}

quoted_numbers! {
    AccountId,
    KubernetesVersion,
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        decoder.wrong_kind_of::<Self>(node, BOOL);
        None
    }
}

impl Decode for u32 {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Number(text) = &node.value else {
            decoder.wrong_kind_of::<Self>(node, NUMBER);
            return None;
        };
        match count(text) {
            Ok(count) => Some(count),
            Err(fault) => {
                let headline = format!("`{}` must be a whole number, 0 or more", shortened(decoder.key()));
                let error = Diagnostic::error(Code::INVALID_VALUE, node.span, headline).label(fault);
                decoder.report(error.help_if_some(rounded(text)));
                None
            }
        }
    }
}

/// The counts on both sides of a number with decimals.
fn rounded(text: &str) -> Option<String> {
    if text.starts_with('-') {
        return Some("write 0 or more".to_owned());
    }
    let (whole, fraction) = text.split_once('.')?;
    let whole: u32 = whole.parse().ok().filter(|_| fraction.bytes().all(|byte| byte.is_ascii_digit()))?;
    let next = whole.checked_add(1)?;
    Some(if whole == 0 { format!("write `{next}`") } else { format!("write `{whole}` or `{next}`") })
}

/// A count, also as `2.0` and `1e1`, which other programs make of it; or why it is none.
fn count(text: &str) -> Result<u32, &'static str> {
    const TOO_LARGE: &str = "too large";
    if text.starts_with('-') {
        return Err("negative");
    }
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let decimals = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let zeros = exponent.parse::<i64>().map_err(|_| TOO_LARGE)?.saturating_sub(decimals);
    let removed = usize::try_from(zeros.saturating_neg()).unwrap_or(0);
    let kept = digits.get(..digits.len().saturating_sub(removed)).unwrap_or_default();
    if digits
        .get(kept.len()..)
        .is_some_and(|rest| rest.len() < removed && !digits.is_empty() || rest.contains(|c| c != '0'))
    {
        return Err("not whole");
    }
    let number = if kept.is_empty() { 0 } else { kept.parse::<u32>().map_err(|_| TOO_LARGE)? };
    let zeros = u32::try_from(zeros.max(0)).map_err(|_| TOO_LARGE)?;
    let factor = if number == 0 { Some(1) } else { 10_u32.checked_pow(zeros) };
    factor.and_then(|factor| number.checked_mul(factor)).ok_or(TOO_LARGE)
}

impl Scalar for Quantity {}

/// Quantities such as `500` may be written without quotes.
impl Decode for Quantity {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Number(text) => {
                decode_scalar(&Node { value: Value::String(text.clone()), span: node.span }, decoder)
            }
            Value::String(_) => decode_scalar(node, decoder),
            _ => {
                decoder.wrong_kind(node, "a number or a string");
                None
            }
        }
    }
}

impl Decode for crate::values::RetentionDays {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        if !matches!(node.value, Value::Number(_)) {
            decoder.wrong_kind_of::<Self>(node, NUMBER);
            return None;
        }
        let days = u32::decode(node, decoder)?;
        match Self::try_from(i64::from(days)) {
            Ok(value) => Some(value),
            Err(error) => {
                decoder.report(invalid(node.span, error));
                None
            }
        }
    }
}

impl Decode for crate::values::Port {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        if !matches!(node.value, Value::Number(_)) {
            decoder.wrong_kind_of::<Self>(node, NUMBER);
            return None;
        }
        let number = u32::decode(node, decoder)?;
        match Self::try_from(number) {
            Ok(port) => Some(port),
            Err(error) => {
                decoder.report(invalid(node.span, error));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_are_whole_however_they_are_written() {
        for (text, expected) in [
            ("0", Ok(0)),
            ("2.0", Ok(2)),
            ("1e1", Ok(10)),
            ("1.5e1", Ok(15)),
            ("100e-2", Ok(1)),
            ("0e99", Ok(0)),
            ("4294967295", Ok(u32::MAX)),
            ("1.5", Err("not whole")),
            ("1e-1", Err("not whole")),
            ("15e-1", Err("not whole")),
            ("-1", Err("negative")),
            ("4294967296", Err("too large")),
            ("1e400", Err("too large")),
            ("1e99999999999999999999", Err("too large")),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}

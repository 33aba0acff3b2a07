//! Reading the values of a chart, which have no types here.

use super::kind::OBJECT;
use super::scalar::Decode;
use super::{Decoder, Walk};
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::parse::{Entry, Node, Value};
use crate::source::Span;
use crate::values::ChartValues;

/// Whatever an object holds; the chart judges it.
impl Decode for ChartValues {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Map(_) = &node.value else {
            decoder.wrong_kind(node, OBJECT);
            return None;
        };
        let mut places = Vec::new();
        match plain(node, decoder, &mut places)? {
            serde_json::Value::Object(values) => Some(Self::new(values).at(places)),
            _ => None,
        }
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        self.places_mut().for_each(|span| walk.place(span));
    }
}

/// A node as JSON, and the places of what has no parts in it; [`None`] where something in it was reported.
fn plain(node: &Node, decoder: &mut Decoder, places: &mut Vec<Span>) -> Option<serde_json::Value> {
    if !matches!(node.value, Value::List(_) | Value::Map(_)) {
        places.push(node.span);
    }
    Some(match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(text) => number(text, node.span, decoder)?,
        Value::String(text) => text.clone().into(),
        Value::List(elements) => {
            elements.iter().map(|element| plain(element, decoder, places)).collect::<Option<Vec<_>>>()?.into()
        }
        Value::Map(entries) => {
            let fields = entries.iter().map(|entry| plain_field(entry, decoder, places));
            serde_json::Value::Object(fields.collect::<Option<_>>()?)
        }
        Value::Invalid => return None,
    })
}

/// A block would repeat its key or lose its labels.
fn plain_field(entry: &Entry, decoder: &mut Decoder, places: &mut Vec<Span>) -> Option<(String, serde_json::Value)> {
    if entry.is_block {
        let headline = format!("`{}` is written as a block", shortened(&entry.key));
        let error = Diagnostic::error(Code::INVALID_VALUE, entry.header_span(), headline).label("a block");
        let help = format!("write `{} = {{ … }}`: the values of a chart are data", shortened(&entry.key));
        decoder.report(error.help(help));
        return None;
    }
    Some((entry.key.clone(), plain(&entry.node, decoder, places)?))
}

/// A number as it was meant; one that no reader would take for the same stays text.
fn number(text: &str, span: Span, decoder: &mut Decoder) -> Option<serde_json::Value> {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let number = serde_json::from_str::<serde_json::Value>(text).ok();
    let number = number.filter(|number| !is_whole || !number.is_f64()).unwrap_or_else(|| text.into());
    let printed = number.to_string();
    if is_decimal(text) && text.len() > printed.len() {
        decoder.report(losing_digits(text, &printed, span));
        return None;
    }
    Some(number)
}

fn is_decimal(text: &str) -> bool {
    text.contains('.') && !text.contains(['e', 'E'])
}

/// It was meant as a version, most often.
fn losing_digits(text: &str, printed: &str, span: Span) -> Diagnostic {
    let headline = format!("`{}` is the number {printed}", shortened(text));
    Diagnostic::error(Code::INVALID_VALUE, span, headline).label("loses its last digits").help_replacing(
        format!("write `\"{}\"` in quotes, or `{printed}`", shortened(text)),
        span,
        format!("\"{text}\""),
    )
}

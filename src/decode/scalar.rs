//! Reading single values and lists of them.

use std::str::FromStr;

use indexmap::IndexMap;

use super::Decoder;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Node, Value};
use crate::source::Spanned;
use crate::values::{Quantity, ValueError};

/// A type that the specification can hold.
pub trait Decode: Sized {
    /// Reads a node; [`None`] when it was reported as wrong.
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self>;
}

/// A typed value that is written as a string.
pub trait Scalar: FromStr<Err = ValueError> {
    /// What it is, with its article, for messages: `an AWS account id`.
    const NOUN: &'static str;
}

/// Implements [`Decode`] for types that parse from a string, and names them.
macro_rules! scalars {
    ($($type:ty => $noun:literal,)*) => {$(
        impl Scalar for $type {
            const NOUN: &'static str = $noun;
        }

        impl Decode for $type {
            fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
                decode_scalar(node, decoder)
            }
        }
    )*};
}

scalars! {
    crate::values::AccessPolicy => "an access policy",
    crate::values::AccountId => "an AWS account id",
    crate::values::AddOnName => "an EKS add-on",
    crate::values::AddonVersion => "an add-on version",
    crate::values::Architecture => "an architecture",
    crate::values::Capacity => "a capacity type",
    crate::values::Cidr => "an IPv4 network",
    crate::values::FlowTraffic => "a kind of flow-log traffic",
    crate::values::IamPrincipal => "an IAM principal",
    crate::values::IdentityMechanism => "an identity mechanism",
    crate::values::InstanceCategory => "an instance category",
    crate::values::InstanceFamily => "an instance family",
    crate::values::InstanceType => "an instance type",
    crate::values::KubernetesGroup => "a Kubernetes group",
    crate::values::KubernetesVersion => "a Kubernetes version",
    crate::values::LabelKey => "a label key",
    crate::values::LabelValue => "a label value",
    crate::values::LogType => "a control-plane log type",
    crate::values::Name => "a name",
    crate::values::NamespacePattern => "a namespace",
    crate::values::NatMode => "a NAT mode",
    crate::values::NodeImage => "a node image",
    crate::values::PolicyArn => "an IAM policy ARN",
    crate::values::Profile => "a profile",
    crate::values::Region => "an AWS region",
    crate::values::RoleArn => "an IAM role ARN",
    crate::values::TagKey => "a tag key",
    crate::values::TagValue => "a tag value",
    crate::values::TaintEffect => "a taint effect",
    crate::values::VersionConstraint => "a version constraint",
    crate::values::Zone => "an availability zone",
}

fn decode_scalar<T: Scalar>(node: &Node, decoder: &mut Decoder) -> Option<T> {
    let Value::String(text) = &node.value else {
        decoder.wrong_kind(node, "a string");
        return None;
    };
    match text.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            let headline = format!("`{}` is not {}", shortened(text), T::NOUN);
            decoder.report(invalid(node, headline, error));
            None
        }
    }
}

/// The finding for a value that its type does not admit.
pub(super) fn invalid(node: &Node, headline: String, error: ValueError) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::INVALID_VALUE, node.span, headline).label(error.message);
    diagnostic.help_if_some(error.help)
}

/// Headlines stay short whatever the specification holds.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.escape_debug().to_string();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{}…", start.escape_debug())
}

impl Decode for String {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            _ => {
                decoder.wrong_kind(node, "a string");
                None
            }
        }
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                decoder.wrong_kind(node, "a bool");
                None
            }
        }
    }
}

impl Decode for u32 {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Number(text) = &node.value else {
            decoder.wrong_kind(node, "a number");
            return None;
        };
        let parsed = text.parse().ok();
        if parsed.is_none() {
            let headline = format!("`{}` must be a whole number from 0", decoder.key());
            let error = Diagnostic::error(Code::INVALID_VALUE, node.span, headline);
            decoder.report(error.label(format!("`{}` is not", shortened(text))));
        }
        parsed
    }
}

impl Scalar for Quantity {
    const NOUN: &'static str = "a Kubernetes quantity";
}

/// Quantities such as `500` may be written without quotes.
impl Decode for Quantity {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Number(text) => {
                decode_scalar(&Node { value: Value::String(text.clone()), span: node.span }, decoder)
            }
            _ => decode_scalar(node, decoder),
        }
    }
}

impl Decode for crate::values::RetentionDays {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let days = u32::decode(node, decoder)?;
        match Self::try_from(days) {
            Ok(value) => Some(value),
            Err(error) => {
                decoder.report(invalid(node, format!("CloudWatch Logs cannot keep events for {days} days"), error));
                None
            }
        }
    }
}

/// Every wrong element is reported; a list with one counts as unread.
impl<T: Decode> Decode for Vec<Spanned<T>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::List(elements) = &node.value else {
            decoder.wrong_kind(node, "a list");
            return None;
        };
        let element = |element: &Node| T::decode(element, decoder).map(|value| Spanned::new(value, element.span));
        let decoded: Self = elements.iter().filter_map(element).collect();
        (decoded.len() == elements.len()).then_some(decoded)
    }
}

impl<K: Scalar + Eq + std::hash::Hash, V: Decode> Decode for IndexMap<K, Spanned<V>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            decoder.wrong_kind(node, "an object");
            return None;
        };
        let mut map = Self::new();
        for entry in entries {
            let value = decoder.within(&entry.key, entry.key_span, |decoder| V::decode(&entry.node, decoder));
            match (entry.key.parse::<K>(), value) {
                (Ok(key), Some(value)) => {
                    map.insert(key, Spanned::new(value, entry.node.span));
                }
                (Ok(_), None) => {}
                (Err(error), _) => {
                    let headline = format!("`{}` is not {}", shortened(&entry.key), K::NOUN);
                    let key = Node { value: Value::Null, span: entry.key_span };
                    decoder.report(invalid(&key, headline, error));
                }
            }
        }
        Some(map)
    }
}


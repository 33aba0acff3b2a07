//! Attributes and types as `terraform providers schema -json` prints them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::Attribute;
use crate::verify::types::Type;

/// An attribute as the JSON has it.
#[derive(Deserialize)]
pub(super) struct RawAttribute {
    #[serde(rename = "type")]
    ty: RawType,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    computed: bool,
}

/// A type as the JSON has it: `"string"`, `["list", …]` or `["object", {…}]`.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawType {
    Primitive(Primitive),
    Collection(Collection, Box<RawType>),
    Object(ObjectMarker, BTreeMap<String, RawType>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Primitive {
    String,
    Number,
    Bool,
    Dynamic,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Collection {
    List,
    Set,
    Map,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ObjectMarker {
    Object,
}

impl From<RawAttribute> for Attribute {
    fn from(raw: RawAttribute) -> Self {
        let computed_only = raw.computed && !raw.optional && !raw.required;
        let kept_when_removed = raw.computed && raw.optional;
        Self { ty: raw.ty.into(), required: raw.required, computed_only, kept_when_removed, literal: false }
    }
}

impl From<RawType> for Type {
    fn from(raw: RawType) -> Self {
        match raw {
            RawType::Primitive(Primitive::String) => Self::String,
            RawType::Primitive(Primitive::Number) => Self::Number,
            RawType::Primitive(Primitive::Bool) => Self::Bool,
            RawType::Primitive(Primitive::Dynamic) => Self::Any,
            RawType::Collection(collection, element) => {
                let element = Arc::new((*element).into());
                match collection {
                    Collection::List => Self::List(element),
                    Collection::Set => Self::Set(element),
                    Collection::Map => Self::Map(element),
                }
            }
            RawType::Object(ObjectMarker::Object, fields) => {
                Self::object(fields.into_iter().map(|(name, ty)| (name, ty.into())))
            }
        }
    }
}

//! What all values that are written as text share: they serialise as that text, and the schema describes it.

/// Implements [`serde::Serialize`] and [`schemars::JsonSchema`] for a type with [`std::fmt::Display`].
///
/// The pattern must accept everything that the parser accepts. It may accept more: the parser has the last word.
macro_rules! text_value {
    ($type:ident, $description:literal, pattern: $pattern:expr, examples: [$($example:literal),+ $(,)?]) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "description": $description,
                    "pattern": $pattern,
                    "examples": [$($example),+],
                })
            }
        }
    };
}

pub(super) use text_value;

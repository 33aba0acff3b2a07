//! Closed sets of words: enums whose spelling in the spec, documentation and schema are written once.

use super::ValueError;
use crate::diagnostic::{article, did_you_mean, listing};

/// Declares an enum whose variants have one spelling each in the spec.
///
/// The string after the type's name is what a message calls it; `for ["…"]` behind a spelling lists what people write
/// elsewhere for the same thing. `unless` names a function that knows better what is wrong with some words. Doc comments become descriptions in the schema.
macro_rules! spec_enum {
    (
        $(#[doc = $type_doc:literal])+
        $visibility:vis enum $type:ident: $noun:literal $(unless $judge:path)? {
            $($(#[doc = $doc:literal])+ $variant:ident = $spelling:literal $(for [$($synonym:literal),+])?,)+
        }
    ) => {
        $(#[doc = $type_doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $type {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $type {
            /// Every variant, in the order in which messages list them.
            $visibility const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Every spelling, in the same order.
            $visibility const fn variants() -> &'static [&'static str] {
                &[$($spelling),+]
            }

            /// The spelling in the spec.
            $visibility const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $spelling,)+
                }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::values::ValueError;

            fn from_str(input: &str) -> Result<Self, Self::Err> {
                match input {
                    $($spelling => Ok(Self::$variant),)+
                    _ => {
                        $(if let Some(error) = $judge(input) {
                            return Err(error);
                        })?
                        let synonyms = [$($(($spelling, &[$($synonym),+] as &[&str]),)?)+];
                        Err($crate::values::variant::unknown(input, $noun, Self::variants(), &synonyms))
                    }
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
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
                let variants = [$(($spelling, concat!($($doc, "\n"),+))),+];
                $crate::values::variant::schema(concat!($($type_doc, "\n"),+), &variants)
            }
        }
    };
}

pub(crate) use spec_enum;

/// The error for a word that is not in the set.
pub(crate) fn unknown(input: &str, noun: &str, spellings: &[&str], synonyms: &[(&str, &[&str])]) -> ValueError {
    let known = listing(spellings.iter().copied(), "or");
    let error = ValueError::of(input, format_args!("is not {}: expected {known}", article(noun)));
    if let Some((spelling, _)) = synonyms.iter().find(|(_, words)| words.iter().any(|word| is_same(word, input))) {
        return error.meaning(spelling);
    }
    match did_you_mean(input, spellings.iter().copied()) {
        Some(near) => error.near(&near),
        None => error,
    }
}

/// The same word but for case and separators; an ARN ends with its word.
fn is_same(word: &str, input: &str) -> bool {
    let name = if input.starts_with("arn:") { input.rsplit('/').next().unwrap_or(input) } else { input };
    let bare = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    bare(word) == bare(name)
}

/// The schema of the set: one constant and its description a word.
pub(crate) fn schema(description: &str, variants: &[(&str, &str)]) -> schemars::Schema {
    let words: Vec<serde_json::Value> = variants
        .iter()
        .map(|(spelling, doc)| serde_json::json!({ "const": spelling, "description": paragraph(doc) }))
        .collect();
    schemars::json_schema!({ "type": "string", "description": paragraph(description), "oneOf": words })
}

/// The first paragraph of a doc comment on one line.
fn paragraph(doc: &str) -> String {
    let lines = doc.lines().map(str::trim).skip_while(|line| line.is_empty());
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::values::testing::check;

    spec_enum! {
        /// How
        /// fast.
        ///
        /// More words.
        enum Speed: "speed" {
            /// Without haste.
            Slow = "slow",
            /// In a hurry.
            VeryFast = "very-fast" for ["express", "as the wind"],
        }
    }

    #[test]
    fn words_are_spelled_one_way_and_near_misses_are_helped() {
        check::<Speed>(&[
            ("slow", Ok("slow")),
            ("very-fast", Ok("very-fast")),
            ("Slow", Err("`Slow` is not a speed: expected `slow` or `very-fast` | did you mean `slow`?")),
            (
                "very_fast",
                Err("`very_fast` is not a speed: expected `slow` or `very-fast` | did you mean `very-fast`?"),
            ),
            ("Express", Err("`Express` is not a speed: expected `slow` or `very-fast` | write `very-fast`")),
            ("as_the_wind", Err("`as_the_wind` is not a speed: expected `slow` or `very-fast` | write `very-fast`")),
            ("medium", Err("`medium` is not a speed: expected `slow` or `very-fast`")),
            ("", Err("an empty string is not a speed: expected `slow` or `very-fast`")),
        ]);
        assert_eq!(Speed::ALL, [Speed::Slow, Speed::VeryFast]);
        assert_eq!(Speed::variants(), ["slow", "very-fast"]);
    }

    #[test]
    fn schema_describes_every_word() {
        let schema = schemars::SchemaGenerator::default().into_root_schema_for::<Speed>();
        assert_eq!(schema.get("description").unwrap(), "How fast.");
        let words = schema.get("oneOf").unwrap();
        assert_eq!(words[1], serde_json::json!({ "const": "very-fast", "description": "In a hurry." }));
    }
}

//! What all values share that are plain text with a rule: names that AWS, Kubernetes and Git give their own shape.

use super::ValueError;

/// Declares a type around a text: what it is, which characters it has, how long it may be.
macro_rules! checked_text {
    (
        $(#[doc = $doc:literal])+
        $type:ident: $noun:literal, $length:expr, $allowed:expr, $rule:literal,
        pattern: $pattern:literal, examples: [$example:literal] $(, remedy: $remedy:expr)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(String);

        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::values::ValueError;

            fn from_str(input: &str) -> Result<Self, Self::Err> {
                let allowed: fn(&str) -> bool = $allowed;
                let length: std::ops::RangeInclusive<usize> = $length;
                $(if !allowed(input) && let Some(remedy) = $remedy(input) {
                    let error = $crate::values::ValueError::of(input, format_args!("is not {}: {}", $noun, $rule));
                    return Err(remedy.of(error));
                })?
                if input.len() > *length.end() {
                    return Err($crate::values::ValueError::too_long(input, $noun, *length.end()));
                }
                if !length.contains(&input.len()) || !allowed(input) {
                    let error = $crate::values::ValueError::of(input, format_args!("is not {}: {}", $noun, $rule));
                    return Err(error.example(concat!("write one such as `", $example, "`")));
                }
                Ok(Self(input.to_owned()))
            }
        }

        super::text_value::text_value!($type, $rule, pattern: $pattern, examples: [$example]);
    };
}

/// What to write instead of a text that people often write.
pub(super) enum Remedy {
    /// In words.
    Words(String),
    /// The value itself.
    Value(String),
    /// The value, with words that name it.
    Named(&'static str, String),
}

impl Remedy {
    pub(super) fn of(self, error: ValueError) -> ValueError {
        match self {
            Self::Words(text) => error.help(text),
            Self::Value(value) => error.meaning(value),
            Self::Named(text, value) => error.help_meaning(text, value),
        }
    }
}

/// Lower-case letters and digits at both ends, and these characters between them.
pub(super) fn is_lower(text: &str, between: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.chars().all(|c| is_word(c) || between.contains(c)) && text.starts_with(is_word) && text.ends_with(is_word)
}

/// Digits, and one at least.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

pub(super) use checked_text;

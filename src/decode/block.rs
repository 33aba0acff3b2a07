//! Declaring blocks: which keys there are, how each is written, and what is known about it.

use super::{BlockReader, Instead, Key, Keys, Repeated, Walk};
use crate::source::Span;

/// A block or object of the specification. Implemented by `spec_block!`.
pub trait Block: Sized {
    /// Every key that the block can have, in the order of the reference.
    const KEYS: &'static [Key];

    /// The kind whose keys ([`Key::of`]) a block with this label does not take.
    fn refused(label: &str) -> Option<&'static str> {
        _ = label;
        None
    }

    /// Values that make sense at a key, where its type has others as well; empty where any example of the type will do.
    fn examples(key: &str) -> Vec<serde_json::Value>;

    /// A key that decides what the block is, and the keys that are required where it is absent.
    const INSTEAD: Option<Instead> = None;

    /// Reads all fields; [`None`] when a required one is missing or wrong, which was reported.
    fn read(reader: &mut BlockReader<'_, '_>) -> Option<Self>;

    /// Visits the places of all fields.
    fn places(&mut self, walk: &mut Walk<'_>);

    /// Every key that is written and where its value is, in the order of the keys: a key with labels once for each block.
    fn written(&self) -> Vec<(Key, Span)>;

    /// Finds what a list of this block, or of one inside it, names twice.
    fn repeated(&self, found: &mut Vec<Repeated>);

    /// The keys that a block with this label can have.
    fn keys(label: &str) -> Keys {
        Keys { all: Self::KEYS, refused: Self::refused(label), instead: Self::INSTEAD }
    }

    /// Whether the block can have a key of that name.
    fn has_key(name: &str) -> bool {
        Self::KEYS.iter().any(|key| key.name == name)
    }
}

/// Declares a block of the specification: its Rust type, its reader and its JSON Schema in one.
///
/// The type of a field says how it is written: `Spanned<T>` is a required key, `Option<Spanned<T>>` an optional one,
/// `Labelled<K, T>` any number of blocks with one label. Between its description and its name, in this order:
///
/// * `#[schemars(…)]`: more for the schema;
/// * `#[of(kind)]`: only blocks of this kind take the key ([`Key::of`]);
/// * `#[each("word")]`: what messages call an element of the list; an element that is named twice is a finding;
/// * `#[default(value)]`: a default that is not constant; its value is added to the description.
///
/// `= [value]` behind a type: examples for this key, in place of those of the type. `a instead of b, c;` behind the fields:
/// where `a` is absent, the optional keys `b` and `c` are required. `(without f);`: `f` says which kind of keys a label rules
/// out.
macro_rules! spec_block {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[doc $($doc:tt)*])*
                $(#[schemars $($schemars:tt)*])*
                $(#[of($kind:ident)])?
                $(#[each($each:literal)])?
                $(#[default($default:expr)])?
                pub $field:ident: $type:ty $(= [$($example:expr),+])?,
            )*
        }
        $($deciding:ident instead of $($required:ident),+;)?
        $((without $refused:path);)?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        $(#[schemars(extend("anyOf" = [
            $crate::decode::present(&[$(stringify!($required)),+]),
            $crate::decode::present(&[stringify!($deciding)]),
        ]))])?
        pub struct $name {
            $(
                $(#[doc $($doc)*])*
                $(#[schemars $($schemars)*])*
                $(#[schemars(extend("examples" = [$($example),+]))])?
                #[schemars(transform = $crate::decode::with_names::<$type>)]
                $(#[schemars(transform = $crate::decode::with_default(|| $default))])?
                pub $field: $type,
            )*
        }

        impl $crate::decode::Block for $name {
            const KEYS: &'static [$crate::decode::Key] = &[$($crate::decode::Key {
                name: stringify!($field),
                has_label: <$type as $crate::decode::Field>::HAS_LABEL,
                of: $crate::decode::optional!($(stringify!($kind))?),
            }),*];
            $(const INSTEAD: Option<$crate::decode::Instead> = Some($crate::decode::Instead {
                of: stringify!($deciding),
                required: &[$(stringify!($required)),+],
            });)?

            fn examples(key: &str) -> Vec<serde_json::Value> {
                _ = key;
                $($(if key == stringify!($field) {
                    return vec![$(serde_json::json!($example)),+];
                })?)*
                Vec::new()
            }

            $(fn refused(label: &str) -> Option<&'static str> {
                Some($refused(label))
            })?

            fn read(reader: &mut $crate::decode::BlockReader<'_, '_>) -> Option<Self> {
                let _ = &reader;
                $(let $field = <$type as $crate::decode::Field>::read(reader, stringify!($field));)*
                Some(Self { $($field: $field?,)* })
            }

            fn places(&mut self, walk: &mut $crate::decode::Walk<'_>) {
                let _ = &walk;
                $(
                    let step = $crate::diagnostic::Step::key(stringify!($field));
                    walk.at(step, |walk| $crate::decode::Field::places(&mut self.$field, walk));
                )*
            }

            fn written(&self) -> Vec<($crate::decode::Key, $crate::source::Span)> {
                let spans: Vec<Vec<$crate::source::Span>> = vec![$($crate::decode::Field::spans(&self.$field)),*];
                let keys = <Self as $crate::decode::Block>::KEYS.iter().zip(spans);
                keys.flat_map(|(key, spans)| spans.into_iter().map(|span| (*key, span))).collect()
            }

            fn repeated(&self, found: &mut Vec<$crate::decode::Repeated>) {
                let _ = &found;
                $($crate::decode::Field::repeated(
                    &self.$field,
                    $crate::decode::optional!($($each)?),
                    found,
                );)*
            }
        }

        /// A singleton may be written as a block or as an object.
        impl $crate::decode::Decode for $name {
            fn decode(node: &$crate::parse::Node, decoder: &mut $crate::decode::Decoder) -> Option<Self> {
                decoder.singleton(node)
            }

            fn places(&mut self, walk: &mut $crate::decode::Walk<'_>) {
                $crate::decode::Block::places(self, walk);
            }

            fn repeated(&self, _: Option<&'static str>, found: &mut Vec<$crate::decode::Repeated>) {
                $crate::decode::Block::repeated(self, found);
            }
        }
    };
}

/// What an attribute says, if it is there.
macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

pub(crate) use optional;
pub(crate) use spec_block;

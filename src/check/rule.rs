//! What a rule is.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, which no other rule has.
    pub code: Code,
    /// The text of its file.
    pub source: &'static str,
    pub(super) check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// The rule in a file of the folder, with its code.
macro_rules! rule {
    ($file:ident, $code:ident) => {
        $crate::check::rule::Rule {
            code: $crate::diagnostic::codes::$code,
            source: include_str!(concat!(stringify!($file), ".rs")),
            check: $file::check,
        }
    };
}
pub(super) use rule;

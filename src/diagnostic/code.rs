//! Stable codes of all diagnostics.

use serde::Serialize;

/// Identity of a rule. A code never changes its meaning and is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Code(&'static str);

impl Code {
    /// A file that cannot be read, or a folder without a specification.
    pub const UNREADABLE: Self = Self("CELL0101");
    /// Text that is not HCL or JSON.
    pub const SYNTAX: Self = Self("CELL0102");
    /// The same key twice in one object.
    pub const DUPLICATE_KEY: Self = Self("CELL0103");
    /// An expression where only data is allowed.
    pub const EXPRESSION: Self = Self("CELL0104");
    /// A file or folder of the specification whose name does not show what it is.
    pub const FILE_NAME: Self = Self("CELL0105");
    /// A lock file that cannot be used, or that would change where it must not.
    pub const LOCK: Self = Self("CELL0106");
    /// A file that looks like part of the specification and that nothing reads.
    pub const UNREAD: Self = Self("CELL0107");

    /// A key that nothing reads.
    pub const UNKNOWN_KEY: Self = Self("CELL0201");
    /// A required key that is absent.
    pub const MISSING_KEY: Self = Self("CELL0202");
    /// A string where a number is wanted, and the like.
    pub const WRONG_KIND: Self = Self("CELL0203");
    /// A value of the right kind that the type does not admit.
    pub const INVALID_VALUE: Self = Self("CELL0204");
    /// A block that may stand only once, or two blocks with one name.
    pub const DUPLICATE_BLOCK: Self = Self("CELL0205");
    /// A block with too many or too few labels.
    pub const LABELS: Self = Self("CELL0206");

    /// The codes of reading a specification: everything above.
    pub const READING: &[Self] = &[
        Self::UNREADABLE,
        Self::SYNTAX,
        Self::DUPLICATE_KEY,
        Self::EXPRESSION,
        Self::FILE_NAME,
        Self::LOCK,
        Self::UNREAD,
        Self::UNKNOWN_KEY,
        Self::MISSING_KEY,
        Self::WRONG_KIND,
        Self::INVALID_VALUE,
        Self::DUPLICATE_BLOCK,
        Self::LABELS,
    ];

    /// The code as printed, such as `CELL0204`.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// A rule of the check stage. Rules declare their own codes beside their text.
    pub const fn rule(code: &'static str) -> Self {
        Self(code)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

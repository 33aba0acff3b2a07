//! The codes of what `resolve`, `check` and the stages behind them find. A code never changes its meaning and is never
//! reused.

use super::Code;

/// Declares the codes, sorted by number.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal,)*) => {
        $($(#[doc = $doc])+ pub const $name: Code = Code::rule($code);)*

        /// All of them; those of reading a specification, [`Code::READING`], are not among them.
        pub const ALL: &[Code] = &[$($name,)*];
    };
}

codes! {
    /// Exactly one fleet a specification.
    ONE_FLEET "CELL0301",
    /// A cell names an environment or a class that is not declared, or an environment a host.
    UNKNOWN_REFERENCE "CELL0302",
    /// A node tier has a key of the other kind of tier, or lacks one of its own.
    TIER_KEYS "CELL0303",
    /// The fleet wants another version of cellc.
    REQUIRED_VERSION "CELL0319",
    /// Something that a list names twice.
    REPEATED_ELEMENT "CELL0418",
    /// A zone for which the network of its cell has no block left.
    ZONE_SLOTS "CELL0428",
    /// A cell without a network that can be given one.
    CELL_WITHOUT_RANGE "CELL0429",
    /// Two owners of one network or block in the lock file.
    TWO_OWNERS "CELL0430",
    /// An `allow` block for a rule that there is not, or whose findings cannot be accepted.
    ALLOW_IMPOSSIBLE "CELL0901",
    /// An `allow` block that accepts nothing.
    ALLOW_UNUSED "CELL0902",
    /// An `allow` block whose last day is over.
    ALLOW_EXPIRED "CELL0903",
}

//! The keys of a block, as its declaration lists them.

/// A key of a block, as `spec_block!` declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it is written as blocks with a label.
    pub has_label: bool,
    /// The kind of blocks that it belongs to, where the blocks differ: `#[of(kind)]`.
    pub of: Option<&'static str>,
}

/// Keys that are required unless another one is there.
#[derive(Debug, Clone, Copy)]
pub struct Instead {
    /// The key that stands for the others.
    pub of: &'static str,
    /// The others. Their fields are optional in the type.
    pub required: &'static [&'static str],
}

/// What a declaration says about the keys of one block.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// Every key, in the order of the reference.
    pub all: &'static [Key],
    /// The kind of keys that this block does not take.
    pub refused: Option<&'static str>,
    /// A key that decides what the block is.
    pub instead: Option<Instead>,
}

impl Keys {
    /// Whether the declaration has a key of that name.
    pub(super) fn has(self, name: &str) -> bool {
        self.all.iter().any(|key| key.name == name)
    }

    /// The names of the keys that this block takes.
    pub(super) fn taken(self) -> Vec<&'static str> {
        let is_taken = |key: &&Key| self.refused.is_none() || key.of != self.refused;
        self.all.iter().filter(is_taken).map(|key| key.name).collect()
    }

    /// Whether a key of that name is written as blocks with a label.
    pub(super) fn takes_label(self, name: &str) -> bool {
        self.all.iter().any(|key| key.has_label && key.name == name)
    }
}

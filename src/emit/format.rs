//! Who writes output, and in which format.

/// The version of the shape of the lists in `manifest/` that this compiler writes.
///
/// Format 1 was that of cellc 0.1: one list, `cellc.lock.json`. Format 2 had the same shape, and was to be refused by compilers
/// older than the one that wrote it, which 0.1 did not do by itself. Format 3 is one list for each root, module and cell.
/// The older ones are read and taken over.
pub(super) const FORMAT: u64 = 3;

/// The format that the marker claims in place of the list of cellc 0.1: the first one that 0.1 refuses.
pub(super) const FORMAT_OF_MARKER: u64 = 2;

/// The name and version of this compiler.
pub(super) const COMPILER: &str = concat!("cellc ", env!("CARGO_PKG_VERSION"));

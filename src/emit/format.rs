//! Who writes a manifest, and in which format.

/// The version of the manifest's shape that this compiler writes. It reads the older ones too.
///
/// Format 2 has the shape of format 1. It says that output is refused by compilers older than the one that wrote it, which
/// cellc 0.1 did not do: it would have taken the output over, but refuses a format that it does not know.
pub(super) const FORMAT: u64 = 2;

/// The name and version of this compiler.
pub(super) const COMPILER: &str = concat!("cellc ", env!("CARGO_PKG_VERSION"));

//! How messages name blocks.

use crate::terraform::Block;

/// The address of a block at the top of a file, as Terraform and messages spell it.
pub(super) fn address(block: &Block) -> String {
    match (block.kind.as_str(), block.labels.as_slice()) {
        ("resource", [kind, name]) => format!("{kind}.{name}"),
        ("data", [kind, name]) => format!("data.{kind}.{name}"),
        ("variable", [name]) => format!("var.{name}"),
        (kind, labels) => labels.iter().fold(kind.to_owned(), |address, label| format!("{address}.{label}")),
    }
}

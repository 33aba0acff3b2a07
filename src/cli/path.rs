//! Paths in messages.

use std::path::Path;

/// The path as it is printed: with `/` on every system.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

//! Files as they are compared: without the comments at their top, which name files of the spec.

use std::collections::BTreeMap;

/// The files of a cell's manifests and of nothing else: name → text without the header.
pub(super) type Files<'f> = BTreeMap<&'f str, &'f str>;

/// The text below the comments at its top.
pub(super) fn without_header(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n')
        && line.starts_with('#')
    {
        rest = below;
    }
    rest
}

//! Texts as streams may show them.

use serde::Serialize;

use crate::diagnostic::{escaped_json, visible_source};
use crate::secrets::masked_source;

/// Generated text as a terminal may show it: without secrets, and with everything that it would obey spelled out.
pub(super) fn printable(text: &str) -> String {
    visible_source(&masked_source(text)).into_owned()
}

/// A representation as JSON, with a line break at the end.
pub(super) fn json_text(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(escaped_json(&serde_json::to_string_pretty(value)?).into_owned() + "\n")
}

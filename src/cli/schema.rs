//! `cellc schema`.

use super::arguments::SchemaArguments;
use super::{FINE, report};
use crate::diagnostic::render;
use crate::spec;

pub(super) fn schema(arguments: &SchemaArguments) -> anyhow::Result<u8> {
    if arguments.markdown {
        report::data(&spec::reference())?;
    } else if arguments.diagnostics {
        report::json(&render::json_schema())?;
    } else {
        report::json(&spec::json_schema())?;
    }
    Ok(FINE)
}

//! `cellc schema`.

use super::FINE;
use super::arguments::SchemaArguments;
use super::console::Console;
use crate::diagnostic::render;
use crate::spec;

pub(super) fn schema(console: &mut Console<'_>, arguments: &SchemaArguments) -> anyhow::Result<u8> {
    if arguments.markdown {
        console.data(&spec::reference())?;
    } else if arguments.diagnostics {
        console.json(&render::json_schema())?;
    } else {
        console.json(&spec::json_schema())?;
    }
    Ok(FINE)
}

//! `cellc explain`.

use anyhow::{Context as _, bail};

use super::FINE;
use super::arguments::ExplainArguments;
use super::console::Console;
use crate::explain;

pub(super) fn explain(console: &mut Console<'_>, arguments: &ExplainArguments) -> anyhow::Result<u8> {
    let text = match &arguments.code {
        Some(code) => one(code)?,
        None if arguments.markdown => explain::markdown(),
        None => explain::index(),
    };
    console.data(&text)?;
    Ok(FINE)
}

fn one(code: &str) -> anyhow::Result<String> {
    match explain::find(code) {
        Ok(code) => {
            let explanation = explain::explanation(code).context("invariant: a test explains every code")?;
            Ok(explain::terminal(&explanation))
        }
        Err(Some(near)) => bail!("there is no code `{code}`: did you mean {near}?"),
        Err(None) => bail!("there is no code `{code}`: `cellc explain` lists all of them"),
    }
}

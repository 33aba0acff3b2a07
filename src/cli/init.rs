//! `cellc init`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use anyhow::{Context as _, bail};

use super::FINE;
use super::arguments::InitArguments;
use super::console::Console;

/// The starter specification: it builds as it is.
const STARTER: &str = include_str!("starter.hcl");

pub(super) fn init(console: &mut Console<'_>, arguments: &InitArguments) -> anyhow::Result<u8> {
    let path = &arguments.path;
    let shown = path.display();
    match OpenOptions::new().write(true).create_new(true).open(console.folder.at(path)) {
        Ok(mut file) => file.write_all(STARTER.as_bytes()).with_context(|| format!("cannot write {shown}"))?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{shown} is there already, and init never overwrites: name another file");
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write {shown}")),
    }
    console.line(&format!("wrote {shown}: set the account and the role, then run `cellc build {shown}`"));
    Ok(FINE)
}

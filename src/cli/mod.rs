//! The command line: the only place that reads the environment, takes times and prints.

mod analysis;
mod arguments;
mod blast_radius;
mod build;
mod calendar;
mod check;
mod consequences;
mod console;
mod diff;
mod entries;
mod explain;
mod file_name;
mod fix;
mod forced;
mod init;
mod inputs;
mod left_behind;
mod lock_file;
mod path;
mod replacements;
mod report;
mod schema;
mod sharing;
mod spec_file;
mod specification;
mod text;
mod timings;
mod unread;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};
use console::{Console, WorkingFolder};

/// Fine.
const FINE: u8 = 0;
/// The specification, the disk or the command line has an error.
const ERRORS: u8 = 1;
/// `build --check`: the output on disk is stale.
const STALE: u8 = 2;
/// `diff`: the two sides differ.
const DIFFERS: u8 = 2;

/// Runs the command that the process was called with, in its folder and on its streams.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(code_of(&error));
        }
    };
    let (mut out, mut err) = (std::io::stdout(), anstream::stderr());
    let mut console = Console::new(WorkingFolder::of_process(), &mut out, &mut err, console::wants_colour());
    ExitCode::from(execute(&mut console, &arguments.command))
}

/// Runs a command as if a process had been called with these arguments, without the program's name, in that folder, and gives its
/// exit code. What the process would print on stdout goes to `out`, and what it would print on stderr, without colour, to `err`.
pub fn run_with<A: Into<OsString> + Clone>(
    arguments: impl IntoIterator<Item = A>,
    folder: &Path,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let words = std::iter::once(OsString::from("cellc")).chain(arguments.into_iter().map(Into::into));
    match Arguments::try_parse_from(words) {
        Ok(arguments) => execute(&mut Console::new(WorkingFolder::new(folder), out, err, false), &arguments.command),
        Err(error) => {
            let stream: &mut dyn Write = if error.use_stderr() { err } else { out };
            let _ = write!(stream, "{}", error.render());
            code_of(&error)
        }
    }
}

/// What is wrong with a command line, the program's name left out, as the process would print it; [`None`] when it can be read.
/// Nothing is run.
pub fn complaint<A: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = A>) -> Option<String> {
    let words = std::iter::once(OsString::from("cellc")).chain(arguments.into_iter().map(Into::into));
    let error = Arguments::try_parse_from(words).err()?;
    error.use_stderr().then(|| error.render().to_string())
}

/// Help and version are no errors; a wrong command line is, and not a stale output.
fn code_of(error: &clap::Error) -> u8 {
    if error.use_stderr() { ERRORS } else { FINE }
}

fn execute(console: &mut Console<'_>, command: &Command) -> u8 {
    let code = match command {
        Command::Build(arguments) => build::build(console, arguments),
        Command::Check(arguments) => check::check(console, arguments),
        Command::Diff(arguments) => diff::diff(console, arguments),
        Command::Explain(arguments) => explain::explain(console, arguments),
        Command::Init(arguments) => init::init(console, arguments),
        Command::Schema(arguments) => schema::schema(console, arguments),
        Command::Completions { shell } => completions(console, *shell),
    };
    code.unwrap_or_else(|error| {
        console.failure(&error);
        ERRORS
    })
}

fn completions(console: &mut Console<'_>, shell: clap_complete::Shell) -> anyhow::Result<u8> {
    let mut completions = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cellc", &mut completions);
    console.data(&String::from_utf8_lossy(&completions))?;
    Ok(FINE)
}

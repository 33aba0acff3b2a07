//! The command line: the only place that reads the environment, takes times and prints.

mod arguments;
mod build;
mod calendar;
mod check;
mod diff;
mod explain;
mod file_name;
mod fix;
mod init;
mod report;
mod schema;
mod spec_file;
mod specification;
mod timings;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};

/// Fine.
const FINE: u8 = 0;
/// The specification, the disk or the command line has an error.
const ERRORS: u8 = 1;
/// `build --check`: the output on disk is stale.
const STALE: u8 = 2;
/// `diff`: the two sides differ.
const DIFFERS: u8 = 2;

/// Runs the command that the process was called with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; a wrong command line is, and not a stale output.
            let code = if error.use_stderr() { ERRORS } else { FINE };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match execute(&arguments.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            report::failure(&error);
            ExitCode::from(ERRORS)
        }
    }
}

fn execute(command: &Command) -> anyhow::Result<u8> {
    match command {
        Command::Build(arguments) => build::build(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::Diff(arguments) => diff::diff(arguments),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Init(arguments) => init::init(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::Completions { shell } => {
            let mut completions = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "cellc", &mut completions);
            report::data(&String::from_utf8_lossy(&completions))?;
            Ok(FINE)
        }
    }
}

//! Commands for people who work on cellc.

mod new_rule;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use new_rule::NewRule;

const USAGE: &str = "usage: cargo run -p cellc-dev -- new-rule CELL04 network/peer_names";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(text) => {
            _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> anyhow::Result<String> {
    let [command, code, place] = arguments else { anyhow::bail!(USAGE) };
    anyhow::ensure!(command == "new-rule", "there is no command `{command}`\n{USAGE}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    NewRule::parse(code, place)?.create(&root)
}

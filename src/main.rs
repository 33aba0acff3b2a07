//! The command line of cellc; everything is in [`cellc::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cellc::cli::run()
}

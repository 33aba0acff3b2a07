//! The command line of cellc; everything is in [`cellc::cli`].

use std::process::ExitCode;

/// Glibc's own takes a third longer for the millions of small allocations of a fleet.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cellc::cli::run()
}

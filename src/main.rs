//! The `demarche` command.

use std::process::ExitCode;

/// A page is made of thousands of short-lived texts: the system's allocator took a third of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    demarche::cli::run()
}

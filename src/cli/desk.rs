//! What the commands for editors share: a site linked although some of its files are at fault, and plain output.

use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;

use crate::diagnostic::Severity;
use crate::model::Audience;
use crate::pipeline::{self, Linked};

/// Reads and links a site as its editors see it. Says how many faults keep some of it out of sight.
///
/// # Errors
/// There is no site, or something cannot be read.
pub(super) fn link(root: &Path) -> anyhow::Result<Linked> {
    let (input, found) = pipeline::read(root)?;
    let linked = pipeline::link(&input, found, Audience::editors());
    let errors = linked.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    if errors > 0 {
        say(&format!(
            "{} in the site: what is at fault may be missing here (`demarche build` tells each)",
            crate::pages::view::count_of(errors, "error")
        ));
    }
    Ok(linked)
}

/// Says something beside the output.
pub(super) fn say(text: &str) {
    anstream::eprintln!("{text}");
}

/// Prints the output itself. A reader that has seen enough, such as `head`, is no fault.
///
/// # Errors
/// It cannot be written.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to the standard output")
        }
        _ => Ok(()),
    }
}

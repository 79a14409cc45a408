//! The two ways to print: the output itself, which goes to the standard output, and what is said beside it.
//!
//! In go bytes or words. Output is printed as it is, for a file or another program. What is said goes to the standard error,
//! with colours where it is a terminal. A reader that closes the pipe early, such as `head`, is no error.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use anyhow::Context;

use crate::diagnostic::can_move_cursor;

/// Prints the output itself.
///
/// # Errors
/// It cannot be written.
pub(super) fn output(bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes.as_ref()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to the standard output")
        }
        _ => Ok(()),
    }
}

/// Says something beside the output, on lines of its own.
pub(super) fn say(text: impl Display) {
    // A closed standard error has no reader.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Returns a text without characters that can move a terminal's cursor, but for those to keep.
pub(super) fn visible(text: &str, keep: &[char]) -> String {
    text.chars().map(|c| if can_move_cursor(c) && !keep.contains(&c) { '\u{FFFD}' } else { c }).collect()
}

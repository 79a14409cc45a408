//! What the process says of its run by its exit code.

use std::process::ExitCode;

/// The outcome of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// 0: done.
    Done,
    /// 1: the content has errors, and nothing was written.
    ContentErrors,
    /// 2: a file cannot be read or written, or the command line is wrong.
    Failed,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

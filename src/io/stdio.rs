//! An editor at the other end: messages of the language server protocol on the standard input and output.
//!
//! One thread reads, one writes, so that neither side waits for the other while a site is linked; both end with the
//! conversation.

use anyhow::{Context, Result};
use lsp_server::{Connection, IoThreads};

/// A conversation with the editor that started this process.
pub struct StdioConnection {
    /// Messages of the editor, and to it.
    pub connection: Connection,
    threads: IoThreads,
}

impl StdioConnection {
    /// Starts reading and writing.
    pub fn listen() -> Self {
        let (connection, threads) = Connection::stdio();
        Self { connection, threads }
    }

    /// Sends what is left and ends.
    ///
    /// # Errors
    /// What the editor sent is no message, or it cannot be reached any more.
    pub fn close(self) -> Result<()> {
        drop(self.connection);
        self.threads.join().context("the editor cannot be understood")
    }
}

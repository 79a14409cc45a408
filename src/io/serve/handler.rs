//! Who makes the replies of the server, and what a reply is.

use std::path::PathBuf;

/// Makes the replies.
pub trait Handler: Send + Sync + 'static {
    /// Returns what stands at a path, such as `/briefs/`: decoded, and nothing that can be trusted.
    fn reply(&self, path: &str) -> Reply;
}

/// What is sent for a path.
#[derive(Debug)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The name of a file with that content, for its type: `index.html`.
    pub name: String,
    /// What it holds.
    pub body: ReplyBody,
}

/// What a reply holds.
#[derive(Debug)]
pub enum ReplyBody {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file, if it still is one and is within a folder, wherever links lead.
    File {
        /// The file.
        place: PathBuf,
        /// The folder.
        within: PathBuf,
    },
    /// A redirect to this path.
    Redirect(String),
    /// The stream of messages.
    Events,
}

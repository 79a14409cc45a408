//! What a server says of an address.

use serde::{Deserialize, Serialize};

/// What a server says of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "answer", content = "why")]
pub enum LinkStatus {
    /// The page is there.
    Fine,
    /// It has moved for good, to here.
    Moved(String),
    /// It is not there.
    Dead(String),
    /// The server does not answer programs.
    Blocked(String),
    /// No answer, or none that says anything of the page.
    Unreachable(String),
    /// There is no such server, or the network cannot be reached.
    NoHost,
}

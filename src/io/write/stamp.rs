//! What changes on disk when a file does.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// Size, time and number of a file: when they are as they were, so are its bytes.
///
/// The number is that of the file on its disk (its inode); where the system has none it is 0. Hard links of one file have
/// one stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970.
    modified: u128,
    pub(super) number: u64,
}

impl Stamp {
    /// The stamp of what stands at a path; a symbolic link is not followed, and is no file.
    ///
    /// # Errors
    /// There is no file, or it cannot be looked at.
    pub fn of(place: &Path) -> io::Result<Self> {
        let meta = fs::symlink_metadata(place)?;
        if meta.is_file() { Ok(Self::from(&meta)) } else { Err(io::ErrorKind::InvalidData.into()) }
    }
}

impl From<&Metadata> for Stamp {
    fn from(meta: &Metadata) -> Self {
        let modified = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self { size: meta.len(), modified: modified.map_or(0, |time| time.as_nanos()), number: number(meta) }
    }
}

#[cfg(unix)]
fn number(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

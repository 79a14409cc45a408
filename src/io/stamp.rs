//! What changes on a disk when a file does.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::platform;

/// Size, time and number of a file, without its bytes: hard links of one file have one stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When it was last written; `None` where the system does not say.
    modified: Option<SystemTime>,
    /// Its inode; 0 where the system has none.
    inode: u64,
}

impl Stamp {
    /// Returns the stamp of the file at a path. A symbolic link is not followed and is no file.
    ///
    /// # Errors
    /// There is no file, or it cannot be looked at.
    pub(super) fn of(place: &Path) -> io::Result<Self> {
        let meta = fs::symlink_metadata(place)?;
        if meta.is_file() { Ok(Self::from(&meta)) } else { Err(io::ErrorKind::InvalidData.into()) }
    }
}

impl From<&Metadata> for Stamp {
    fn from(meta: &Metadata) -> Self {
        Self { size: meta.len(), modified: meta.modified().ok(), inode: platform::inode(meta) }
    }
}

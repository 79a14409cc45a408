//! All that is in a folder, many of its folders at a time.

use std::borrow::Cow;
use std::fs::{DirEntry, FileType, read_dir};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use crate::io::slashed;

/// Something in a folder.
#[derive(Debug)]
pub(super) struct Found {
    /// Its path below the folder.
    pub path: PathBuf,
    /// What it is; a symbolic link is not followed.
    pub kind: FileType,
    /// Its number on the disk (its inode), as [`Stamp`](super::Stamp) has it; 0 where the system has none.
    pub number: u64,
}

/// All that is in a folder and in its folders; each folder stands before what is in it.
///
/// # Errors
/// One cannot be read; the message says which.
pub(super) fn walk(root: &Path) -> anyhow::Result<Vec<Found>> {
    let mut all = within(root, Path::new(""))?;
    let mut read = 0;
    // Level by level: a file of someone else's may stand deeper than calls can go.
    while read < all.len() {
        let folders = all[read..].par_iter().filter(|found| found.kind.is_dir());
        let next: Vec<Vec<Found>> = folders.map(|found| within(root, &found.path)).collect::<anyhow::Result<_>>()?;
        read = all.len();
        all.extend(next.into_iter().flatten());
    }
    Ok(all)
}

/// What is in one folder, whose path below `root` is `path`.
fn within(root: &Path, path: &Path) -> anyhow::Result<Vec<Found>> {
    let folder = root.join(path);
    let found = |entry: io::Result<DirEntry>| {
        let entry = entry?;
        Ok(Found { path: path.join(entry.file_name()), kind: entry.file_type()?, number: number(&entry) })
    };
    read_dir(&folder)
        .and_then(|entries| entries.map(found).collect())
        .with_context(|| format!("cannot read {}", folder.display()))
}

impl Found {
    /// Its path with `/` between its parts; none where it is not UTF-8.
    pub(super) fn slashed(&self) -> Option<Cow<'_, str>> {
        // Where `/` is the separator it costs nothing.
        if cfg!(unix) { self.path.to_str().map(Cow::Borrowed) } else { slashed(&self.path).map(Cow::Owned) }
    }
}

#[cfg(unix)]
fn number(entry: &DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
fn number(_: &DirEntry) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_may_be_as_deep_as_a_path_may_be_long() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let mut deepest = PathBuf::new();
        for _ in 0..1_500 {
            deepest.push("d");
            std::fs::create_dir(root.path().join(&deepest)).expect("can make a folder");
        }
        let found = walk(root.path()).expect("can be read");
        assert_eq!(found.len(), 1_500);
        assert_eq!(found.last().map(|found| &found.path), Some(&deepest));
    }
}

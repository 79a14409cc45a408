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
pub(super) fn walk(folder: &Path) -> anyhow::Result<Vec<Found>> {
    below(folder, Path::new(""))
}

fn below(root: &Path, path: &Path) -> anyhow::Result<Vec<Found>> {
    let folder = root.join(path);
    let found = |entry: io::Result<DirEntry>| {
        let entry = entry?;
        Ok(Found { path: path.join(entry.file_name()), kind: entry.file_type()?, number: number(&entry) })
    };
    let mut all: Vec<Found> = read_dir(&folder)
        .and_then(|entries| entries.map(found).collect())
        .with_context(|| format!("cannot read {}", folder.display()))?;
    let folders: Vec<&Path> = all.iter().filter(|found| found.kind.is_dir()).map(|found| &*found.path).collect();
    let within: Vec<Vec<Found>> = folders.par_iter().map(|path| below(root, path)).collect::<anyhow::Result<_>>()?;
    all.extend(within.into_iter().flatten());
    Ok(all)
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

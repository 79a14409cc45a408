//! Whole trees of files: what is in a folder, how one file of it is made, how all of it is removed.
//!
//! A folder is read or emptied level by level, many folders at a time: a file of someone else's may stand deeper than
//! calls can go, or than a process may hold folders open.

use std::borrow::Cow;
use std::fs::{self, DirEntry, File, FileType};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use crate::io::{platform, slashed};

/// A file, link or folder in a tree.
#[derive(Debug)]
pub(super) struct TreeEntry {
    /// Its path below the root of the tree.
    pub path: PathBuf,
    /// What it is; a symbolic link is not followed.
    pub kind: FileType,
}

/// How a file of one tree came into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// It is the very file.
    Hard,
    /// It is a copy: the disk has no links.
    Copied,
}

impl TreeEntry {
    /// Returns its path with `/` between its parts; `None` where it is not UTF-8.
    pub(super) fn slashed(&self) -> Option<Cow<'_, str>> {
        // Where `/` is the separator it costs nothing.
        if cfg!(unix) { self.path.to_str().map(Cow::Borrowed) } else { slashed(&self.path).map(Cow::Owned) }
    }
}

/// Returns all that is in a folder and in its folders; each folder stands before what is in it.
///
/// # Errors
/// A folder cannot be read; the message says which.
pub(super) fn walk(root: &Path) -> anyhow::Result<Vec<TreeEntry>> {
    let mut all = entries(root, Path::new(""))?;
    let mut read = 0;
    while read < all.len() {
        let folders = all[read..].par_iter().filter(|entry| entry.kind.is_dir());
        let next: Vec<Vec<TreeEntry>> =
            folders.map(|entry| entries(root, &entry.path)).collect::<anyhow::Result<_>>()?;
        read = all.len();
        all.extend(next.into_iter().flatten());
    }
    Ok(all)
}

/// Returns what is in the folder at `path` below `root`.
fn entries(root: &Path, path: &Path) -> anyhow::Result<Vec<TreeEntry>> {
    let folder = root.join(path);
    let entry = |entry: io::Result<DirEntry>| {
        let entry = entry?;
        Ok(TreeEntry { path: path.join(entry.file_name()), kind: entry.file_type()? })
    };
    fs::read_dir(&folder)
        .and_then(|entries| entries.map(entry).collect())
        .with_context(|| format!("cannot read {}", folder.display()))
}

/// Makes a file, empty, with its folders.
///
/// # Errors
/// Something stands there, or the disk refuses.
pub(super) fn create(root: &Path, path: &str) -> io::Result<File> {
    with_folders(root, path, |place| File::create_new(place))
}

/// Links a file into a tree, with its folders, or copies it where the disk has no links.
///
/// # Errors
/// The file is gone, something stands there, or the disk refuses.
pub(super) fn link(from: &Path, root: &Path, path: &str) -> io::Result<LinkKind> {
    with_folders(root, path, |place| match fs::hard_link(from, place) {
        Ok(()) => Ok(LinkKind::Hard),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => Err(error),
        Err(_) => fs::copy(from, place).map(|_| LinkKind::Copied),
    })
}

/// Does something at a place in a tree; makes the folders on the way to it where they are missing.
fn with_folders<T>(root: &Path, path: &str, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let place = root.join(path);
    match (make(&place), place.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make(&place)
        }
        (result, _) => result,
    }
}

/// Removes whatever stands at a place, if anything does: a file, a link (never what it leads to), or a folder with all
/// that is in it, closed to writing or not.
///
/// # Errors
/// The system refuses; the message says where.
pub(super) fn remove(place: &Path) -> anyhow::Result<()> {
    let cannot = || format!("cannot remove {}", place.display());
    match fs::symlink_metadata(place) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return gone(fs::remove_file(place)).with_context(cannot),
        Err(error) => return gone(Err(error)).with_context(cannot),
    }
    let mut levels = vec![vec![place.to_owned()]];
    while let Some(folders) = levels.last().filter(|folders| !folders.is_empty()) {
        let below: Vec<Vec<PathBuf>> = folders.par_iter().map(|folder| empty(folder)).collect::<anyhow::Result<_>>()?;
        levels.push(below.into_iter().flatten().collect());
    }
    for folders in levels.iter().rev() {
        folders.par_iter().try_for_each(|folder| {
            gone(fs::remove_dir(folder)).with_context(|| format!("cannot remove {}", folder.display()))
        })?;
    }
    Ok(())
}

/// Removes all but the folders from a folder, and returns those.
fn empty(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let try_to_empty = || -> io::Result<Vec<PathBuf>> {
        let mut folders = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                gone(fs::remove_file(entry.path()))?;
            }
        }
        Ok(folders)
    };
    // One that was kept from the old site may be closed to reading or writing.
    let emptied = try_to_empty().or_else(|error| match error.kind() {
        ErrorKind::PermissionDenied => platform::open_folder(folder).map_err(|_| error).and_then(|()| try_to_empty()),
        ErrorKind::NotFound => Ok(Vec::new()),
        _ => Err(error),
    });
    emptied.with_context(|| format!("cannot remove what is in {}", folder.display()))
}

/// Takes it for success that nothing is there any more.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_may_be_as_deep_as_a_path_may_be_long() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let tree = root.path().join("tree");
        let mut deepest = PathBuf::new();
        for _ in 0..1_500 {
            deepest.push("d");
        }
        fs::create_dir(&tree).expect("can make a folder");
        for depth in deepest.ancestors().collect::<Vec<_>>().into_iter().rev().skip(1) {
            fs::create_dir(tree.join(depth)).expect("can make a folder");
        }
        let found = walk(&tree).expect("can be read");
        assert_eq!(found.len(), 1_500);
        assert_eq!(found.last().map(|entry| &entry.path), Some(&deepest));
        remove(&tree).expect("removed");
        assert!(!tree.exists());
    }

    #[test]
    fn whatever_stands_at_a_place_is_removed_and_nothing_else() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let place = root.path().join("place");
        remove(&place).expect("nothing to remove");
        fs::write(&place, "a file").expect("can write");
        remove(&place).expect("a file");
        for path in ["a/b/c", "a/d", "e/f"] {
            create(&place, path).expect("a file");
        }
        remove(&place).expect("a folder");
        assert_eq!(walk(root.path()).expect("can be read").len(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_closed_folder_is_removed_and_no_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let root = tempfile::tempdir().expect("a temporary folder");
        let (place, other) = (root.path().join("place"), root.path().join("other"));
        create(&other, "kept").expect("a file");
        create(&place, "a/b/c").expect("a file");
        symlink(&other, place.join("a/link")).expect("a link");
        symlink("nowhere", place.join("a/b/broken")).expect("a link");
        for folder in ["a/b", "a"] {
            fs::set_permissions(place.join(folder), fs::Permissions::from_mode(0o000)).expect("can set");
        }
        remove(&place).expect("removed");
        symlink(&other, &place).expect("a link");
        remove(&place).expect("removed");
        assert!(!place.is_symlink() && other.join("kept").is_file());
    }
}

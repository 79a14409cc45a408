//! Whole trees of files: what is in a folder, how one file of it is made, how all of it is removed.
//!
//! A folder is read or emptied level by level, many folders at a time: a file of someone else's may stand deeper than
//! calls can go, or than a process may hold folders open.

use std::borrow::Cow;
use std::fs::{self, DirEntry, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use crate::io::stamp::Stamp;
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
    /// It is the very file, or a symbolic link that leads where the other does.
    Linked,
    /// It is a copy of the file that had this stamp.
    Copied(Stamp),
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
    with_folders(&root.join(path), |place| File::create_new(place))
}

/// Brings a file to a place, with the folders on the way: hard-linked, or copied where the disk has no links. A symbolic
/// link is made again, and never followed.
///
/// # Errors
/// The file is gone or lies on another disk, something stands at the place, or the disk refuses.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<LinkKind> {
    link_with(from, to, |from, to| fs::hard_link(from, to))
}

/// Does what [`link`] does, with a function that makes hard links.
fn link_with(from: &Path, to: &Path, hard_link: impl Fn(&Path, &Path) -> io::Result<()>) -> io::Result<LinkKind> {
    use ErrorKind::{AlreadyExists, CrossesDevices, NotADirectory, NotFound};
    if fs::symlink_metadata(from)?.is_symlink() {
        return with_folders(to, |to| platform::copy_symlink(from, to)).map(|()| LinkKind::Linked);
    }
    match with_folders(to, |to| hard_link(from, to)) {
        Ok(()) => Ok(LinkKind::Linked),
        Err(error) if matches!(error.kind(), AlreadyExists | CrossesDevices | NotADirectory | NotFound) => Err(error),
        Err(_) => copy(from, to),
    }
}

/// Copies bytes, permissions and time of a file to a place, with the folders on the way.
///
/// # Errors
/// It is no file, or another than it was by the time all is read; something stands at the place, or the disk refuses.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<LinkKind> {
    let stamp = Stamp::of(from)?;
    let mut source = File::open(from)?;
    // A link may have been put there since, and been followed.
    let is_the_same = |source: &File| source.metadata().map(|meta| Stamp::from(&meta) == stamp);
    let changed = || io::Error::new(ErrorKind::InvalidData, "it was changed while it was being copied");
    if !is_the_same(&source)? {
        return Err(changed());
    }
    let meta = source.metadata()?;
    let mut copy = with_folders(to, |to| File::create_new(to))?;
    io::copy(&mut source, &mut copy)?;
    copy.set_modified(meta.modified()?)?;
    copy.set_permissions(meta.permissions())?;
    if is_the_same(&source)? { Ok(LinkKind::Copied(stamp)) } else { Err(changed()) }
}

/// Does something at a place; makes the folders on the way to it where they are missing.
fn with_folders<T>(place: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    match (make(place), place.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make(place)
        }
        (result, _) => result,
    }
}

/// Whether two files hold the same bytes.
///
/// # Errors
/// One cannot be read.
pub(super) fn has_equal_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    const CHUNK: u64 = 1 << 16;
    let (a, b) = (File::open(a)?, File::open(b)?);
    let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
    loop {
        of_a.clear();
        of_b.clear();
        (&a).take(CHUNK).read_to_end(&mut of_a)?;
        (&b).take(CHUNK).read_to_end(&mut of_b)?;
        if of_a != of_b || of_a.is_empty() {
            return Ok(of_a == of_b);
        }
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
            let remove = || gone(fs::remove_dir(folder));
            // What stands around the whole tree is never opened.
            let removed = match folder.parent().filter(|_| folder != place) {
                Some(parent) => with_open_folder(parent, remove),
                None => remove(),
            };
            removed.with_context(|| format!("cannot remove {}", folder.display()))
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
    let emptied = with_open_folder(folder, try_to_empty)
        .or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(Vec::new()) } else { Err(error) });
    emptied.with_context(|| format!("cannot remove what is in {}", folder.display()))
}

/// Does something in a folder that is being removed. One that was kept from the old site may be closed to reading or
/// writing; where that is in the way, it is opened.
fn with_open_folder<T>(folder: &Path, work: impl Fn() -> io::Result<T>) -> io::Result<T> {
    work().or_else(|error| match error.kind() {
        ErrorKind::PermissionDenied => platform::open_folder(folder).map_err(|_| error).and_then(|()| work()),
        _ => Err(error),
    })
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

    #[cfg(unix)]
    #[test]
    fn a_closed_folder_that_holds_only_folders_is_removed() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().expect("a temporary folder");
        let place = root.path().join("place");
        create(&place, "closed/a/b").expect("a file");
        create(&place, "closed/c/d").expect("a file");
        let permit = |mode| fs::set_permissions(place.join("closed"), fs::Permissions::from_mode(mode));
        // Root may do all, so the refusal is made here.
        let mode = || fs::metadata(place.join("closed")).map(|meta| meta.permissions().mode() & 0o777);
        let only_if_open = || if mode()? & 0o200 == 0 { Err(ErrorKind::PermissionDenied.into()) } else { mode() };
        permit(0o555).expect("can set");
        assert_eq!(with_open_folder(&place.join("closed"), only_if_open).expect("opened"), 0o700);
        permit(0o555).expect("can set");
        remove(&place).expect("removed");
        assert!(!place.exists());
    }

    #[cfg(unix)]
    #[test]
    fn where_a_disk_has_no_hard_links_a_file_is_copied_and_no_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let refuse = |_: &Path, _: &Path| Err(ErrorKind::Unsupported.into());
        let root = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (root.path().join("from"), root.path().join("folder/to"));
        fs::write(&from, "text").expect("can write");
        fs::set_permissions(&from, fs::Permissions::from_mode(0o440)).expect("can set");
        let stamp = Stamp::of(&from).expect("a file");
        assert_eq!(link_with(&from, &to, refuse).expect("a copy"), LinkKind::Copied(stamp));
        let (a, b) = (fs::metadata(&from).expect("a file"), fs::metadata(&to).expect("a file"));
        assert_eq!(fs::read(&to).expect("can read"), b"text");
        assert_eq!((a.permissions(), a.modified().ok()), (b.permissions(), b.modified().ok()));
        assert_eq!(link_with(&from, &to, refuse).expect_err("taken").kind(), ErrorKind::AlreadyExists);
        let aim = root.path().join("aim");
        symlink(&from, &aim).expect("a link");
        assert_eq!(copy(&aim, &root.path().join("x")).expect_err("a link").kind(), ErrorKind::InvalidData);
        assert_eq!(link_with(&aim, &root.path().join("y"), refuse).expect("a link"), LinkKind::Linked);
        assert!(root.path().join("y").is_symlink() && !root.path().join("x").exists());
    }
}

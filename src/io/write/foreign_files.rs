//! The files in the output folder that Demarche did not make: they are in the new site too, byte for byte.
//!
//! A file is hard-linked into the new site, and copied where the disk refuses; a symbolic link is made again; a folder,
//! even an empty one, keeps its permissions. Nothing is moved, so the old site stays whole until the swap.

use std::collections::BTreeMap;
use std::fs::{self, File, FileType, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rustc_hash::FxHashSet;

use super::manifest::{Manifest, NAME};
use super::tree::{TreeEntry, walk};
use crate::io::stamp::Stamp;
use crate::io::{platform, slashed};

/// The foreign files that are in the new site too, by relative path, each with its stamp when it was brought over.
#[derive(Debug, Default)]
pub(super) struct PreservedFiles(BTreeMap<PathBuf, Stamp>);

impl PreservedFiles {
    /// Returns how many files and links there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Returns every file and folder of a site that its manifest does not name, by relative path; a folder stands before
/// what is in it.
///
/// # Errors
/// A folder cannot be read.
fn foreign(site: &Path, manifest: &Manifest) -> Result<Vec<PathBuf>> {
    let entries = walk(site).context("cannot read a file that Demarche did not make, so cannot keep it")?;
    let is_ours = |entry: &TreeEntry| match entry.slashed() {
        Some(path) if entry.kind.is_dir() => manifest.has_folder(&path),
        Some(path) => manifest.has_file(&path),
        None => false,
    };
    Ok(entries.into_iter().filter(|entry| !is_ours(entry)).map(|entry| entry.path).collect())
}

/// Brings the foreign files of the standing site into the new one, which has all its pages by now.
///
/// # Errors
/// Names a file that stands where a page should, or that the disk cannot keep.
pub(super) fn preserve(target: &Path, manifest: &Manifest, new: &Path) -> Result<PreservedFiles> {
    let disk = platform::device(&fs::metadata(target).with_context(|| format!("cannot read {}", target.display()))?);
    let mut kept = BTreeMap::new();
    let mut folders: Vec<(PathBuf, Permissions)> = Vec::new();
    for path in foreign(target, manifest)? {
        let (from, to) = (target.join(&path), new.join(&path));
        let meta = match fs::symlink_metadata(&from) {
            // It went since it was seen.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            meta => meta.with_context(|| format!("cannot read {}", from.display()))?,
        };
        let result = if platform::device(&meta) != disk {
            Err(ErrorKind::CrossesDevices.into())
        } else if meta.is_dir() {
            folders.push((to.clone(), meta.permissions()));
            fs::create_dir_all(&to)
        } else {
            kept.insert(path, Stamp::from(&meta));
            keep_with_folders(&from, &to, meta.file_type())
        };
        result.map_err(|error| refused(&from, error))?;
    }
    // Last, since a folder may be closed to writing.
    for (folder, permissions) in folders.into_iter().rev() {
        fs::set_permissions(&folder, permissions)
            .with_context(|| format!("cannot set the permissions of {}", folder.display()))?;
    }
    Ok(PreservedFiles(kept))
}

/// Moves over the foreign files that came into the old site, or changed there, between [`preserve`] and the swap.
/// `files` are those of the new site.
///
/// # Errors
/// The disk refuses.
pub(super) fn preserve_late(
    old: &Path,
    manifest: &Manifest,
    preserved: &PreservedFiles,
    files: &FxHashSet<&str>,
    target: &Path,
) -> Result<()> {
    for path in foreign(old, manifest)? {
        let from = old.join(&path);
        let meta = fs::symlink_metadata(&from).with_context(|| format!("cannot read {}", from.display()))?;
        if meta.is_dir()
            || preserved.0.get(&path) == Some(&Stamp::from(&meta))
            || slashed(&path).is_some_and(|path| path == NAME || files.contains(&*path))
        {
            continue;
        }
        let to = target.join(&path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::rename(&from, &to).with_context(|| format!("cannot keep {}", to.display()))?;
    }
    Ok(())
}

fn keep_with_folders(from: &Path, to: &Path, kind: FileType) -> io::Result<()> {
    match (keep(from, to, kind), to.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            keep(from, to, kind)
        }
        (result, _) => result,
    }
}

fn keep(from: &Path, to: &Path, kind: FileType) -> io::Result<()> {
    if kind.is_symlink() {
        return platform::copy_symlink(from, to);
    }
    match fs::hard_link(from, to) {
        Err(error) if kind.is_file() && disk_has_no_link(error.kind()) => copy(from, to),
        result => result,
    }
}

/// Whether a copy may do what a hard link could not.
fn disk_has_no_link(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::Unsupported | ErrorKind::TooManyLinks)
}

/// Copies bytes, permissions and time.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let meta = source.metadata()?;
    let mut copy = File::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_modified(meta.modified()?)?;
    copy.set_permissions(meta.permissions())
}

fn refused(file: &Path, error: io::Error) -> anyhow::Error {
    let file = file.display();
    let message = match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            return anyhow::anyhow!(
                "{file} was not made by Demarche, but a page of the site would stand in its place: move it away, or \
                 give the page another address"
            );
        }
        ErrorKind::CrossesDevices => format!(
            "{file} was not made by Demarche and lies on another disk, so cannot be kept: unmount it, or choose \
             another folder with --output"
        ),
        _ => format!("cannot keep {file}, which Demarche did not make"),
    };
    anyhow::Error::new(error).context(message)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_comes_while_sites_are_swapped_is_kept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (old, new) = (root.path().join("old"), root.path().join("new"));
        let write = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().expect("a folder")).expect("can make a folder");
            fs::write(path, text).expect("can write");
        };
        for (path, text) in [("index.html", "ours"), ("CNAME", "same"), (".git/index", "early")] {
            write(old.join(path), text);
        }
        write(new.join("index.html"), "ours, new");
        let manifest = Manifest::new(["index.html".to_owned()].into_iter().collect());
        let preserved = preserve(&old, &manifest, &new).expect("kept");
        let files = FxHashSet::from_iter(["index.html"]);
        super::super::manifest::save(&new, files.iter().copied()).expect("can write");
        write(old.join(".git/index.lock"), "late, and longer");
        fs::rename(old.join(".git/index.lock"), old.join(".git/index")).expect("can move");
        write(old.join(".git/objects/new"), "late");
        preserve_late(&old, &manifest, &preserved, &files, &new).expect("kept");
        for (path, text) in [
            ("index.html", "ours, new"),
            ("CNAME", "same"),
            (".git/index", "late, and longer"),
            (".git/objects/new", "late"),
        ] {
            assert_eq!(fs::read_to_string(new.join(path)).expect(path), text);
        }
    }

    #[test]
    fn a_copy_has_the_bytes_the_permissions_and_the_time() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        fs::write(&from, "text").expect("can write");
        fs::set_permissions(&from, Permissions::from_mode(0o440)).expect("can set");
        copy(&from, &to).expect("a copy");
        let (a, b) = (fs::metadata(&from).expect("a file"), fs::metadata(&to).expect("a file"));
        assert_eq!(fs::read(&to).expect("can read"), b"text");
        assert_eq!((a.permissions(), a.modified().ok()), (b.permissions(), b.modified().ok()));
        assert_eq!(copy(&from, &to).expect_err("taken").kind(), ErrorKind::AlreadyExists);
    }
}

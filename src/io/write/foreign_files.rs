//! The files in the output folder that Demarche did not make: they are in the new site too, byte for byte.
//!
//! A folder, even an empty one, keeps its permissions. Nothing is moved, so the old site stays whole until the swap.
//! What came into it meanwhile is moved over after the swap; what cannot be stays in the old site, which is then kept.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::manifest::Manifest;
use super::tree::{self, TreeEntry, has_equal_bytes, walk};
use crate::io::platform;
use crate::io::stamp::Stamp;

/// The foreign files that are in the new site too, by relative path, each with its stamp when it was brought over.
#[derive(Debug, Default)]
pub(super) struct PreservedFiles(BTreeMap<PathBuf, Stamp>);

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
            tree::link(&from, &to).map(drop)
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

/// Moves over the foreign files that came into the old site, or changed there, between [`preserve`] and the swap. One that
/// cannot be moved does not hold up the others.
///
/// # Errors
/// Something stands in the place of a file, or the disk refuses; the file is still in the old site.
pub(super) fn preserve_late(old: &Path, manifest: &Manifest, preserved: &PreservedFiles, target: &Path) -> Result<()> {
    let mut result = Ok(());
    for path in foreign(old, manifest)? {
        result = result.and(move_late(&path, old, preserved, target));
    }
    result
}

/// Moves one file over, if it came late.
fn move_late(path: &Path, old: &Path, preserved: &PreservedFiles, target: &Path) -> Result<()> {
    let (from, to) = (old.join(path), target.join(path));
    let meta = match fs::symlink_metadata(&from) {
        // It went since it was seen.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        meta => meta.with_context(|| format!("cannot read {}", from.display()))?,
    };
    let known = preserved.0.get(path);
    if meta.is_dir() || known == Some(&Stamp::from(&meta)) {
        return Ok(());
    }
    let is_taken = known.is_none() && fs::symlink_metadata(&to).is_ok();
    ensure!(!is_taken, "{} came while the site was being written, and its place is taken", to.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::rename(&from, &to).with_context(|| format!("cannot keep {}", to.display()))
}

/// Returns a foreign file of an old site that the standing site does not hold at its path, if there is any.
///
/// # Errors
/// A file of the old site cannot be read.
pub(super) fn only_in(old: &Path, standing: &Path) -> Result<Option<PathBuf>> {
    let manifest = Manifest::load(old)?.unwrap_or_default();
    for path in foreign(old, &manifest)? {
        let (a, b) = (old.join(&path), standing.join(&path));
        let meta = fs::symlink_metadata(&a).with_context(|| format!("cannot read {}", a.display()))?;
        if !meta.is_dir() && !is_kept(&a, &b).unwrap_or(false) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Whether two places hold one file, equal files, or links that lead to one place.
fn is_kept(a: &Path, b: &Path) -> io::Result<bool> {
    let (of_a, of_b) = (fs::symlink_metadata(a)?, fs::symlink_metadata(b)?);
    if of_a.file_type() != of_b.file_type() {
        return Ok(false);
    }
    if of_a.is_symlink() {
        return Ok(fs::read_link(a)? == fs::read_link(b)?);
    }
    let is_one = Stamp::from(&of_a) == Stamp::from(&of_b);
    Ok(is_one || of_a.is_file() && of_a.len() == of_b.len() && has_equal_bytes(a, b)?)
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
        for site in [&old, &new] {
            super::super::manifest::save(site, ["index.html"].into_iter()).expect("can write");
        }
        write(old.join(".git/index.lock"), "late, and longer");
        fs::rename(old.join(".git/index.lock"), old.join(".git/index")).expect("can move");
        write(old.join(".git/objects/new"), "late");
        assert_eq!(only_in(&old, &new).expect("can be read").as_deref(), Some(Path::new(".git/index")));
        preserve_late(&old, &manifest, &preserved, &new).expect("kept");
        assert_eq!(only_in(&old, &new).expect("can be read"), None);
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
    fn a_late_file_whose_place_is_taken_stays_and_holds_up_no_other() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (old, new) = (root.path().join("old"), root.path().join("new"));
        for (site, path) in [(&old, "a"), (&old, "b/x"), (&old, "c"), (&new, "a"), (&new, "b")] {
            fs::create_dir_all(site.join(path).parent().expect("a folder")).expect("can make a folder");
            fs::write(site.join(path), site.as_os_str().as_encoded_bytes()).expect("can write");
        }
        let late = preserve_late(&old, &Manifest::default(), &PreservedFiles::default(), &new);
        assert!(late.expect_err("taken").to_string().contains("new/a came while the site was being written"));
        assert_eq!(fs::read(new.join("a")).expect("a page"), new.as_os_str().as_encoded_bytes());
        assert_eq!(fs::read(new.join("c")).expect("moved"), old.as_os_str().as_encoded_bytes());
        assert!(old.join("a").is_file() && old.join("b/x").is_file() && new.join("b").is_file());
    }
}

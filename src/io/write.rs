//! The finished site goes onto a disk, whole or not at all.
//!
//! The new site grows in a staging folder beside the output folder and is then exchanged for it in one step. So a
//! reader sees the old site or the new one, and a build that fails or is killed leaves the old one as it was; the next
//! build clears away what a killed one left.
//!
//! **Demarche removes only what it made.** A manifest in the output folder names its files ([`MANIFEST`]); every other
//! file there (`CNAME`, `.git`, `.well-known/`) is in the new site too, and a folder with files but without a manifest is
//! refused.
//!
//! **A file that did not change stays the very file.** Each new file is compared with the one that stands at its path,
//! byte for byte; where they are equal the standing one is linked into the new site, and keeps its number and its time.
//! Where all are equal the standing site is left as it is.
//!
//! | piece | does |
//! |---|---|
//! | `target` | which folder the output goes to, and which folders it may not be |
//! | `staging_dir` | the staging folder: one build at a time, leftovers cleared |
//! | `manifest` | the files that Demarche made |
//! | `foreign_files` | the files that it did not make |
//! | `tree` | files and folders of a site |
//! | `swap` | new for old in one step |
//! | `legacy_cache` | what earlier versions left beside the output folder |
//!
//! Nothing is synced to the disk: being killed loses nothing that was written, only a loss of power can, and a site can
//! be built again. The manifest alone is synced, because without it the next build would refuse the folder.

mod foreign_files;
mod legacy_cache;
mod manifest;
mod staging_dir;
mod swap;
mod target;
mod tree;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;

use self::foreign_files::PreservedFiles;
use self::manifest::Manifest;
use self::staging_dir::StagingDir;
use self::tree::LinkKind;
use super::stamp::Stamp;
use crate::output::{Content, Sink};
use crate::path::UrlPath;

pub use self::manifest::NAME as MANIFEST;

/// How long a build waits for another that is writing the same site.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was done to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Those of them that were made anew; the others are as they stood.
    pub made: usize,
    /// Bytes of all its files.
    pub bytes: u64,
}

/// A site that is being written, not yet to be seen.
///
/// Dropped before [`commit`](Self::commit), it leaves no trace.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    dir: StagingDir,
    /// What Demarche made in the output folder; `None` where there is no folder.
    last: Option<Manifest>,
    files: Mutex<Vec<StagedFile>>,
}

/// One file of the new site.
#[derive(Debug)]
struct StagedFile {
    path: UrlPath,
    stamp: Stamp,
    /// Whether it is that of the standing site, to be linked into the new one when all files are known.
    is_standing: bool,
}

impl StagedFile {
    /// Takes the stamp of the copy that stands for it in the new site, if it is a copy of the file that was put.
    ///
    /// # Errors
    /// The file that was copied is another.
    fn expect_copy(&mut self, copied: Stamp, copy: &Path) -> Result<()> {
        ensure!(copied == self.stamp, changed(&self.path));
        self.stamp = Stamp::of(copy).with_context(|| format!("cannot read {}", copy.display()))?;
        Ok(())
    }
}

/// Returns the real path of the output folder `target`, which may not be one of the `protect`ed, nor be in one, nor hold
/// one: the site's own files and folders.
///
/// # Errors
/// The folder is refused; so it is before there is any work.
pub fn output_folder(target: &Path, protect: &[impl AsRef<Path>]) -> Result<PathBuf> {
    let target = target::resolve(target, protect)?;
    classify(&target)?;
    Ok(target)
}

impl Staging {
    /// Makes ready to write a site into a folder that [`output_folder`] returned.
    ///
    /// # Errors
    /// The folder is refused, another build is writing it, or no staging folder can be made beside it.
    pub fn begin(target: PathBuf) -> Result<Self> {
        let dir = StagingDir::acquire(&target, PATIENCE)?;
        let last = standing(&target)?;
        legacy_cache::remove(&target);
        Ok(Self { target, dir, last, files: Mutex::default() })
    }

    /// Makes the files that were put the site, in one step.
    ///
    /// # Errors
    /// A file that Demarche did not make stands where one of the site should, or the disk refuses; the output folder is
    /// then as it was. Or the new site stands, but the old one could not be removed, or holds a file that Demarche did not
    /// make and that has no place in the new one; the error says so, and where the old one is.
    pub fn commit(self) -> Result<Written> {
        let mut files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let last = self.last.as_ref();
        let made = files.iter().filter(|file| !file.is_standing).count();
        let bytes = files.iter().map(|file| file.stamp.size).sum();
        let written = Written { files: files.len(), made, bytes };
        // A file stands only where the manifest names it, so these are all.
        if made == 0 && last.is_some_and(|last| last.files().len() == files.len()) {
            self.dir.release()?;
            return Ok(written);
        }
        let preserved = self.assemble(&mut files)?;
        self.put_in_place(&preserved)?;
        self.dir.release().with_context(|| format!("the new site stands in {}", self.target.display()))?;
        Ok(written)
    }

    /// Makes the new site whole: its files, those that Demarche did not make, and the manifest.
    fn assemble(&self, files: &mut [StagedFile]) -> Result<PreservedFiles> {
        let new = self.dir.new_site();
        files.par_iter_mut().filter(|file| file.is_standing).try_for_each(|file| self.link(&new, file))?;
        let preserved = match &self.last {
            Some(last) => foreign_files::preserve(&self.target, last, &new)?,
            None => PreservedFiles::default(),
        };
        manifest::save(&new, files.iter().map(|file| file.path.as_str()))
            .with_context(|| format!("cannot write {MANIFEST} in {}", self.target.display()))?;
        files.par_iter().try_for_each(|file| verify(&new, file))?;
        Ok(preserved)
    }

    /// Exchanges the new site for the old one, which is at `old_site` then with nothing in it that must be kept.
    fn put_in_place(&self, preserved: &PreservedFiles) -> Result<()> {
        let old = self.dir.old_site();
        if !swap::swap(&self.dir.new_site(), &self.target, &old)? {
            return Ok(());
        }
        let none = Manifest::default();
        let last = self.last.as_ref().unwrap_or(&none);
        foreign_files::preserve_late(&old, last, preserved, &self.target).with_context(|| {
            format!(
                "the new site stands in {}, but a file that Demarche did not make could not be moved into it: move it \
                 yourself from the old site, which is in {}, then remove that",
                self.target.display(),
                old.display()
            )
        })
    }

    /// Returns the stamp of the file of the last build that stands at a path, if it holds these bytes.
    fn standing_stamp(&self, path: &UrlPath, content: &Content) -> Option<Stamp> {
        self.last.as_ref().filter(|last| last.has_file(path.as_str()))?;
        let place = self.target.join(path.as_str());
        // A symbolic link is no file of ours.
        let stamp = Stamp::of(&place).ok()?;
        let is_equal = match content {
            Content::Bytes(bytes) => {
                stamp.size == bytes.len() as u64 && fs::read(&place).is_ok_and(|there| there == *bytes)
            }
            Content::CopyOf(source) => {
                fs::metadata(source).is_ok_and(|meta| meta.len() == stamp.size)
                    && tree::has_equal_bytes(source, &place).unwrap_or(false)
            }
        };
        is_equal.then_some(stamp)
    }

    /// Writes a file into the new site and returns its stamp.
    fn write(&self, path: &UrlPath, content: &Content) -> Result<Stamp> {
        let cannot = || format!("cannot write {path} in {}", self.target.display());
        let mut file = tree::create(&self.dir.new_site(), path.as_str()).with_context(cannot)?;
        match content {
            Content::Bytes(bytes) => file.write_all(bytes).with_context(cannot)?,
            // Bytes alone: `fs::copy` would bring the source's permissions too.
            Content::CopyOf(source) => File::open(source)
                .and_then(|mut from| io::copy(&mut from, &mut file))
                .map(|_| ())
                .with_context(|| format!("cannot copy {} to {path} in {}", source.display(), self.target.display()))?,
        }
        Ok(Stamp::from(&file.metadata().with_context(cannot)?))
    }

    /// Links a file of the standing site into the new one.
    fn link(&self, new: &Path, file: &mut StagedFile) -> Result<()> {
        let (from, to) = (self.target.join(file.path.as_str()), new.join(file.path.as_str()));
        // Where even the output folder is a mount, the swap has the better words for it.
        let linked = tree::link(&from, &to).or_else(|error| match error.kind() {
            ErrorKind::CrossesDevices => tree::copy(&from, &to),
            _ => Err(error),
        });
        let cannot = || format!("cannot keep {} in {}", file.path, self.target.display());
        match linked.with_context(cannot)? {
            LinkKind::Linked => Ok(()),
            LinkKind::Copied(from) => file.expect_copy(from, &to),
        }
    }
}

impl Sink for Staging {
    /// # Errors
    /// The file cannot be written.
    fn put(&self, path: &UrlPath, content: Content) -> Result<()> {
        ensure!(!path.as_str().eq_ignore_ascii_case(MANIFEST), "`{path}` is where Demarche lists its files");
        let standing = self.standing_stamp(path, &content);
        let is_standing = standing.is_some();
        let stamp = standing.map_or_else(|| self.write(path, &content), Ok)?;
        let file = StagedFile { path: path.clone(), stamp, is_standing };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    }
}

/// Checks that a file stands in the new site as it was put.
///
/// # Errors
/// It is not there, or another: someone changed the standing site or the staging folder meanwhile.
fn verify(new: &Path, file: &StagedFile) -> Result<()> {
    let is_as_put = Stamp::of(&new.join(file.path.as_str())).is_ok_and(|found| found == file.stamp);
    ensure!(is_as_put, changed(&file.path));
    Ok(())
}

fn changed(path: &UrlPath) -> String {
    format!("{path} was changed while the site was being written: build again")
}

/// Returns the manifest of the site that stands in a folder; `None` if there is no folder.
///
/// # Errors
/// The folder is not Demarche's.
fn standing(target: &Path) -> Result<Option<Manifest>> {
    Ok(match classify(target)? {
        OutputState::Missing => None,
        OutputState::Empty => Some(Manifest::default()),
        OutputState::Site => Some(Manifest::load(target)?.unwrap_or_default()),
    })
}

/// What is in an output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OutputState {
    /// There is no folder.
    Missing,
    /// The folder is empty.
    Empty,
    /// The folder has a manifest.
    Site,
}

/// Returns what is in an output folder, without reading its manifest.
///
/// # Errors
/// The folder is not Demarche's.
fn classify(target: &Path) -> Result<OutputState> {
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => bail!("{} is not a folder: choose another place with --output", target.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OutputState::Missing),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", target.display())),
    }
    if fs::symlink_metadata(target.join(MANIFEST)).is_ok() {
        return Ok(OutputState::Site);
    }
    let mut entries = fs::read_dir(target).with_context(|| format!("cannot read {}", target.display()))?;
    if entries.next().is_some() {
        bail!(
            "{} is not empty and was not made by Demarche: choose another folder with --output, or empty it",
            target.display()
        );
    }
    Ok(OutputState::Empty)
}

#[cfg(test)]
mod tests;

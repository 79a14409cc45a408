//! The staging folder, beside the output folder: `.public.demarche` for `public`.
//!
//! ```text
//! .public.demarche/
//!   README.txt    says what the folder is; locked by the build that is using it
//!   new/          the site being written; after the swap, the old one being removed
//!   old/          the old site, until all that Demarche did not make is known to be in the new one
//! ```
//!
//! Its name follows from the output folder's, so the next build finds what a killed one left, and two builds of one
//! site meet at the lock. The system drops the lock when a process ends, however it ends. The folder is removed in an
//! order that leaves it recognisable at every moment: the sites, then the file, then the folder. **A folder of that
//! name with anything else in it is not ours, and is refused.** A look may see one moment of one build and another of
//! the next, so what two looks saw alike is refused, and only if nothing changed in between.

use std::ffi::OsString;
use std::fs::{self, DirEntry, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::foreign_files;
use super::tree::remove;
use crate::io::platform;
use crate::io::read::is_plain_file;
use crate::io::stamp::Stamp;

const MARK: &str = "README.txt";
const NEW: &str = "new";
const OLD: &str = "old";
const EXPLANATION: &str =
    "Demarche is writing a site here, or was cut off while it did. Its next build removes this folder.\n";

/// How often a build looks whether another is done.
const PAUSE: Duration = Duration::from_millis(20);

/// The staging folder, while this build alone may use it.
#[derive(Debug)]
pub(super) struct StagingDir {
    path: PathBuf,
    /// Locked until it is closed.
    _mark: File,
    /// Whether the folder is no longer ours to clear: another build may have made its own there.
    is_released: bool,
}

impl StagingDir {
    /// Makes the staging folder for an output folder, with an empty `new` in it, and clears away what a killed build
    /// left.
    ///
    /// # Errors
    /// Another build has it for longer than `patience`, or it cannot be made.
    pub(super) fn acquire(target: &Path, patience: Duration) -> Result<Self> {
        let path = beside(target)?;
        let deadline = Instant::now() + patience;
        let mut suspect = None;
        loop {
            match Self::try_lock(&path)? {
                LockAttempt::Locked(dir) => {
                    dir.recover(target)?;
                    return Ok(dir);
                }
                LockAttempt::Busy => suspect = None,
                LockAttempt::Foreign(stamp) if stamp.is_some() && stamp == suspect => bail!(
                    "{} is where Demarche prepares the site, but holds files it did not make: move it away",
                    path.display()
                ),
                LockAttempt::Foreign(stamp) => suspect = stamp,
            }
            if Instant::now() >= deadline {
                bail!(
                    "another Demarche has been writing {} for {} seconds or more: try again when it is done",
                    target.display(),
                    patience.as_secs()
                );
            }
            thread::sleep(PAUSE);
        }
    }

    /// Where the new site grows.
    pub(super) fn new_site(&self) -> PathBuf {
        self.path.join(NEW)
    }

    /// Where the old site may be moved aside.
    pub(super) fn old_site(&self) -> PathBuf {
        self.path.join(OLD)
    }

    /// Removes the staging folder and all in it.
    ///
    /// # Errors
    /// Something in it cannot be removed.
    pub(super) fn release(mut self) -> Result<()> {
        self.is_released = true;
        self.give_up_old()?;
        self.clear()
    }

    /// Takes the staging folder, unless another build has it just now or it seems not to be ours.
    fn try_lock(path: &Path) -> Result<LockAttempt> {
        let made = make_folder(path)?;
        if !made && !is_ours(path)? {
            return Ok(LockAttempt::Foreign(fs::symlink_metadata(path).ok().map(|meta| Stamp::from(&meta))));
        }
        let mark = path.join(MARK);
        let mut file = match OpenOptions::new().write(true).create(true).truncate(false).open(&mark) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(LockAttempt::Busy),
            Err(error) => {
                let _ = fs::remove_dir(path);
                return Err(error).with_context(|| format!("cannot write {}", mark.display()));
            }
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(LockAttempt::Busy),
            // A disk without locks: then only the user keeps two builds apart.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", mark.display()));
            }
        }
        if !platform::is_at(&file, &mark) {
            return Ok(LockAttempt::Busy);
        }
        let written = file.set_len(0).and_then(|()| file.write_all(EXPLANATION.as_bytes()));
        let dir = Self { path: path.to_owned(), _mark: file, is_released: false };
        written.with_context(|| format!("cannot write {}", mark.display()))?;
        Ok(LockAttempt::Locked(dir))
    }

    /// Puts right what a killed build left, and makes an empty `new`.
    fn recover(&self, target: &Path) -> Result<()> {
        let (new, old) = (self.new_site(), self.old_site());
        if is_folder(&old) {
            if is_vacant(target) {
                // The build was killed between the two moves, or before it could undo the first.
                let _ = fs::remove_dir(target);
                fs::rename(&old, target)
                    .with_context(|| format!("cannot move {} back to {}", old.display(), target.display()))?;
            } else if is_folder(&new) {
                bail!(
                    "{} holds the site as it stood when a build was cut off, but {} was filled since: remove one",
                    old.display(),
                    target.display()
                );
            } else if let Some(file) = foreign_files::only_in(&old, target)? {
                bail!(
                    "{} was not made by Demarche and is not in {}: move it there or elsewhere, then remove {}",
                    old.join(file).display(),
                    target.display(),
                    old.display()
                );
            }
        }
        self.give_up_old()?;
        remove(&new)?;
        fs::create_dir(&new).with_context(|| format!("cannot make {}", new.display()))
    }

    /// Makes the old site, if there is one, ours to remove: a build that is cut off while it does leaves nothing to ask
    /// about.
    fn give_up_old(&self) -> Result<()> {
        let (new, old) = (self.new_site(), self.old_site());
        if !is_folder(&old) {
            return remove(&old);
        }
        remove(&new)?;
        fs::rename(&old, &new).with_context(|| format!("cannot remove {}", old.display()))
    }

    /// Removes the staging folder, unless a site was moved aside into it, which may be the only copy.
    fn clear(&self) -> Result<()> {
        if is_folder(&self.old_site()) {
            return Ok(());
        }
        remove(&self.old_site())?;
        remove(&self.new_site())?;
        let mark = self.path.join(MARK);
        match fs::remove_file(&mark) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", mark.display()));
            }
            _ => {}
        }
        match fs::remove_dir(&self.path) {
            // The next build may be in already.
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
                Err(error).with_context(|| format!("cannot remove {}", self.path.display()))
            }
            _ => Ok(()),
        }
    }
}

/// What one try to take the staging folder came to.
enum LockAttempt {
    /// It is this build's.
    Locked(StagingDir),
    /// Another build has it, or just went.
    Busy,
    /// It held what Demarche does not make when it had this stamp; `None` if it is gone since.
    Foreign(Option<Stamp>),
}

impl Drop for StagingDir {
    fn drop(&mut self) {
        if !self.is_released {
            // If this fails, another error is on its way to the user already.
            let _ = self.clear();
        }
    }
}

/// Returns the path of the staging folder of an output folder, and makes the folder around both.
fn beside(target: &Path) -> Result<PathBuf> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
        bail!("{} is no folder that can be replaced", target.display());
    };
    fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".demarche");
    Ok(parent.join(hidden))
}

/// Makes the folder; false if it was there.
fn make_folder(path: &Path) -> Result<bool> {
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => {
            Err(error).with_context(|| format!("cannot make {}, where the site would be prepared", path.display()))
        }
    }
}

/// Whether Demarche made the folder at some time, and all that is in it. One that just went away counts; one that
/// changes while it is looked at may be taken for another's.
fn is_ours(path: &Path) -> Result<bool> {
    let entries = match fs::symlink_metadata(path).map(|meta| meta.is_dir()) {
        Ok(false) => return Ok(false),
        Ok(true) => fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>),
        Err(error) => Err(error),
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let is_known = |entry: &DirEntry| [MARK, NEW, OLD].iter().any(|known| entry.file_name() == *known);
    // Our file is the first to come and the last to go. A link of its name is not ours: it must not be written through.
    Ok(entries.is_empty() || entries.iter().all(is_known) && is_plain_file(&path.join(MARK)))
}

/// Whether a folder stands at a path, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Whether there is nothing, or an empty folder.
fn is_vacant(target: &Path) -> bool {
    match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests;

//! The staging folder, beside the output folder: `.public.demarche` for `public`.
//!
//! ```text
//! .public.demarche/
//!   README.txt    says what the folder is; locked by the build that is using it
//!   new/          the site being written; after an exchange, the old one being removed
//!   old/          the old site, moved aside where disks cannot exchange two folders
//! ```
//!
//! Its name follows from the output folder's, so the next build finds what a killed one left, and two builds of one
//! site meet at the lock. The system drops the lock when a process ends, however it ends. The room is removed in an
//! order that leaves it recognisable at every moment: the sites, then the file, then the folder. **A folder of that
//! name with anything else in it is not ours, and is refused.**

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const MARK: &str = "README.txt";
const NEW: &str = "new";
const OLD: &str = "old";
const EXPLANATION: &str =
    "Demarche is writing a site here, or was cut off while it did. Its next build removes this folder.\n";

/// How often a build looks whether another is done.
const PAUSE: Duration = Duration::from_millis(20);

/// The staging folder, while this build alone may use it.
#[derive(Debug)]
pub(super) struct Room {
    path: PathBuf,
    /// Locked until it is closed.
    _mark: File,
    /// Whether the folder is no longer ours to clear: another build may have made its own there.
    has_left: bool,
}

impl Room {
    /// Makes the staging folder for an output folder, with an empty `new` in it, and clears away what a killed build
    /// left.
    ///
    /// # Errors
    /// Another build has it for longer than `patience`, or it cannot be made.
    pub(super) fn enter(target: &Path, patience: Duration) -> Result<Self> {
        let path = beside(target)?;
        let deadline = Instant::now() + patience;
        loop {
            if let Some(room) = Self::claim(&path)? {
                room.recover(target)?;
                return Ok(room);
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
    pub(super) fn leave(mut self) -> Result<()> {
        self.has_left = true;
        remove(&self.old_site())?;
        self.clear()
    }

    /// The room, if no other build has it just now.
    fn claim(path: &Path) -> Result<Option<Self>> {
        let made = make_folder(path)?;
        if !made && !is_ours(path)? {
            bail!(
                "{} is where Demarche prepares the site, but holds files it did not make: move it away",
                path.display()
            );
        }
        let mark = path.join(MARK);
        let mut file = match OpenOptions::new().write(true).create(true).truncate(false).open(&mark) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let _ = fs::remove_dir(path);
                return Err(error).with_context(|| format!("cannot write {}", mark.display()));
            }
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            // A disk without locks: then only the user keeps two builds apart.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", mark.display()));
            }
        }
        if !is_at(&file, &mark) {
            return Ok(None);
        }
        let written = file.set_len(0).and_then(|()| file.write_all(EXPLANATION.as_bytes()));
        let room = Self { path: path.to_owned(), _mark: file, has_left: false };
        written.with_context(|| format!("cannot write {}", mark.display()))?;
        Ok(Some(room))
    }

    /// Puts right what a killed build left, and makes an empty `new`.
    fn recover(&self, target: &Path) -> Result<()> {
        let (new, old) = (self.new_site(), self.old_site());
        if old.is_dir() {
            if is_vacant(target) {
                // The build was killed between the two moves, or before it could undo the first.
                let _ = fs::remove_dir(target);
                fs::rename(&old, target)
                    .with_context(|| format!("cannot move {} back to {}", old.display(), target.display()))?;
            } else if new.is_dir() {
                bail!(
                    "{} holds the site as it stood when a build was cut off, but {} was filled since: remove one",
                    old.display(),
                    target.display()
                );
            } else {
                remove(&old)?;
            }
        }
        remove(&new)?;
        fs::create_dir(&new).with_context(|| format!("cannot make {}", new.display()))
    }

    /// Removes all but a site moved aside, which may be the only copy.
    fn clear(&self) -> Result<()> {
        if self.old_site().is_dir() {
            return Ok(());
        }
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

impl Drop for Room {
    fn drop(&mut self) {
        if !self.has_left {
            // If this fails, another error is on its way to the user already.
            let _ = self.clear();
        }
    }
}

/// The path of the staging folder.
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

/// Whether Demarche made the folder at some time, and all that is in it. One that just went away counts.
fn is_ours(path: &Path) -> Result<bool> {
    let gone = |error: &io::Error| error.kind() == ErrorKind::NotFound;
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Ok(false),
        Err(error) if gone(&error) => return Ok(true),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if gone(&error) => return Ok(true),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let mut is_empty = true;
    for entry in entries {
        let name = entry.with_context(|| format!("cannot read {}", path.display()))?.file_name();
        if ![MARK, NEW, OLD].iter().any(|known| name == *known) {
            return Ok(false);
        }
        is_empty = false;
    }
    // Another build may have gone while we looked; then the folder is gone too.
    Ok(is_empty || path.join(MARK).is_file() || !path.join(NEW).exists() && !path.join(OLD).exists())
}

/// Whether the file still stands at its path: a build that left may have removed it before we had the lock.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |found: io::Result<fs::Metadata>| found.map(|found| (found.dev(), found.ino())).ok();
    number(file.metadata()).is_some_and(|file| number(fs::symlink_metadata(path)) == Some(file))
}

/// Whether some file still stands at the path.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.is_file()
}

/// Whether there is nothing, or an empty folder.
fn is_vacant(target: &Path) -> bool {
    match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Removes a folder and all in it, if it is there.
fn remove(folder: &Path) -> Result<()> {
    let result = fs::remove_dir_all(folder).or_else(|error| match error.kind() {
        ErrorKind::PermissionDenied => {
            open_up(folder);
            fs::remove_dir_all(folder)
        }
        _ => Err(error),
    });
    match result {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Lets us remove what is in the folders: one that was kept from the old site may be closed to writing.
#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    for entry in entries.filter(|entry| entry.file_type().is_dir()) {
        let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o700));
    }
}

/// Nothing to do: folders are not closed to writing here.
#[cfg(not(unix))]
fn open_up(_: &Path) {}

#[cfg(test)]
mod tests;

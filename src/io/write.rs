//! The finished site goes onto disk, whole or not at all.
//!
//! The new site grows in a staging folder beside the output folder and is then exchanged for it in one step. So a
//! reader sees the old site or the new one, and a build that fails or is killed leaves the old one as it was; the next
//! build clears away what a killed one left.
//!
//! **Demarche removes only what it made.** A list in the output folder names its files ([`LIST`]); every other file
//! there (`CNAME`, `.git`, `.well-known/`) is in the new site too, and a folder with files but without a list is
//! refused.
//!
//! | piece | does |
//! |---|---|
//! | `target` | which folder the output goes to, and which folders it may not be |
//! | `room` | the staging folder: one build at a time, leftovers cleared |
//! | `list` | the files that Demarche made |
//! | `kept` | the files that it did not make |
//! | `swap` | new for old in one step |
//!
//! Nothing is synced to the disk: being killed loses nothing that was written, only a loss of power can, and a site can
//! be built again. The list alone is synced, because without it the next build would refuse the folder.

mod kept;
mod list;
mod room;
mod swap;
mod target;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use walkdir::WalkDir;

use self::list::List;
use self::room::Room;
use super::slashed;
use crate::output::{Content, Output};
use crate::path::UrlPath;

pub use self::list::NAME as LIST;

/// How long a build waits for another that is writing the same site.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was done to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files of the last site that this one has no more.
    pub removed: usize,
    /// Files that Demarche did not make, and that are still there.
    pub kept: usize,
}

/// A site that is being written, not yet to be seen.
///
/// Dropped before [`commit`](Self::commit), it leaves no trace.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    room: Room,
}

/// Writes a site in a plain loop; the pipeline does the same with many threads.
///
/// # Errors
/// As [`Staging`]; the output folder is then as it was.
pub fn write_site(output: &Output, target: &Path, protect: &[impl AsRef<Path>]) -> Result<Written> {
    let staging = Staging::begin(target, protect)?;
    for (path, content) in output.iter() {
        staging.write(path, content)?;
    }
    staging.commit()
}

impl Staging {
    /// Makes ready to write a site into the folder `target`, which may not be one of the `protect`ed, nor be in one,
    /// nor hold one: the site's own files and folders.
    ///
    /// # Errors
    /// The folder is refused, another build is writing it, or no staging folder can be made beside it.
    pub fn begin(target: &Path, protect: &[impl AsRef<Path>]) -> Result<Self> {
        let target = target::resolve(target, protect)?;
        standing(&target)?;
        let room = Room::enter(&target, PATIENCE)?;
        Ok(Self { target, room })
    }

    /// Writes one file. Many threads may call this.
    ///
    /// # Errors
    /// The file cannot be written, or was written already.
    pub fn write(&self, path: &UrlPath, content: &Content) -> Result<()> {
        ensure!(!path.as_str().eq_ignore_ascii_case(LIST), "`{path}` is where Demarche lists its files");
        let place = self.room.new_site().join(path.as_str());
        let mut file = create(&place).with_context(|| format!("cannot write {path} in {}", self.target.display()))?;
        match content {
            Content::Bytes(bytes) => {
                file.write_all(bytes).with_context(|| format!("cannot write {path} in {}", self.target.display()))
            }
            Content::CopyOf(source) => copy(source, &mut file)
                .with_context(|| format!("cannot copy {} to {path} in {}", source.display(), self.target.display())),
        }
    }

    /// Makes what was written the site, in one step.
    ///
    /// # Errors
    /// A file that Demarche did not make stands where one of the site should, or the disk refuses; the output folder is
    /// then as it was. Or the new site stands, but the old one could not be removed; the error says so.
    pub fn commit(self) -> Result<Written> {
        let new = self.room.new_site();
        let (files, bytes) = survey(&new)?;
        let last = standing(&self.target)?;
        let kept = match &last {
            Some(last) => kept::carry(&self.target, last, &new)?,
            None => kept::Kept::default(),
        };
        let last = last.unwrap_or_default();
        let removed = last.files().filter(|file| !files.contains(*file)).count();
        let written = Written { files: files.len(), bytes, removed, kept: kept.len() };
        List::new(files).save(&new).with_context(|| format!("cannot write {LIST} in {}", self.target.display()))?;
        let old = swap::swap(&new, &self.target, &self.room.old_site())?;
        if let Some(old) = old {
            kept::bring_late(&old, &last, &kept, &self.target)?;
        }
        self.room.leave().with_context(|| format!("the new site stands in {}", self.target.display()))?;
        Ok(written)
    }
}

/// The list of the site that stands in a folder; nothing if there is no folder.
///
/// # Errors
/// The folder is not Demarche's.
fn standing(target: &Path) -> Result<Option<List>> {
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => bail!("{} is not a folder: choose another place with --output", target.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", target.display())),
    }
    if let Some(list) = List::load(target)? {
        return Ok(Some(list));
    }
    let mut entries = fs::read_dir(target).with_context(|| format!("cannot read {}", target.display()))?;
    if entries.next().is_some() {
        bail!(
            "{} is not empty and was not made by Demarche: choose another folder with --output, or empty it",
            target.display()
        );
    }
    Ok(Some(List::default()))
}

/// Makes a file that is not there yet, with its folders.
fn create(place: &Path) -> io::Result<File> {
    match (File::create_new(place), place.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            File::create_new(place)
        }
        (result, _) => result,
    }
}

/// Copies bytes alone: `fs::copy` would bring the source's permissions too.
fn copy(source: &Path, to: &mut File) -> io::Result<()> {
    io::copy(&mut File::open(source)?, to).map(|_| ())
}

/// The files below a folder, and their bytes.
fn survey(folder: &Path) -> Result<(BTreeSet<String>, u64)> {
    let mut files = BTreeSet::new();
    let mut bytes = 0;
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.context("cannot read the staging folder")?;
        if entry.file_type().is_dir() {
            continue;
        }
        bytes += entry.metadata().context("cannot read the staging folder")?.len();
        let path = entry.path().strip_prefix(folder).ok().and_then(slashed);
        files.insert(path.with_context(|| format!("{} is not a page", entry.path().display()))?);
    }
    Ok((files, bytes))
}

#[cfg(test)]
mod tests;

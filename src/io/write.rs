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
//! | `place` | files and folders of the new site |
//! | `swap` | new for old in one step |
//! | `shelf` | what one build leaves for the next: its memo, and the site before |
//! | `stamp` | whether a file is as it was |
//! | `survey` | what stands there before |
//! | `walk` | all that is in a folder |
//!
//! Nothing is synced to the disk: being killed loses nothing that was written, only a loss of power can, and a site can
//! be built again. The list alone is synced, because without it the next build would refuse the folder.

mod kept;
mod list;
mod place;
mod room;
mod shelf;
mod stamp;
mod survey;
mod swap;
mod target;
mod walk;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use rustc_hash::FxHashSet;

use self::list::List;
use self::room::Room;
use crate::output::{Content, Output};
use crate::path::UrlPath;

pub use self::list::NAME as LIST;
pub use self::shelf::{Note, Shelf};
pub use self::stamp::Stamp;
use self::survey::Spare;
pub use self::survey::Survey;

/// How long a build waits for another that is writing the same site.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was done to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Those of them that were made anew.
    pub made: usize,
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
    /// Where the next build finds what this one leaves it; none where nothing is to be left.
    shelf: Option<Shelf>,
    /// What stands in the output folder.
    survey: Survey,
    /// Whether that is what stood there when the survey was made.
    undisturbed: bool,
    /// What the new site began with.
    spare: Spare,
}

/// Writes a site in a plain loop, whole, and keeps nothing for the next time.
///
/// # Errors
/// As [`Staging`]; the output folder is then as it was.
pub fn write_site(output: &Output, target: &Path, protect: &[impl AsRef<Path>]) -> Result<Written> {
    let staging = Staging::begin(target, protect)?;
    let mut files = Vec::new();
    for (path, content) in output.iter() {
        files.push((path.as_str(), staging.write(path, content)?));
    }
    staging.commit(files, output.len())
}

/// What the last build left for the output folder `target`.
///
/// # Errors
/// As [`Staging::begin`]: a folder that may not be written is refused before there is any work.
pub fn shelf(target: &Path, protect: &[impl AsRef<Path>]) -> Result<Option<Shelf>> {
    let target = target::resolve(target, protect)?;
    judge(&target)?;
    Ok(Shelf::of(&target))
}

/// The stamp of a file of the site that stands in the output folder `target`; none if it is not there.
pub fn stands(target: &Path, path: &str) -> Option<Stamp> {
    Stamp::of(&target.join(path)).ok()
}

/// Whether the site that stands in the output folder `target` has so many files.
pub fn counts(target: &Path, files: usize) -> bool {
    list::count(target) == Some(files)
}

impl Staging {
    /// Makes ready to write a site into the folder `target`, which may not be one of the `protect`ed, nor be in one,
    /// nor hold one: the site's own files and folders.
    ///
    /// # Errors
    /// The folder is refused, another build is writing it, or no staging folder can be made beside it.
    pub fn begin(target: &Path, protect: &[impl AsRef<Path>]) -> Result<Self> {
        let target = target::resolve(target, protect)?;
        // A folder that is not ours is refused before anything is made beside it.
        let survey = Survey::of_output(&target)?;
        Self::enter(target, survey)
    }

    /// The same, with what the last build left, and leaving the like for the next. `survey` is of the same folder.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn begin_again(target: &Path, protect: &[impl AsRef<Path>], survey: Survey) -> Result<Self> {
        let mut staging = Self::enter(target::resolve(target, protect)?, survey)?;
        staging.shelf = Shelf::of(&staging.target);
        let new = staging.room.new_site();
        if staging.shelf.as_ref().is_some_and(|shelf| shelf.take_spare(&new)) {
            staging.spare = staging.survey.spare_at(&new)?;
        }
        Ok(staging)
    }

    fn enter(target: PathBuf, survey: Survey) -> Result<Self> {
        let room = Room::enter(&target, PATIENCE)?;
        // Another build may have been in between.
        let undisturbed = survey.holds(&target);
        let survey = if undisturbed { survey } else { Survey::of_output(&target)? };
        Ok(Self { target, room, shelf: None, survey, undisturbed, spare: Spare::default() })
    }

    /// Whether no other build has been in the output folder since the survey.
    pub fn is_undisturbed(&self) -> bool {
        self.undisturbed
    }

    /// The stamp of a file of the site that still stands; none if there is none.
    pub fn stands(&self, path: &UrlPath) -> Option<Stamp> {
        stands(&self.target, path.as_str())
    }

    /// Writes one file. Many threads may call this.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &UrlPath, content: &Content) -> Result<Stamp> {
        ensure!(!path.as_str().eq_ignore_ascii_case(LIST), "`{path}` is where Demarche lists its files");
        let cannot = || format!("cannot write {path} in {}", self.target.display());
        let mut file = place::create(&self.room.new_site(), path.as_str()).with_context(cannot)?;
        match content {
            Content::Bytes(bytes) => file.write_all(bytes).with_context(cannot)?,
            Content::CopyOf(source) => copy(source, &mut file)
                .with_context(|| format!("cannot copy {} to {path} in {}", source.display(), self.target.display()))?,
        }
        Ok(Stamp::from(&file.metadata().with_context(cannot)?))
    }

    /// Takes a file over from the site that still stands, where its stamp is `stamp`. Many threads may call this.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn keep(&self, path: &UrlPath, stamp: Stamp) -> Result<Stamp> {
        let new = self.room.new_site();
        // The very file: two names of one number on one disk.
        if cfg!(unix) && self.spare.files.get(path.as_str()) == Some(&stamp.number) {
            return Ok(stamp);
        }
        place::link(&self.target.join(path.as_str()), &new, path.as_str())
            .with_context(|| format!("cannot keep {path} in {}", self.target.display()))
    }

    /// Makes `files`, each of which was written or kept, the site, in one step. `made` of them were written.
    ///
    /// # Errors
    /// A file that Demarche did not make stands where one of the site should, or the disk refuses; the output folder is
    /// then as it was. Or the new site stands, but the old one could not be removed; the error says so.
    pub fn commit(self, mut files: Vec<(&str, Stamp)>, made: usize) -> Result<Written> {
        files.sort_unstable_by_key(|(path, _)| *path);
        let new = self.room.new_site();
        let paths: FxHashSet<&str> = files.iter().map(|(path, _)| *path).collect();
        place::sweep(&new, &self.spare, &paths)?;
        let bytes = files.iter().map(|(_, stamp)| stamp.size).sum();
        let written = Written { files: files.len(), made, bytes, ..Written::default() };
        let last = self.survey.last.as_ref();
        if made == 0 && last.is_some_and(|last| last.is_of(&paths)) {
            return self.abide(written);
        }
        let kept = match last {
            Some(_) => kept::carry(&self.target, &self.survey.strangers, &new)?,
            None => kept::Kept::default(),
        };
        let none = List::default();
        let last = last.unwrap_or(&none);
        let removed = last.files().filter(|file| !paths.contains(file.as_str())).count();
        let written = Written { removed, kept: kept.len(), ..written };
        list::save(&new, files.iter().map(|(path, _)| *path))
            .with_context(|| format!("cannot write {LIST} in {}", self.target.display()))?;
        let old = swap::swap(&new, &self.target, &self.room.old_site())?;
        if let Some(old) = old {
            kept::bring_late(&old, last, &kept, &paths, &self.target)?;
            if let Some(shelf) = &self.shelf {
                // Without a spare the next build is slower, and as right.
                let _ = shelf.put_spare(&old);
            }
        }
        self.room.leave().with_context(|| format!("the new site stands in {}", self.target.display()))?;
        Ok(written)
    }

    /// Leaves the site that stands as it is.
    fn abide(self, written: Written) -> Result<Written> {
        if let Some(shelf) = &self.shelf {
            let _ = shelf.put_spare(&self.room.new_site());
        }
        self.room.leave()?;
        Ok(written)
    }
}

/// The list of the site that stands in a folder; nothing if there is no folder.
///
/// # Errors
/// The folder is not Demarche's.
fn standing(target: &Path) -> Result<Option<List>> {
    Ok(match judge(target)? {
        Standing::Nothing => None,
        Standing::Vacant => Some(List::default()),
        Standing::Site => Some(List::load(target)?.unwrap_or_default()),
    })
}

/// What is in an output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// There is no folder.
    Nothing,
    /// The folder is empty.
    Vacant,
    /// The folder has a list of files that Demarche made.
    Site,
}

/// What is in an output folder, without reading its list.
///
/// # Errors
/// The folder is not Demarche's.
fn judge(target: &Path) -> Result<Standing> {
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => bail!("{} is not a folder: choose another place with --output", target.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", target.display())),
    }
    if fs::symlink_metadata(target.join(LIST)).is_ok() {
        return Ok(Standing::Site);
    }
    let mut entries = fs::read_dir(target).with_context(|| format!("cannot read {}", target.display()))?;
    if entries.next().is_some() {
        bail!(
            "{} is not empty and was not made by Demarche: choose another folder with --output, or empty it",
            target.display()
        );
    }
    Ok(Standing::Vacant)
}

/// Copies bytes alone: `fs::copy` would bring the source's permissions too.
fn copy(source: &Path, to: &mut File) -> io::Result<()> {
    io::copy(&mut File::open(source)?, to).map(|_| ())
}

#[cfg(test)]
mod tests;

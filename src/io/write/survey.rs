//! What stands on the disk before a site is written: in the output folder and in the spare site.
//!
//! To walk two sites takes as long as to link one, so it is done meanwhile. It holds for as long as each site has the list
//! that it had: every build leaves a new one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;

use super::list::{self, List};
use super::place::remove;
use super::shelf::Shelf;
use super::walk::{Found, walk};
use super::{Stamp, standing, stands, target};

/// What stood there when it was looked at.
#[derive(Debug, Default)]
pub struct Survey {
    /// What Demarche made in the output folder; none if there is no folder.
    pub(super) last: Option<List>,
    mark: Option<Stamp>,
    /// What Demarche did not make there, by relative path; a folder stands before what is in it.
    pub(super) strangers: Vec<PathBuf>,
    spare: Spare,
    spare_mark: Option<Stamp>,
}

/// What is in the spare site.
#[derive(Debug, Default)]
pub(super) struct Spare {
    /// The number of each file on its disk, by relative path with `/` between its parts.
    pub(super) files: FxHashMap<String, u64>,
    /// Each folder, by relative path with `/` between its parts.
    pub(super) folders: Vec<String>,
    /// All else, by relative path: links, and names that no page has.
    others: Vec<PathBuf>,
}

impl Survey {
    /// Looks at the output folder `target`, which may not be one of the `protect`ed, and at the spare site beside it.
    ///
    /// # Errors
    /// The folder is refused, or cannot be read.
    pub fn of(target: &Path, protect: &[impl AsRef<Path>]) -> Result<Self> {
        let target = target::resolve(target, protect)?;
        let mut survey = Self::of_output(&target)?;
        if let Some(spare) = Shelf::of(&target).map(|shelf| shelf.spare()).filter(|spare| spare.is_dir()) {
            survey.spare_mark = stands(&spare, list::NAME);
            // What cannot be walked now is walked again once it is ours.
            survey.spare = Spare::at(&spare).unwrap_or_default();
        }
        Ok(survey)
    }

    /// The output folder alone.
    pub(super) fn of_output(target: &Path) -> Result<Self> {
        let mark = stands(target, list::NAME);
        let last = standing(target)?;
        let strangers = last.as_ref().map_or(Ok(Vec::new()), |last| strangers(target, last))?;
        Ok(Self { last, mark, strangers, ..Self::default() })
    }

    /// Whether the output folder has the list that it had.
    pub(super) fn holds(&self, target: &Path) -> bool {
        self.mark.is_some() && self.mark == stands(target, list::NAME)
    }

    /// What is in the spare site, which stands at `place` by now, without what cannot be of a site.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn spare_at(&mut self, place: &Path) -> Result<Spare> {
        let spare = if self.spare_mark.is_some() && self.spare_mark == stands(place, list::NAME) {
            std::mem::take(&mut self.spare)
        } else {
            Spare::at(place).context("cannot read the staging folder")?
        };
        // A page could be written through a link to somewhere else.
        for other in &spare.others {
            let other = place.join(other);
            remove(&other).with_context(|| format!("cannot remove {}", other.display()))?;
        }
        Ok(spare)
    }
}

/// Every file and folder that Demarche did not make, by relative path; a folder stands before what is in it.
///
/// # Errors
/// One cannot be read.
pub(super) fn strangers(site: &Path, last: &List) -> Result<Vec<PathBuf>> {
    let found = walk(site).context("cannot read a file that Demarche did not make, so cannot keep it")?;
    let is_ours = |found: &Found| found.slashed().is_some_and(|path| last.owns(&path, found.kind.is_dir()));
    Ok(found.into_iter().filter(|found| !is_ours(found)).map(|found| found.path).collect())
}

impl Spare {
    /// What is in a folder.
    fn at(folder: &Path) -> Result<Self> {
        let mut spare = Self::default();
        for found in walk(folder)? {
            match found.slashed() {
                Some(path) if found.kind.is_file() => {
                    spare.files.insert(path.into_owned(), found.number);
                }
                Some(path) if found.kind.is_dir() => spare.folders.push(path.into_owned()),
                _ => spare.others.push(found.path),
            }
        }
        Ok(spare)
    }
}

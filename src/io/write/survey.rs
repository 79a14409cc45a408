//! What stands on the disk before a site is written: in the output folder and in the spare site.
//!
//! To walk two sites takes as long as to link one, so it is done meanwhile. It holds for as long as each site has the list
//! that it had: every build leaves a new one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::list::{self, List};
use super::place::below;
use super::shelf::Shelf;
use super::{Stamp, standing, stands, target};

/// What stood there when it was looked at.
#[derive(Debug, Default)]
pub struct Survey {
    /// What Demarche made in the output folder; none if there is no folder.
    pub(super) last: Option<List>,
    mark: Option<Stamp>,
    /// What Demarche did not make there, by relative path; a folder stands before what is in it.
    pub(super) strangers: Vec<PathBuf>,
    spare: Vec<PathBuf>,
    spare_mark: Option<Stamp>,
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
            survey.spare = everything(&spare).unwrap_or_default();
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

    /// What is in the spare site, which stands at `place` by now.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn spare_at(&mut self, place: &Path) -> Result<Vec<PathBuf>> {
        if self.spare_mark.is_some() && self.spare_mark == stands(place, list::NAME) {
            return Ok(std::mem::take(&mut self.spare));
        }
        everything(place).context("cannot read the staging folder")
    }
}

/// Every file and folder that Demarche did not make, by relative path.
///
/// # Errors
/// One cannot be read.
pub(super) fn strangers(site: &Path, last: &List) -> Result<Vec<PathBuf>> {
    let mut strangers = Vec::new();
    for entry in WalkDir::new(site).min_depth(1) {
        let entry = entry.context("cannot read a file that Demarche did not make, so cannot keep it")?;
        if !below(entry.path(), site).is_some_and(|path| last.owns(&path, entry.file_type().is_dir())) {
            strangers.push(entry.path().strip_prefix(site).unwrap_or(entry.path()).to_owned());
        }
    }
    Ok(strangers)
}

/// Every file and folder, by relative path.
fn everything(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = WalkDir::new(folder).min_depth(1).into_iter();
    let path = |entry: walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
    Ok(entries.map(|entry| entry.map(path)).collect::<Result<_, _>>()?)
}

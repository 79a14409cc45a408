//! The files of the site as they were last read, and what is read again.
//!
//! In goes what happened in the folder; out comes which files are other than before. A file that is known is read again by
//! itself. All are found and read anew where one came, went, or is or stands behind a symbolic link.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use anyhow::Result;

use super::locks::{read, write};
use crate::diagnostic::{Diagnostic, FileName};
use crate::input::{Input, InputContent};
use crate::io;
use crate::io::read::SiteFile;
use crate::io::watch::Changes;
use crate::pipeline;

/// The files, shared with the preview, which shows excerpts of them.
pub(super) type SharedInput = Arc<RwLock<Input>>;

/// The files of the site as they were last read.
pub(super) struct WatchedFiles {
    root: PathBuf,
    input: SharedInput,
    /// Faults of finding the files.
    pub found: Vec<Diagnostic>,
    /// Whether something in the folder is a symbolic link, so that one change may be another's too.
    linked: bool,
}

impl WatchedFiles {
    /// Reads the files of a site.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let (input, found) = pipeline::read(root)?;
        let linked = io::read::has_links(root);
        Ok(Self { root: root.to_owned(), input: Arc::new(RwLock::new(input)), found, linked })
    }

    /// The files.
    pub(super) fn input(&self) -> SharedInput {
        self.input.clone()
    }

    /// Reads again what may have changed. Returns the paths of the files that did.
    pub(super) fn refresh(&mut self, changes: &Changes) -> Result<Vec<PathBuf>> {
        match self.known(changes) {
            Some(known) => self.read_again(&known),
            None => self.read_all(changes),
        }
    }

    /// Returns the changed files if each is a known file that still exists, or was and is none of the site.
    fn known(&self, changes: &Changes) -> Option<Vec<SiteFile>> {
        if changes.lost || self.linked {
            return None;
        }
        let input = read(&self.input);
        let mut known = Vec::new();
        for below in &changes.paths {
            let place = self.root.join(below);
            let path = io::slashed(below)?;
            match (input.get(&path).is_some(), io::read::is_plain_file(&place)) {
                (true, true) => known.push(SiteFile { path: FileName::from(path), place }),
                // What an editor wrote beside the file and took away again.
                (false, false) if !io::files::is_taken(&place) && !holds(&input, &path) => {}
                _ => return None,
            }
        }
        Some(known)
    }

    fn read_again(&mut self, files: &[SiteFile]) -> Result<Vec<PathBuf>> {
        let mut changed = Vec::new();
        let read: Vec<_> = files.iter().map(io::read::read).collect::<Result<_>>()?;
        let mut input = write(&self.input);
        input.now = io::clock::now()?;
        for file in read {
            let Ok(at) = input.files.binary_search_by(|other| other.path.cmp(&file.path)) else { continue };
            // Of a picture only the place is known: it may be another.
            let same = input.files[at] == file && matches!(file.content, InputContent::Text(_));
            if !same {
                changed.push(PathBuf::from(&*file.path));
                input.files[at] = file;
            }
        }
        Ok(changed)
    }

    fn read_all(&mut self, changes: &Changes) -> Result<Vec<PathBuf>> {
        let (input, found) = pipeline::read(&self.root)?;
        self.linked = io::read::has_links(&self.root);
        let mut changed: Vec<PathBuf> = Vec::new();
        {
            let old = read(&self.input);
            let texts = |input: &Input| -> BTreeMap<FileName, InputContent> {
                input.files.iter().map(|file| (file.path.clone(), file.content.clone())).collect()
            };
            let (before, after) = (texts(&old), texts(&input));
            let touched = |path: &str| changes.paths.contains(Path::new(path));
            for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
                let asset = matches!(after.get(path), Some(InputContent::Asset(_)));
                if before.get(path) != after.get(path) || (asset && touched(path)) {
                    changed.push(PathBuf::from(&**path));
                }
            }
        }
        if changed.is_empty() && found != self.found {
            changed.extend(changes.paths.iter().cloned());
        }
        *write(&self.input) = input;
        self.found = found;
        Ok(changed)
    }
}

/// Whether a path is a folder of known files.
fn holds(input: &Input, path: &str) -> bool {
    let folder = format!("{path}/");
    let next = input.files.partition_point(|file| *file.path < *folder);
    input.files.get(next).is_some_and(|file| file.path.starts_with(&folder))
}

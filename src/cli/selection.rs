//! The faults that `check` is asked for: those of some files, or of some codes.

use std::path::{Path, PathBuf};

use anyhow::bail;
use rustc_hash::FxHashSet;

use crate::cli::explain;
use crate::fold::nearest;
use crate::input::Input;
use crate::io;
use crate::pipeline::LocatedDiagnostic;

/// The faults that were asked for.
pub(super) struct Selection {
    /// Paths of files of the site; empty: of all.
    files: Vec<String>,
    /// Codes; empty: all.
    codes: Vec<&'static str>,
}

impl Selection {
    /// Reads what was typed: files or folders, as seen from here or from the site's folder, and codes.
    ///
    /// # Errors
    /// No file of the site is there, or no fault has such a code.
    pub(super) fn of(input: &Input, root: &Path, files: &[PathBuf], codes: &[String]) -> anyhow::Result<Self> {
        let mut found = Vec::new();
        for typed in files {
            found.extend(below(input, root, typed)?);
        }
        let codes = codes.iter().map(|typed| explain::find(typed).map(|code| code.name));
        Ok(Self { files: found, codes: codes.collect::<anyhow::Result<_>>()? })
    }

    /// Whether not all faults are wanted.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.files.is_empty() || !self.codes.is_empty()
    }

    /// Returns the files of records that were asked for and are not among those shown.
    pub(super) fn records_outside(&self, shown: &FxHashSet<&str>) -> Vec<String> {
        let is_record = |file: &str| file.starts_with("content/") && file.ends_with(".md");
        self.files.iter().filter(|file| is_record(file) && !shown.contains(file.as_str())).cloned().collect()
    }

    /// Whether a fault is wanted: it is at one of the files, or shows one.
    pub(super) fn holds(&self, fault: &LocatedDiagnostic) -> bool {
        let diagnostic = &fault.diagnostic;
        let mut places = std::iter::once(&diagnostic.place).chain(diagnostic.also.iter().map(|(place, _)| place));
        (self.codes.is_empty() || self.codes.contains(&diagnostic.code))
            && (self.files.is_empty() || places.any(|place| self.files.iter().any(|file| **file == *place.file)))
    }
}

/// The files of the site at a path, or below it.
fn below(input: &Input, root: &Path, typed: &Path) -> anyhow::Result<Vec<String>> {
    let as_typed = slashed(typed);
    let whole = io::files::whole_path(typed).zip(io::files::whole_path(root));
    let from_here = whole.and_then(|(place, root)| place.strip_prefix(root).ok().map(slashed));
    for path in from_here.into_iter().chain([as_typed.clone()]) {
        let folder = format!("{}/", path.trim_end_matches('/'));
        let is_in = |file: &str| file == path || path.is_empty() || file.starts_with(&folder);
        let files: Vec<String> =
            input.files.iter().map(|file| file.path.to_string()).filter(|file| is_in(file)).collect();
        if !files.is_empty() {
            return Ok(files);
        }
    }
    let near = nearest(&as_typed, input.files.iter().map(|file| &*file.path));
    let help = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    bail!("no file of the site is `{as_typed}`{help}")
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned()
}

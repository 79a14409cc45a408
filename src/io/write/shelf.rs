//! What is kept from one build for the next, beside the output folder: `.public.memo` for `public`.
//!
//! ```text
//! .public.memo/
//!   README.txt    says what the folder is
//!   .gitignore    keeps all of it out of Git
//!   memo          what each file of the site was made from (the pipeline's)
//!   readings      what each file of the content says (the pipeline's)
//!   recent        the same of the few that have changed since `readings` was written
//!   spare/        the site before this one: most of its files are those of this one, so the next build changes it where
//!                 it differs instead of making a folder for every page
//! ```
//!
//! All of it may be deleted at any time. Nothing here is taken on trust: a file of the spare site is used only where it is
//! the very file that stands in the output folder.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

const README: &str = "README.txt";
const IGNORE: &str = ".gitignore";
const NEW: &str = "new";
const SPARE: &str = "spare";
const EXPLANATION: &str =
    "Demarche keeps here what the next build need not do again. Delete this folder whenever you like.\n";

/// What is kept as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// What each file of the site was made from.
    Memo,
    /// What each file of the content says.
    Readings,
    /// What the few files say that have changed since the readings were written.
    Recent,
}

impl Note {
    fn name(self) -> &'static str {
        match self {
            Self::Memo => "memo",
            Self::Readings => "readings",
            Self::Recent => "recent",
        }
    }
}

/// The folder, which need not be there.
#[derive(Debug)]
pub struct Shelf(PathBuf);

impl Shelf {
    /// The shelf of an output folder; none where that has no name.
    pub(super) fn of(target: &Path) -> Option<Self> {
        let mut hidden = OsString::from(".");
        hidden.push(target.file_name()?);
        hidden.push(".memo");
        Some(Self(target.with_file_name(hidden)))
    }

    /// What was put down under a name, if it is there.
    pub fn get(&self, note: Note) -> Option<Vec<u8>> {
        fs::read(self.0.join(note.name())).ok()
    }

    /// Puts something down under a name, in parts that follow one another.
    ///
    /// # Errors
    /// The disk refuses, or the folder holds what Demarche did not put there.
    pub fn put(&self, note: Note, parts: &[impl AsRef<[u8]>]) -> io::Result<()> {
        self.open()?;
        let beside = self.0.join(NEW);
        let mut file = BufWriter::new(File::create(&beside)?);
        parts.iter().try_for_each(|part| file.write_all(part.as_ref()))?;
        file.into_inner()?;
        fs::rename(&beside, self.0.join(note.name()))
    }

    /// Where the spare site stands, if there is one.
    pub(super) fn spare(&self) -> PathBuf {
        self.0.join(SPARE)
    }

    /// Moves the spare site to an empty folder. Says whether it came.
    pub(super) fn take_spare(&self, to: &Path) -> bool {
        // Whatever keeps it from coming, a build without a spare is right too.
        if !(self.is_ours() && self.spare().is_dir() && fs::remove_dir(to).is_ok()) {
            return false;
        }
        let came = fs::rename(self.spare(), to).is_ok();
        let _ = fs::create_dir_all(to);
        came
    }

    /// Keeps a site for the next build.
    ///
    /// # Errors
    /// As [`Shelf::put`].
    pub(super) fn put_spare(&self, site: &Path) -> io::Result<()> {
        self.open()?;
        fs::rename(site, self.spare())
    }

    /// Makes the folder, if it is not there.
    fn open(&self) -> io::Result<()> {
        if !self.is_ours() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if !self.0.join(IGNORE).is_file() {
            fs::create_dir_all(&self.0)?;
            fs::write(self.0.join(README), EXPLANATION)?;
            fs::write(self.0.join(IGNORE), "*\n")?;
        }
        Ok(())
    }

    /// Whether nothing is in the folder but what Demarche puts there. A link to a folder is none of ours.
    fn is_ours(&self) -> bool {
        if self.0.is_symlink() {
            return false;
        }
        let known = |name: &OsString| {
            let notes = [Note::Memo, Note::Readings, Note::Recent].map(Note::name);
            [README, IGNORE, SPARE, NEW].iter().chain(&notes).any(|known| name == *known)
        };
        match fs::read_dir(&self.0) {
            Ok(entries) => entries.flatten().all(|entry| known(&entry.file_name())),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }
}

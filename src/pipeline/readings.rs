//! What files said when they were last read: a file that is as it was need not be parsed again.
//!
//! A reading is known by all that it was made from: the path, the text, how Markdown is read.

use rustc_hash::FxHashMap;

use crate::content::ParsedFile;
use crate::diagnostic::FileName;
use crate::digest::Digest;

/// The readings of the last time, and then those of this time, in this process.
#[derive(Debug, Default)]
pub struct Readings {
    is_kept: bool,
    /// By file.
    held: FxHashMap<FileName, (Digest, ParsedFile)>,
}

/// A file as it was read, by what it was made from.
pub(super) struct Read {
    pub file: FileName,
    pub key: Digest,
    pub reading: ParsedFile,
}

impl Readings {
    /// None yet, to be kept in this process.
    pub fn in_memory() -> Self {
        Self { is_kept: true, ..Self::default() }
    }

    /// What a file says: as it was read before, or as `read` reads it now.
    pub(super) fn read(&self, file: &FileName, key: Digest, read: impl FnOnce() -> ParsedFile) -> Read {
        let known = self.held.get(file).filter(|(last, _)| *last == key);
        let reading = known.map_or_else(read, |(_, reading)| reading.clone());
        Read { file: file.clone(), key, reading }
    }

    /// What a file said the last time.
    pub(super) fn held(&self, file: &FileName) -> Option<&ParsedFile> {
        self.held.get(file).map(|(_, reading)| reading)
    }

    /// Takes what some files say now for the next time.
    pub(super) fn hold(&mut self, read: Vec<Read>) {
        self.held.extend(read.into_iter().map(|read| (read.file, (read.key, read.reading))));
    }

    /// Takes the readings of this time for the next, and gives them back to be linked.
    pub(super) fn turn(&mut self, read: Vec<Read>) -> Vec<ParsedFile> {
        if self.is_kept {
            let held = |read: &Read| (read.file.clone(), (read.key, read.reading.clone()));
            self.held = read.iter().map(held).collect();
        }
        read.into_iter().map(|read| read.reading).collect()
    }
}

//! Parsed files, kept in memory from one link of a site to the next: a file whose text is as it was is not parsed again.
//!
//! The key of a parsed file is the digest of all that parsing depends on: its path, its text, how Markdown is read.

use rustc_hash::FxHashMap;

use crate::content::ParsedFile;
use crate::diagnostic::FileName;
use crate::digest::Digest;

/// The parsed files of one site, by path.
#[derive(Debug, Default)]
pub struct ParseCache(FxHashMap<FileName, (Digest, ParsedFile)>);

/// A file with its key and what it says.
pub(super) struct CachedParse {
    pub file: FileName,
    pub key: Digest,
    pub parsed: ParsedFile,
}

impl ParseCache {
    /// Returns what a file said when it was last parsed, whatever its text is now.
    pub(super) fn get(&self, file: &FileName) -> Option<&ParsedFile> {
        self.0.get(file).map(|(_, parsed)| parsed)
    }

    /// Returns what a file said when it was parsed from this key.
    pub(super) fn get_at(&self, file: &FileName, key: Digest) -> Option<&ParsedFile> {
        self.0.get(file).filter(|(last, _)| *last == key).map(|(_, parsed)| parsed)
    }

    /// Keeps some files in place of what the same files said before.
    pub(super) fn insert(&mut self, files: Vec<CachedParse>) {
        self.0.extend(files.into_iter().map(|CachedParse { file, key, parsed }| (file, (key, parsed))));
    }

    /// Keeps these files and no others.
    pub(super) fn replace_with(&mut self, files: &[CachedParse]) {
        let entry = |entry: &CachedParse| (entry.file.clone(), (entry.key, entry.parsed.clone()));
        self.0 = files.iter().map(entry).collect();
    }
}

//! Parsed files, kept in memory from one link of a site to the next: a file whose text is as it was is not parsed again.

use rustc_hash::FxHashMap;

use crate::content::ParsedFile;
use crate::diagnostic::FileName;

/// The parsed files of one site, by path.
#[derive(Debug, Default)]
pub struct ParseCache(FxHashMap<FileName, (ParseKey, ParsedFile)>);

/// What the parsing of a file depends on beside its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParseKey {
    /// The hash of its bytes.
    pub text: blake3::Hash,
    /// Whether HTML in Markdown is passed on.
    pub allow_html: bool,
    /// The hash of the site's language.
    pub language: blake3::Hash,
}

/// A file with its key and what it says.
pub(super) struct CachedParse {
    pub file: FileName,
    pub key: ParseKey,
    pub parsed: ParsedFile,
}

impl ParseCache {
    /// Returns what a file said when it was last parsed, whatever its text is now.
    pub(super) fn get(&self, file: &FileName) -> Option<&ParsedFile> {
        self.0.get(file).map(|(_, parsed)| parsed)
    }

    /// Returns what a file said when it was parsed from this key.
    pub(super) fn get_at(&self, file: &FileName, key: ParseKey) -> Option<&ParsedFile> {
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

//! What is told of a place of a text, and the addresses that stand for what is not known yet. Types only.

use crate::import::notes::NoteKind;

/// An address that could not be made: its link becomes words.
pub(in crate::import) const UNRESOLVED: &str = "unresolved:";

/// An address by the name of a file of the old site: `ref` and `post_url`.
pub(in crate::import) const BY_FILE: &str = "old-file:";

/// What is told of a place of a text: its kind, its line counted from the text's first, and the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct BodyNote {
    /// The kind.
    pub kind: NoteKind,
    /// The line, from 0.
    pub line: usize,
    /// The words.
    pub why: String,
}

/// The number of the line on which a byte stands, from 0.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count()
}

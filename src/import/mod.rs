//! Files of other tools → new records: what `demarche import` writes.
//!
//! In go the bytes of a table, or the files of another generator's content folder; out come [`Draft`]s, each with where it
//! came from, and an [`ImportNote`] for whatever could not be carried. Nothing is guessed: a row whose
//! date can be read in two ways is left out with a note. The command line links the drafts with the site before it writes
//! one.
//!
//! ```text
//! bytes ─source_table→ SourceTable ─rows, timeline_js→ ┐
//! files ─posts→                                        ├ Import ─draft_ids→ free ids ─terms→ records that it needs
//! ```

pub(crate) mod body;
pub(crate) mod column_map;
mod date_cells;
mod date_words;
pub(crate) mod draft_ids;
pub(crate) mod generator;
pub(crate) mod guards;
mod month_names;
pub(crate) mod notes;
pub(crate) mod own_table;
pub(crate) mod posts;
pub(crate) mod rows;
pub(crate) mod source_table;
pub(crate) mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod timeline_js;
mod to_markdown;

use std::collections::BTreeMap;

pub(crate) use notes::{DraftOrigin, ImportNote, NoteKind};

use serde_yaml::Mapping;

use crate::compose::NewRecord;

/// A record to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// Where it came from.
    pub from: DraftOrigin,
    /// The record. Its stem is its id until [`draft_ids`] makes it one that is free.
    pub record: NewRecord,
    /// Where it stood in the old site; nothing of a row.
    pub old: Option<OldPlace>,
}

/// Where a post stood, by which the links of others find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OldPlace {
    /// Its file below the old content folder.
    pub file: String,
    /// The addresses at which it was read, the likeliest first, in the form of [`posts::address::normal`].
    pub addresses: Vec<String>,
    /// All that its file held, for lines.
    pub text: String,
}

impl OldPlace {
    /// The place of a piece of its text; the whole file where the piece is not there as it was.
    pub(crate) fn find(&self, piece: &str) -> DraftOrigin {
        let line = piece.trim().lines().next().map(str::trim).filter(|piece| !piece.is_empty());
        match line.and_then(|piece| self.text.find(piece)) {
            Some(at) => DraftOrigin::line(&self.file, self.text[..at].matches('\n').count() + 1),
            None => DraftOrigin::file(&self.file),
        }
    }
}

/// Drafts and notes made from the files.
#[derive(Debug, Default)]
pub(crate) struct Import {
    /// How many rows or files were looked at.
    pub seen: usize,
    /// What is to be written, in the order in which it was found.
    pub drafts: Vec<Draft>,
    /// What became of parts that are not carried as they were.
    pub notes: Vec<ImportNote>,
    /// Whether it is a table that `export` wrote: what the site has already is then no second record.
    pub is_own: bool,
    /// Sources to be added to `sources.yaml`, whether or not a draft names them.
    pub sources: Vec<(DraftOrigin, Mapping)>,
    /// Files that the drafts show or link to: the path below `content/` → the place in the old folder.
    pub copies: BTreeMap<String, String>,
}

/// Why a whole row or file is left out: the column or field that is at fault, if it is one, and the reason.
type LeftOut<'t> = (Option<&'t str>, String);

impl Import {
    /// Adds a draft, or notes why there is none.
    fn add(&mut self, from: DraftOrigin, record: Result<NewRecord, LeftOut<'_>>) {
        match record {
            Ok(record) => self.drafts.push(Draft { from, record, old: None }),
            Err((field, why)) => self.left_out(&from, field, why),
        }
    }

    /// Notes that a whole row or file was left out.
    fn left_out(&mut self, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>) {
        self.note(notes::LEFT_OUT, from, field, why);
    }

    /// Notes that a value of a table was not carried.
    fn lost(&mut self, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>) {
        self.note(notes::VALUE, from, field, why);
    }

    /// Notes what became of a part.
    fn note(&mut self, kind: NoteKind, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>) {
        let field = field.map(str::to_owned);
        self.notes.push(ImportNote { kind, from: from.clone(), field, why: why.into() });
    }
}

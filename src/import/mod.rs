//! Files of other tools → new records: what `demarche import` writes.
//!
//! In go the bytes of a table, or the files of another generator's content folder; out come [`Draft`]s, each with where it
//! came from, and an [`ImportNote`] for whatever could not be carried. Nothing is guessed: a row whose
//! date can be read in two ways is left out with a note. The command line links the drafts with the site before it writes
//! one.
//!
//! ```text
//! bytes ─source_table→ SourceTable ─rows, timeline_js→ ┐
//! files ─post_front_matter, posts→                     ├ Import ─draft_ids→ free ids ─terms→ records that it needs
//! ```

pub(crate) mod column_map;
mod date_cells;
pub(crate) mod draft_ids;
mod post_front_matter;
pub(crate) mod posts;
pub(crate) mod rows;
pub(crate) mod source_table;
pub(crate) mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod timeline_js;
mod to_markdown;

use crate::compose::NewRecord;

/// Where a draft came from: a file, and a row or line in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DraftOrigin {
    /// The file, as it was named.
    pub file: String,
    /// The row of a table, counted as a spreadsheet does: the headings are row 1. Or the line of a text.
    pub at: Option<RowOrLine>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RowOrLine {
    /// A row of a table.
    Row(usize),
    /// A line of a text.
    Line(usize),
}

impl DraftOrigin {
    /// A whole file.
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), at: None }
    }

    /// A row of a table.
    pub(crate) fn row(file: &str, row: usize) -> Self {
        Self { file: file.to_owned(), at: Some(RowOrLine::Row(row)) }
    }

    /// A line of a text.
    pub(crate) fn line(file: &str, line: usize) -> Self {
        Self { file: file.to_owned(), at: Some(RowOrLine::Line(line)) }
    }
}

impl std::fmt::Display for DraftOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            None => write!(f, "{}", self.file),
            Some(RowOrLine::Row(row)) => write!(f, "{}, row {row}", self.file),
            Some(RowOrLine::Line(line)) => write!(f, "{}:{line}", self.file),
        }
    }
}

/// Something that could not be carried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ImportNote {
    /// Where it stands.
    pub from: DraftOrigin,
    /// The column or the field, if it is of one.
    pub field: Option<String>,
    /// Why, and what to do.
    pub why: String,
    /// Whether the whole row or file was left out for it.
    pub left_out: bool,
}

/// A record to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// Where it came from.
    pub from: DraftOrigin,
    /// The record. Its stem is its id until [`draft_ids`] makes it one that is free.
    pub record: NewRecord,
}

/// Drafts and notes made from the files.
#[derive(Debug, Default)]
pub(crate) struct Import {
    /// How many rows or files were looked at.
    pub seen: usize,
    /// What is to be written, in the order in which it was found.
    pub drafts: Vec<Draft>,
    /// What could not be carried.
    pub notes: Vec<ImportNote>,
}

/// Why a whole row or file is left out: the column or field that is at fault, if it is one, and the reason.
type LeftOut<'t> = (Option<&'t str>, String);

impl Import {
    /// Adds a draft, or notes why there is none.
    fn add(&mut self, from: DraftOrigin, record: Result<NewRecord, LeftOut<'_>>) {
        match record {
            Ok(record) => self.drafts.push(Draft { from, record }),
            Err((field, why)) => self.left_out(&from, field, why),
        }
    }

    /// Notes that a value was not carried.
    fn lost(&mut self, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>) {
        self.note(from, field, why, false);
    }

    /// Notes that a whole row or file was left out.
    fn left_out(&mut self, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>) {
        self.note(from, field, why, true);
    }

    fn note(&mut self, from: &DraftOrigin, field: Option<&str>, why: impl Into<String>, left_out: bool) {
        let field = field.map(str::to_owned);
        self.notes.push(ImportNote { from: from.clone(), field, why: why.into(), left_out });
    }
}

//! Records renamed, and merged into others.
//!
//! In go a site, its files and the ids; out comes a [`RecordChange`]: the edits of every file that names the record, and the
//! files that are moved, made and removed. Nothing is written here: the language server hands the change to an editor,
//! `demarche rename` and `demarche merge` show it and write it.
//!
//! ```text
//! mentions      every name in a file, with its bytes
//! name_index    names → records
//! view          the files of a site, with both
//! change        edits, and the files as they are after them
//! lists         a name added to a list of a file, however it is written
//! entries       where the fields of a record stand in its file
//! withheld      whether one record of two would show what is held back
//! unnamed       a source that has no id gets one
//! renaming  merging
//! ```

mod change;
mod entries;
mod lists;
mod mentions;
mod merging;
mod name_index;
mod renaming;
#[cfg(test)]
mod tests;
mod unnamed;
mod view;
mod withheld;

pub(crate) use change::{FileChange, FileEdits, RecordChange};
pub(crate) use mentions::{FileLayout, FileShapes, Mention, MentionForm, mentions};
pub(crate) use merging::merge;
pub(crate) use name_index::{CLAIMS, NameIndex, RecordKey};
pub(crate) use renaming::rename;
pub(crate) use view::{MentionMap, NamedFiles, find_mentions};

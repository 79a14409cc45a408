//! What becomes of the files when a record is renamed or merged.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::FileName;
use crate::front_matter;
use crate::input::{Input, InputContent, InputFile};
use crate::rename::view::text;

/// Bytes and what is to stand there instead, by file.
pub(crate) type FileEdits = BTreeMap<FileName, Vec<(Range<usize>, String)>>;

/// The edits of files, and what becomes of the files themselves.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RecordChange {
    /// Edits of the files as they are.
    pub edits: FileEdits,
    /// A file that gets another name, once it is edited.
    pub moved: Option<(FileName, FileName)>,
    /// A file that is made, and its text.
    pub made: Option<(FileName, String)>,
    /// A file that goes.
    pub removed: Option<FileName>,
    /// Why it may not be made, though it could; then it changes nothing.
    pub refused: Option<String>,
    /// What an author should know of it.
    pub notes: Vec<String>,
}

/// A file that changes: its text before, if it was there, and after, if it stays.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileChange {
    /// Its path, as it was.
    pub old: FileName,
    /// Its path, as it will be.
    pub new: FileName,
    /// Its text before; nothing for a file that is made.
    pub before: Option<String>,
    /// Its text after; nothing for a file that goes.
    pub after: Option<String>,
}

impl FileChange {
    /// Whether the file still has all of its fields.
    pub(crate) fn keeps_fields(&self) -> bool {
        let texts = self.before.as_deref().zip(self.after.as_deref());
        texts.is_none_or(|(before, after)| front_matter::keeps_fields(&self.old, before, after))
    }
}

impl RecordChange {
    /// Adds an edit.
    pub(super) fn edit(&mut self, file: &FileName, span: Range<usize>, text: impl Into<String>) {
        self.edits.entry(file.clone()).or_default().push((span, text.into()));
    }

    /// Returns every file that changes, by its path.
    pub(crate) fn files(&self, input: &Input) -> Vec<FileChange> {
        let mut touched: BTreeSet<&FileName> = self.edits.keys().collect();
        touched.extend(self.moved.as_ref().map(|(old, _)| old));
        touched.extend(&self.removed);
        let made = self.made.iter().map(|(file, text)| FileChange {
            old: file.clone(),
            new: file.clone(),
            before: None,
            after: Some(text.clone()),
        });
        let changed = touched.into_iter().map(|file| {
            let before = text(input, file).to_owned();
            let new = self.moved.as_ref().filter(|(old, _)| old == file).map_or(file, |(_, new)| new);
            let goes = self.removed.as_ref() == Some(file);
            let after = (!goes).then(|| edited(&before, self.edits.get(file).map_or(&[], Vec::as_slice)));
            FileChange { old: file.clone(), new: new.clone(), before: Some(before), after }
        });
        changed.chain(made).filter(|change| change.before != change.after || change.old != change.new).collect()
    }

    /// Returns the files of the site as they are after the change.
    pub(crate) fn applied(&self, input: &Input) -> Input {
        let changes = self.files(input);
        let gone: BTreeSet<&FileName> = changes.iter().map(|change| &change.old).collect();
        let kept = input.files.iter().filter(|file| !gone.contains(&file.path)).cloned();
        let new = changes.iter().filter_map(|change| {
            let content = InputContent::Text(change.after.as_ref()?.as_bytes().to_vec());
            Some(InputFile { path: change.new.clone(), content })
        });
        Input::new(kept.chain(new).collect(), input.now)
    }
}

/// The text with its edits; of two that touch the same bytes the first is made.
fn edited(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut order: Vec<&(Range<usize>, String)> = edits.iter().collect();
    order.sort_by_key(|(span, _)| (span.start, span.end));
    let mut after = String::with_capacity(text.len());
    let mut from = 0;
    for (span, new) in order.into_iter().filter(|(span, _)| span.end <= text.len()) {
        if span.start < from {
            continue;
        }
        after.push_str(&text[from..span.start]);
        after.push_str(new);
        from = span.end;
    }
    after.push_str(&text[from..]);
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_the_order_of_their_places() {
        let edits = [(8..13, "3".to_owned()), (0..3, "1".to_owned()), (3..3, "!".to_owned()), (1..2, "x".to_owned())];
        assert_eq!(edited("one two three", &edits), "1! two 3");
    }
}

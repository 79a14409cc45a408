//! Diagnostics → bytes, lines and columns.
//!
//! In go the input and diagnostics whose places are field paths; out come [`LocatedDiagnostic`]s in the order of files.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::input::Input;
use crate::located::file_index::FileIndex;

/// A diagnostic whose places are bytes, lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The bytes of its file that it is about.
    pub span: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the other places, one range for each of [`Diagnostic::also`].
    pub also: Vec<Range<usize>>,
    /// The edits that mend it, if it has a fix and every place that the fix names is in its file.
    pub fix: Option<ResolvedFix>,
}

/// A [`Fix`](crate::diagnostic::Fix) whose edits are bytes of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedFix {
    /// What it does, for a menu: "write `hacizade`".
    pub title: String,
    /// Whether it may be applied unasked; otherwise it is a guess, which an author accepts or not.
    pub sure: bool,
    /// The edits, made together or not at all.
    pub edits: Vec<TextEdit>,
}

/// New text for some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The file.
    pub file: FileName,
    /// The bytes that are replaced; empty where text is inserted.
    pub span: Range<usize>,
    /// The new text.
    pub text: String,
}

/// Returns the faults with bytes, lines and columns for their places, by file and place, each once.
pub fn locate(input: &Input, faults: Vec<Diagnostic>) -> Vec<LocatedDiagnostic> {
    let mut files = FileIndexes { input, by_name: BTreeMap::new() };
    let mut located: Vec<LocatedDiagnostic> = faults.into_iter().map(|diagnostic| files.locate(diagnostic)).collect();
    located.sort_by(|a, b| {
        let key =
            |fault: &LocatedDiagnostic| (fault.diagnostic.place.file.clone(), fault.span.start, fault.diagnostic.code);
        key(a).cmp(&key(b)).then_with(|| a.diagnostic.message.cmp(&b.diagnostic.message))
    });
    located.dedup();
    for faults in located.chunk_by_mut(|a, b| a.diagnostic.place.file == b.diagnostic.place.file) {
        fill_positions(faults, &files.by_name[&faults[0].diagnostic.place.file].text);
    }
    located
}

/// The files that faults name, each indexed once.
struct FileIndexes<'i> {
    input: &'i Input,
    by_name: BTreeMap<FileName, FileIndex>,
}

impl FileIndexes<'_> {
    fn of(&mut self, place: &Location) -> &FileIndex {
        self.by_name.entry(place.file.clone()).or_insert_with(|| FileIndex::of(self.input, &place.file))
    }

    fn locate(&mut self, diagnostic: Diagnostic) -> LocatedDiagnostic {
        let span = self.of(&diagnostic.place).bytes(&diagnostic.place.at);
        let also = diagnostic.also.iter().map(|(place, _)| self.of(place).bytes(&place.at)).collect();
        let fix = self.resolve_fix(&diagnostic);
        LocatedDiagnostic { diagnostic: diagnostic.in_plain_characters(), span, line: 1, column: 1, also, fix }
    }

    /// The fix with bytes for its places; `None` if any of them is not in its file.
    fn resolve_fix(&mut self, diagnostic: &Diagnostic) -> Option<ResolvedFix> {
        let fix = diagnostic.fix.as_ref()?;
        let edits = fix.edits.iter().map(|edit| {
            let (span, text) = self.of(&edit.place).edited(edit)?;
            Some(TextEdit { file: edit.place.file.clone(), span, text })
        });
        let edits = edits.collect::<Option<Vec<_>>>()?;
        Some(ResolvedFix { title: fix.title.clone(), sure: fix.sure, edits })
    }
}

/// The line and the column in characters of a byte, both from 1.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Fills in the lines and columns of the faults of one file, which are in order. The text is read once for all.
fn fill_positions(faults: &mut [LocatedDiagnostic], text: &str) {
    let (mut at, mut line, mut column) = (0, 1, 1);
    for fault in faults {
        let passed = &text[at..fault.span.start];
        column = match passed.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => column + passed.chars().count(),
        };
        line += passed.matches('\n').count();
        at = fault.span.start;
        (fault.line, fault.column) = (line, column);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::diagnostic::{Edit, FieldPath, Fix};
    use crate::input::{InputContent, InputFile};

    /// What stands in the file once the fix is applied; `None` where it cannot be.
    fn mended(text: &str, edit: Edit) -> Option<String> {
        let file = InputFile { path: FileName::from("a.md"), content: InputContent::Text(text.as_bytes().to_vec()) };
        let input = Input::new(vec![file], DateTime::UNIX_EPOCH);
        let fault = Diagnostic::error("x", edit.place.clone(), "x").fix(Fix::sure("mend", edit));
        let fix = locate(&input, vec![fault]).remove(0).fix?;
        let mut text = text.to_owned();
        text.replace_range(fix.edits[0].span.clone(), &fix.edits[0].text);
        Some(text)
    }

    fn actor() -> Location {
        Location::value(&FileName::from("a.md"), FieldPath::field("actors").item(0))
    }

    #[test]
    fn a_word_is_replaced_within_its_quotes() {
        let edit = |old| Edit::swap(actor(), old, "hacizade");
        assert_eq!(
            mended("---\nactors: \"hacizada\" # who\n---\n", edit("hacizada")).as_deref(),
            Some("---\nactors: \"hacizade\" # who\n---\n")
        );
        assert_eq!(
            mended("---\nactors: [hacizada]\n---\n", edit("hacizada")).as_deref(),
            Some("---\nactors: [hacizade]\n---\n")
        );
    }

    #[test]
    fn a_field_and_an_item_are_added_beside_another() {
        let url = |item: usize| FieldPath::field("sources").item(item).key("url");
        let field = |item| Edit::after(Location::value(&FileName::from("a.md"), url(item)), "accessed: x");
        let item =
            |at| Edit::after(Location::value(&FileName::from("a.md"), FieldPath::field("sources").item(at)), "y");
        for (text, edit, wanted) in [
            (
                "---\nsources:\n  - url: a # b\n    id: c\n---\n",
                field(0),
                "---\nsources:\n  - url: a\n    accessed: x # b\n    id: c\n---\n",
            ),
            (
                "---\nsources: [{url: a}, {id: b, url: c}]\n---\n",
                field(1),
                "---\nsources: [{url: a}, {id: b, url: c, accessed: x}]\n---\n",
            ),
            ("---\nsources:\n- a\n- {url: b}\n---\n", item(1), "---\nsources:\n- a\n- {url: b}\n- y\n---\n"),
            (
                "---\nsources:\n  - id: a\n    url: b\ntitle: c\n---\n",
                item(0),
                "---\nsources:\n  - id: a\n    url: b\n  - y\ntitle: c\n---\n",
            ),
            ("---\nsources: [a]\n---\n", item(0), "---\nsources: [a, y]\n---\n"),
        ] {
            assert_eq!(mended(text, edit).as_deref(), Some(wanted));
        }
        // A single value is no list yet.
        assert_eq!(mended("---\nsources: a\n---\n", item(0)), None);
    }

    #[test]
    fn nothing_is_replaced_that_is_not_there() {
        // Written with an escape: the bytes are others than the text.
        assert_eq!(mended("---\nactors: \"hac\\u0131zada\"\n---\n", Edit::swap(actor(), "hacızada", "x")), None);
        assert_eq!(mended("---\ntitle: hacizada\n---\n", Edit::swap(actor(), "hacizada", "x")), None);
        let none = Location::value(&FileName::from("b.md"), FieldPath::field("actors"));
        assert_eq!(mended("---\nactors: x\n---\n", Edit::put(none, "x")), None);
    }
}

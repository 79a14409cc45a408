//! Diagnostics → [`LocatedDiagnostic`]s: bytes, lines and columns instead of field paths, in the order of files.
//!
//! In go the input and what the stages said of it; out comes what a command line, an editor or a machine can show,
//! without the warnings that an author silenced.

pub mod mend;
mod places;
mod silence;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::codes::SeenBy;
use crate::diagnostic::{Diagnostic, FileName, Location, Severity};
use crate::input::Input;

use places::Places;
use silence::Silences;

/// A diagnostic whose places are bytes, lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// Where: bytes of the file.
    pub span: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Where the other places are.
    pub also: Vec<Range<usize>>,
    /// The edits that mend it, if the diagnostic has a [`Fix`](crate::diagnostic::Fix) and all that it names is there.
    pub fix: Option<Mending>,
}

/// A fix whose edits are bytes of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mending {
    /// What it does: "write `hacizade`".
    pub title: String,
    /// Whether it is the one answer, which may be applied unasked; else it is a guess that an author takes or leaves.
    pub sure: bool,
    /// What to write, and where.
    pub edits: Vec<Rewrite>,
}

/// Some bytes of a file, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The file.
    pub file: FileName,
    /// What is replaced; empty where something is put in.
    pub span: Range<usize>,
    /// What takes its place.
    pub text: String,
}

/// Leaves out the warnings that an author silenced, and adds what is wrong with the silences themselves. Those that
/// silence nothing are told if their faults were looked for: by `seen_by`, and in a file that is `shown` in this build.
pub fn heard(
    input: &Input,
    mut faults: Vec<Diagnostic>,
    seen_by: SeenBy,
    shown: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let mut silences = Silences::of(input);
    faults.append(&mut silences.faults);
    if silences.is_empty() {
        return faults;
    }
    let mut placed = place(input, faults);
    let unused = silences.quieten(&mut placed);
    // A fault may hide others, and what they would need silenced.
    let is_whole = placed.iter().all(|fault| fault.diagnostic.severity == Severity::Warning);
    let unused = unused.into_iter().filter(|_| is_whole).filter_map(|silence| silence.unused(seen_by, shown));
    placed.into_iter().map(|fault| fault.diagnostic).chain(unused).collect()
}

/// Whether a text may hold a silence.
pub fn may_be_silenced(text: &[u8]) -> bool {
    silence::finder().find(text).is_some()
}

/// Turns the places of faults into bytes, lines and columns, and puts the faults in order.
pub fn place(input: &Input, faults: Vec<Diagnostic>) -> Vec<LocatedDiagnostic> {
    let mut files = Files { input, by_name: BTreeMap::new() };
    let mut placed: Vec<LocatedDiagnostic> = faults.into_iter().map(|diagnostic| files.fault(diagnostic)).collect();
    placed.sort_by(|a, b| {
        let key =
            |fault: &LocatedDiagnostic| (fault.diagnostic.place.file.clone(), fault.span.start, fault.diagnostic.code);
        key(a).cmp(&key(b)).then_with(|| a.diagnostic.message.cmp(&b.diagnostic.message))
    });
    placed.dedup();
    for faults in placed.chunk_by_mut(|a, b| a.diagnostic.place.file == b.diagnostic.place.file) {
        number(faults, &files.by_name[&faults[0].diagnostic.place.file].text);
    }
    placed
}

/// The files that faults name, each indexed once.
struct Files<'i> {
    input: &'i Input,
    by_name: BTreeMap<FileName, Places>,
}

impl Files<'_> {
    fn of(&mut self, place: &Location) -> &Places {
        self.by_name.entry(place.file.clone()).or_insert_with(|| Places::of(self.input, &place.file))
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> LocatedDiagnostic {
        let span = self.of(&diagnostic.place).bytes(&diagnostic.place.at);
        let also = diagnostic.also.iter().map(|(place, _)| self.of(place).bytes(&place.at)).collect();
        let fix = self.mending(&diagnostic);
        LocatedDiagnostic { diagnostic: diagnostic.in_plain_characters(), span, line: 1, column: 1, also, fix }
    }

    /// All edits of a fix, or none: half of it would be another fault.
    fn mending(&mut self, diagnostic: &Diagnostic) -> Option<Mending> {
        let fix = diagnostic.fix.as_ref()?;
        let edits = fix.edits.iter().map(|edit| {
            let span = self.of(&edit.place).edited(edit)?;
            Some(Rewrite { file: edit.place.file.clone(), span, text: edit.new.clone() })
        });
        let edits = edits.collect::<Option<Vec<_>>>()?;
        Some(Mending { title: fix.title.clone(), sure: fix.sure, edits })
    }
}

/// The line and the column in characters of a byte, both from 1.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Gives the faults of one file, in their order, their lines and columns. The text is read once for all of them.
fn number(faults: &mut [LocatedDiagnostic], text: &str) {
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
        let fix = place(&input, vec![fault]).remove(0).fix?;
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
    fn nothing_is_replaced_that_is_not_there() {
        // Written with an escape: the bytes are others than the text.
        assert_eq!(mended("---\nactors: \"hac\\u0131zada\"\n---\n", Edit::swap(actor(), "hacızada", "x")), None);
        assert_eq!(mended("---\ntitle: hacizada\n---\n", Edit::swap(actor(), "hacizada", "x")), None);
        let none = Location::value(&FileName::from("b.md"), FieldPath::field("actors"));
        assert_eq!(mended("---\nactors: x\n---\n", Edit::put(none, "x")), None);
    }
}

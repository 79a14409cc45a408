//! Events → the numbers of footnotes, by first use: the text's own marks first, then the marks inside notes.
//!
//! Labels are compared without regard to case, as pulldown-cmark does. A mark inside a link or an alternative text is
//! none.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::BodySource;
use super::errors;
use super::events::SpannedEvent;
use crate::diagnostic::Diagnostic;

/// The number of each label, from 1. Notes that nothing leads to have none.
pub(super) fn number(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, usize> {
    let (notes, marks) = collect(source, events, faults);
    let mut numbered = BTreeMap::new();
    let mut waiting: VecDeque<Option<&str>> = VecDeque::from([None]);
    while let Some(within) = waiting.pop_front() {
        for label in marks.get(&within.map(str::to_owned)).into_iter().flatten() {
            if notes.contains_key(label) && !numbered.contains_key(label) {
                numbered.insert(label.clone(), numbered.len() + 1);
                waiting.push_back(Some(label));
            }
        }
    }
    for (label, range) in &notes {
        if !numbered.contains_key(label) {
            faults.push(errors::unused_footnote(source.place(range), &source.text[range.clone()]));
        }
    }
    numbered
}

/// What a label is compared by.
pub(super) fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Each note's `[^label]:`, by label.
type NoteHeads = BTreeMap<String, Range<usize>>;
/// The marks, by the note they stand in; none is the text itself.
type NoteMarks = BTreeMap<Option<String>, Vec<String>>;

fn collect(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    faults: &mut Vec<Diagnostic>,
) -> (NoteHeads, NoteMarks) {
    let (mut notes, mut marks) = (NoteHeads::new(), NoteMarks::new());
    let mut within: Vec<String> = Vec::new();
    let mut inside = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let (label, range) = (key(label), head(source.text, range));
                within.push(label.clone());
                if let Some(first) = notes.get(&label) {
                    faults.push(errors::duplicate_footnote(source.place(&range), source.place(first)));
                } else {
                    notes.insert(label, range);
                }
            }
            Event::End(TagEnd::FootnoteDefinition) => drop(within.pop()),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => inside -= 1,
            Event::FootnoteReference(label) if inside == 0 => {
                marks.entry(within.last().cloned()).or_default().push(key(label));
            }
            _ => {}
        }
    }
    (notes, marks)
}

/// `[^label]:`, where a note begins.
fn head(text: &str, note: &Range<usize>) -> Range<usize> {
    let length = text[note.clone()].find("]:").map_or(note.len(), |at| at + 2);
    note.start..note.start + length
}

//! Footnotes as HTML: marks where the author put them, the notes in one list at the end.

use std::fmt::Write as _;
use std::ops::Range;

use super::writer::{HtmlWriter, NoteHtml};
use crate::markdown::{escape, footnotes};

/// What ends a mark.
const NOTE_MARK_END: &str = "</a></sup>";

impl HtmlWriter<'_> {
    /// A mark; inside a link, where no other link may stand, its text.
    pub(super) fn note_mark(&mut self, label: &str, range: &Range<usize>) {
        let Some(index) = self.note_index(label).filter(|_| self.closers.is_empty()) else {
            return escape::text(&mut self.out, &self.body.text[range.clone()]);
        };
        self.close_up();
        // Two marks side by side would read as one number.
        if self.out.ends_with(NOTE_MARK_END) {
            self.out.push_str("<sup>, </sup>");
        }
        let note = &mut self.notes.numbered[index];
        note.marks += 1;
        let number = index + 1;
        let mark = mark_id(number, note.marks);
        self.out.push_str("<sup class=\"footnote\"><a");
        escape::attribute(&mut self.out, "id", &mark);
        escape::address(&mut self.out, "href", &format!("{}#fn-{number}", self.page));
        escape::attribute(&mut self.out, "aria-label", &format!("Footnote {number}"));
        let _ = write!(self.out, " role=\"doc-noteref\">{number}{NOTE_MARK_END}");
    }

    /// Puts the text aside and begins a note.
    pub(super) fn start_note(&mut self, label: &str) {
        let index = self.note_index(label).filter(|index| self.notes.numbered[*index].html.is_none());
        if let Some(index) = index {
            self.notes.numbered[index].html = Some(String::new());
        }
        self.notes.around.push((std::mem::take(&mut self.out), index));
    }

    /// Keeps the note and goes on with the text.
    pub(super) fn end_note(&mut self) {
        let Some((around, index)) = self.notes.around.pop() else {
            return;
        };
        let html = std::mem::replace(&mut self.out, around);
        if let Some(index) = index {
            self.notes.numbered[index].html = Some(html);
        }
    }

    /// The list of notes, where there are any.
    pub(super) fn endnotes(&mut self) {
        if self.notes.numbered.is_empty() {
            return;
        }
        self.block("<section class=\"footnotes\" role=\"doc-endnotes\"");
        escape::attribute(&mut self.out, "aria-label", "Footnotes");
        self.out.push_str(">\n<ol>\n");
        for (index, note) in std::mem::take(&mut self.notes.numbered).into_iter().enumerate() {
            self.endnote(index + 1, note);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn endnote(&mut self, number: usize, note: NoteHtml) {
        self.out.push_str("<li");
        escape::attribute(&mut self.out, "id", &format!("fn-{number}"));
        self.out.push('>');
        let html = note.html.unwrap_or_default();
        let back = arrows(self.page, number, note.marks);
        match html.trim_end().strip_suffix("</p>") {
            Some(most) => self.out.push_str(&format!("{most} {back}</p>\n")),
            None => self.out.push_str(&format!("{html}<p>{back}</p>\n")),
        }
        self.out.push_str("</li>\n");
    }

    fn note_index(&self, label: &str) -> Option<usize> {
        self.body.notes.get(&footnotes::key(label)).map(|number| number - 1)
    }
}

/// One arrow back for each mark. U+FE0E keeps it from being drawn as an emoji.
fn arrows(page: &str, number: usize, marks: usize) -> String {
    let mut out = String::new();
    for mark in 1..=marks {
        out.push_str(if mark == 1 { "<a class=\"back\"" } else { " <a class=\"back\"" });
        escape::address(&mut out, "href", &format!("{page}#{}", mark_id(number, mark)));
        let name = match mark {
            1 => format!("Back to reference {number}"),
            _ => format!("Back to reference {number}-{mark}"),
        };
        escape::attribute(&mut out, "aria-label", &name);
        out.push_str(" role=\"doc-backlink\">↩\u{FE0E}");
        if mark > 1 {
            let _ = write!(out, "<sup>{mark}</sup>");
        }
        out.push_str("</a>");
    }
    out
}

/// `fnref-1` for the first mark of a note, `fnref-1-2` for the second.
fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mark}") }
}

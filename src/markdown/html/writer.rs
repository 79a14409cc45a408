//! The state of the writer of HTML, and what all its parts do with it.

use pulldown_cmark::Alignment;

use crate::markdown::body::Body;
use crate::markdown::reference::{Reference, ReferenceCursor};
use crate::markdown::resolved::Resolved;

/// The HTML so far, and what is open in it.
pub(super) struct HtmlWriter<'a> {
    pub body: &'a Body,
    /// What stands before `#` where something leads to a part of this text.
    pub page: &'a str,
    pub resolve: &'a dyn Fn(usize, &Reference) -> Resolved,
    pub out: String,
    pub cursor: ReferenceCursor<'a>,
    /// How many headings have been written.
    pub heading: usize,
    pub notes: NoteList,
    /// What ends each link and each image that is open.
    pub closers: Vec<String>,
    /// How many elements are open that are left out.
    pub skip: usize,
    /// Whether a task's label is open.
    pub label: bool,
    /// The block of HTML that is being read.
    pub html: String,
    /// How many tables have begun.
    pub tables: usize,
    pub table: TableState,
}

#[derive(Default)]
pub(super) struct TableState {
    pub alignments: Vec<Alignment>,
    pub cell: usize,
    pub in_head: bool,
    pub has_body: bool,
}

impl<'a> HtmlWriter<'a> {
    /// A writer that has written nothing.
    pub(super) fn new(body: &'a Body, page: &'a str, resolve: &'a dyn Fn(usize, &Reference) -> Resolved) -> Self {
        Self {
            body,
            page,
            resolve,
            out: String::with_capacity(body.text.len() * 3 / 2),
            cursor: ReferenceCursor::new(&body.references),
            heading: 0,
            notes: NoteList::of(body),
            closers: Vec::new(),
            skip: 0,
            label: false,
            html: String::new(),
            tables: 0,
            table: TableState::default(),
        }
    }

    /// Removes the space or line end before a mark, which stands close to its word.
    pub(super) fn close_up(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ', '\n']).len());
    }

    /// Begins a block on a line of its own.
    pub(super) fn block(&mut self, tag: &str) {
        self.end_label();
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(tag);
    }

    /// Ends the label of a task, where one is open.
    pub(super) fn end_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.out.push_str("</label>");
        }
    }
}

/// The notes that are being gathered while the text is written.
pub(super) struct NoteList {
    /// One for each number.
    pub numbered: Vec<NoteHtml>,
    /// The text around each note that is open, and the note's index. No index: the note is left out.
    pub around: Vec<(String, Option<usize>)>,
}

#[derive(Default, Clone)]
pub(super) struct NoteHtml {
    pub html: Option<String>,
    pub marks: usize,
}

impl NoteList {
    pub(super) fn of(body: &Body) -> Self {
        Self { numbered: vec![NoteHtml::default(); body.notes.len()], around: Vec::new() }
    }
}

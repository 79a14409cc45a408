//! A body, its parts, and how it is read: the types that the parser fills.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::events::SpannedEvent;
use super::reference::Reference;
use super::{prepared, typography};
use crate::diagnostic::{FileName, Location};
use crate::language::{QuotationMarks, quotation_marks};

/// How a body is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ParseOptions<'a> {
    /// Whether HTML in Markdown is passed on as it is. Otherwise it is shown as text, with a warning; `<br>` alone is a
    /// line break.
    pub allow_html: bool,
    /// The language of the text, by BCP 47: its quotation marks.
    pub language: &'a str,
}

/// The text of a record, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// What it refers to, in the order of the document. Not what stands in an image's alternative text.
    pub references: Vec<Reference>,
    /// Its headings, in the order of the document.
    pub headings: Vec<Heading>,
    /// How many words a reader reads: citations, footnote marks and HTML are not counted.
    pub words: usize,
    /// Brackets that were read as text and may have been meant as citations.
    pub unread_citations: Vec<UnreadCitation>,
    /// The first paragraph, in pieces, for [`Body::summary`].
    pub(super) opening: Vec<SummaryPiece>,
    pub(super) text: Arc<str>,
    /// The text as the parser is to see it, where that is another.
    pub(super) prepared: Option<Arc<str>>,
    pub(super) marks: QuotationMarks,
    pub(super) offset: usize,
    pub(super) allow_html: bool,
    /// The numbers of the footnotes that are used, by label.
    pub(super) notes: BTreeMap<String, usize>,
}

impl Body {
    /// A body in which nothing was found yet.
    pub(super) fn of(text: &str, offset: usize, options: &ParseOptions<'_>) -> Self {
        Self {
            references: Vec::new(),
            headings: Vec::new(),
            words: 0,
            unread_citations: Vec::new(),
            opening: Vec::new(),
            text: Arc::from(text),
            prepared: prepared::prepare(text).map(Arc::from),
            marks: quotation_marks(options.language),
            offset,
            allow_html: options.allow_html,
            notes: BTreeMap::new(),
        }
    }

    /// Whether both bodies have the same references and heading ids in the same order, so that what was resolved for one
    /// holds for the other.
    pub fn same_references(&self, other: &Self) -> bool {
        let headings = |body: &Self| body.headings.iter().map(|heading| heading.id.clone()).collect::<Vec<_>>();
        let mut pairs = self.references.iter().zip(&other.references);
        headings(self) == headings(other)
            && self.unread_citations.is_empty()
            && other.unread_citations.is_empty()
            && self.references.len() == other.references.len()
            && pairs.all(|(own, other)| own.target.eq_ignoring_spans(&other.target))
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The heading with an id, for whoever resolves `[[#id]]` or `[[record#id]]`.
    pub fn heading(&self, id: &str) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.id == id)
    }

    /// Gives another id to each heading whose id is taken by something else on the page of the body: `section-` before it, and a
    /// number behind it where that is taken too.
    pub fn avoid_ids(&mut self, is_taken: impl Fn(&str) -> bool) {
        for at in 0..self.headings.len() {
            if !is_taken(&self.headings[at].id) {
                continue;
            }
            let base = format!("section-{}", self.headings[at].id);
            let numbered = (2..).map(|number| format!("{base}-{number}"));
            let is_free = |id: &String| !is_taken(id) && self.heading(id).is_none();
            if let Some(id) = std::iter::once(base.clone()).chain(numbered).find(is_free) {
                self.headings[at].id = id;
            }
        }
    }

    pub(super) fn events(&self) -> impl Iterator<Item = SpannedEvent<'_>> {
        typography::read(self.prepared.as_deref().unwrap_or(&self.text), &self.text, self.marks)
    }

    /// Where some bytes of the body stand in the file, without the white space at their end.
    pub(super) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        in_file(&self.text, self.offset, range)
    }
}

/// Brackets with an `@id` in them that were read as text: `[see @turan, p. 4]`. If a source has the id, they were meant as a
/// citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadCitation {
    /// The bytes of the brackets in the file.
    pub span: Range<usize>,
    /// The id, without `@`.
    pub id: String,
    /// What to type instead, where that can be read; and whether it means the same.
    pub instead: Option<(String, bool)>,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level below a page's title: 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words, plain, without citations. For `[[id]]` the id.
    pub text: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A piece of the first paragraph: words, or a reference without words of the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SummaryPiece {
    /// Words as they are shown.
    Words(String),
    /// The index of a reference in [`Body::references`].
    Reference(usize),
}

/// The text that is being parsed, and where it begins in its file.
pub(super) struct BodySource<'a> {
    pub file: &'a FileName,
    pub text: &'a str,
    pub offset: usize,
}

impl BodySource<'_> {
    /// Bytes of the body as a place in the file, without the white space at their end.
    pub(super) fn place(&self, range: &Range<usize>) -> Location {
        Location::bytes(self.file, self.span(range))
    }

    /// Bytes of the body as bytes of the file, without the white space at their end.
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        in_file(self.text, self.offset, range)
    }
}

fn in_file(text: &str, offset: usize, range: &Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
    range.start + offset..range.start + length + offset
}

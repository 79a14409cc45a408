//! Markdown: a body as an author wrote it comes in; what it refers to, its headings and, later, its HTML go out.
//!
//! Nothing here knows of sites. [`parse`] reads a body once and lists its [`Reference`]s and faults; someone who knows
//! the site says what each reference became ([`Resolved`]); [`Body::html`] then reads the text again and writes HTML.
//! Reading again costs some 40 µs for 4 KB, and keeps a body as small as its text.
//!
//! ```text
//! text ─events→ [(Event, range)] ─┬─ refs       what it refers to      (cite: `[@source, p. 4]`; address: `(…)`)
//!                                 ├─ headings   levels, ids
//!                                 ├─ footnotes  numbers
//!                                 ├─ checks     what was read as text and was meant otherwise
//!                                 ├─ raw        HTML in Markdown
//!                                 └─ text       words, summary, search         html   (Body, Resolved) → HTML
//! ```
//!
//! **Invariants.** Both readings see the same events, so a reference is known by its span. No address leaves here whose
//! scheme could run a script. No input makes it panic; nesting deeper than [`DEEPEST`] is refused before it costs time.

mod address;
mod checks;
mod cite;
mod comments;
mod escape;
mod events;
mod faults;
mod footnotes;
mod headings;
mod html;
mod passages;
mod raw;
mod refs;
#[cfg(test)]
mod tests;
mod text;
mod view;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{At, Diagnostic, FileName, Location};

pub use cite::Cite;
pub use comments::comments;
pub use events::DEEPEST;
pub use headings::Heading;
pub use refs::{Reference, ReferenceTarget};
pub use view::{Link, Numbered, Resolved, View, Words};

use events::Item;

/// What becomes of HTML that stands in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum RawHtml {
    /// It is shown as text, with a warning. `<br>` alone is a line break.
    #[default]
    Refuse,
    /// It is passed on as it is.
    Allow,
}

/// How a body is read.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// What becomes of HTML.
    pub raw_html: RawHtml,
    /// Whether `"`, `--` and `...` become “ ”, – and ….
    pub smart_punctuation: bool,
    /// Makes a heading's id from its words: lower-case letters, digits and hyphens; anything else is left out of it.
    pub slugify: fn(&str) -> String,
    /// Ids the page around the body has already; no heading gets one.
    pub reserved_ids: &'a [&'a str],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { raw_html: RawHtml::Refuse, smart_punctuation: true, slugify: headings::plain_slug, reserved_ids: &[] }
    }
}

/// One body: its text, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Body {
    /// What it refers to, in the order of the document. Not what stands in an image's alternative text.
    pub references: Vec<Reference>,
    /// Its headings, in the order of the document.
    pub headings: Vec<Heading>,
    /// How many words a reader reads: citations, footnote marks and HTML are not counted.
    pub words: usize,
    /// The first paragraph, in pieces.
    opening: Vec<text::Piece>,
    /// Kept nowhere but in its file: [`Body::take_text`].
    #[serde(skip)]
    text: Arc<str>,
    length: usize,
    offset: usize,
    raw_html: RawHtml,
    smart_punctuation: bool,
    /// The numbers of the footnotes that are used, by label.
    notes: BTreeMap<String, usize>,
}

impl Body {
    /// Whether another body refers to the same things in the same order, under the same headings: whoever resolved the
    /// one has resolved the other.
    pub fn links_as(&self, other: &Self) -> bool {
        let headings = |body: &Self| body.headings.iter().map(|heading| heading.id.clone()).collect::<Vec<_>>();
        let mut pairs = self.references.iter().zip(&other.references);
        headings(self) == headings(other)
            && self.references.len() == other.references.len()
            && pairs.all(|(own, other)| own.target.is_same(&other.target))
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The heading with an id, for whoever resolves `[[#id]]` or `[[record#id]]`.
    pub fn heading(&self, id: &str) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.id == id)
    }

    /// The Markdown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes its text from the text of its file, after it was kept without. `None` where that is another file.
    pub fn take_text(&mut self, file: &str) -> Option<()> {
        self.text = Arc::from(file.get(self.offset..self.offset + self.length)?);
        Some(())
    }

    /// The HTML. `resolve` is asked once for each of [`Body::references`], with its index, in order.
    pub fn html(&self, view: &View<'_>, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        html::write(self, view, resolve)
    }

    /// All words as plain text, a block to a line, for search and feeds; alternative texts and footnotes are in it.
    pub fn plain_text(&self, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        text::plain(self, self.events(), resolve)
    }

    /// The first paragraph as plain text; empty where there is none.
    pub fn summary(&self, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        text::summary(self, resolve)
    }

    /// The runs of words, each as it is written, with its bytes in the file: paragraphs, headings, cells; no code.
    pub fn passages(&self) -> Vec<(Range<usize>, &str)> {
        passages::find(self.events())
            .into_iter()
            .filter_map(|range| Some((range.start + self.offset..range.end + self.offset, self.text.get(range)?)))
            .collect()
    }

    fn events(&self) -> impl Iterator<Item = Item<'_>> {
        events::read(&self.text, self.smart_punctuation)
    }

    /// Where some bytes of the body stand in the file, without the white space at their end.
    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        in_file(&self.text, self.offset, range)
    }
}

/// Reads a body. `text` is the body alone; `offset` is where it starts in the file, so that every place is a place in
/// the file. The faults come in the order of their places.
pub fn parse(file: &FileName, text: &str, offset: usize, options: &Options<'_>) -> (Body, Vec<Diagnostic>) {
    let source = Source { file, text, offset };
    if let Some(line) = events::too_deep(text) {
        return (Body::of("", offset, options), vec![faults::deep_nesting(source.place(&line))]);
    }
    let events: Vec<Item<'_>> = events::read(text, options.smart_punctuation).collect();
    if let Some(range) = events::deepest(text, &events) {
        return (Body::of("", offset, options), vec![faults::deep_nesting(source.place(&range))]);
    }
    let mut faults = Vec::new();
    let mut body = Body::of(text, offset, options);
    body.references = refs::find(&source, &events, &mut faults);
    body.headings = headings::find(&source, &events, options, &mut faults);
    body.notes = footnotes::number(&source, &events, &mut faults);
    checks::check(&source, &events, &mut faults);
    raw::check(&source, &events, options.raw_html, &mut faults);
    body.opening = text::opening(&body, events.iter().cloned());
    body.words = text::words(&body, events);
    faults.sort_by_key(|fault| match &fault.place.at {
        At::Bytes(range) => range.start,
        _ => 0,
    });
    (body, faults)
}

impl Body {
    fn of(text: &str, offset: usize, options: &Options<'_>) -> Self {
        Self {
            references: Vec::new(),
            headings: Vec::new(),
            words: 0,
            opening: Vec::new(),
            text: Arc::from(text),
            length: text.len(),
            offset,
            raw_html: options.raw_html,
            smart_punctuation: options.smart_punctuation,
            notes: BTreeMap::new(),
        }
    }
}

/// The text being read, and where it stands.
struct Source<'a> {
    file: &'a FileName,
    text: &'a str,
    offset: usize,
}

impl Source<'_> {
    /// Bytes of the body as a place in the file, without the white space at their end.
    fn place(&self, range: &Range<usize>) -> Location {
        Location::bytes(self.file, self.span(range))
    }

    /// Bytes of the body as bytes of the file, without the white space at their end.
    fn span(&self, range: &Range<usize>) -> Range<usize> {
        in_file(self.text, self.offset, range)
    }
}

fn in_file(text: &str, offset: usize, range: &Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
    range.start + offset..range.start + length + offset
}

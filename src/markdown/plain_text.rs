//! Events → plain text: for search, for the summary and for counting words. Citations, note marks, notes that
//! nothing leads to and HTML are left out.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::{Body, SummaryPiece};
use super::events::SpannedEvent;
use super::reference::{Reference, ReferenceCursor, ReferenceTarget};
use super::resolved::Resolved;
use super::{escape, footnotes, raw};

type Resolve<'a> = &'a dyn Fn(usize, &Reference) -> Resolved;

impl Body {
    /// All words as plain text, a block to a line, for search and feeds; alternative texts and footnotes are in it.
    pub fn plain_text(&self, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        plain(self, self.events(), resolve)
    }

    /// The first paragraph as plain text; empty where there is none.
    pub fn summary(&self, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        summary(self, resolve)
    }
}

/// All words, a block to a line.
fn plain<'a>(body: &Body, events: impl Iterator<Item = SpannedEvent<'a>>, resolve: Resolve<'_>) -> String {
    let mut writer = PlainTextWriter::new(body, resolve, true);
    for (event, range) in events {
        writer.event(&event, &range);
    }
    writer.end_line();
    writer.out.truncate(writer.out.trim_end().len());
    escape::allowed(&writer.out).into_owned()
}

/// The first paragraph that stands in nothing else and has words in it, in pieces.
pub(super) fn opening<'a>(body: &Body, events: impl IntoIterator<Item = SpannedEvent<'a>>) -> Vec<SummaryPiece> {
    let mut pieces = Vec::new();
    let mut writer = PlainTextWriter::new(body, &|_, _| Resolved::AsWritten, false);
    let mut depth = 0usize;
    let mut inside = false;
    for (event, range) in events {
        inside |= depth == 0 && matches!(event, Event::Start(Tag::Paragraph));
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if inside && let Some(reference) = writer.step(&event, &range) {
            pieces.push(SummaryPiece::Words(std::mem::take(&mut writer.out)));
            pieces.push(SummaryPiece::Reference(reference));
        }
        if depth == 0 {
            inside = false;
            if !pieces.is_empty() || !writer.out.trim().is_empty() {
                break;
            }
        }
    }
    pieces.push(SummaryPiece::Words(writer.out));
    pieces
}

/// The first paragraph, from its pieces.
fn summary(body: &Body, resolve: Resolve<'_>) -> String {
    let mut text = String::new();
    for piece in &body.opening {
        match piece {
            SummaryPiece::Words(words) => text.push_str(words),
            SummaryPiece::Reference(index) => {
                if let Some(reference) = body.references.get(*index) {
                    text.push_str(&words_of(reference, resolve(*index, reference)));
                }
            }
        }
    }
    escape::allowed(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many words a reader reads, parted by white space of ASCII: a no-break space parts none.
pub(super) fn words<'a>(body: &Body, events: impl IntoIterator<Item = SpannedEvent<'a>>) -> usize {
    plain(body, events.into_iter(), &|_, _| Resolved::AsWritten).split_ascii_whitespace().count()
}

/// What stands for a reference without words of the author's, where the resolver has none either.
pub(super) fn fallback(target: &ReferenceTarget) -> &str {
    match target {
        ReferenceTarget::Record { id, .. } => id,
        ReferenceTarget::File { path, .. } | ReferenceTarget::Asset { path, .. } => path,
        ReferenceTarget::Heading(id) => id,
        ReferenceTarget::External(address) => address,
        ReferenceTarget::Citation(_) => "",
    }
}

struct PlainTextWriter<'a> {
    body: &'a Body,
    resolve: Resolve<'a>,
    cursor: ReferenceCursor<'a>,
    out: String,
    /// How many elements are open that are left out.
    skip: usize,
    /// Whether alternative texts count.
    alt: bool,
}

impl<'a> PlainTextWriter<'a> {
    fn new(body: &'a Body, resolve: Resolve<'a>, alt: bool) -> Self {
        Self { body, resolve, cursor: ReferenceCursor::new(&body.references), out: String::new(), skip: 0, alt }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Some(index) = self.step(event, range) {
            let reference = &self.body.references[index];
            self.out.push_str(&words_of(reference, (self.resolve)(index, reference)));
        }
    }

    /// Takes an event in; gives back a reference whose words are not the author's.
    fn step(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<usize> {
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return None;
        }
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => return self.reference(range),
            Event::Text(text) | Event::Code(text) => self.out.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            Event::InlineHtml(html) if raw::is_break(html) => self.out.push(' '),
            Event::FootnoteReference(_) => self.close_up(),
            Event::Start(Tag::FootnoteDefinition(label)) if !self.body.notes.contains_key(&footnotes::key(label)) => {
                self.skip = 1
            }
            Event::Start(tag) if is_block(tag.to_end()) => self.end_line(),
            Event::End(tag) if is_block(*tag) => self.end_line(),
            _ => {}
        }
        None
    }

    /// Takes back the space before a mark that is left out.
    fn close_up(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    fn end_line(&mut self) {
        self.close_up();
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn reference(&mut self, range: &Range<usize>) -> Option<usize> {
        let (index, reference) = self.cursor.at(&self.body.in_file(range))?;
        if reference.image && !self.alt {
            self.skip = 1;
        } else if reference.text.is_none() {
            self.skip = 1;
            if matches!(reference.target, ReferenceTarget::Citation(_)) {
                self.close_up();
            } else if !reference.image {
                return Some(index);
            }
        }
        None
    }
}

/// The words of a reference for which the author wrote none.
fn words_of(reference: &Reference, resolved: Resolved) -> String {
    let words = match resolved {
        Resolved::Link(link) => link.text,
        Resolved::Text(text) => text,
        Resolved::Citation(_) | Resolved::AsWritten => None,
    };
    words.unwrap_or_else(|| fallback(&reference.target).to_owned())
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

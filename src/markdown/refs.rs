//! Events → what the body refers to, each with its bytes in the file. Addresses are read by [`address`],
//! citations by [`citation`].

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::body::BodySource;
use super::events::{self, SpannedEvent};
use super::reference::{AddressError, Reference, ReferenceTarget};
use super::{address, citation, errors};
use crate::diagnostic::Diagnostic;

/// Everything the events refer to, in order. Nothing in an image's alternative text counts.
pub(super) fn find(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Reference> {
    let mut finder = Finder { source, faults, found: Vec::new(), open: Vec::new() };
    for (event, range) in events {
        if !matches!(event, Event::End(_)) {
            finder.open.iter_mut().for_each(|open| open.words_end = open.words_end.max(range.end));
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => finder.link(*link_type, dest_url, range),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => finder.image(*link_type, dest_url, range),
            Event::End(TagEnd::Link | TagEnd::Image) => finder.close(),
            Event::Text(text) | Event::Code(text) => finder.words(text),
            Event::SoftBreak | Event::HardBreak => finder.words(" "),
            _ => {}
        }
    }
    finder.found
}

struct Finder<'a> {
    source: &'a BodySource<'a>,
    faults: &'a mut Vec<Diagnostic>,
    found: Vec<Reference>,
    open: Vec<OpenLink>,
}

/// A link or an image whose end has not come.
struct OpenLink {
    /// Its index, if it counts.
    index: Option<usize>,
    words: String,
    /// Where what stands in its first brackets ends.
    words_end: usize,
    kind: LinkForm,
    /// Whether its address stands in brackets after its words.
    is_inline: bool,
    range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkForm {
    /// With the author's words.
    Link,
    /// `[[id]]`: what stands inside is the id.
    Bare,
    /// What stands inside is the citation.
    Citation,
    Image,
    /// `![[path]]`: what stands inside is the path.
    BareImage,
}

impl Finder<'_> {
    fn link(&mut self, kind: LinkType, written: &str, range: &Range<usize>) {
        let is_inline = kind == LinkType::Inline;
        let (kind, target) = if events::is_citation(kind) {
            self.citation(range)
        } else {
            match kind {
                LinkType::WikiLink { has_pothole } => {
                    (if has_pothole { LinkForm::Link } else { LinkForm::Bare }, self.record(written, range))
                }
                LinkType::Email => (LinkForm::Link, self.address(&format!("mailto:{written}"), range, false)),
                _ => (LinkForm::Link, self.address(written, range, false)),
            }
        };
        let nested = self.open.iter().any(|open| matches!(open.kind, LinkForm::Link));
        if nested && !self.is_silent() {
            self.faults.push(errors::nested_link(self.source.place(range)));
        }
        self.begin(kind, target.filter(|_| !nested), is_inline, range);
    }

    fn image(&mut self, kind: LinkType, written: &str, range: &Range<usize>) {
        let is_inline = kind == LinkType::Inline;
        let kind = match kind {
            LinkType::WikiLink { has_pothole: false } => LinkForm::BareImage,
            _ => LinkForm::Image,
        };
        let target = self.address(written.trim_end_matches('\\'), range, true);
        self.begin(kind, target, is_inline, range);
    }

    fn begin(&mut self, kind: LinkForm, target: Option<ReferenceTarget>, is_inline: bool, range: &Range<usize>) {
        let target = target.filter(|_| !self.is_silent());
        let index = target.map(|target| {
            let image = matches!(kind, LinkForm::Image | LinkForm::BareImage);
            let span = self.source.span(range);
            let typed = match target {
                ReferenceTarget::Record { .. } => self.typed_id(range),
                _ => span.end..span.end,
            };
            self.found.push(Reference { span, typed, target, text: None, image });
            self.found.len() - 1
        });
        let words_end = range.start;
        self.open.push(OpenLink { index, words: String::new(), words_end, kind, is_inline, range: range.clone() });
    }

    /// Whether what stands here is not shown as itself: it is an alternative text, an id or a citation.
    fn is_silent(&self) -> bool {
        self.open.iter().any(|open| open.kind != LinkForm::Link)
    }

    fn citation(&mut self, range: &Range<usize>) -> (LinkForm, Option<ReferenceTarget>) {
        match citation::read(&self.source.text[range.clone()]) {
            Ok(found) => {
                let kind = if found.text_before { LinkForm::Link } else { LinkForm::Citation };
                (kind, Some(ReferenceTarget::Citation(found.moved(range.start + self.source.offset))))
            }
            Err(bad) => {
                let bad = range.start + bad.start..range.start + bad.end;
                self.faults.push(errors::citation_syntax(self.source.place(&bad)));
                (LinkForm::Citation, None)
            }
        }
    }

    /// `id#heading`. In a table the bar before the text is written `\|`, and the backslash stays with the id.
    fn record(&mut self, written: &str, range: &Range<usize>) -> Option<ReferenceTarget> {
        let written = written.trim_end_matches('\\');
        let (id, heading) = written.split_once('#').unwrap_or((written, ""));
        let (id, heading) = (on_one_line(id), Some(on_one_line(heading)).filter(|heading| !heading.is_empty()));
        if id.starts_with('@') {
            self.faults.push(errors::double_brackets(self.source.place(range), &id));
            return None;
        }
        if id.is_empty() && heading.is_none() {
            self.refuse(&AddressError::Empty, written, range);
            return None;
        }
        Some(match heading {
            Some(heading) if id.is_empty() => ReferenceTarget::Heading(heading),
            heading => ReferenceTarget::Record { id, heading },
        })
    }

    /// The bytes in the file of the id in `[[id#heading|text]]`, as typed.
    fn typed_id(&self, range: &Range<usize>) -> Range<usize> {
        let typed = &self.source.text[range.clone()];
        let inside = typed.trim_start_matches(['!', '[']);
        let start = range.start + typed.len() - inside.len();
        let id = inside.split(['#', '|', ']']).next().unwrap_or_default().trim_end_matches('\\');
        let start = start + id.len() - id.trim_start().len() + self.source.offset;
        start..start + id.trim().len()
    }

    fn address(&mut self, written: &str, range: &Range<usize>, image: bool) -> Option<ReferenceTarget> {
        address::read(written, image).map_err(|refused| self.refuse(&refused, written, range)).ok()
    }

    fn refuse(&mut self, refused: &AddressError, written: &str, range: &Range<usize>) {
        self.faults.push(errors::refused(self.source.place(range), refused, written));
    }

    fn words(&mut self, words: &str) {
        for open in &mut self.open {
            open.words.push_str(words);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let Some(reference) = open.index.and_then(|index| self.found.get_mut(index)) else {
            return;
        };
        if open.is_inline {
            reference.typed.start = open.words_end + self.source.offset;
        }
        let words = open.words.trim();
        if matches!(open.kind, LinkForm::Link | LinkForm::Image) && !words.is_empty() {
            reference.text = Some(words.to_owned());
            return;
        }
        let place = self.source.place(&open.range);
        match (open.kind, &reference.target) {
            (LinkForm::Image | LinkForm::BareImage, _) => self.faults.push(errors::image_alt(place)),
            (LinkForm::Link, ReferenceTarget::Record { .. } | ReferenceTarget::Citation(_)) => {}
            (LinkForm::Link, _) => self.faults.push(errors::empty_link_text(place)),
            (LinkForm::Bare | LinkForm::Citation, _) => {}
        }
    }
}

/// The words with single spaces.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

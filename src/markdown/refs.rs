//! Events → what the body refers to, each with its bytes in the file. Addresses are read by [`address`],
//! citations by [`cite`].

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::address::{self, Refused};
use super::cite::{self, Cite};
use super::events::{self, Item};
use super::{Source, faults};
use crate::diagnostic::Diagnostic;

/// One thing a body refers to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// Its bytes in the file, brackets included.
    pub span: Range<usize>,
    /// What it names.
    pub target: ReferenceTarget,
    /// The author's words for it, plain; none for `[[id]]` and for citations. An image's alternative text.
    pub text: Option<String>,
    /// Whether it is to be shown in its place, as `![…](…)` is, and not linked to.
    pub image: bool,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ReferenceTarget {
    /// `[[id]]`, `[[id|text]]`, `[[id#heading]]`: a record of the site.
    Record {
        /// Its id, as written.
        id: String,
        /// The id of a heading in it.
        heading: Option<String>,
    },
    /// `[text](../briefs/a.md#heading)`: another Markdown file, by its way from this one.
    File {
        /// The way, with `%20` and the like decoded.
        path: String,
        /// The id of a heading in it.
        heading: Option<String>,
    },
    /// `[text](#heading)`, `[[#heading]]`: a heading of this body, or an id of its page.
    Heading(String),
    /// `[@source]`, `[@source, p. 4]`, `[@a; @b]`.
    Citation(Vec<Cite>),
    /// An image, or a relative link to a file that is not Markdown.
    Asset {
        /// The way from this file, with `%20` and the like decoded.
        path: String,
        /// What follows `#`: `page=4`.
        fragment: Option<String>,
    },
    /// An address outside the site, in the form a browser gives it: http, https, mailto, tel or ftp.
    External(String),
}

impl ReferenceTarget {
    /// Whether two name the same, wherever they stand.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Citation(own), Self::Citation(other)) => {
                let named = |cite: &Cite| (cite.id.clone(), cite.locator.clone());
                own.iter().map(named).eq(other.iter().map(named))
            }
            _ => self == other,
        }
    }
}

/// Everything the events refer to, in order. Nothing in an image's alternative text counts.
pub(super) fn find(source: &Source<'_>, events: &[Item<'_>], faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let mut finder = Finder { source, faults, found: Vec::new(), open: Vec::new() };
    for (event, range) in events {
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

/// Finds the reference that stands at some bytes; asked in order.
pub(super) struct Cursor<'a> {
    references: &'a [Reference],
    next: usize,
}

impl<'a> Cursor<'a> {
    /// At the first reference.
    pub fn new(references: &'a [Reference]) -> Self {
        Self { references, next: 0 }
    }

    /// The reference with exactly this span, and its index.
    pub fn at(&mut self, span: &Range<usize>) -> Option<(usize, &'a Reference)> {
        while self.references.get(self.next).is_some_and(|reference| reference.span.start < span.start) {
            self.next += 1;
        }
        let reference = self.references.get(self.next).filter(|reference| reference.span == *span)?;
        self.next += 1;
        Some((self.next - 1, reference))
    }
}

struct Finder<'a> {
    source: &'a Source<'a>,
    faults: &'a mut Vec<Diagnostic>,
    found: Vec<Reference>,
    open: Vec<Open>,
}

/// A link or an image whose end has not come.
struct Open {
    /// Its index, if it counts.
    index: Option<usize>,
    words: String,
    kind: Kind,
    range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
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
        let (kind, target) = if events::is_citation(kind) {
            self.citation(range)
        } else {
            match kind {
                LinkType::WikiLink { has_pothole } => {
                    (if has_pothole { Kind::Link } else { Kind::Bare }, self.record(written, range))
                }
                LinkType::Email => (Kind::Link, self.address(&format!("mailto:{written}"), range, false)),
                _ => (Kind::Link, self.address(written, range, false)),
            }
        };
        let nested = self.open.iter().any(|open| matches!(open.kind, Kind::Link));
        if nested && !self.is_silent() {
            self.faults.push(faults::nested_link(self.source.place(range)));
        }
        self.begin(kind, target.filter(|_| !nested), range);
    }

    fn image(&mut self, kind: LinkType, written: &str, range: &Range<usize>) {
        let kind = match kind {
            LinkType::WikiLink { has_pothole: false } => Kind::BareImage,
            _ => Kind::Image,
        };
        let target = self.address(written.trim_end_matches('\\'), range, true);
        self.begin(kind, target, range);
    }

    fn begin(&mut self, kind: Kind, target: Option<ReferenceTarget>, range: &Range<usize>) {
        let target = target.filter(|_| !self.is_silent());
        let index = target.map(|target| {
            let image = matches!(kind, Kind::Image | Kind::BareImage);
            self.found.push(Reference { span: self.source.span(range), target, text: None, image });
            self.found.len() - 1
        });
        self.open.push(Open { index, words: String::new(), kind, range: range.clone() });
    }

    /// Whether what stands here is not shown as itself: it is an alternative text, an id or a citation.
    fn is_silent(&self) -> bool {
        self.open.iter().any(|open| open.kind != Kind::Link)
    }

    fn citation(&mut self, range: &Range<usize>) -> (Kind, Option<ReferenceTarget>) {
        match cite::read(&self.source.text[range.clone()]) {
            Ok(found) => {
                let kind = if found.text_before { Kind::Link } else { Kind::Citation };
                (kind, Some(ReferenceTarget::Citation(found.moved(range.start + self.source.offset))))
            }
            Err(bad) => {
                let bad = range.start + bad.start..range.start + bad.end;
                self.faults.push(faults::citation_syntax(self.source.place(&bad)));
                (Kind::Citation, None)
            }
        }
    }

    /// `id#heading`. In a table the bar before the text is written `\|`, and the backslash stays with the id.
    fn record(&mut self, written: &str, range: &Range<usize>) -> Option<ReferenceTarget> {
        let written = written.trim_end_matches('\\');
        let (id, heading) = written.split_once('#').unwrap_or((written, ""));
        let (id, heading) = (on_one_line(id), Some(on_one_line(heading)).filter(|heading| !heading.is_empty()));
        if id.starts_with('@') {
            self.faults.push(faults::double_brackets(self.source.place(range), &id));
            return None;
        }
        if id.is_empty() && heading.is_none() {
            self.refuse(&Refused::Empty, written, range);
            return None;
        }
        Some(match heading {
            Some(heading) if id.is_empty() => ReferenceTarget::Heading(heading),
            heading => ReferenceTarget::Record { id, heading },
        })
    }

    fn address(&mut self, written: &str, range: &Range<usize>, image: bool) -> Option<ReferenceTarget> {
        address::read(written, image).map_err(|refused| self.refuse(&refused, written, range)).ok()
    }

    fn refuse(&mut self, refused: &Refused, written: &str, range: &Range<usize>) {
        self.faults.push(faults::refused(self.source.place(range), refused, written));
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
        let words = open.words.trim();
        if matches!(open.kind, Kind::Link | Kind::Image) && !words.is_empty() {
            reference.text = Some(words.to_owned());
            return;
        }
        let place = self.source.place(&open.range);
        match (open.kind, &reference.target) {
            (Kind::Image | Kind::BareImage, _) => self.faults.push(faults::image_alt(place)),
            (Kind::Link, ReferenceTarget::Record { .. } | ReferenceTarget::Citation(_)) => {}
            (Kind::Link, _) => self.faults.push(faults::empty_link_text(place)),
            (Kind::Bare | Kind::Citation, _) => {}
        }
    }
}

/// The words with single spaces.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

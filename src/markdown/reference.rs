//! What a body refers to, and why an address is refused. Types only.

use std::ops::Range;

/// A link, an image or a citation of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its bytes in the file, brackets included.
    pub span: Range<usize>,
    /// The bytes in the file in which its target is typed: of `[[id#heading|text]]` those of the id, without the white space
    /// around it, of a link those after its words. None where they stand elsewhere, as those of `[text][label]` do.
    pub typed: Range<usize>,
    /// What it names.
    pub target: ReferenceTarget,
    /// The author's words for it, plain; none for `[[id]]` and for citations. An image's alternative text.
    pub text: Option<String>,
    /// Whether it is to be shown in its place, as `![…](…)` is, and not linked to.
    pub image: bool,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceTarget {
    /// `[[id]]`, `[[id|text]]`, `[[id#heading]]`: a record of the site.
    Record {
        /// Its id, as written.
        id: String,
        /// The id of a heading in it.
        heading: Option<String>,
    },
    /// `[text](../briefs/a.md#heading)`: another Markdown file, by its path from this one.
    File {
        /// The relative path, percent-decoded.
        path: String,
        /// The id of a heading in it.
        heading: Option<String>,
    },
    /// `[text](#heading)`, `[[#heading]]`: a heading of this body, or an id of its page.
    Heading(String),
    /// `[@source]`, `[@source, p. 4]`, `[@a; @b]`.
    Citation(Vec<CitedSource>),
    /// An image, or a relative link to a file that is not Markdown.
    Asset {
        /// The path from this file, percent-decoded.
        path: String,
        /// What follows `#`: `page=4`.
        fragment: Option<String>,
    },
    /// An address outside the site, in the form a browser gives it: http, https, mailto, tel or ftp.
    External(String),
}

impl ReferenceTarget {
    /// Whether both name the same, whatever their spans.
    pub(super) fn eq_ignoring_spans(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Citation(own), Self::Citation(other)) => {
                let named = |cite: &CitedSource| (cite.id.clone(), cite.locator.clone());
                own.iter().map(named).eq(other.iter().map(named))
            }
            _ => self == other,
        }
    }
}

/// One source cited in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedSource {
    /// The source's id, without `@`.
    pub id: String,
    /// Where in the source: `p. 4`.
    pub locator: Option<String>,
    /// The bytes of `@id` in the file.
    pub span: Range<usize>,
}

/// Why an address cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AddressError {
    /// There is none.
    Empty,
    /// Its scheme could run a script or smuggle a page.
    Unsafe(String),
    /// Its scheme is not one of the five.
    Scheme(String),
    /// `//host/path`.
    NoScheme,
    /// `/path`.
    Absolute,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

/// Finds references by their spans; the spans must be asked for in order.
pub(super) struct ReferenceCursor<'a> {
    references: &'a [Reference],
    next: usize,
}

impl<'a> ReferenceCursor<'a> {
    /// At the first reference.
    pub(super) fn new(references: &'a [Reference]) -> Self {
        Self { references, next: 0 }
    }

    /// The reference with exactly this span, and its index.
    pub(super) fn at(&mut self, span: &Range<usize>) -> Option<(usize, &'a Reference)> {
        while self.references.get(self.next).is_some_and(|reference| reference.span.start < span.start) {
            self.next += 1;
        }
        let reference = self.references.get(self.next).filter(|reference| reference.span == *span)?;
        self.next += 1;
        Some((self.next - 1, reference))
    }
}

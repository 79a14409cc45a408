//! What each reference of a body became on a page: the answer of whoever knows the site.

use serde::Serialize;

/// What a reference became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Resolved {
    /// A link; for an image, where the image is.
    Link(ResolvedLink),
    /// Plain text: the author's words or, where the author wrote none, these.
    Text(Option<String>),
    /// The sources of a citation with their numbers. None of them, and the citation is left out.
    Citation(Vec<CitationMark>),
    /// As it was written, where that makes sense without a site: an address outside it, and a heading of this body.
    /// Anything else becomes text.
    AsWritten,
}

/// A link, whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ResolvedLink {
    /// Where it leads, or where an image is. Not escaped.
    pub href: String,
    /// The words, where the author wrote none.
    pub text: Option<String>,
    /// More attributes, such as `("data-versionurl", "https://…")` or, for an image, `("width", "640")`. Not escaped.
    /// Of `rel`, `title` and `loading`, which the writer would set by itself, the one given here is taken.
    pub attributes: Vec<(&'static str, String)>,
}

impl ResolvedLink {
    /// A link with nothing but an address.
    pub fn to(href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    /// Adds the words for where the author wrote none.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }
}

/// One source of a citation, with its number on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationMark {
    /// Its number on the page.
    pub number: usize,
    /// Where the page lists it: `#source-1`.
    pub href: String,
    /// What it is, shown as a tooltip; may be empty.
    pub title: String,
    /// Where in the source.
    pub locator: Option<String>,
}

//! What each reference of a body became on a page: the answer of whoever knows the site.

/// What a reference became.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResolvedLink {
    /// Where it leads, or where an image is. Not escaped.
    pub href: String,
    /// The words, where the author wrote none.
    pub text: Option<String>,
}

impl ResolvedLink {
    /// A link without words of its own.
    pub fn to(href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    /// Adds the words for where the author wrote none.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

/// One source of a citation, with its number on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
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

//! What whoever knows the site tells the writer of HTML: what each reference became, and the words of the page's language.

use serde::Serialize;

/// What a reference became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Resolved {
    /// A link; for an image, where the image is.
    Link(Link),
    /// Plain text: the author's words or, where the author wrote none, these.
    Text(Option<String>),
    /// The sources of a citation with their numbers. None of them, and the citation is left out.
    Citation(Vec<Numbered>),
    /// As it was written, where that makes sense without a site: an address outside it, and a heading of this body.
    /// Anything else becomes text.
    AsWritten,
}

/// A link, whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Link {
    /// Where it leads, or where an image is. Not escaped.
    pub href: String,
    /// The words, where the author wrote none.
    pub text: Option<String>,
    /// More attributes, such as `("data-versionurl", "https://…")` or, for an image, `("width", "640")`. Not escaped.
    /// Of `rel`, `title` and `loading`, which the writer would set by itself, the one given here is taken.
    pub attributes: Vec<(&'static str, String)>,
}

impl Link {
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
pub struct Numbered {
    /// Its number on the page.
    pub number: usize,
    /// Where the page lists it: `#source-1`.
    pub href: String,
    /// What it is, shown as a tooltip; may be empty.
    pub title: String,
    /// Where in the source.
    pub locator: Option<String>,
}

/// How a body is shown on one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View<'a> {
    /// Put before every id (of headings, notes and their marks), for pages that show more than one body. Links to
    /// headings are the resolver's, except with [`Resolved::AsWritten`].
    pub prefix: &'a str,
    /// The level of the heading the body stands under; 1, the page's title, by default.
    pub under: u8,
    /// The words of the page's language.
    pub words: Words<'a>,
}

impl Default for View<'_> {
    fn default() -> Self {
        Self { prefix: "", under: 1, words: Words::default() }
    }
}

/// The words the writer adds by itself. English by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// The title of `[!NOTE]`.
    pub note: &'a str,
    /// The title of `[!TIP]`.
    pub tip: &'a str,
    /// The title of `[!IMPORTANT]`.
    pub important: &'a str,
    /// The title of `[!WARNING]`.
    pub warning: &'a str,
    /// The title of `[!CAUTION]`.
    pub caution: &'a str,
    /// The name of a table's region; a number is added from the second on.
    pub table: &'a str,
    /// The name of the section of footnotes.
    pub footnotes: &'a str,
    /// The name of a mark that leads to a note; its number is added.
    pub footnote: &'a str,
    /// The name of the arrow that leads back; the note's number is added.
    pub back: &'a str,
    /// The name of a mark that leads to a source; its number is added.
    pub source: &'a str,
}

impl Default for Words<'_> {
    fn default() -> Self {
        Self {
            note: "Note",
            tip: "Tip",
            important: "Important",
            warning: "Warning",
            caution: "Caution",
            table: "Table",
            footnotes: "Footnotes",
            footnote: "Footnote",
            back: "Back to reference",
            source: "Source",
        }
    }
}

//! The head of a page: its title, its breadcrumb, its section, its feed.

use serde::Serialize;

use super::link::Link;
use crate::content::Kind;
use crate::english::capitalise;
use crate::path::UrlPath;
use crate::routes;

/// What a page needs in its head and its breadcrumb.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The title.
    pub title: String,
    /// For search engines and previews.
    pub description: Option<String>,
    /// The pages above, from the first below home.
    pub crumbs: Vec<Link>,
    /// The item of the navigation to which the page belongs.
    pub section: &'static str,
    /// A feed of this page's own.
    pub feed: Option<String>,
    /// The language of the page, where it is not the site's.
    pub lang: Option<String>,
}

impl Head {
    /// The head of a page of a section.
    pub fn new(section: &'static str, title: impl Into<String>) -> Self {
        Self { title: title.into(), description: None, crumbs: Vec::new(), section, feed: None, lang: None }
    }

    /// Adds a page above.
    #[must_use]
    pub fn under(mut self, path: &UrlPath, text: impl Into<String>) -> Self {
        self.crumbs.push(Link { path: path.to_string(), text: text.into() });
        self
    }

    /// Adds the index of a kind as the page above.
    #[must_use]
    pub fn under_kind(self, kind: Kind) -> Self {
        self.under(&routes::index(kind), index_title(kind))
    }

    /// Sets the description.
    #[must_use]
    pub fn describe(mut self, description: Option<impl Into<String>>) -> Self {
        self.description = description.map(Into::into);
        self
    }

    /// Sets the feed.
    #[must_use]
    pub fn feed(mut self, path: &UrlPath) -> Self {
        self.feed = Some(path.to_string());
        self
    }
}

/// The title of the index of a kind.
pub(crate) fn index_title(kind: Kind) -> String {
    capitalise(kind.folder())
}

//! A page as plain data, what a kind of page must do, and what renders one page.

use serde::Serialize;
use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::pages::context::RenderContext;
use crate::path::UrlPath;
use crate::theme::Theme;

/// A page, not yet rendered. `C` says what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOf<C> {
    /// Where it stands.
    pub path: UrlPath,
    /// What stands before its paths: the way up to the root of the site.
    pub root: String,
    /// What it shows.
    pub content: C,
}

impl<C> PageOf<C> {
    /// A page at an address.
    pub fn new(path: UrlPath, content: C) -> Self {
        Self { root: path.root(), path, content }
    }

    /// Returns the page with other content.
    pub fn map<D>(self, content: impl FnOnce(C) -> D) -> PageOf<D> {
        PageOf { path: self.path, root: self.root, content: content(self.content) }
    }
}

/// A kind of page: what its pages show.
pub(super) trait PageKind: Sized {
    /// Returns every page of the kind.
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>>;

    /// Renders one of them.
    ///
    /// # Errors
    /// The diagnostic of its template.
    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>>;
}

/// Renders what one page shows.
pub(super) struct Renderer<'a> {
    /// The site.
    pub site: &'a RenderContext,
    /// The templates.
    pub theme: &'a Theme,
    /// Where the page stands.
    pub path: &'a UrlPath,
    /// What stands before its paths.
    pub root: &'a str,
}

impl Renderer<'_> {
    /// Renders a template, which sees `view` as `page`.
    ///
    /// # Errors
    /// The diagnostic of the template.
    pub(super) fn html(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("root", self.root);
        context.insert("address", self.path.address());
        context.insert("page", view);
        self.theme.render(template, &context)
    }
}

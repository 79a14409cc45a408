//! The authors' own pages, and the page for what is not found.

use serde::Serialize;
use serde_yaml::Value;

use crate::diagnostic::Diagnostic;
use crate::model::{Id, PlainPage};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::{Head, NumberedSource, not_published};
use crate::routes;

#[derive(Serialize)]
struct View {
    head: Head,
    title: String,
    summary: Option<String>,
    /// Why a reader of the published site does not see it: "Draft".
    not_published: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    sources: Vec<NumberedSource>,
}

#[derive(Serialize)]
struct NotFoundView {
    head: Head,
}

/// An author's own page, or the page for what is not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnPage {
    /// A page of the author's.
    Own(Id<PlainPage>),
    /// The page for what is not found.
    NotFound,
}

impl PageKind for OwnPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let own = site.pages.entries().map(|(id, page)| PageOf::new(page.page.clone(), Self::Own(id)));
        // A server shows this page at any address, so its links start at the root of the host.
        let root = site.config.base_url.path().to_owned();
        own.chain([PageOf { path: routes::not_found(), root, content: Self::NotFound }]).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Own(id) => renderer.html("page.html", &view(renderer.site, *id)),
            Self::NotFound => renderer.html("404.html", &NotFoundView { head: Head::new("none", "Page not found") }),
        }
    }
}

fn view(site: &RenderContext, id: Id<PlainPage>) -> View {
    let page = &site.pages[id];
    let sources = site.cited(&[page.prose()]);
    View {
        head: Head::new("pages", &page.written.title).describe(page.written.summary.clone()),
        title: page.written.title.clone(),
        summary: page.written.summary.clone(),
        not_published: not_published(page.written.status, None),
        extra: page.written.extra.clone(),
        html: site.html(page.prose(), &page.page, &sources),
        sources: site.numbered(&sources),
    }
}

//! The authors' own pages, the page for what is not found, and the pages at old addresses.

use serde::Serialize;

use crate::model::{Id, PlainPage, RecordId};
use crate::pages::Page;
use crate::pages::context::{Made, RenderContext};
use crate::pages::view::{Head, Link, NumberedSource};
use crate::path::UrlPath;

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    title: String,
    summary: Option<String>,
    html: Made<'s>,
    sources: Vec<NumberedSource>,
}

#[derive(Clone, Serialize)]
struct NotFoundView {
    head: Head,
}

#[derive(Serialize)]
struct RedirectView {
    to: Link,
    address: String,
}

/// All of them.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let own = site
        .pages
        .entries()
        .map(|(id, page)| Page::of(page.page.clone(), "page.html", move |site| Box::new(view(site, id))));
    let redirects = site.redirects.iter().map(|(path, redirect)| {
        let to = redirect.to;
        Page::of(path.clone(), "redirect.html", move |site| {
            Box::new(RedirectView { to: site.link_to(to), address: site.page(to).address().to_owned() })
        })
    });
    own.chain([not_found(site)]).chain(redirects).collect()
}

fn view(site: &RenderContext, id: Id<PlainPage>) -> View<'_> {
    let page = &site.pages[id];
    let sources = site.cited(&[page.prose()]);
    View {
        head: Head::new("pages", &page.written.title).describe(page.written.summary.clone()),
        title: page.written.title.clone(),
        summary: page.written.summary.clone(),
        html: site.html(page.prose(), &page.page, &sources),
        sources: site.numbered(&sources),
    }
}

/// A server shows this page at any address, so its links start at the root of the host.
fn not_found(site: &RenderContext) -> Page {
    let view = NotFoundView { head: Head::new("none", "Page not found") };
    let page = Page::of(UrlPath::file(&[], "404.html"), "404.html", move |_| Box::new(view.clone()));
    page.at_root(site.config.base_url.path())
}

/// Links to every page of the authors' own, for the foot of each page.
pub(super) fn links(site: &RenderContext) -> Vec<Link> {
    site.pages.ids().map(|id| site.link_to(RecordId::Page(id))).collect()
}

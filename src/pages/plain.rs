//! The authors' own pages, the page for what is not found, and the pages at old addresses.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Anchor, Diagnostic, Location};
use crate::model::{Id, PlainPage, RecordId, RedirectTarget};
use crate::pages::Page;
use crate::pages::context::{Deferred, RenderContext};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::path::UrlPath;
use crate::theme::Theme;

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    title: String,
    summary: Option<String>,
    html: Deferred<'s>,
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
    let redirects = site.index.redirects.iter().map(|(path, redirect)| {
        let to = redirect.to.clone();
        Page::of(path.clone(), "redirect.html", move |site| Box::new(redirect_view(site, &to)))
    });
    own.chain([not_found(site)]).chain(redirects).collect()
}

fn redirect_view(site: &RenderContext, to: &RedirectTarget) -> RedirectView {
    match to {
        RedirectTarget::Record(id) => {
            RedirectView { to: site.link_to(*id), address: site.page(*id).address().to_owned() }
        }
        RedirectTarget::Page(page, fragment) => {
            let fragment = fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
            let text = format!("{}{}{fragment}", site.config.base_url, page.address());
            RedirectView { to: Link { path: format!("{page}{fragment}"), text }, address: page.address().to_owned() }
        }
    }
}

/// Returns the redirects of `site.toml` that lead to no page of the site, or to no element of that page.
///
/// Where the site is partial, what is missing may be what this audience does not see; [`plan`](super::plan) leaves such
/// redirects out.
pub fn broken_redirects(site: &RenderContext, theme: &Theme, pages: &[Page]) -> Vec<Diagnostic> {
    let mut targets: BTreeMap<&UrlPath, Option<String>> = BTreeMap::new();
    let mut broken = Vec::new();
    let wanted = site.index.redirects.values().filter_map(|redirect| match &redirect.to {
        RedirectTarget::Page(page, fragment) if !site.is_partial => Some((redirect, page, fragment)),
        _ => None,
    });
    for (redirect, path, fragment) in wanted {
        let html = targets.entry(path).or_insert_with(|| {
            let page = pages.iter().find(|page| page.path == *path && !site.index.redirects.contains_key(path))?;
            let bytes = super::render(page, site, theme, None).ok()?.bytes?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        });
        let address = path.address();
        let why = match (html, fragment) {
            (None, _) => format!("`/{address}` is no page of this site"),
            (Some(html), Some(fragment)) if !html.contains(&format!(" id=\"{fragment}\"")) => {
                format!("`/{address}` has no element with the id `{fragment}`")
            }
            _ => continue,
        };
        let place = match &redirect.from.at {
            Anchor::Key(path) => Location::value(&redirect.from.file, path.clone()),
            _ => redirect.from.clone(),
        };
        broken.push(
            Diagnostic::error("broken-redirect", place, why)
                .help("write where the old address leads now, from the root of the site, or take the line away"),
        );
    }
    broken
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

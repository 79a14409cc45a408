//! The pages at old addresses.
//!
//! The redirects of the site come in; a page each goes out, and a diagnostic for each that leads to nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Anchor, Diagnostic, Location};
use crate::model::RedirectTarget;
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::Link;
use crate::path::UrlPath;

#[derive(Serialize)]
struct RedirectView {
    to: Link,
    address: String,
}

/// A page at an old address, which leads to the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectPage(pub RedirectTarget);

impl PageKind for RedirectPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        site.index
            .redirects
            .iter()
            .map(|(path, redirect)| PageOf::new(path.clone(), Self(redirect.to.clone())))
            .collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("redirect.html", &view(renderer.site, &self.0))
    }
}

fn view(site: &RenderContext, to: &RedirectTarget) -> RedirectView {
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

/// Returns the redirects of `site.toml` that lead to no page, or to no element of that page. `html_of` gives the page at an
/// address that is no redirect itself. Of a partial site nothing is known to be broken.
pub(super) fn broken(site: &RenderContext, html_of: impl Fn(&UrlPath) -> Option<String>) -> Vec<Diagnostic> {
    let mut targets: BTreeMap<&UrlPath, Option<String>> = BTreeMap::new();
    let mut broken = Vec::new();
    let wanted = site.index.redirects.values().filter_map(|redirect| match &redirect.to {
        RedirectTarget::Page(page, fragment) if !site.is_partial => Some((redirect, page, fragment)),
        _ => None,
    });
    for (redirect, path, fragment) in wanted {
        let html = targets.entry(path).or_insert_with(|| html_of(path));
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

//! The pages at old addresses.
//!
//! The redirects of the site come in; a page each goes out, and a diagnostic for each that leads to nothing.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostic::{Anchor, Diagnostic, Location};
use crate::model::{Redirect, RedirectTarget};
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

/// Returns a redirect of `site.toml` with the page and the anchor that it leads to.
fn target(redirect: &Redirect) -> Option<(&Redirect, &UrlPath, Option<&String>)> {
    match &redirect.to {
        RedirectTarget::Page(page, fragment) => Some((redirect, page, fragment.as_ref())),
        RedirectTarget::Record(_) => None,
    }
}

/// Returns the redirects of `site.toml` that lead to no page, or to no element of that page.
///
/// `is_page` says of an address whether a page stands there that is no redirect itself; `html_of` renders it, and gives
/// nothing where its template fails, which is told when the site is rendered. What may be missing because it is withheld
/// from this audience is not broken, and neither is an anchor on a page of which parts may be withheld.
pub(super) fn broken(
    site: &RenderContext,
    is_page: impl Fn(&UrlPath) -> bool,
    html_of: impl Fn(&UrlPath) -> Option<String> + Sync,
) -> Vec<Diagnostic> {
    let wanted: Vec<(&Redirect, &UrlPath, Option<&String>)> =
        site.index.redirects.values().filter_map(target).collect();
    let with_anchor = |(_, path, fragment): &(_, &UrlPath, Option<&String>)| {
        (fragment.is_some() && !site.withheld.is_partial && is_page(path)).then(|| (*path).clone())
    };
    let anchored: BTreeSet<UrlPath> = wanted.iter().filter_map(with_anchor).collect();
    let html: BTreeMap<UrlPath, String> =
        anchored.into_par_iter().filter_map(|path| html_of(&path).map(|html| (path, html))).collect();
    let mut broken = Vec::new();
    for (redirect, path, fragment) in wanted {
        let address = path.address();
        let lacks =
            |fragment: &&String| html.get(path).is_some_and(|html| !html.contains(&format!(" id=\"{fragment}\"")));
        let why = match fragment.filter(lacks) {
            _ if !is_page(path) && site.withheld.may_have(path) => continue,
            _ if !is_page(path) => format!("`/{address}` is no page of this site"),
            Some(fragment) => format!("`/{address}` has no element with the id `{fragment}`"),
            None => continue,
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

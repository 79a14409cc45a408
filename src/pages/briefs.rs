//! All briefs, by year.

use serde::Serialize;

use crate::content::Kind;
use crate::model::{Brief, Id};
use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::pages::listing::{Listing, listing};
use crate::pages::views::Head;
use crate::path::UrlPath;

#[derive(Serialize)]
struct View {
    head: Head,
    listing: Listing,
}

/// The index, and its pages by year where it is long.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let folder = [Kind::Brief.folder()];
    let all: Vec<Id<Brief>> = site.listed().collect();
    let mut pages = super::listing::year_pages(site, &folder, &all, &head());
    pages.push(Page::of(UrlPath::page(&folder), "briefs.html", move |site| {
        Box::new(View { head: head(), listing: listing(site, &folder, &all, |_| None) })
    }));
    pages
}

fn head() -> Head {
    Head::new("briefs", "Briefs").describe(Some("Every brief, in the order of events."))
}

//! All briefs, by year.

use serde::Serialize;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::pages::context::RenderContext;
use crate::pages::listing::{BriefListPage, Listing, listing, render_list, year_pages};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::Head;
use crate::routes;

#[derive(Serialize)]
struct View {
    head: Head,
    listing: Listing,
}

/// A page of the list of all briefs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefIndexPage {
    /// All, or the latest.
    Index,
    /// A part of a long list.
    Part(BriefListPage),
}

impl PageKind for BriefIndexPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let page = routes::index(Kind::Brief);
        let parts = year_pages(site, &page, &site.by_date, &head());
        let index = PageOf::new(page, Self::Index);
        [index].into_iter().chain(parts.into_iter().map(|page| page.map(Self::Part))).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index => {
                let listing = listing(renderer.site, renderer.path, &renderer.site.by_date, |_| None);
                renderer.html("briefs.html", &View { head: head(), listing })
            }
            Self::Part(part) => render_list(part, renderer),
        }
    }
}

fn head() -> Head {
    Head::new("briefs", "Briefs").describe(Some("Every brief, in the order of events."))
}

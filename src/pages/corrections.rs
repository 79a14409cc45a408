//! Corrections: what was wrong and put right, in one place.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::RecordId;
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{GroupBy, LATEST_COUNT, ListPage, PAGINATE_AT, PageNav, SortKey, list_pages, partition};
use crate::pages::views::update::{Correction, UpdateView, corrections};
use crate::pages::views::{Head, Link};
use crate::routes;

#[derive(Serialize)]
struct View<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    policy: Option<Link>,
    corrections: Vec<CorrectionLine>,
}

#[derive(Serialize)]
struct CorrectionLine {
    brief: Link,
    update: UpdateView,
}

/// A page of corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionsPage(ListPage<Correction>);

impl PageKind for CorrectionsPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let mut all = corrections(site);
        let keyed: Vec<(SortKey<'_>, Correction)> =
            all.iter().map(|item| (SortKey::of_day(item.day, &site.briefs[item.brief]), *item)).collect();
        let page = routes::corrections();
        let is_long = all.len() >= PAGINATE_AT;
        let parts = if is_long { partition(&page, GroupBy::Year, &keyed, PAGINATE_AT) } else { Vec::new() };
        if is_long {
            all.truncate(LATEST_COUNT);
        }
        list_pages(head(), page, &parts, all).into_iter().map(|page| page.map(Self)).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("corrections.html", &view(renderer.site, &self.0))
    }
}

fn head() -> Head {
    Head::new("corrections", "Corrections")
        .describe(Some("What was wrong in this briefing, and how it was put right."))
        .feed(&routes::feed_of(&routes::corrections()))
}

fn view<'p>(site: &RenderContext, page: &'p ListPage<Correction>) -> View<'p> {
    let line = |item: &Correction| CorrectionLine {
        brief: site.link_to(RecordId::Brief(item.brief)),
        update: UpdateView::of(&site.briefs[item.brief], item.number),
    };
    View {
        head: &page.head,
        frame: &page.nav,
        policy: site.own_page_link("corrections-policy"),
        corrections: page.items.iter().map(line).collect(),
    }
}

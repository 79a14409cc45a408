//! Corrections: what was wrong and put right, in one place.

use std::sync::Arc;

use serde::Serialize;

use crate::model::RecordId;
use crate::pages::context::RenderContext;
use crate::pages::paginate::{GroupBy, LATEST_COUNT, PAGINATE_AT, PageNav, SortKey, partition};
use crate::pages::views::update::{Correction, UpdateView, corrections};
use crate::pages::views::{Head, Link};
use crate::pages::{Page, paginate};
use crate::routes;

#[derive(Serialize)]
struct View {
    head: Head,
    frame: PageNav,
    policy: Option<Link>,
    corrections: Vec<CorrectionLine>,
}

#[derive(Serialize)]
struct CorrectionLine {
    brief: Link,
    update: UpdateView,
}

/// The page of corrections, and those by date where they are many.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let all = Arc::new(corrections(site));
    let keyed: Vec<(SortKey<'_>, usize)> =
        all.iter().enumerate().map(|(at, item)| (SortKey::of_day(item.day, &site.briefs[item.brief]), at)).collect();
    let is_long = all.len() >= PAGINATE_AT;
    let parts =
        if is_long { partition(&routes::corrections(), GroupBy::Year, &keyed, PAGINATE_AT) } else { Vec::new() };
    let make = |page, head: Head, frame: PageNav, items: Vec<usize>| {
        let all = all.clone();
        Page::of(page, "corrections.html", move |site| Box::new(view(site, head.clone(), frame.clone(), &all, &items)))
    };
    let mut pages = paginate::pages(&head(), &routes::corrections(), &parts, &make);
    let shown = if is_long { LATEST_COUNT } else { all.len() };
    pages.push(make(routes::corrections(), head(), PageNav::first(&parts), (0..shown).collect()));
    pages
}

fn head() -> Head {
    Head::new("corrections", "Corrections")
        .describe(Some("What was wrong in this briefing, and how it was put right."))
        .feed(&routes::feed_of(&routes::corrections()))
}

fn view(site: &RenderContext, head: Head, frame: PageNav, all: &[Correction], items: &[usize]) -> View {
    let line = |item: &Correction| CorrectionLine {
        brief: site.link_to(RecordId::Brief(item.brief)),
        update: UpdateView::of(&site.briefs[item.brief], item.number),
    };
    View {
        head,
        frame,
        policy: site.own_page_link("corrections-policy"),
        corrections: items.iter().map(|at| line(&all[*at])).collect(),
    }
}

//! Corrections: what was wrong and put right, in one place.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::content::claim::UpdateType;
use crate::model::{Brief, Id, RecordId};
use crate::pages::brief::{Update, updates};
use crate::pages::context::RenderContext;
use crate::pages::cut::{self, By, FEW, Frame, Key, LONG, cut};
use crate::pages::view::{Head, Link};
use crate::pages::{Page, atom};
use crate::path::UrlPath;

#[derive(Serialize)]
struct View {
    head: Head,
    frame: Frame,
    policy: Option<Link>,
    corrections: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    brief: Link,
    update: Update,
}

/// The page of corrections, and those by date where they are many.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let all = Arc::new(dated(site));
    let keyed: Vec<(Key<'_>, usize)> =
        all.iter().enumerate().map(|(at, (day, id, _))| (Key::of_day(*day, &site.briefs[*id]), at)).collect();
    let is_long = all.len() >= LONG;
    let parts = if is_long { cut(&["corrections"], By::Year, &keyed, LONG) } else { Vec::new() };
    let make = |page, head: Head, frame: Frame, items: Vec<usize>| {
        let all = all.clone();
        Page::of(page, "corrections.html", move |site| Box::new(view(site, head.clone(), frame.clone(), &all, &items)))
    };
    let mut pages = cut::pages(&head(), &page(), &parts, &make);
    let shown = if is_long { FEW } else { all.len() };
    pages.push(make(page(), head(), Frame::first(&parts), (0..shown).collect()));
    pages
}

fn head() -> Head {
    Head::new("corrections", "Corrections")
        .describe(Some("What was wrong in this briefing, and how it was put right."))
        .feed(&atom::corrections_feed())
}

/// Where it stands.
pub fn page() -> UrlPath {
    UrlPath::page(&["corrections"])
}

/// Every correction, clarification and withdrawal, the latest first.
pub(super) fn corrections(site: &RenderContext) -> Vec<(Id<Brief>, Update)> {
    dated(site).into_iter().map(|(_, id, update)| (id, update)).collect()
}

fn dated(site: &RenderContext) -> Vec<(NaiveDate, Id<Brief>, Update)> {
    let mut all = Vec::new();
    for (id, brief) in site.briefs.entries() {
        let written = brief.written.updates.iter().rev();
        for (update, view) in written.zip(updates(brief)) {
            if update.kind != UpdateType::Update {
                all.push((update.date.day, id, view));
            }
        }
    }
    all.sort_by(|(a, x, _): &(NaiveDate, Id<Brief>, Update), (b, y, _)| b.cmp(a).then(x.cmp(y)));
    all
}

fn view(
    site: &RenderContext,
    head: Head,
    frame: Frame,
    all: &[(NaiveDate, Id<Brief>, Update)],
    items: &[usize],
) -> View {
    let line = |(_, id, update): &(NaiveDate, Id<Brief>, Update)| Line {
        brief: site.link_to(RecordId::Brief(*id)),
        update: update.clone(),
    };
    View {
        head,
        frame,
        policy: site
            .pages
            .entries()
            .find(|(_, page)| page.written.origin.id.as_str() == "corrections-policy")
            .map(|(id, _)| site.link_to(RecordId::Page(id))),
        corrections: items.iter().map(|at| line(&all[*at])).collect(),
    }
}

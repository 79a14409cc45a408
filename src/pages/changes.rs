//! Changes: what was added and what was changed, by the day it was published, apart from the dates of events.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Brief, Id, RecordId};
use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::pages::paginate::{self, GroupBy, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, SortKey, partition};
use crate::pages::views::update::UpdateView;
use crate::pages::views::{DateView, Head, Link};
use crate::routes;

#[derive(Serialize)]
struct View {
    head: Head,
    frame: PageNav,
    days: Vec<Day>,
    /// Briefs that do not say when they were published.
    undated: usize,
}

#[derive(Serialize)]
struct Day {
    date: DateView,
    changes: Vec<Change>,
}

#[derive(Clone, Serialize)]
struct Change {
    brief: Link,
    /// "added", "correction".
    kind: &'static str,
    text: Option<String>,
}

/// The page of changes, and those by date where they are many.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let all = Arc::new(changes(site));
    let keyed: Vec<(SortKey<'_>, usize)> =
        all.iter().enumerate().map(|(at, (day, id, _))| (SortKey::of_day(*day, &site.briefs[*id]), at)).collect();
    let is_long = all.len() >= PAGINATE_COMPACT_AT;
    let page = routes::changes();
    let parts = if is_long { partition(&page, GroupBy::Year, &keyed, PAGINATE_COMPACT_AT) } else { Vec::new() };
    let make = |page, head: Head, frame: PageNav, items: Vec<usize>| {
        let all = all.clone();
        Page::of(page, "changes.html", move |site| Box::new(view(site, head.clone(), frame.clone(), &all, &items)))
    };
    let head = Head::new("changes", "Changes")
        .describe(Some("What was added to this briefing and what was changed, day by day."));
    let mut pages = paginate::pages(&head, &page, &parts, &make);
    let shown = if is_long { PAGINATE_AT } else { all.len() };
    pages.push(make(page, head, PageNav::first(&parts), (0..shown).collect()));
    pages
}

/// Every change, the latest day first, in the order of the briefs.
fn changes(site: &RenderContext) -> Vec<(NaiveDate, Id<Brief>, Change)> {
    let mut all = Vec::new();
    for (id, brief) in site.briefs.entries() {
        let link = || site.link_to(RecordId::Brief(id));
        if let Some(published) = brief.written.published {
            all.push((published.day, id, Change { brief: link(), kind: "added", text: None }));
        }
        for (written, update) in brief.written.updates.iter().rev().zip(UpdateView::all_of(brief)) {
            let change = Change { brief: link(), kind: update.kind, text: Some(update.text) };
            all.push((written.date.day, id, change));
        }
    }
    all.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
    all
}

fn view(
    site: &RenderContext,
    head: Head,
    frame: PageNav,
    all: &[(NaiveDate, Id<Brief>, Change)],
    items: &[usize],
) -> View {
    let mut days: BTreeMap<NaiveDate, Vec<Change>> = BTreeMap::new();
    for (day, _, change) in items.iter().map(|at| &all[*at]) {
        days.entry(*day).or_default().push(change.clone());
    }
    let is_part = frame.whole.is_some();
    let undated = || site.listed().filter(|id| site.briefs[*id].written.published.is_none()).count();
    View {
        head,
        frame,
        days: days.into_iter().rev().map(|(day, changes)| Day { date: DateView::day(day), changes }).collect(),
        undated: if is_part { 0 } else { undated() },
    }
}

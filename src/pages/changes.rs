//! Changes: what was added and what was changed, by the day it was published, apart from the dates of events.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::{Brief, Id, RecordId};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{
    GroupBy, ListPage, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, SortKey, list_pages, partition,
};
use crate::pages::views::update::UpdateView;
use crate::pages::views::{DateView, Head, Link};
use crate::routes;

#[derive(Serialize)]
struct View<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    days: Vec<ChangeDay>,
    /// The number of briefs that do not say when they were published.
    undated: usize,
}

#[derive(Serialize)]
struct ChangeDay {
    date: DateView,
    changes: Vec<ChangeLine>,
}

#[derive(Serialize)]
struct ChangeLine {
    brief: Link,
    /// "added", "correction".
    kind: &'static str,
    text: Option<String>,
}

/// The publication of a brief, or a later change of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// The day.
    pub day: NaiveDate,
    /// The brief.
    pub brief: Id<Brief>,
    /// The number of the update in its brief, from 1; none: the brief was added.
    pub update: Option<usize>,
}

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesPage(ListPage<Change>);

impl PageKind for ChangesPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let mut all = changes(site);
        let keyed: Vec<(SortKey<'_>, Change)> =
            all.iter().map(|change| (SortKey::of_day(change.day, &site.briefs[change.brief]), *change)).collect();
        let is_long = all.len() >= PAGINATE_COMPACT_AT;
        let page = routes::changes();
        let parts = if is_long { partition(&page, GroupBy::Year, &keyed, PAGINATE_COMPACT_AT) } else { Vec::new() };
        if is_long {
            all.truncate(PAGINATE_AT);
        }
        let head = Head::new("changes", "Changes")
            .describe(Some("What was added to this briefing and what was changed, day by day."));
        list_pages(head, page, &parts, all).into_iter().map(|page| page.map(Self)).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("changes.html", &view(renderer.site, &self.0))
    }
}

/// Returns every change, the latest day first, in the order of the briefs.
pub(super) fn changes(site: &RenderContext) -> Vec<Change> {
    let mut all = Vec::new();
    for (brief, record) in site.briefs.entries() {
        all.extend(record.written.published.map(|published| Change { day: published.day, brief, update: None }));
        for (index, update) in record.written.updates.iter().enumerate().rev() {
            all.push(Change { day: update.date.day, brief, update: Some(index + 1) });
        }
    }
    all.sort_by_key(|change| Reverse(change.day));
    all
}

fn view<'p>(site: &RenderContext, page: &'p ListPage<Change>) -> View<'p> {
    let mut days: BTreeMap<NaiveDate, Vec<ChangeLine>> = BTreeMap::new();
    for change in &page.items {
        days.entry(change.day).or_default().push(line(site, change));
    }
    let is_part = page.nav.whole.is_some();
    let undated = || site.listed().filter(|id| site.briefs[*id].written.published.is_none()).count();
    View {
        head: &page.head,
        frame: &page.nav,
        days: days.into_iter().rev().map(|(day, changes)| ChangeDay { date: DateView::day(day), changes }).collect(),
        undated: if is_part { 0 } else { undated() },
    }
}

fn line(site: &RenderContext, change: &Change) -> ChangeLine {
    let update = change.update.map(|number| UpdateView::of(&site.briefs[change.brief], number));
    ChangeLine {
        brief: site.link_to(RecordId::Brief(change.brief)),
        kind: update.as_ref().map_or("added", |update| update.kind),
        text: update.map(|update| update.text),
    }
}

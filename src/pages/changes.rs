//! Changes: what was added and what was changed, by the day it was published, apart from the dates of events.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Id, Node};
use crate::pages::Page;
use crate::pages::brief::updates;
use crate::pages::shown::Shown;
use crate::pages::view::{DateView, Head, Link};
use crate::path::UrlPath;

/// How many days the page shows.
const DAYS: usize = 120;

#[derive(Serialize)]
struct View {
    head: Head,
    days: Vec<Day>,
    cut: bool,
    /// Briefs that do not say when they were published.
    undated: usize,
}

#[derive(Serialize)]
struct Day {
    date: DateView,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    brief: Link,
    /// "added", "correction".
    kind: &'static str,
    text: Option<String>,
}

/// The page of changes.
pub(super) fn plan(site: &Shown) -> Vec<Page<'_>> {
    vec![Page::of(UrlPath::page(&["changes"]), "changes.html", || view(site))]
}

fn view(site: &Shown) -> View {
    let mut days: BTreeMap<NaiveDate, Vec<Change>> = BTreeMap::new();
    for (id, brief) in site.briefs.entries() {
        let link = |id: Id<_>| site.link_to(Node::Brief(id));
        if let Some(published) = brief.written.published {
            days.entry(published.day).or_default().push(Change { brief: link(id), kind: "added", text: None });
        }
        for (written, update) in brief.written.updates.iter().rev().zip(updates(brief)) {
            let change = Change { brief: link(id), kind: update.kind, text: Some(update.text) };
            days.entry(written.date.day).or_default().push(change);
        }
    }
    let cut = days.len() > DAYS;
    View {
        head: Head::new("changes", "Changes")
            .describe(Some("What was added to this briefing and what was changed, day by day.")),
        days: days
            .into_iter()
            .rev()
            .take(DAYS)
            .map(|(day, changes)| Day { date: DateView::day(day), changes })
            .collect(),
        cut,
        undated: site.listed().filter(|id| site.briefs[*id].written.published.is_none()).count(),
    }
}

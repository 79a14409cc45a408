//! Corrections: what was wrong and put right, in one place.

use serde::Serialize;

use crate::content::claim::UpdateType;
use crate::model::{Brief, Id, Node};
use crate::pages::brief::{Update, updates};
use crate::pages::shown::Shown;
use crate::pages::view::{Head, Link};
use crate::pages::{Page, atom};
use crate::path::UrlPath;

#[derive(Serialize)]
struct View {
    head: Head,
    policy: Option<Link>,
    corrections: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    brief: Link,
    update: Update,
}

/// The page of corrections.
pub(super) fn plan(site: &Shown) -> Vec<Page<'_>> {
    vec![Page::of(page(), "corrections.html", || view(site))]
}

/// Where it stands.
pub fn page() -> UrlPath {
    UrlPath::page(&["corrections"])
}

/// Every correction, clarification and withdrawal, the latest first.
pub(super) fn corrections(site: &Shown) -> Vec<(Id<Brief>, Update)> {
    let mut all: Vec<(chrono::NaiveDate, Id<Brief>, Update)> = Vec::new();
    for (id, brief) in site.briefs.entries() {
        let written = brief.written.updates.iter().rev();
        for (update, view) in written.zip(updates(brief)) {
            if update.kind != UpdateType::Update {
                all.push((update.date.day, id, view));
            }
        }
    }
    all.sort_by(|(a, x, _), (b, y, _)| b.cmp(a).then(x.cmp(y)));
    all.into_iter().map(|(_, id, update)| (id, update)).collect()
}

fn view(site: &Shown) -> View {
    View {
        head: Head::new("corrections", "Corrections")
            .describe(Some("What was wrong in this briefing, and how it was put right."))
            .feed(&atom::corrections_feed()),
        policy: site
            .pages
            .entries()
            .find(|(_, page)| page.written.origin.id.as_str() == "corrections-policy")
            .map(|(id, _)| site.link_to(Node::Page(id))),
        corrections: corrections(site)
            .into_iter()
            .map(|(id, update)| Line { brief: site.link_to(Node::Brief(id)), update })
            .collect(),
    }
}

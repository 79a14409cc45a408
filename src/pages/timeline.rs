//! The timeline of the site: all briefs on one axis; the same in words beneath.

use serde::Serialize;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::model::{Brief, Id, RecordId};
use crate::pages::axis;
use crate::pages::context::RenderContext;
use crate::pages::listing::{Listing, listing};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::{Head, Link, ListEntry};
use crate::routes;

/// How many briefs without a year, how many topics and how many actors the page names.
const OPEN: usize = 60;

#[derive(Serialize)]
struct View {
    head: Head,
    /// The topics and actors whose pages show a timeline.
    topics: Vec<Link>,
    actors: Vec<Link>,
    actors_cut: bool,
    /// An SVG.
    picture: Option<String>,
    /// Those that have no place on an axis.
    open: Vec<ListEntry>,
    open_page: String,
    open_cut: bool,
    listing: Listing,
}

/// The timeline of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinePage;

impl PageKind for TimelinePage {
    fn plan(_: &RenderContext) -> Vec<PageOf<Self>> {
        vec![PageOf::new(routes::timeline(), Self)]
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("timeline.html", &view(renderer.site))
    }
}

fn view(site: &RenderContext) -> View {
    let briefs = &site.by_date;
    let open: Vec<Id<Brief>> = briefs.iter().copied().filter(|id| !axis::is_placed(&site.briefs[*id])).collect();
    let topics = site.topics.entries().filter(|(id, _)| axis::has_small(site, site.index.briefs_of(*id)));
    let actors: Vec<Link> = site
        .actors
        .entries()
        .filter(|(id, _)| axis::has_small(site, site.index.briefs_of(*id)))
        .map(|(id, _)| anchored(site, RecordId::Actor(id)))
        .collect();
    let head = Head::new("timeline", "Timeline").describe(Some("Every brief on one axis."));
    View {
        topics: topics.take(OPEN).map(|(id, _)| anchored(site, RecordId::Topic(id))).collect(),
        actors_cut: actors.len() > OPEN,
        actors: actors.into_iter().take(OPEN).collect(),
        picture: axis::large(site, &head.title, &routes::timeline(), briefs),
        open_cut: open.len() > OPEN,
        open: open.iter().take(OPEN).map(|id| site.entry(*id)).collect(),
        open_page: routes::undated().to_string(),
        listing: listing(site, &routes::index(Kind::Brief), briefs, |_| None),
        head,
    }
}

/// Returns a link to the timeline on the page of a record.
fn anchored(site: &RenderContext, record: RecordId) -> Link {
    let link = site.link_to(record);
    Link { path: format!("{}#timeline", link.path), ..link }
}

//! Timelines: all briefs on one axis, and those of each topic and each actor; the same in words beneath.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::charts::Caption;
use crate::charts::timeline::{Bin, Item, Kind as ItemKind, timeline};
use crate::content::Kind;
use crate::digest::Digest;
use crate::edtf::Placement;
use crate::model::{Brief, Id, RecordId};
use crate::pages::context::{Made, RenderContext};
use crate::pages::listing::{Listing, listing};
use crate::pages::view::{Head, Link, ListEntry};
use crate::pages::{Page, dates};
use crate::path::UrlPath;

/// The width of the picture, in units of which sixteen are one rem.
const WIDTH: u32 = 900;
/// What the marks stand for.
const DESCRIPTION: &str = "A dot is a day, a short bar a month or a year; a dashed outline is a span on one day of which it happened, a solid bar a span over which it lasted.";
/// How many briefs without a year, how many topics and how many actors the page names.
const OPEN: usize = 60;

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    title: String,
    /// Of what it is the timeline; none for the whole site.
    whole: Option<Link>,
    /// The topics and actors that have a timeline of their own.
    topics: Vec<Link>,
    actors: Vec<Link>,
    actors_cut: bool,
    /// An SVG.
    picture: Made<'s>,
    open: Vec<ListEntry>,
    open_page: String,
    open_cut: bool,
    listing: Listing,
}

/// The timeline of the site, and one for each topic and actor that has briefs.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let all: Vec<Id<Brief>> = site.listed().collect();
    let mut pages = vec![Page::of(page(&[]), "timeline.html", move |site| Box::new(whole(site, &all)))];
    for (id, topic) in site.topics.entries().filter(|(_, topic)| !topic.briefs.is_empty()) {
        let folder = [Kind::Topic.folder(), topic.written.origin.id.as_str()];
        pages.push(Page::of(page(&folder), "timeline.html", move |site| {
            Box::new(part(site, Kind::Topic, RecordId::Topic(id), &site.topics[id].briefs))
        }));
    }
    for (id, actor) in site.actors.entries().filter(|(_, actor)| !actor.briefs.is_empty()) {
        let folder = [Kind::Actor.folder(), actor.written.origin.id.as_str()];
        pages.push(Page::of(page(&folder), "timeline.html", move |site| {
            Box::new(part(site, Kind::Actor, RecordId::Actor(id), &site.actors[id].briefs))
        }));
    }
    pages
}

/// Where a timeline stands, below the folder of its record.
pub fn page(folder: &[&str]) -> UrlPath {
    let parts: Vec<&str> = folder.iter().copied().chain(["timeline"]).collect();
    UrlPath::page(&parts)
}

fn whole<'s>(site: &'s RenderContext, briefs: &[Id<Brief>]) -> View<'s> {
    let link = |folder: &'static str, id: &str, text: &str| Link {
        path: page(&[folder, id]).to_string(),
        text: text.to_owned(),
    };
    let topics = site.topics.iter().filter(|topic| !topic.briefs.is_empty());
    let actors = site.actors.iter().filter(|actor| !actor.briefs.is_empty());
    let head = Head::new("timeline", "Timeline").describe(Some("Every brief on one axis."));
    View {
        topics: topics
            .take(OPEN)
            .map(|topic| link(Kind::Topic.folder(), topic.written.origin.id.as_str(), &topic.written.names.name))
            .collect(),
        actors_cut: actors.clone().count() > OPEN,
        actors: actors
            .take(OPEN)
            .map(|actor| link(Kind::Actor.folder(), actor.written.origin.id.as_str(), &actor.written.names.name))
            .collect(),
        ..view(site, head, &page(&[]), &[Kind::Brief.folder()], briefs)
    }
}

fn part<'s>(site: &'s RenderContext, kind: Kind, node: RecordId, briefs: &[Id<Brief>]) -> View<'s> {
    let own = site.page(node);
    let name = site.title(node).to_owned();
    let head = Head::new(kind.folder(), format!("Timeline of {name}"))
        .under_kind(kind)
        .under(own, &name)
        .describe(Some(format!("The briefs on {name} on one axis.")));
    let folder: Vec<&str> = own.as_str().trim_end_matches("/index.html").split('/').collect();
    let whole = Some(Link { path: own.to_string(), text: name });
    View { whole, ..view(site, head, &page(&folder), &folder, briefs) }
}

fn view<'s>(site: &'s RenderContext, head: Head, page: &UrlPath, folder: &[&str], briefs: &[Id<Brief>]) -> View<'s> {
    let root = page.root();
    // What has no place on an axis is listed apart.
    let (drawn, open): (Vec<_>, Vec<_>) = briefs.iter().partition(|id| ends(&site.briefs[**id]).is_some());
    View {
        title: head.title.clone(),
        whole: None,
        topics: Vec::new(),
        actors: Vec::new(),
        actors_cut: false,
        picture: picture(site, head.title.clone(), root, drawn),
        open_cut: open.len() > OPEN,
        open: open.into_iter().take(OPEN).map(|id| site.entry(id)).collect(),
        open_page: dates::open_page().to_string(),
        listing: listing(site, folder, briefs, |_| None),
        head,
    }
}

fn picture(site: &RenderContext, title: String, root: String, briefs: Vec<Id<Brief>>) -> Made<'_> {
    // What a list shows of a brief is more than what is drawn of it.
    let shown: Vec<Digest> = briefs.iter().map(|id| site.brief_digest(*id)).collect();
    let from = Digest::of(&(&title, &root, shown, site.months));
    Made::new(from, move || {
        let month = |bin: Bin| {
            let known = site.calendar.years.get(&bin.first.year())?;
            let path = match known.months.contains_key(&bin.first.month()) {
                true => dates::month_page(bin.first.year(), bin.first.month()),
                false => dates::year_page(bin.first.year()),
            };
            Some(format!("{root}{path}"))
        };
        let caption = Caption { id: "timeline", title: &title, desc: DESCRIPTION };
        let items: Vec<Item> = briefs.iter().filter_map(|id| item(&site.briefs[*id], &root)).collect();
        timeline(&items, WIDTH, &caption, month).map(String::from)
    })
}

/// The first and the last day on which it may have been, one of them at least; none where no year is known.
fn ends(brief: &Brief) -> Option<[Option<NaiveDate>; 2]> {
    let date = &brief.written.date;
    let ends = [date.earliest(), date.latest()];
    (brief.placement != Placement::OpenYear && ends != [None, None]).then_some(ends)
}

fn item(brief: &Brief, root: &str) -> Option<Item> {
    let date = &brief.written.date;
    let [first, last] = ends(brief)?;
    let kind = match brief.placement {
        // What is uncertain is never drawn as if it were sure.
        _ if date.is_uncertain() || date.is_approximate() => ItemKind::OneDayIn,
        Placement::Day(_) => ItemKind::Day,
        Placement::Month { .. } | Placement::Year(_) => ItemKind::Period,
        Placement::Span { .. } if date.lasts() => ItemKind::Lasts,
        Placement::Span { .. } | Placement::OpenYear => ItemKind::OneDayIn,
    };
    let known = first.or(last)?;
    Some(Item {
        start: first.unwrap_or(known),
        end: last.unwrap_or(known),
        kind,
        title: brief.written.title.clone(),
        href: format!("{root}{}", brief.page),
        open_start: first.is_none(),
        open_end: last.is_none(),
    })
}

//! Places: the list, and a page for each with what happened there.

use std::sync::Arc;

use serde::Serialize;

use crate::charts::map::{LocatorMap, MapMark, Outlines, draw};
use crate::content::Kind;
use crate::digest::Digest;
use crate::english::{count_of, humanise};
use crate::model::{Brief, Id, Place};
use crate::pages::context::{Deferred, RenderContext};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::paginate::{self, PAGINATE_COMPACT_AT, PageNav};
use crate::pages::views::name::{NameView, names};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::pages::{Page, axis};
use crate::path::UrlPath;

#[derive(Serialize)]
struct IndexView<'s> {
    head: Head,
    frame: PageNav,
    places: Vec<PlaceLine>,
    map: MapView<'s>,
}

/// A map, and what is to be known of it.
#[derive(Serialize)]
struct MapView<'s> {
    /// An SVG; none where nothing can be drawn.
    svg: Deferred<'s>,
    /// Whose borders these are.
    caption: Option<String>,
    /// Whether a ring on it stands for a region.
    regions: bool,
}

/// How large a map is.
struct Size {
    width: f64,
    /// The largest size of letters in the style sheet, in units of the width.
    letter: f64,
}

/// How many places a map shows at most.
const MARKS: usize = 150;
/// On the index; a phone shows it at some 0.6 of its size, with larger letters.
const LARGE: Size = Size { width: 560.0, letter: 20.0 };
/// Beside the record of a place.
const SMALL: Size = Size { width: 320.0, letter: 14.0 };

#[derive(Serialize)]
struct PlaceLine {
    path: String,
    name: String,
    country: Option<String>,
    count: String,
}

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    name: String,
    country: Option<String>,
    aliases: Vec<String>,
    names: Vec<NameView>,
    position: Option<Position>,
    summary: Option<String>,
    html: Deferred<'s>,
    /// An SVG.
    timeline: Deferred<'s>,
    listing: Listing,
    map: MapView<'s>,
    sources: Vec<NumberedSource>,
}

#[derive(Serialize)]
struct Position {
    /// "40.41° N, 49.87° E".
    words: String,
    precision: Option<&'static str>,
    source: Option<Link>,
}

/// The list, a page for each place, and its pages by year where it is long.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let index = UrlPath::page(&[Kind::Place.folder()]);
    let placed = Arc::new(placed(site));
    let all = placed.clone();
    let records = site.places.entries().map(|(id, place)| (id, place.written.names.name.as_str(), &place.page));
    let parts = paginate::partition_by_title(Kind::Place, records, PAGINATE_COMPACT_AT);
    let part = |page: UrlPath, head: Head, frame: PageNav, ids: Vec<Id<Place>>| {
        Page::of(page, "places.html", move |site| {
            let map = MapView { svg: Deferred::nothing(), caption: None, regions: false };
            Box::new(IndexView { head: head.clone(), frame: frame.clone(), places: lines(site, &ids), map })
        })
    };
    let mut pages = paginate::pages(&index_head(), &index, &parts, &part);
    let frame = PageNav::first(&parts);
    let own = index.clone();
    pages.push(Page::drawn(index, "places.html", move |site, theme| {
        Box::new(index_view(site, &own, frame.clone(), &all, &theme.map))
    }));
    for (id, place) in site.places.entries() {
        let folder = [Kind::Place.folder(), place.written.origin.id.as_str()];
        let all = placed.clone();
        pages.push(Page::drawn(place.page.clone(), "place.html", move |site, theme| {
            Box::new(view(site, id, &all, &theme.map))
        }));
        pages.extend(year_pages(site, &folder, site.index.briefs_of(id), &head(place)));
    }
    pages
}

fn index_head() -> Head {
    Head::new("places", "Places").describe(Some("Where the events took place."))
}

fn index_view<'s>(
    site: &'s RenderContext,
    index: &UrlPath,
    frame: PageNav,
    placed: &[Id<Place>],
    outlines: &Arc<Outlines>,
) -> IndexView<'s> {
    let shown = if frame.parts.is_empty() { site.places.ids().collect() } else { Vec::new() };
    IndexView {
        head: index_head(),
        frame,
        places: lines(site, &shown),
        map: map(outlines, marks(site, placed, index), Vec::new(), &LARGE, "Map of the places in the list".to_owned()),
    }
}

fn lines(site: &RenderContext, ids: &[Id<Place>]) -> Vec<PlaceLine> {
    let line = |id: Id<Place>, place: &Place| PlaceLine {
        path: place.page.as_str().to_owned(),
        name: place.written.names.name.clone(),
        country: place.written.country.as_deref().map(|code| site.country(code)),
        count: count_of(site.index.briefs_of(id).len(), "brief"),
    };
    ids.iter().map(|id| line(*id, &site.places[*id])).collect()
}

/// The places with a position, the most told of first.
fn placed(site: &RenderContext) -> Vec<Id<Place>> {
    let placed = |(id, place): (Id<Place>, &Place)| place.written.position.map(|_| id);
    let mut places: Vec<Id<Place>> = site.places.entries().filter_map(placed).collect();
    places.sort_by_key(|id| std::cmp::Reverse(site.index.briefs_of(*id).len()));
    places
}

/// The places as marks on the map of a page: its own, and those most told of.
fn marks(site: &RenderContext, placed: &[Id<Place>], page: &UrlPath) -> Vec<MapMark> {
    let shown = |(at, place): &(usize, &Place)| *at < MARKS || place.page == *page;
    placed
        .iter()
        .map(|id| &site.places[*id])
        .enumerate()
        .filter(shown)
        .filter_map(|(_, place)| mark(place, page))
        .collect()
}

fn mark(place: &Place, page: &UrlPath) -> Option<MapMark> {
    let (latitude, longitude) = place.written.position?;
    Some(MapMark {
        name: place.written.names.name.clone(),
        href: (place.page != *page).then(|| format!("{}{}", page.root(), place.page)),
        at: [longitude, latitude],
        region: place.written.precision == Some(3),
    })
}

fn map<'s>(
    outlines: &Arc<Outlines>,
    marks: Vec<MapMark>,
    around: Vec<MapMark>,
    size: &'static Size,
    label: String,
) -> MapView<'s> {
    let regions = marks.iter().chain(&around).any(|mark| mark.region);
    let caption = outlines.caption.clone();
    // The outlines are in the digest of the theme.
    let from = Digest::of(&(&marks, &around, size.width, &label));
    let outlines = outlines.clone();
    let svg = Deferred::new(from, move || {
        let (marks, around) = (&marks, &around);
        let map =
            LocatorMap { outlines: &outlines, marks, around, width: size.width, letter: size.letter, label: &label };
        draw(&map).map(String::from)
    });
    MapView { svg, caption, regions }
}

/// The surroundings of a place, with the other places in them.
fn locator<'s>(site: &RenderContext, placed: &[Id<Place>], place: &Place, outlines: &Arc<Outlines>) -> MapView<'s> {
    let (own, others): (Vec<MapMark>, Vec<MapMark>) =
        marks(site, placed, &place.page).into_iter().partition(|mark| mark.href.is_none());
    let label = format!("Map of the surroundings of {}", place.written.names.name);
    map(outlines, own, others, &SMALL, label)
}

fn head(place: &Place) -> Head {
    Head::new("places", &place.written.names.name).under_kind(Kind::Place).describe(place.written.summary.clone())
}

fn view<'s>(site: &'s RenderContext, id: Id<Place>, placed: &[Id<Place>], outlines: &Arc<Outlines>) -> View<'s> {
    let place = &site.places[id];
    let written = &place.written;
    let mut sources = site.cited(&[place.prose()]);
    sources.extend(place.source.filter(|source| !sources.contains(source)));
    let folder = [Kind::Place.folder(), written.origin.id.as_str()];
    View {
        head: head(place),
        name: written.names.name.clone(),
        country: written.country.as_deref().map(|code| site.country(code)),
        aliases: written.names.aliases.clone(),
        names: names(&written.names.by_language),
        position: written.position.map(|position| Position {
            words: degrees(position),
            precision: written.precision.map(|precision| match precision {
                1 => "the place itself",
                2 => "near the place",
                _ => "the region only",
            }),
            source: place.source.map(|source| site.outlet_link(source)),
        }),
        summary: written.summary.clone(),
        html: site.html(place.prose(), &place.page, &sources),
        timeline: axis::small(site, &written.names.name, &place.page, site.index.briefs_of(id)),
        listing: listing(site, &folder, site.index.briefs_of(id), |brief| part(site, brief, id)),
        map: locator(site, placed, place, outlines),
        sources: site.numbered(&sources),
    }
}

/// Latitude and longitude for a reader: "40.41° N, 49.87° E".
fn degrees((latitude, longitude): (f64, f64)) -> String {
    let (north, east) = (if latitude < 0.0 { "S" } else { "N" }, if longitude < 0.0 { "W" } else { "E" });
    format!("{:.2}° {north}, {:.2}° {east}", latitude.abs(), longitude.abs())
}

fn part(site: &RenderContext, brief: Id<Brief>, place: Id<Place>) -> Option<String> {
    let part = site.briefs[brief].places.iter().find(|part| part.place == place)?;
    part.role.map(|role| humanise(role.as_str()))
}

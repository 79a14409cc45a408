//! Places: the list, and a page for each with what happened there.

use serde::Serialize;
use serde_yaml::Value;

use crate::charts::map::{LocatorMap, MapMark, Outlines, draw};
use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::english::{count_of, humanise};
use crate::model::{Brief, Id, Place};
use crate::pages::axis;
use crate::pages::context::RenderContext;
use crate::pages::listing::{BriefListPage, Listing, listing, render_list, year_pages};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{ListPage, PAGINATE_COMPACT_AT, PageNav, list_pages, partition_by_title};
use crate::pages::views::name::{NameView, names};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::path::UrlPath;
use crate::routes;

#[derive(Serialize)]
struct PlaceIndex<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    places: Vec<PlaceLine>,
    map: MapView,
}

/// A map, and what is to be known of it.
#[derive(Serialize)]
struct MapView {
    /// An SVG; none where nothing can be drawn.
    svg: Option<String>,
    /// Whose borders these are.
    caption: Option<String>,
    /// Whether a ring on it stands for a region.
    regions: bool,
}

/// How large a map is.
struct MapSize {
    width: f64,
    /// The largest size of letters in the style sheet, in units of the width.
    letter: f64,
}

/// How many places a map shows at most.
const MARK_LIMIT: usize = 150;
/// On the index; a phone shows it at some 0.6 of its size, with larger letters.
const LARGE: MapSize = MapSize { width: 560.0, letter: 20.0 };
/// Beside the record of a place.
const SMALL: MapSize = MapSize { width: 320.0, letter: 14.0 };

#[derive(Serialize)]
struct PlaceLine {
    path: String,
    name: String,
    country: Option<String>,
    count: String,
}

#[derive(Serialize)]
struct View {
    head: Head,
    name: String,
    country: Option<String>,
    aliases: Vec<String>,
    names: Vec<NameView>,
    position: Option<PositionView>,
    summary: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    /// An SVG.
    timeline: Option<String>,
    listing: Listing,
    map: MapView,
    sources: Vec<NumberedSource>,
}

#[derive(Serialize)]
struct PositionView {
    /// "40.41° N, 49.87° E".
    words: String,
    precision: Option<&'static str>,
    source: Option<Link>,
}

/// A page of the list of places, or of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlacePage {
    /// A page of the list.
    Index(ListPage<Id<Place>>),
    /// A place.
    Place(Id<Place>),
    /// A part of the briefs of a place.
    Part(BriefListPage),
}

impl PageKind for PlacePage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let records = site.places.entries().map(|(id, place)| (id, place.written.names.name.as_str(), &place.page));
        let parts = partition_by_title(Kind::Place, records, PAGINATE_COMPACT_AT);
        let head_of_all = Head::new("places", "Places").describe(Some("Where the events took place."));
        let first = if parts.is_empty() { site.places.ids().collect() } else { Vec::new() };
        let index = list_pages(head_of_all, routes::index(Kind::Place), &parts, first);
        let mut pages: Vec<PageOf<Self>> = index.into_iter().map(|page| page.map(Self::Index)).collect();
        for (id, place) in site.places.entries() {
            pages.push(PageOf::new(place.page.clone(), Self::Place(id)));
            let parts = year_pages(site, &place.page, site.index.briefs_of(id), &head(place));
            pages.extend(parts.into_iter().map(|page| page.map(Self::Part)));
        }
        pages
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index(page) => renderer.html("places.html", &index_view(page, renderer)),
            Self::Place(id) => renderer.html("place.html", &view(renderer.site, *id, &renderer.theme.map)),
            Self::Part(part) => render_list(part, renderer),
        }
    }
}

fn index_view<'p>(page: &'p ListPage<Id<Place>>, renderer: &Renderer<'_>) -> PlaceIndex<'p> {
    let site = renderer.site;
    let map = match page.nav.whole {
        Some(_) => MapView { svg: None, caption: None, regions: false },
        None => {
            let marks = marks(site, renderer.path);
            map(&renderer.theme.map, &marks, &[], &LARGE, "Map of the places in the list")
        }
    };
    PlaceIndex { head: &page.head, frame: &page.nav, places: lines(site, &page.items), map }
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

/// The places as marks on the map of a page: its own, and those most told of.
fn marks(site: &RenderContext, page: &UrlPath) -> Vec<MapMark> {
    let shown = |(at, place): &(usize, &Place)| *at < MARK_LIMIT || place.page == *page;
    site.mapped_places
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

fn map(outlines: &Outlines, marks: &[MapMark], around: &[MapMark], size: &MapSize, label: &str) -> MapView {
    let regions = marks.iter().chain(around).any(|mark| mark.region);
    let map = LocatorMap { outlines, marks, around, width: size.width, letter: size.letter, label };
    MapView { svg: draw(&map).map(String::from), caption: outlines.caption.clone(), regions }
}

/// The surroundings of a place, with the other places in them.
fn locator(site: &RenderContext, place: &Place, outlines: &Outlines) -> MapView {
    let (own, others): (Vec<MapMark>, Vec<MapMark>) =
        marks(site, &place.page).into_iter().partition(|mark| mark.href.is_none());
    let label = format!("Map of the surroundings of {}", place.written.names.name);
    map(outlines, &own, &others, &SMALL, &label)
}

fn head(place: &Place) -> Head {
    Head::new("places", &place.written.names.name).under_kind(Kind::Place).describe(place.written.summary.clone())
}

fn view(site: &RenderContext, id: Id<Place>, outlines: &Outlines) -> View {
    let place = &site.places[id];
    let written = &place.written;
    let mut sources = site.cited(&[place.prose()]);
    sources.extend(place.source.filter(|source| !sources.contains(source)));
    View {
        head: head(place),
        name: written.names.name.clone(),
        country: written.country.as_deref().map(|code| site.country(code)),
        aliases: written.names.aliases.clone(),
        names: names(&written.names.by_language),
        position: written.position.map(|position| PositionView {
            words: degrees(position),
            precision: written.precision.map(|precision| match precision {
                1 => "the place itself",
                2 => "near the place",
                _ => "the region only",
            }),
            source: place.source.map(|source| site.outlet_link(source)),
        }),
        summary: written.summary.clone(),
        extra: written.extra.clone(),
        html: site.html(place.prose(), &place.page, &sources),
        timeline: axis::small(site, &written.names.name, &place.page, site.index.briefs_of(id)),
        listing: listing(site, &place.page, site.index.briefs_of(id), |brief| part(site, brief, id)),
        map: locator(site, place, outlines),
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

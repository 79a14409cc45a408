//! Places: the list, and a page for each with what happened there.

use serde::Serialize;

use crate::content::Kind;
use crate::model::{Brief, Id, Place, Site};
use crate::pages::Page;
use crate::pages::actors::{NameView, names};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::view::{Head, Link, SourceView, count_of, country, words};
use crate::path::UrlPath;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    places: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
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
    position: Option<Position>,
    summary: Option<String>,
    html: String,
    listing: Listing,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct Position {
    /// "40.41° N, 49.87° E".
    words: String,
    precision: Option<&'static str>,
    source: Option<Link>,
}

/// The list, a page for each place, and its pages by year where it is long.
pub(super) fn plan(site: &Site) -> Vec<Page<'_>> {
    let mut pages = vec![Page::of(UrlPath::page(&[Kind::Place.folder()]), "places.html", || IndexView {
        head: Head::new("places", "Places").describe(Some("Where the events took place.")),
        places: site
            .places
            .iter()
            .map(|place| Line {
                path: place.page.as_str().to_owned(),
                name: place.written.names.name.clone(),
                country: place.written.country.as_deref().map(country),
                count: count_of(place.briefs.len(), "brief"),
            })
            .collect(),
    })];
    for (id, place) in site.places.entries() {
        let folder = [Kind::Place.folder(), place.written.origin.id.as_str()];
        pages.push(Page::of(place.page.clone(), "place.html", move || view(site, id)));
        pages.extend(year_pages(site, &folder, &place.briefs, &head(place)));
    }
    pages
}

fn head(place: &Place) -> Head {
    Head::new("places", &place.written.names.name).under_kind(Kind::Place).describe(place.written.summary.clone())
}

fn view(site: &Site, id: Id<Place>) -> View {
    let place = &site.places[id];
    let written = &place.written;
    let mut sources = site.cited(&[place.prose()]);
    sources.extend(place.source.filter(|source| !sources.contains(source)));
    let folder = [Kind::Place.folder(), written.origin.id.as_str()];
    View {
        head: head(place),
        name: written.names.name.clone(),
        country: written.country.as_deref().map(country),
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
        listing: listing(site, &folder, &place.briefs, |brief| part(site, brief, id)),
        sources: site.numbered(&sources),
    }
}

/// Latitude and longitude for a reader: "40.41° N, 49.87° E".
fn degrees((latitude, longitude): (f64, f64)) -> String {
    let (north, east) = (if latitude < 0.0 { "S" } else { "N" }, if longitude < 0.0 { "W" } else { "E" });
    format!("{:.2}° {north}, {:.2}° {east}", latitude.abs(), longitude.abs())
}

fn part(site: &Site, brief: Id<Brief>, place: Id<Place>) -> Option<String> {
    let part = site.briefs[brief].places.iter().find(|part| part.place == place)?;
    part.role.map(|role| words(role.as_str()))
}

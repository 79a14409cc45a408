//! Every address of the site in one place, and which of them no record may take.
//!
//! Kinds, ids and dates come in; a [`UrlPath`] from the root of the site goes out.

use chrono::IsoWeek;

use crate::content::Kind;
use crate::path::{Slug, UrlPath};

const DATES: &str = "dates";
const TIMELINE: &str = "timeline";
const CORRECTIONS: &str = "corrections";
const CHANGES: &str = "changes";
const DIGEST: &str = "digest";
const EVENTS: &str = "events";
const HEALTH: &str = "health";
const FEED: &str = "atom.xml";

/// The folder of what is not dated more closely: briefs without a year, without a month, without a day.
pub(crate) const OPEN: &str = "open";
/// The folder of what begins before a year or a month.
pub(crate) const EARLIER: &str = "earlier";
/// The folder of the publishers, in the folder of sources.
const BY_PUBLISHER: &str = "by";
/// The folder of the sources that name no publisher, and that of the publishers by first letters.
const NO_PUBLISHER: &str = "no-publisher";
const PUBLISHERS: &str = "publishers";
/// The id of the main part of each page: no source can have an anchor of that name.
const MAIN: &str = "content";
/// The folder of the pages by first letters, in the folder of an index.
const BY_TITLE: &str = "by-title";

/// Top-level folders that belong to no kind of record; no page may take them.
const RESERVED: [&str; 8] = [DATES, TIMELINE, CORRECTIONS, CHANGES, DIGEST, EVENTS, "theme", "search"];

/// Returns whether a record's address belongs to an index, although no such page may be made yet: a site that grows does
/// not break.
pub(crate) fn is_reserved(kind: Kind, page: &UrlPath) -> bool {
    let is_year = |id: &str| id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = parts_of(page).collect();
    match (kind, parts.as_slice()) {
        (Kind::Page, [id]) => {
            RESERVED.contains(id) || Kind::ALL.iter().any(|kind| *kind != Kind::Page && kind.folder() == *id)
        }
        (Kind::Brief, [_, id]) => *id == OPEN || is_year(id),
        (Kind::Source, [_, id]) => matches!(*id, HEALTH | BY_TITLE | BY_PUBLISHER | NO_PUBLISHER | PUBLISHERS | MAIN),
        (Kind::Actor | Kind::Place | Kind::Question | Kind::Thread, [_, id]) => *id == BY_TITLE,
        _ => false,
    }
}

/// Returns whether a page stands only while some brief needs it: a date, a week, or a publisher of sources that have no
/// page.
pub(crate) fn is_made_for_briefs(page: &UrlPath) -> bool {
    let parts: Vec<&str> = parts_of(page).collect();
    matches!(parts.as_slice(), [DATES | DIGEST, _, ..] | [_, BY_PUBLISHER | NO_PUBLISHER | PUBLISHERS, ..])
}

/// The home page.
pub(crate) fn home() -> UrlPath {
    UrlPath::page(&[])
}

/// The page for what is not found.
pub(crate) fn not_found() -> UrlPath {
    UrlPath::file(&[], "404.html")
}

/// The index of a kind of record.
pub(crate) fn index(kind: Kind) -> UrlPath {
    UrlPath::page(&[kind.folder()])
}

/// The page of a record; an author's own page stands at the root of the site.
pub(crate) fn record(kind: Kind, id: &Slug) -> UrlPath {
    match kind {
        Kind::Page => UrlPath::page(&[id.as_str()]),
        _ => UrlPath::page(&[kind.folder(), id.as_str()]),
    }
}

/// The folder of an index's pages by first letters.
pub(crate) fn by_title(kind: Kind) -> UrlPath {
    below(&index(kind), BY_TITLE)
}

/// The page called `name` in the folder of another.
pub(crate) fn below(page: &UrlPath, name: &str) -> UrlPath {
    UrlPath::page(&parts_of(page).chain([name]).collect::<Vec<_>>())
}

/// The index of dates.
pub(crate) fn dates() -> UrlPath {
    UrlPath::page(&[DATES])
}

/// The page of a year.
pub(crate) fn year(year: i32) -> UrlPath {
    below(&dates(), &year_name(year))
}

/// The name of a year in addresses: four digits at least, as in EDTF, `-0044` for 45 BCE.
pub(crate) fn year_name(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// The page of a month.
pub(crate) fn month(year: i32, month: u32) -> UrlPath {
    below(&self::year(year), &format!("{month:02}"))
}

/// The page of the briefs without a year.
pub(crate) fn undated() -> UrlPath {
    below(&dates(), OPEN)
}

/// The review of a month.
pub(crate) fn review(year: i32, month: u32) -> UrlPath {
    below(&self::month(year, month), "review")
}

/// The timeline of the site.
pub(crate) fn timeline() -> UrlPath {
    UrlPath::page(&[TIMELINE])
}

/// The corrections.
pub(crate) fn corrections() -> UrlPath {
    UrlPath::page(&[CORRECTIONS])
}

/// The changes by day.
pub(crate) fn changes() -> UrlPath {
    UrlPath::page(&[CHANGES])
}

/// The digests by week.
pub(crate) fn digests() -> UrlPath {
    UrlPath::page(&[DIGEST])
}

/// The digest of a week by ISO 8601.
pub(crate) fn digest(week: IsoWeek) -> UrlPath {
    below(&digests(), &format!("{:04}-w{:02}", week.year(), week.week()))
}

/// The coded events by month.
pub(crate) fn events() -> UrlPath {
    UrlPath::page(&[EVENTS])
}

/// The health of sourcing.
pub(crate) fn source_health() -> UrlPath {
    below(&index(Kind::Source), HEALTH)
}

/// The page of a publisher's sources.
pub(crate) fn publisher(folder: &str) -> UrlPath {
    below(&below(&index(Kind::Source), BY_PUBLISHER), folder)
}

/// The page of the sources that name no publisher.
pub(crate) fn no_publisher() -> UrlPath {
    below(&index(Kind::Source), NO_PUBLISHER)
}

/// The folder of the publishers by first letters.
pub(crate) fn publishers() -> UrlPath {
    below(&index(Kind::Source), PUBLISHERS)
}

/// The feed that belongs to a page, in its folder: of the site, a record, the corrections.
pub(crate) fn feed_of(page: &UrlPath) -> UrlPath {
    file_below(page, FEED)
}

/// The file called `name` in the folder of a page.
pub(crate) fn file_below(page: &UrlPath, name: &str) -> UrlPath {
    UrlPath::file(&parts_of(page).collect::<Vec<_>>(), name)
}

/// What leads crawlers to the sitemap.
pub(crate) fn robots() -> UrlPath {
    UrlPath::file(&[], "robots.txt")
}

/// The sitemap, or the index of its parts.
pub(crate) fn sitemap() -> UrlPath {
    UrlPath::file(&[], "sitemap.xml")
}

/// A part of a large sitemap, numbered from 1.
pub(crate) fn sitemap_part(number: usize) -> UrlPath {
    UrlPath::file(&[], &format!("sitemap-{number}.xml"))
}

/// The folders on the way to a page.
fn parts_of(page: &UrlPath) -> impl Iterator<Item = &str> {
    page.address().split('/').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_an_index_is_reserved() {
        let is_taken = |kind, parts: &[&str]| is_reserved(kind, &UrlPath::page(parts));
        assert!(is_taken(Kind::Page, &["topics"]) && is_taken(Kind::Page, &["dates"]));
        assert!(is_taken(Kind::Brief, &["briefs", "2024"]) && is_taken(Kind::Brief, &["briefs", "open"]));
        assert!(is_taken(Kind::Source, &["sources", "health"]) && is_taken(Kind::Actor, &["actors", "by-title"]));
        assert!(!is_taken(Kind::Page, &["about"]) && !is_taken(Kind::Brief, &["briefs", "20245"]));
    }

    #[test]
    fn a_page_below_another_stands_in_its_folder() {
        assert_eq!(review(2025, 7).as_str(), "dates/2025/07/review/index.html");
        assert_eq!(feed_of(&home()).as_str(), "atom.xml");
        assert_eq!(below(&home(), "about").as_str(), "about/index.html");
    }
}

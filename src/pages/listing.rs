//! The briefs of a record: all on one page while they are few, cut by date when they are many, so that an address keeps
//! its meaning.

use serde::Serialize;

use crate::english::count_of;
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::pages::paginate::{
    GroupBy, LATEST_COUNT, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, Partition, SortKey, counted_links, partition,
};
use crate::pages::views::date::year_of;
use crate::pages::views::entry::YearGroup;
use crate::pages::views::{CountedLink, Head, ListEntry};
use crate::pages::{Page, paginate};
use crate::path::UrlPath;

/// What the page of a record shows of its briefs.
#[derive(Debug, Serialize)]
pub struct Listing {
    /// How many there are: "3 briefs".
    pub count: String,
    /// All of them by year, or the latest alone.
    pub groups: Vec<YearGroup>,
    /// Where a long list goes on.
    pub years: Vec<CountedLink>,
}

/// The list on the page of a record. `folder` is that of the page, such as `["topics", "alliance"]`.
pub fn listing(
    site: &RenderContext,
    folder: &[&str],
    briefs: &[Id<Brief>],
    note: impl Fn(Id<Brief>) -> Option<String>,
) -> Listing {
    let count = count_of(briefs.len(), "brief");
    let entry = |id: &Id<Brief>| ListEntry { brief: site.brief(*id), note: note(*id) };
    if briefs.len() < PAGINATE_AT {
        let groups = site.by_year(briefs.iter().map(entry), briefs.iter().copied());
        return Listing { count, groups, years: Vec::new() };
    }
    let latest = briefs.iter().rev().filter(|id| year_of(&site.briefs[**id]).is_some()).take(LATEST_COUNT);
    let heading = "Latest".to_owned();
    let groups = vec![YearGroup { heading, anchor: "latest".to_owned(), entries: latest.map(entry).collect() }];
    // The years themselves are enough here, however long each is.
    let years = counted_links(&partition(&UrlPath::page(folder), GroupBy::Year, &keyed(site, briefs), usize::MAX));
    Listing { count, groups, years }
}

/// Briefs on a page of their own dates: all of them, dates and titles alone where they are many, or links to the letters
/// with which their titles begin.
#[derive(Serialize)]
pub struct Shelf {
    entries: Vec<ListEntry>,
    compact: bool,
    parts: Vec<CountedLink>,
}

/// The briefs on the page in a folder; its further pages are [`shelf_pages`].
pub fn shelf(site: &RenderContext, folder: &[&str], briefs: &[Id<Brief>]) -> Shelf {
    let parts = counted_links(&letters(site, folder, briefs));
    let shown = if parts.is_empty() { briefs } else { &[] };
    Shelf { entries: entries(site, shown), compact: briefs.len() >= PAGINATE_AT, parts }
}

/// The pages by letters of a shelf; none where it is not long. `head` is that of its own page.
pub fn shelf_pages(site: &RenderContext, folder: &[&str], briefs: &[Id<Brief>], head: &Head) -> Vec<Page> {
    part_pages(folder, head, &letters(site, folder, briefs))
}

fn letters(site: &RenderContext, folder: &[&str], briefs: &[Id<Brief>]) -> Vec<Partition<Id<Brief>>> {
    if briefs.len() < PAGINATE_COMPACT_AT {
        Vec::new()
    } else {
        partition(&UrlPath::page(folder), GroupBy::Title, &keyed(site, briefs), PAGINATE_COMPACT_AT)
    }
}

/// A shelf with a page of its own, such as the briefs of a month that are not dated to the day, where they are too many
/// for the page of the month.
pub fn apart(site: &RenderContext, folder: &[&str], briefs: &[Id<Brief>], head: &Head) -> Vec<Page> {
    let mut pages = shelf_pages(site, folder, briefs, head);
    let (own, briefs) = (head.clone(), briefs.to_vec());
    let folder: Vec<String> = folder.iter().map(|part| (*part).to_owned()).collect();
    let page = UrlPath::page(&folder.iter().map(String::as_str).collect::<Vec<_>>());
    pages.push(Page::of(page, "listing_part.html", move |site| {
        let folder: Vec<&str> = folder.iter().map(String::as_str).collect();
        let frame = PageNav { whole: own.crumbs.last().cloned(), ..PageNav::default() };
        Box::new(PartView { head: own.clone(), frame, shelf: shelf(site, &folder, &briefs) })
    }));
    pages
}

#[derive(Serialize)]
struct PartView {
    head: Head,
    frame: PageNav,
    shelf: Shelf,
}

/// The pages of a long list by year, and below where a year is long too; none for a short one. `head` is the head of the
/// record's own page.
pub fn year_pages(site: &RenderContext, folder: &[&str], briefs: &[Id<Brief>], head: &Head) -> Vec<Page> {
    if briefs.len() < PAGINATE_AT {
        return Vec::new();
    }
    part_pages(
        folder,
        head,
        &partition(&UrlPath::page(folder), GroupBy::Year, &keyed(site, briefs), PAGINATE_COMPACT_AT),
    )
}

fn part_pages(folder: &[&str], head: &Head, parts: &[Partition<Id<Brief>>]) -> Vec<Page> {
    paginate::pages(head, &UrlPath::page(folder), parts, &|page, head: Head, frame: PageNav, briefs: Vec<Id<Brief>>| {
        Page::of(page, "listing_part.html", move |site| {
            let shelf = Shelf {
                entries: entries(site, &briefs),
                compact: briefs.len() >= PAGINATE_AT,
                parts: frame.parts.clone(),
            };
            Box::new(PartView { head: head.clone(), frame: frame.clone(), shelf })
        })
    })
}

fn entries(site: &RenderContext, briefs: &[Id<Brief>]) -> Vec<ListEntry> {
    briefs.iter().map(|id| site.entry(*id)).collect()
}

fn keyed<'s>(site: &'s RenderContext, briefs: &[Id<Brief>]) -> Vec<(SortKey<'s>, Id<Brief>)> {
    briefs.iter().map(|id| (SortKey::of_brief(&site.briefs[*id]), *id)).collect()
}

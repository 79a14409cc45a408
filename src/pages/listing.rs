//! The briefs of a record: all on one page while they are few, partitioned by date when they are many, so that an address
//! keeps its meaning.
//!
//! Ids of briefs come in; lists for templates and further pages go out.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageOf, Renderer};
use crate::pages::paginate::{
    GroupBy, LATEST_COUNT, ListPage, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, Partition, SortKey, counted_links,
    part_pages, partition,
};
use crate::pages::views::date::year_of;
use crate::pages::views::entry::YearGroup;
use crate::pages::views::{CountedLink, Head, ListEntry};
use crate::path::UrlPath;

/// A page that lists briefs.
pub(super) type BriefListPage = ListPage<Id<Brief>>;

/// What the page of a record shows of its briefs.
#[derive(Debug, Serialize)]
pub(super) struct Listing {
    /// "3 briefs".
    pub count: String,
    /// All of them by year, or the latest alone.
    pub groups: Vec<YearGroup>,
    /// Where a long list goes on.
    pub years: Vec<CountedLink>,
}

/// Returns the list on the page of a record.
pub(super) fn listing(
    site: &RenderContext,
    page: &UrlPath,
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
    let years = counted_links(&partition(page, GroupBy::Year, &keyed(site, briefs), usize::MAX));
    Listing { count, groups, years }
}

/// Returns the pages of a long list by year, and below where a year is long too; none for a short one. `head` is that of
/// the record's own page.
pub(super) fn year_pages(
    site: &RenderContext,
    page: &UrlPath,
    briefs: &[Id<Brief>],
    head: &Head,
) -> Vec<PageOf<BriefListPage>> {
    if briefs.len() < PAGINATE_AT {
        return Vec::new();
    }
    part_pages(head, page, &partition(page, GroupBy::Year, &keyed(site, briefs), PAGINATE_COMPACT_AT))
}

/// Briefs on a page of their own dates: all of them, dates and titles alone where they are many, or links to parts by the
/// first letters of titles.
#[derive(Serialize)]
pub(super) struct EntryList {
    entries: Vec<ListEntry>,
    /// Whether lines show dates and titles alone.
    compact: bool,
    parts: Vec<CountedLink>,
}

/// Returns the briefs on `page`; its further pages are [`letter_pages`].
pub(super) fn entry_list(site: &RenderContext, page: &UrlPath, briefs: &[Id<Brief>]) -> EntryList {
    let parts = counted_links(&by_letters(site, page, briefs));
    let shown = if parts.is_empty() { briefs } else { &[] };
    EntryList { entries: entries(site, shown), compact: briefs.len() >= PAGINATE_AT, parts }
}

/// Returns the pages by first letters of an [`EntryList`]; none where it is not long. `head` is that of its own page.
pub(super) fn letter_pages(
    site: &RenderContext,
    page: &UrlPath,
    briefs: &[Id<Brief>],
    head: &Head,
) -> Vec<PageOf<BriefListPage>> {
    part_pages(head, page, &by_letters(site, page, briefs))
}

/// Returns the pages of briefs that are too many for the page on which they would stand, such as those of a month that are
/// not dated to the day.
pub(super) fn overflow_pages(
    site: &RenderContext,
    page: UrlPath,
    briefs: &[Id<Brief>],
    head: Head,
) -> Vec<PageOf<BriefListPage>> {
    let parts = by_letters(site, &page, briefs);
    let mut pages = part_pages(&head, &page, &parts);
    let nav = PageNav { whole: head.crumbs.last().cloned(), ..PageNav::first(&parts) };
    let items = if parts.is_empty() { briefs.to_vec() } else { Vec::new() };
    pages.push(PageOf::new(page, ListPage { head, nav, items }));
    pages
}

fn by_letters(site: &RenderContext, page: &UrlPath, briefs: &[Id<Brief>]) -> Vec<Partition<Id<Brief>>> {
    if briefs.len() < PAGINATE_COMPACT_AT {
        return Vec::new();
    }
    partition(page, GroupBy::Title, &keyed(site, briefs), PAGINATE_COMPACT_AT)
}

#[derive(Serialize)]
struct BriefListView<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    shelf: EntryList,
}

/// Renders a page that lists briefs.
///
/// # Errors
/// The diagnostic of its template.
pub(super) fn render_list(page: &BriefListPage, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let shelf = EntryList {
        entries: entries(renderer.site, &page.items),
        compact: page.items.len() >= PAGINATE_AT,
        parts: page.nav.parts.clone(),
    };
    renderer.html("listing_part.html", &BriefListView { head: &page.head, frame: &page.nav, shelf })
}

fn entries(site: &RenderContext, briefs: &[Id<Brief>]) -> Vec<ListEntry> {
    briefs.iter().map(|id| site.entry(*id)).collect()
}

fn keyed<'s>(site: &'s RenderContext, briefs: &[Id<Brief>]) -> Vec<(SortKey<'s>, Id<Brief>)> {
    briefs.iter().map(|id| (SortKey::of_brief(&site.briefs[*id]), *id)).collect()
}

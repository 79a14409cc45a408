//! Long lists in pages: by year, month and day where the list is one of dates, else by the first letters of titles.
//!
//! Items with a [`SortKey`] each come in; [`Partition`]s go out, and pages of them. An address says what a page holds
//! ("May 2024", "titles from co"), never which page of how many, so it means the same in a site that has grown. A page that
//! was once made stays: growth only makes more of them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::content::Kind;
use crate::edtf::{Edtf, Placement};
use crate::english::humanise;
use crate::fold::slug_text;
use crate::model::{Brief, Source};
use crate::pages::page::PageOf;
use crate::pages::views::date::{month_of_year, year_in_words};
use crate::pages::views::{CountedLink, Head, Link};
use crate::path::{Slug, SlugError, UrlPath};
use crate::routes;

/// The number of entries from which a list is paginated, or gives dates and titles alone.
pub(super) const PAGINATE_AT: usize = 100;
/// The number of entries from which a list of dates and titles alone is paginated too.
pub(super) const PAGINATE_COMPACT_AT: usize = 250;
/// The number of entries on the first page of a paginated list.
pub(super) const LATEST_COUNT: usize = 20;
/// The number of letters of a title in a sort key.
const KEY_LETTERS: usize = 60;

/// What decides where an item stands in a list.
pub(super) struct SortKey<'k> {
    /// Year, month and day, as far as they are known.
    date: [Option<i32>; 3],
    title: &'k str,
    page: &'k UrlPath,
}

impl<'k> SortKey<'k> {
    /// The key of what has a title and a page.
    pub(super) fn of_title(title: &'k str, page: &'k UrlPath) -> Self {
        Self { date: [None; 3], title, page }
    }

    /// The key of a brief in a list of dates.
    pub(super) fn of_brief(brief: &'k Brief) -> Self {
        Self { date: date_of(brief.placement), ..Self::of_title(&brief.written.title, &brief.page) }
    }

    /// The key of a source in a list of dates of publication.
    pub(super) fn of_source(source: &'k Source) -> Self {
        let date = source.written.published.as_ref().map_or([None; 3], |published| date_of(published.placement()));
        Self { date, ..Self::of_title(&source.written.title, &source.page) }
    }

    /// The key of what happened to a brief on a day.
    pub(super) fn of_day(at: NaiveDate, brief: &'k Brief) -> Self {
        Self { date: day(at), ..Self::of_title(&brief.written.title, &brief.page) }
    }

    /// The title and the address in letters of addresses, with a mark at the end: none is the beginning of another.
    fn letters(&self) -> String {
        let mut letters = slug_text(self.title);
        letters.truncate(KEY_LETTERS);
        let own = self.page.address().trim_end_matches('/');
        let own = own.rsplit('/').next().unwrap_or(own);
        let joint = if letters.is_empty() || letters.ends_with('-') { "" } else { "-" };
        format!("{letters}{joint}{own}_")
    }
}

/// Year, month and day, as far as a list of dates tells them apart.
fn date_of(placement: Placement) -> [Option<i32>; 3] {
    match placement {
        Placement::Day(at) => day(at),
        Placement::Month { year, month } => [Some(year), part(month), None],
        Placement::Year(year) => [Some(year), None, None],
        Placement::Span { start, end } => start.or(end).map_or([None; 3], |at| [day(at)[0], day(at)[1], None]),
        Placement::OpenYear => [None; 3],
    }
}

fn day(at: NaiveDate) -> [Option<i32>; 3] {
    [Some(at.year()), part(at.month()), part(at.day())]
}

fn part(number: u32) -> Option<i32> {
    i32::try_from(number).ok()
}

/// The partition of what has no year, within a title.
const OPEN_NAME: &str = "year not stated";

/// What the items of a partition have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupBy {
    /// One partition a year.
    Year,
    /// One partition a month of this year.
    Month(i32),
    /// One partition a day of this year and month.
    Day(i32, i32),
    /// One partition for each beginning of titles.
    Title,
}

/// One part of a list, with a page of its own.
pub struct Partition<T> {
    /// The address of its page.
    pub page: UrlPath,
    /// "May 2024", "Co…".
    pub heading: String,
    /// The heading within a title: "May 2024", but "year not stated".
    pub name: String,
    /// Its items.
    pub items: Vec<T>,
    /// Its own parts, where it is too long itself.
    pub parts: Vec<Partition<T>>,
}

impl<T> Partition<T> {
    /// Returns a link to its page.
    fn link(&self) -> Link {
        Link { path: self.page.to_string(), text: self.heading.clone() }
    }

    fn counted_link(&self) -> CountedLink {
        CountedLink { path: self.page.to_string(), text: self.heading.clone(), count: self.items.len() }
    }
}

/// Items with their keys.
type Keyed<'t, 'k, T> = Vec<&'t (SortKey<'k>, T)>;

/// Returns links to partitions, with the number of items in each.
pub(super) fn counted_links<T>(parts: &[Partition<T>]) -> Vec<CountedLink> {
    parts.iter().map(Partition::counted_link).collect()
}

/// Returns the partitions of the list on `page`; one with `limit` items or more is partitioned again.
pub(super) fn partition<T: Copy>(
    page: &UrlPath,
    by: GroupBy,
    items: &[(SortKey<'_>, T)],
    limit: usize,
) -> Vec<Partition<T>> {
    by_date(page, by, &items.iter().collect::<Vec<_>>(), limit)
}

fn by_date<T: Copy>(page: &UrlPath, by: GroupBy, things: &[&(SortKey<'_>, T)], limit: usize) -> Vec<Partition<T>> {
    let at = match by {
        GroupBy::Year => 0,
        GroupBy::Month(_) => 1,
        GroupBy::Day(..) => 2,
        GroupBy::Title => {
            let mut things: Vec<(String, T)> = things.iter().map(|(key, thing)| (key.letters(), *thing)).collect();
            things.sort_by(|(a, _), (b, _)| a.cmp(b));
            return by_title(page, &things, 0, limit);
        }
    };
    let mut groups: BTreeMap<(bool, Option<i32>), Keyed<'_, '_, T>> = BTreeMap::new();
    for thing in things {
        let number = thing.0.date[at];
        groups.entry((number.is_none(), number)).or_default().push(thing);
    }
    let part = |((_, number), things): ((bool, Option<i32>), Keyed<'_, '_, T>)| {
        let (name, below) = match (number, by) {
            (None, _) => (routes::OPEN.to_owned(), GroupBy::Title),
            (Some(year), GroupBy::Year) => (routes::year_name(year), GroupBy::Month(year)),
            (Some(month), GroupBy::Month(year)) => (format!("{month:02}"), GroupBy::Day(year, month)),
            (Some(day), _) => (format!("{day:02}"), GroupBy::Title),
        };
        let page = routes::below(page, &name);
        let parts = if things.len() < limit { Vec::new() } else { by_date(&page, below, &things, limit) };
        Partition {
            parts,
            name: if number.is_none() && by == GroupBy::Year { OPEN_NAME.to_owned() } else { heading(by, number) },
            heading: heading(by, number),
            items: things.into_iter().map(|(_, thing)| *thing).collect(),
            page,
        }
    };
    groups.into_iter().map(part).collect()
}

/// "2024", "May 2024", "12 May 2024", or what is not stated.
fn heading(by: GroupBy, number: Option<i32>) -> String {
    let part = |number: i32| u32::try_from(number).unwrap_or(1);
    let day = |year, month, day| {
        NaiveDate::from_ymd_opt(year, part(month), part(day))
            .map(|day| Edtf::from_day(day).in_words())
            .unwrap_or_default()
    };
    match (by, number) {
        (GroupBy::Year | GroupBy::Title, None) => "Year not stated".to_owned(),
        (GroupBy::Month(year), None) => format!("{}, month not stated", year_in_words(year)),
        (GroupBy::Day(year, month), None) => format!("{}, day not settled", month_of_year(year, part(month))),
        (GroupBy::Year | GroupBy::Title, Some(year)) => year_in_words(year),
        (GroupBy::Month(year), Some(month)) => month_of_year(year, part(month)),
        (GroupBy::Day(year, month), Some(at)) => day(year, month, at),
    }
}

/// Returns partitions by the first letter after what all titles have in common; `known` letters are the same in all. All
/// pages of letters stand beside each other, each named by all its letters, so that none moves when another is partitioned.
fn by_title<T: Copy>(page: &UrlPath, things: &[(String, T)], known: usize, limit: usize) -> Vec<Partition<T>> {
    let (Some((first, _)), Some((last, _))) = (things.first(), things.last()) else {
        return Vec::new();
    };
    let same = first.bytes().zip(last.bytes()).skip(known).take_while(|(a, b)| a == b).count() + known;
    if same == first.len() {
        return Vec::new();
    }
    let part = |things: &[(String, T)]| {
        let letters = &things[0].0[..=same];
        let parts = if things.len() < limit { Vec::new() } else { by_title(page, things, letters.len(), limit) };
        let heading = format!("{}…", humanise(letters));
        Partition {
            name: heading.clone(),
            heading,
            items: things.iter().map(|(_, thing)| *thing).collect(),
            parts,
            page: routes::below(page, &folder_name(letters)),
        }
    };
    things.chunk_by(|(a, _), (b, _)| a[..=same] == b[..=same]).map(part).collect()
}

/// The name of a folder: `con` is a device on some disks.
pub(super) fn folder_name(letters: &str) -> String {
    let mark = if matches!(Slug::new(letters), Err(SlugError::Device(_))) { "_" } else { "" };
    format!("{letters}{mark}")
}

/// Returns the partitions by title of the index of a kind; none where it has fewer than `limit` records.
pub(super) fn partition_by_title<'k, T: Copy>(
    kind: Kind,
    records: impl Iterator<Item = (T, &'k str, &'k UrlPath)>,
    limit: usize,
) -> Vec<Partition<T>> {
    let items: Vec<(SortKey<'_>, T)> = records.map(|(id, title, page)| (SortKey::of_title(title, page), id)).collect();
    if items.len() < limit { Vec::new() } else { partition(&routes::by_title(kind), GroupBy::Title, &items, limit) }
}

/// The links from a page of a paginated list to its other pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageNav {
    /// The list of which this is a part.
    pub whole: Option<Link>,
    /// The parts of this page; it then lists nothing itself.
    pub parts: Vec<CountedLink>,
    /// The part before this one.
    pub previous: Option<Link>,
    /// The part after it.
    pub next: Option<Link>,
}

impl PageNav {
    /// The links of the first page of a list.
    pub fn first<T>(parts: &[Partition<T>]) -> Self {
        Self { parts: counted_links(parts), ..Self::default() }
    }
}

/// A page of a list, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage<T> {
    /// Its head.
    pub head: Head,
    /// The links to the other pages of the list.
    pub nav: PageNav,
    /// What it lists; nothing where a part has parts of its own.
    pub items: Vec<T>,
}

/// Returns the page of a list at `page`, which lists `items`, and the pages of its partitions.
pub(super) fn list_pages<T: Copy>(
    head: Head,
    page: UrlPath,
    parts: &[Partition<T>],
    items: Vec<T>,
) -> Vec<PageOf<ListPage<T>>> {
    let mut pages = part_pages(&head, &page, parts);
    pages.push(PageOf::new(page, ListPage { head, nav: PageNav::first(parts), items }));
    pages
}

/// Returns the pages of the partitions of a list. `head` is that of the whole list at `page`.
pub(super) fn part_pages<T: Copy>(head: &Head, page: &UrlPath, parts: &[Partition<T>]) -> Vec<PageOf<ListPage<T>>> {
    let above = Link { path: page.to_string(), text: head.title.clone() };
    let mut pages = Vec::with_capacity(parts.len());
    descend(head, &[above], parts, &mut pages);
    pages
}

fn descend<T: Copy>(head: &Head, above: &[Link], parts: &[Partition<T>], pages: &mut Vec<PageOf<ListPage<T>>>) {
    for (index, part) in parts.iter().enumerate() {
        let mut own = Head::new(head.section, format!("{}, {}", head.title, part.name));
        own.crumbs = head.crumbs.iter().chain(above).cloned().collect();
        let nav = PageNav {
            whole: above.first().cloned(),
            parts: counted_links(&part.parts),
            previous: index.checked_sub(1).map(|index| parts[index].link()),
            next: parts.get(index + 1).map(Partition::link),
        };
        let items = if part.parts.is_empty() { part.items.clone() } else { Vec::new() };
        pages.push(PageOf::new(part.page.clone(), ListPage { head: own, nav, items }));
        let above: Vec<Link> = above.iter().cloned().chain([part.link()]).collect();
        descend(head, &above, &part.parts, pages);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<T>(parts: &[Partition<T>], names: &mut Vec<String>) {
        for part in parts {
            names.push(part.page.to_string());
            self::names(&part.parts, names);
        }
    }

    fn all(titles: &[&str], most: usize) -> Vec<String> {
        let mut found = Vec::new();
        names(&parts_of(titles, most), &mut found);
        found
    }

    fn parts_of(titles: &[&str], most: usize) -> Vec<Partition<usize>> {
        let pages: Vec<UrlPath> =
            (0..titles.len()).map(|index| UrlPath::page(&["sources", &format!("s{index}")])).collect();
        let things: Vec<(SortKey<'_>, usize)> = titles
            .iter()
            .zip(&pages)
            .enumerate()
            .map(|(index, (title, page))| (SortKey::of_title(title, page), index))
            .collect();
        partition(&UrlPath::page(&["x"]), GroupBy::Title, &things, most)
    }

    #[test]
    fn what_all_titles_share_is_no_step() {
        let found = all(&["The affair of a", "The affair of b", "The affair of b too"], 2);
        assert_eq!(
            found,
            [
                "x/the-affair-of-a/index.html",
                "x/the-affair-of-b/index.html",
                "x/the-affair-of-b-s/index.html",
                "x/the-affair-of-b-t/index.html"
            ]
        );
    }

    #[test]
    fn a_page_stays_when_the_list_grows() {
        let mut titles = vec!["The affair of a", "The affair of b", "The affair of b too", "Same", "Same"];
        let before = all(&titles, 2);
        titles.extend(["Theatre", "Əli", "Con", "Contact", "!", ""]);
        let after = all(&titles, 2);
        assert_eq!(before.iter().filter(|page| !after.contains(page)).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(after.iter().all(|page| page != "x/con/index.html"), "{after:?}");
    }

    #[test]
    fn equal_titles_are_told_apart_by_their_addresses() {
        let parts = parts_of(&["Same"; 30], 5);
        fn longest<T>(parts: &[Partition<T>]) -> usize {
            let own = |part: &Partition<T>| if part.parts.is_empty() { part.items.len() } else { longest(&part.parts) };
            parts.iter().map(own).max().unwrap_or(0)
        }
        assert!(longest(&parts) < 5);
    }
}

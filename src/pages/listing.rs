//! The briefs of a record: all on one page while they are few, cut by year when they are many, so that an address keeps
//! its meaning.

use serde::Serialize;

use crate::model::{Brief, Id};
use crate::pages::Page;
use crate::pages::shown::Shown;
use crate::pages::view::{Counted, Group, Head, Link, Picked, count_of, year_of};
use crate::path::UrlPath;

/// From this many briefs on, a list is cut by year.
const LONG: usize = 100;
/// How many briefs the first page of a long list shows.
const RECENT: usize = 20;

/// What the page of a record shows of its briefs.
#[derive(Debug, Serialize)]
pub struct Listing {
    /// How many there are: "3 briefs".
    pub count: String,
    /// All of them by year, or the latest alone.
    pub groups: Vec<Group>,
    /// Where a long list goes on.
    pub years: Vec<Counted>,
}

/// The list on the page of a record. `folder` is that of the page, such as `["topics", "alliance"]`.
pub fn listing(
    site: &Shown,
    folder: &[&str],
    briefs: &[Id<Brief>],
    note: impl Fn(Id<Brief>) -> Option<String>,
) -> Listing {
    let count = count_of(briefs.len(), "brief");
    let entry = |id: &Id<Brief>| Picked { brief: site.brief(*id), note: note(*id) };
    if briefs.len() < LONG {
        let groups = site.by_year(briefs.iter().map(entry), briefs.iter().copied());
        return Listing { count, groups, years: Vec::new() };
    }
    let latest = briefs.iter().rev().filter(|id| year_of(&site.briefs[**id]).is_some()).take(RECENT);
    let heading = "Latest".to_owned();
    let groups = vec![Group { heading, anchor: "latest".to_owned(), entries: latest.map(entry).collect() }];
    let years = years(site, briefs)
        .into_iter()
        .map(|(year, briefs)| Counted {
            path: year_page(folder, year).as_str().to_owned(),
            text: heading_of(year),
            count: briefs.len(),
        })
        .collect();
    Listing { count, groups, years }
}

#[derive(Serialize)]
struct YearView {
    head: Head,
    whole: Link,
    entries: Vec<Picked>,
    /// A long year gives dates and titles alone, so that the page stays light.
    compact: bool,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The pages by year of a long list; none for a short one. `head` is the head of the record's own page.
pub fn year_pages<'s>(site: &'s Shown, folder: &[&str], briefs: &[Id<Brief>], head: &Head) -> Vec<Page<'s>> {
    if briefs.len() < LONG {
        return Vec::new();
    }
    let years = years(site, briefs);
    let link = |year: Option<i32>| Link { path: year_page(folder, year).as_str().to_owned(), text: heading_of(year) };
    let mut pages = Vec::with_capacity(years.len());
    for (index, (year, briefs)) in years.iter().enumerate() {
        let whole = Link { path: UrlPath::page(folder).as_str().to_owned(), text: head.title.clone() };
        let own = Head::new(head.section, format!("{}, {}", head.title, heading_of(*year).to_lowercase()));
        let mut own = own;
        own.crumbs = head.crumbs.clone();
        own.crumbs.push(whole.clone());
        let previous = index.checked_sub(1).and_then(|index| years.get(index)).map(|(year, _)| link(*year));
        let next = years.get(index + 1).map(|(year, _)| link(*year));
        let briefs = briefs.clone();
        pages.push(Page::of(year_page(folder, *year), "listing_year.html", move || YearView {
            head: own.clone(),
            whole: whole.clone(),
            entries: briefs.iter().map(|id| site.entry(*id)).collect(),
            compact: briefs.len() >= LONG,
            previous: previous.clone(),
            next: next.clone(),
        }));
    }
    pages
}

fn years(site: &Shown, briefs: &[Id<Brief>]) -> Vec<(Option<i32>, Vec<Id<Brief>>)> {
    let mut years: std::collections::BTreeMap<(bool, i32), Vec<Id<Brief>>> = std::collections::BTreeMap::new();
    for id in briefs {
        let year = year_of(&site.briefs[*id]);
        years.entry((year.is_none(), year.unwrap_or(0))).or_default().push(*id);
    }
    years.into_iter().map(|((open, year), briefs)| ((!open).then_some(year), briefs)).collect()
}

fn year_page(folder: &[&str], year: Option<i32>) -> UrlPath {
    let year = year.map_or_else(|| "open".to_owned(), |year| format!("{year:04}"));
    let parts: Vec<&str> = folder.iter().copied().chain([year.as_str()]).collect();
    UrlPath::page(&parts)
}

fn heading_of(year: Option<i32>) -> String {
    year.map_or_else(|| "Year not stated".to_owned(), |year| year.to_string())
}

//! Long lists, cut into pages: by year, month and day where the list is one of dates, else by the letters with which the
//! titles begin.
//!
//! In goes a list, each thing with its [`Key`]; out come its [`Part`]s. An address says what a page holds ("May 2024",
//! "titles from co"), never which page of how many, so it means the same in a site that has grown. A page that was once
//! made stays: growth only makes more of them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::content::Kind;
use crate::edtf::Placement;
use crate::fold::slug_text;
use crate::model::Brief;
use crate::pages::Page;
use crate::pages::view::{CountedLink, Head, Link};
use crate::path::{Slug, SlugError, UrlPath};

/// From this many on, a list is cut, or gives dates and titles alone.
pub const LONG: usize = 100;
/// From this many on, a list of dates and titles alone is cut too.
pub const MOST: usize = 250;
/// How many the first page of a long list shows.
pub const FEW: usize = 20;
/// How many letters of a title stand in a key.
const LETTERS: usize = 60;
/// The folder of the letters, in the folder of an index; kept in `model::addresses`.
pub const BY_TITLE: &str = "by-title";

/// Where a thing stands in a list.
pub struct Key<'k> {
    /// Year, month and day, as far as they are known.
    date: [Option<i32>; 3],
    title: &'k str,
    page: &'k UrlPath,
}

impl<'k> Key<'k> {
    /// The key of what has a title and a page.
    pub fn of_title(title: &'k str, page: &'k UrlPath) -> Self {
        Self { date: [None; 3], title, page }
    }

    /// The key of a brief in a list of dates.
    pub fn of_brief(brief: &'k Brief) -> Self {
        let date = match brief.placement {
            Placement::Day(at) => day(at),
            Placement::Month { year, month } => [Some(year), part(month), None],
            Placement::Year(year) => [Some(year), None, None],
            Placement::Span { start, end } => start.or(end).map_or([None; 3], |at| [day(at)[0], day(at)[1], None]),
            Placement::OpenYear => [None; 3],
        };
        Self { date, ..Self::of_title(&brief.written.title, &brief.page) }
    }

    /// The key of what happened to a brief on a day.
    pub fn of_day(at: NaiveDate, brief: &'k Brief) -> Self {
        Self { date: day(at), ..Self::of_title(&brief.written.title, &brief.page) }
    }

    /// The title and the address in letters of addresses, with a mark at the end: none is the beginning of another.
    fn letters(&self) -> String {
        let mut letters = slug_text(self.title);
        letters.truncate(LETTERS);
        let own = self.page.address().trim_end_matches('/');
        let own = own.rsplit('/').next().unwrap_or(own);
        let joint = if letters.is_empty() || letters.ends_with('-') { "" } else { "-" };
        format!("{letters}{joint}{own}_")
    }
}

fn day(at: NaiveDate) -> [Option<i32>; 3] {
    [Some(at.year()), part(at.month()), part(at.day())]
}

fn part(number: u32) -> Option<i32> {
    i32::try_from(number).ok()
}

/// What the things of a page have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// All of them; the parts are years.
    Year,
    /// A year; the parts are months.
    Month(i32),
    /// A month; the parts are days.
    Day(i32, i32),
    /// The parts are the letters with which titles begin.
    Title,
}

/// One part of a list.
pub struct Part<T> {
    /// Its page.
    folder: Vec<String>,
    /// "May 2024", "Co…".
    pub heading: String,
    /// The things in it.
    pub items: Vec<T>,
    /// Where it is too long itself.
    pub parts: Vec<Part<T>>,
}

impl<T> Part<T> {
    /// Its page.
    pub fn page(&self) -> UrlPath {
        let folder: Vec<&str> = self.folder.iter().map(String::as_str).collect();
        UrlPath::page(&folder)
    }

    /// A link to it.
    pub fn link(&self) -> Link {
        Link { path: self.page().to_string(), text: self.heading.clone() }
    }

    fn counted(&self) -> CountedLink {
        CountedLink { path: self.page().to_string(), text: self.heading.clone(), count: self.items.len() }
    }
}

/// Things with their keys.
type Keyed<'t, 'k, T> = Vec<&'t (Key<'k>, T)>;

/// Links to parts, with how much is in each.
pub fn counted<T>(parts: &[Part<T>]) -> Vec<CountedLink> {
    parts.iter().map(Part::counted).collect()
}

/// The parts of a list whose page is in `folder`; a part with `most` things or more is cut again.
pub fn cut<T: Copy>(folder: &[&str], by: By, things: &[(Key<'_>, T)], most: usize) -> Vec<Part<T>> {
    let folder: Vec<String> = folder.iter().map(|part| (*part).to_owned()).collect();
    by_date(&folder, by, &things.iter().collect::<Vec<_>>(), most)
}

fn by_date<T: Copy>(folder: &[String], by: By, things: &[&(Key<'_>, T)], most: usize) -> Vec<Part<T>> {
    let at = match by {
        By::Year => 0,
        By::Month(_) => 1,
        By::Day(..) => 2,
        By::Title => {
            let mut things: Vec<(String, T)> = things.iter().map(|(key, thing)| (key.letters(), *thing)).collect();
            things.sort_by(|(a, _), (b, _)| a.cmp(b));
            return by_title(folder, &things, 0, most);
        }
    };
    let mut groups: BTreeMap<(bool, Option<i32>), Keyed<'_, '_, T>> = BTreeMap::new();
    for thing in things {
        let number = thing.0.date[at];
        groups.entry((number.is_none(), number)).or_default().push(thing);
    }
    let part = |((_, number), things): ((bool, Option<i32>), Keyed<'_, '_, T>)| {
        let (name, below) = match (number, by) {
            (None, _) => ("open".to_owned(), By::Title),
            (Some(year), By::Year) => (format!("{year:04}"), By::Month(year)),
            (Some(month), By::Month(year)) => (format!("{month:02}"), By::Day(year, month)),
            (Some(day), _) => (format!("{day:02}"), By::Title),
        };
        let folder = below_of(folder, name);
        let parts = if things.len() < most { Vec::new() } else { by_date(&folder, below, &things, most) };
        Part {
            parts,
            heading: heading(by, number),
            items: things.into_iter().map(|(_, thing)| *thing).collect(),
            folder,
        }
    };
    groups.into_iter().map(part).collect()
}

/// "2024", "May 2024", "12 May 2024", or what is not stated.
fn heading(by: By, number: Option<i32>) -> String {
    let day = |year, month, day, form| {
        let number = |number: i32| u32::try_from(number).unwrap_or(1);
        NaiveDate::from_ymd_opt(year, number(month), number(day))
            .map_or_else(String::new, |day| day.format(form).to_string())
    };
    match (by, number) {
        (By::Year | By::Title, None) => "Year not stated".to_owned(),
        (By::Month(year), None) => format!("{year}, month not stated"),
        (By::Day(year, month), None) => format!("{}, day not settled", day(year, month, 1, "%B %Y")),
        (By::Year | By::Title, Some(year)) => year.to_string(),
        (By::Month(year), Some(month)) => day(year, month, 1, "%B %Y"),
        (By::Day(year, month), Some(at)) => day(year, month, at, "%-d %B %Y"),
    }
}

fn below_of(folder: &[String], name: String) -> Vec<String> {
    folder.iter().cloned().chain([name]).collect()
}

/// The parts by the first letter after what all titles have in common; `known` letters are the same in all. All pages of
/// letters stand beside each other, each named by all its letters, so that a page does not move when another is cut.
fn by_title<T: Copy>(folder: &[String], things: &[(String, T)], known: usize, most: usize) -> Vec<Part<T>> {
    let (Some((first, _)), Some((last, _))) = (things.first(), things.last()) else {
        return Vec::new();
    };
    let same = first.bytes().zip(last.bytes()).skip(known).take_while(|(a, b)| a == b).count() + known;
    if same == first.len() {
        return Vec::new();
    }
    let part = |things: &[(String, T)]| {
        let letters = &things[0].0[..=same];
        let parts = if things.len() < most { Vec::new() } else { by_title(folder, things, letters.len(), most) };
        Part {
            heading: words_of(letters),
            items: things.iter().map(|(_, thing)| *thing).collect(),
            parts,
            folder: below_of(folder, name_of(letters)),
        }
    };
    things.chunk_by(|(a, _), (b, _)| a[..=same] == b[..=same]).map(part).collect()
}

/// The name of a folder: `con` is a device on some disks.
fn name_of(letters: &str) -> String {
    let mark = if matches!(Slug::new(letters), Err(SlugError::Device(_))) { "_" } else { "" };
    format!("{letters}{mark}")
}

/// "The a…".
fn words_of(letters: &str) -> String {
    format!("{}…", crate::pages::view::capital(&letters.replace(['-', '_'], " ")))
}

/// An index of records at `/kind/`: its parts by title where it has `most` records or more, else none.
pub fn titled<'k, T: Copy>(
    kind: Kind,
    records: impl Iterator<Item = (T, &'k str, &'k UrlPath)>,
    most: usize,
) -> Vec<Part<T>> {
    let things: Vec<(Key<'_>, T)> = records.map(|(id, title, page)| (Key::of_title(title, page), id)).collect();
    if things.len() < most { Vec::new() } else { cut(&[kind.folder(), BY_TITLE], By::Title, &things, most) }
}

/// What a page of a cut list shows beside its things.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The list of which this is a part.
    pub whole: Option<Link>,
    /// Its own parts; then it lists nothing itself.
    pub parts: Vec<CountedLink>,
    /// The part before this one.
    pub previous: Option<Link>,
    /// The part after it.
    pub next: Option<Link>,
}

impl Frame {
    /// That of the first page of a list.
    pub fn first<T>(parts: &[Part<T>]) -> Self {
        Self { parts: counted(parts), ..Self::default() }
    }
}

/// A page for each part: `head` is that of the whole list at `whole`; `make` makes the page of things, of which there are
/// none where the part is cut itself.
pub fn pages<T: Copy>(
    head: &Head,
    whole: &UrlPath,
    parts: &[Part<T>],
    make: &impl Fn(UrlPath, Head, Frame, Vec<T>) -> Page,
) -> Vec<Page> {
    let above = Link { path: whole.to_string(), text: head.title.clone() };
    let mut pages = Vec::with_capacity(parts.len());
    descend(head, &[above], parts, make, &mut pages);
    pages
}

fn descend<T: Copy>(
    head: &Head,
    above: &[Link],
    parts: &[Part<T>],
    make: &impl Fn(UrlPath, Head, Frame, Vec<T>) -> Page,
    pages: &mut Vec<Page>,
) {
    for (index, part) in parts.iter().enumerate() {
        let mut own = Head::new(head.section, format!("{}, {}", head.title, lower(&part.heading)));
        own.crumbs = head.crumbs.iter().chain(above).cloned().collect();
        let frame = Frame {
            whole: above.first().cloned(),
            parts: counted(&part.parts),
            previous: index.checked_sub(1).map(|index| parts[index].link()),
            next: parts.get(index + 1).map(Part::link),
        };
        let items = if part.parts.is_empty() { part.items.clone() } else { Vec::new() };
        pages.push(make(part.page(), own, frame, items));
        let above: Vec<Link> = above.iter().cloned().chain([part.link()]).collect();
        descend(head, &above, &part.parts, make, pages);
    }
}

/// "Year not stated" within a title.
fn lower(heading: &str) -> String {
    if heading == "Year not stated" { heading.to_lowercase() } else { heading.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<T>(parts: &[Part<T>], names: &mut Vec<String>) {
        for part in parts {
            names.push(part.page().to_string());
            self::names(&part.parts, names);
        }
    }

    fn all(titles: &[&str], most: usize) -> Vec<String> {
        let mut found = Vec::new();
        names(&parts_of(titles, most), &mut found);
        found
    }

    fn parts_of(titles: &[&str], most: usize) -> Vec<Part<usize>> {
        let pages: Vec<UrlPath> =
            (0..titles.len()).map(|index| UrlPath::page(&["sources", &format!("s{index}")])).collect();
        let things: Vec<(Key<'_>, usize)> = titles
            .iter()
            .zip(&pages)
            .enumerate()
            .map(|(index, (title, page))| (Key::of_title(title, page), index))
            .collect();
        cut(&["x"], By::Title, &things, most)
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
        fn longest<T>(parts: &[Part<T>]) -> usize {
            let own = |part: &Part<T>| if part.parts.is_empty() { part.items.len() } else { longest(&part.parts) };
            parts.iter().map(own).max().unwrap_or(0)
        }
        assert!(longest(&parts) < 5);
    }
}

//! Dates: all years; a year; a month as a calendar and a list of its days; and what has no year.
//!
//! In goes the calendar of the site; out come its pages. A day is a section of the page of its month, at `#d22`.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::english::count_of;
use crate::model::calendar::{CalendarMonth, CalendarYear};
use crate::model::{Brief, Id};
use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::pages::listing::{Shelf, apart, shelf, shelf_pages};
use crate::pages::paginate::{PAGINATE_AT, PAGINATE_COMPACT_AT};
use crate::pages::views::date::{month_name, month_of_year};
use crate::pages::views::{Head, Link, ListEntry};
use crate::path::UrlPath;
use crate::routes;

/// The folder of the briefs without a year.
const OPEN: [&str; 2] = ["dates", "open"];

#[derive(Serialize)]
struct IndexView {
    head: Head,
    years: Vec<YearLine>,
    open: usize,
    open_path: String,
}

#[derive(Serialize)]
struct YearLine {
    year: i32,
    path: String,
    count: String,
    months: Vec<MonthCell>,
}

/// A month in the grid of a year.
#[derive(Serialize)]
struct MonthCell {
    name: String,
    path: Option<String>,
    count: usize,
}

#[derive(Serialize)]
struct YearView {
    head: Head,
    year: i32,
    count: String,
    months: Vec<MonthCell>,
    whole: Beside,
    lists: Vec<MonthList>,
    also: Beside,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct MonthList {
    name: String,
    path: String,
    entries: Vec<ListEntry>,
}

#[derive(Serialize)]
struct MonthView {
    head: Head,
    month: String,
    name: String,
    count: String,
    weeks: Vec<Vec<Cell>>,
    whole: Beside,
    days: Vec<DaySection>,
    also: Beside,
    review: Link,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A day in the calendar of a month; day 0 pads a week.
#[derive(Serialize, Clone)]
struct Cell {
    day: u32,
    /// That of the section of the day, where it has briefs.
    anchor: Option<String>,
    count: String,
}

/// The briefs of one day.
#[derive(Serialize)]
struct DaySection {
    /// "d22": it stays, however many briefs the month has.
    anchor: String,
    /// "Tuesday 22 July".
    name: String,
    list: Beside,
    /// How many more briefs of the month have a span that holds this day.
    may_be: usize,
}

#[derive(Serialize)]
struct OpenView {
    head: Head,
    count: String,
    shelf: Shelf,
}

/// What stands on the page of a year or month beside its days: the briefs, or where they stand if they are many.
#[derive(Serialize)]
struct Beside {
    entries: Vec<ListEntry>,
    /// Dates and titles alone.
    compact: bool,
    apart: Option<Link>,
}

/// Every page of the calendar.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let open = &site.index.calendar.open;
    let mut pages = vec![
        Page::of(routes::dates(), "dates.html", |site| Box::new(index(site))),
        Page::of(routes::undated(), "open.html", |site| Box::new(open_view(site))),
    ];
    pages.extend(shelf_pages(site, &OPEN, open, &open_head()));
    let years: Vec<i32> = site.index.calendar.years.keys().copied().collect();
    let months = site.index.calendar.months();
    for (index, year) in years.iter().enumerate() {
        let link = |year: &i32| Link { path: routes::year(*year).to_string(), text: year.to_string() };
        let around = (index.checked_sub(1).and_then(|at| years.get(at)).map(link), years.get(index + 1).map(link));
        let year = *year;
        pages.push(Page::of(routes::year(year), "year.html", move |site| {
            Box::new(year_view(site, year, around.clone()))
        }));
        let content = &site.index.calendar.years[&year];
        let (folder, head) = ([format!("{year:04}")], head(year.to_string()));
        pages.extend(beside_pages(site, &folder, &head, "month not stated", &content.whole, &content.also));
    }
    for (index, (year, month)) in months.iter().enumerate() {
        let link = |(year, month): &(i32, u32)| Link {
            path: routes::month(*year, *month).to_string(),
            text: month_of_year(*year, *month),
        };
        let around = (index.checked_sub(1).and_then(|at| months.get(at)).map(link), months.get(index + 1).map(link));
        let (year, month) = (*year, *month);
        let content = &site.index.calendar.years[&year].months[&month];
        let folder = [format!("{year:04}"), format!("{month:02}")];
        let head = head(month_of_year(year, month)).under(&routes::year(year), year.to_string());
        pages.extend(beside_pages(site, &folder, &head, "day not settled", &content.whole, &content.also));
        pages.extend(day_pages(site, year, month, &head));
        pages.push(Page::of(routes::month(year, month), "month.html", move |site| {
            Box::new(month_view(site, year, month, around.clone()))
        }));
    }
    pages
}

fn head(title: impl Into<String>) -> Head {
    Head::new("dates", title).under(&routes::dates(), "Dates")
}

fn open_head() -> Head {
    head("Year not stated").describe(Some("Events whose year no source states."))
}

fn below<'f>(folder: &'f [String], name: &'f str) -> Vec<&'f str> {
    ["dates"].into_iter().chain(folder.iter().map(String::as_str)).chain([name]).collect()
}

/// The pages of the lists that are too long to stand on the page of their year or month.
fn beside_pages(
    site: &RenderContext,
    folder: &[String],
    head: &Head,
    unsettled: &str,
    whole: &[Id<Brief>],
    also: &[Id<Brief>],
) -> Vec<Page> {
    let above = below(folder, "");
    let above = UrlPath::page(&above[..above.len() - 1]);
    let part = |words: &str| {
        let mut part = Head::new(head.section, format!("{}, {words}", head.title));
        part.crumbs.clone_from(&head.crumbs);
        part.under(&above, &head.title)
    };
    let mut pages = Vec::new();
    for (name, words, briefs) in [(routes::OPEN, unsettled, whole), (routes::EARLIER, "begun earlier", also)] {
        if briefs.len() >= PAGINATE_AT {
            pages.extend(apart(site, &below(folder, name), briefs, &part(words)));
        }
    }
    pages
}

/// The pages of the days of a month that has too many briefs for one page.
fn day_pages(site: &RenderContext, year: i32, month: u32, head: &Head) -> Vec<Page> {
    let content = &site.index.calendar.years[&year].months[&month];
    if !is_split(content) {
        return Vec::new();
    }
    let folder = [format!("{year:04}"), format!("{month:02}")];
    let part = |(day, briefs): (&u32, &Vec<Id<Brief>>)| {
        let mut part = Head::new(head.section, format!("{day} {}", head.title));
        part.crumbs.clone_from(&head.crumbs);
        let part = part.under(&routes::month(year, month), &head.title);
        apart(site, &below(&folder, &format!("{day:02}")), briefs, &part)
    };
    content.days.iter().flat_map(part).collect()
}

/// Whether each day of a month has a page of its own, because the month has too many briefs even for lines of a date and
/// a title.
fn is_split(content: &CalendarMonth) -> bool {
    content.count() >= PAGINATE_COMPACT_AT
}

/// A list on the page of a year or month; `compact` where the page has many.
fn beside(site: &RenderContext, folder: &[String], name: &str, briefs: &[Id<Brief>], compact: bool) -> Beside {
    if briefs.len() >= PAGINATE_AT { elsewhere(folder, name, briefs) } else { here(site, briefs, compact) }
}

fn here(site: &RenderContext, briefs: &[Id<Brief>], compact: bool) -> Beside {
    Beside { entries: entries(site, briefs), compact, apart: None }
}

/// Leads to the page `name` in a folder, where the briefs are.
fn elsewhere(folder: &[String], name: &str, briefs: &[Id<Brief>]) -> Beside {
    let path = UrlPath::page(&below(folder, name)).to_string();
    Beside { entries: Vec::new(), compact: false, apart: Some(Link { path, text: count_of(briefs.len(), "brief") }) }
}

fn entries(site: &RenderContext, ids: &[Id<Brief>]) -> Vec<ListEntry> {
    ids.iter().map(|id| site.entry(*id)).collect()
}

fn cells(year: i32, content: &CalendarYear) -> Vec<MonthCell> {
    let cell = |month: u32| MonthCell {
        name: month_name(month),
        path: content.months.get(&month).map(|_| routes::month(year, month).to_string()),
        count: content.months.get(&month).map_or(0, CalendarMonth::count),
    };
    (1..=12).map(cell).collect()
}

fn open_view(site: &RenderContext) -> OpenView {
    let open = &site.index.calendar.open;
    OpenView { head: open_head(), count: count_of(open.len(), "brief"), shelf: shelf(site, &OPEN, open) }
}

fn index(site: &RenderContext) -> IndexView {
    let line = |(year, content): (&i32, &CalendarYear)| YearLine {
        year: *year,
        path: routes::year(*year).to_string(),
        count: count_of(content.count(), "brief"),
        months: cells(*year, content),
    };
    IndexView {
        head: Head::new("dates", "Dates").describe(Some("Every year, month and day with a brief.")),
        years: site.index.calendar.years.iter().rev().map(line).collect(),
        open: site.index.calendar.open.len(),
        open_path: routes::undated().to_string(),
    }
}

fn year_view(site: &RenderContext, year: i32, (previous, next): (Option<Link>, Option<Link>)) -> YearView {
    let content = &site.index.calendar.years[&year];
    let list = |(month, content): (&u32, &CalendarMonth)| MonthList {
        name: month_name(*month),
        path: routes::month(year, *month).to_string(),
        entries: month_entries(site, content),
    };
    let is_long = content.count() >= PAGINATE_AT;
    let folder = [format!("{year:04}")];
    YearView {
        head: head(year.to_string()).describe(Some(format!("{} in {year}.", count_of(content.count(), "brief")))),
        year,
        count: count_of(content.count(), "brief"),
        months: cells(year, content),
        whole: beside(site, &folder, routes::OPEN, &content.whole, is_long),
        lists: if is_long { Vec::new() } else { content.months.iter().map(list).collect() },
        also: beside(site, &folder, routes::EARLIER, &content.also, true),
        previous,
        next,
    }
}

/// A month's briefs: those of the month before its days.
fn month_entries(site: &RenderContext, content: &CalendarMonth) -> Vec<ListEntry> {
    entries(site, &content.whole).into_iter().chain(content.days.values().flat_map(|ids| entries(site, ids))).collect()
}

fn month_view(
    site: &RenderContext,
    year: i32,
    month: u32,
    (previous, next): (Option<Link>, Option<Link>),
) -> MonthView {
    let content = &site.index.calendar.years[&year].months[&month];
    let full = month_of_year(year, month);
    let is_long = content.count() >= PAGINATE_AT;
    let folder = [format!("{year:04}"), format!("{month:02}")];
    MonthView {
        head: head(&full)
            .under(&routes::year(year), year.to_string())
            .describe(Some(format!("{} in {full}.", count_of(content.count(), "brief")))),
        name: month_name(month),
        review: Link { path: routes::review(year, month).to_string(), text: format!("{full} in review") },
        month: full,
        count: count_of(content.count(), "brief"),
        weeks: weeks(year, month, content),
        whole: beside(site, &folder, routes::OPEN, &content.whole, is_long),
        days: day_sections(site, year, month),
        also: beside(site, &folder, routes::EARLIER, &content.also, true),
        previous,
        next,
    }
}

fn day_sections(site: &RenderContext, year: i32, month: u32) -> Vec<DaySection> {
    let content = &site.index.calendar.years[&year].months[&month];
    let folder = [format!("{year:04}"), format!("{month:02}")];
    let may_be = |day: NaiveDate| {
        content.whole.iter().chain(&content.also).filter(|id| site.briefs[**id].written.date.may_be(day)).count()
    };
    let section = |(day, briefs): (&u32, &Vec<Id<Brief>>)| {
        let date = NaiveDate::from_ymd_opt(year, month, *day)?;
        let list = match is_split(content) {
            true => elsewhere(&folder, &format!("{day:02}"), briefs),
            false => here(site, briefs, content.count() >= PAGINATE_AT),
        };
        let name = date.format("%A %-d %B").to_string();
        Some(DaySection { anchor: anchor(*day), name, list, may_be: may_be(date) })
    };
    content.days.iter().filter_map(section).collect()
}

/// The anchor of a day on the page of its month: "d22".
fn anchor(day: u32) -> String {
    format!("d{day:02}")
}

/// The calendar of a month, in weeks from Monday.
fn weeks(year: i32, month: u32, content: &CalendarMonth) -> Vec<Vec<Cell>> {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Vec::new();
    };
    let pad = Cell { day: 0, anchor: None, count: String::new() };
    let mut cells = vec![pad.clone(); first.weekday().num_days_from_monday() as usize];
    cells.extend(first.iter_days().take_while(|day| day.month() == month).map(|day| {
        let briefs = content.days.get(&day.day()).map_or(0, Vec::len);
        let anchor = (briefs > 0).then(|| anchor(day.day()));
        Cell { day: day.day(), anchor, count: count_of(briefs, "brief") }
    }));
    let missing = (7 - cells.len() % 7) % 7;
    cells.extend(std::iter::repeat_n(pad, missing));
    cells.chunks(7).map(<[Cell]>::to_vec).collect()
}

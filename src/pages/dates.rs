//! Dates: all years; a year; a month as a calendar and a list of its days; and what has no year.
//!
//! In goes the calendar of the site; out come its pages. A day is a section of the page of its month, at `#d22`.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::calendar::{CalendarMonth, CalendarYear};
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::pages::listing::{BriefListPage, EntryList, entry_list, letter_pages, overflow_pages, render_list};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{PAGINATE_AT, PAGINATE_COMPACT_AT};
use crate::pages::views::date::{YearMonth, month_name, month_of_year, year_in_words};
use crate::pages::views::{Head, Link, ListEntry};
use crate::path::UrlPath;
use crate::routes;

#[derive(Serialize)]
struct DateIndex {
    head: Head,
    years: Vec<YearLine>,
    open: usize,
    open_path: String,
}

#[derive(Serialize)]
struct YearLine {
    year: String,
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
    year: String,
    count: String,
    months: Vec<MonthCell>,
    whole: SideList,
    lists: Vec<MonthList>,
    also: SideList,
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
    weeks: Vec<Vec<DayCell>>,
    whole: SideList,
    days: Vec<DaySection>,
    also: SideList,
    review: Link,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A day in the calendar of a month; day 0 pads a week.
#[derive(Serialize, Clone)]
struct DayCell {
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
    list: SideList,
    /// How many more briefs of the month have a span that holds this day.
    may_be: usize,
}

#[derive(Serialize)]
struct OpenView {
    head: Head,
    count: String,
    shelf: EntryList,
}

/// What stands on the page of a year or month beside its days: the briefs, or where they stand if they are many.
#[derive(Serialize)]
struct SideList {
    entries: Vec<ListEntry>,
    /// Dates and titles alone.
    compact: bool,
    apart: Option<Link>,
}

/// A page of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatePage {
    /// All years.
    Index,
    /// The briefs without a year.
    Undated,
    /// A year, with the years before and after it that have briefs.
    Year {
        /// The year.
        year: i32,
        /// The year before it.
        previous: Option<i32>,
        /// The year after it.
        next: Option<i32>,
    },
    /// A month, with the months before and after it that have briefs.
    Month {
        /// The month.
        month: YearMonth,
        /// The month before it.
        previous: Option<YearMonth>,
        /// The month after it.
        next: Option<YearMonth>,
    },
    /// Briefs that are too many for the page on which they would stand.
    Part(BriefListPage),
}

impl PageKind for DatePage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let mut pages = vec![PageOf::new(routes::dates(), Self::Index), PageOf::new(routes::undated(), Self::Undated)];
        let mut parts = letter_pages(site, &routes::undated(), &site.index.calendar.open, &open_head());
        let years: Vec<i32> = site.index.calendar.years.keys().copied().collect();
        for (year, previous, next) in with_neighbours(&years) {
            let page = routes::year(year);
            let content = &site.index.calendar.years[&year];
            let (head, lists) = (head(year_in_words(year)), [&*content.whole, &*content.also]);
            parts.extend(side_pages(site, &page, &head, "month not stated", lists));
            pages.push(PageOf::new(page, Self::Year { year, previous, next }));
        }
        for (month, previous, next) in with_neighbours(&site.index.calendar.months()) {
            let page = routes::month(month.0, month.1);
            let content = &site.index.calendar.years[&month.0].months[&month.1];
            let head = head(month_of_year(month.0, month.1)).under(&routes::year(month.0), year_in_words(month.0));
            parts.extend(side_pages(site, &page, &head, "day not settled", [&*content.whole, &*content.also]));
            parts.extend(day_pages(site, &page, content, &head));
            pages.push(PageOf::new(page, Self::Month { month, previous, next }));
        }
        pages.into_iter().chain(parts.into_iter().map(|page| page.map(Self::Part))).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = renderer.site;
        match self {
            Self::Index => renderer.html("dates.html", &index(site)),
            Self::Undated => renderer.html("open.html", &open_view(site)),
            Self::Year { year, previous, next } => {
                let link = |year: i32| Link { path: routes::year(year).to_string(), text: year_in_words(year) };
                renderer.html("year.html", &year_view(site, *year, (previous.map(link), next.map(link))))
            }
            Self::Month { month: (year, month), previous, next } => {
                let link = |(year, month): YearMonth| Link {
                    path: routes::month(year, month).to_string(),
                    text: month_of_year(year, month),
                };
                renderer.html("month.html", &month_view(site, *year, *month, (previous.map(link), next.map(link))))
            }
            Self::Part(part) => render_list(part, renderer),
        }
    }
}

/// Returns each item with those before and after it.
fn with_neighbours<T: Copy>(items: &[T]) -> impl Iterator<Item = (T, Option<T>, Option<T>)> {
    let around = |(at, item): (usize, &T)| (*item, at.checked_sub(1).map(|at| items[at]), items.get(at + 1).copied());
    items.iter().enumerate().map(around)
}

fn head(title: impl Into<String>) -> Head {
    Head::new("dates", title).under(&routes::dates(), "Dates")
}

fn open_head() -> Head {
    head("Year not stated").describe(Some("Events whose year no source states."))
}

/// Returns the pages of the lists that are too long to stand on `page`, that of a year or month: the briefs not dated more
/// closely, and those that begin earlier.
fn side_pages(
    site: &RenderContext,
    page: &UrlPath,
    head: &Head,
    unsettled: &str,
    [whole, also]: [&[Id<Brief>]; 2],
) -> Vec<PageOf<BriefListPage>> {
    let mut pages = Vec::new();
    for (name, words, briefs) in [(routes::OPEN, unsettled, whole), (routes::EARLIER, "begun earlier", also)] {
        if briefs.len() >= PAGINATE_AT {
            let head = head_below(page, head, format!("{}, {words}", head.title));
            pages.extend(overflow_pages(site, routes::below(page, name), briefs, head));
        }
    }
    pages
}

/// Returns the pages of the days of a month that has too many briefs for one page.
fn day_pages(site: &RenderContext, page: &UrlPath, content: &CalendarMonth, head: &Head) -> Vec<PageOf<BriefListPage>> {
    if !is_split(content) {
        return Vec::new();
    }
    let day = |(day, briefs): (&u32, &Vec<Id<Brief>>)| {
        let head = head_below(page, head, format!("{day} {}", head.title));
        overflow_pages(site, routes::below(page, &format!("{day:02}")), briefs, head)
    };
    content.days.iter().flat_map(day).collect()
}

/// Returns the head of a page below the one at `page` with `head`.
fn head_below(page: &UrlPath, head: &Head, title: String) -> Head {
    let mut own = Head::new(head.section, title);
    own.crumbs.clone_from(&head.crumbs);
    own.under(page, &head.title)
}

/// Whether each day of a month has a page of its own, because the month has too many briefs even for lines of a date and
/// a title.
fn is_split(content: &CalendarMonth) -> bool {
    content.count() >= PAGINATE_COMPACT_AT
}

/// A list on the page of a year or month; `compact` where the page has many.
fn side_list(site: &RenderContext, page: &UrlPath, name: &str, briefs: &[Id<Brief>], compact: bool) -> SideList {
    if briefs.len() >= PAGINATE_AT { elsewhere(page, name, briefs) } else { here(site, briefs, compact) }
}

fn here(site: &RenderContext, briefs: &[Id<Brief>], compact: bool) -> SideList {
    SideList { entries: entries(site, briefs), compact, apart: None }
}

/// Leads to the page `name` below another, where the briefs are.
fn elsewhere(page: &UrlPath, name: &str, briefs: &[Id<Brief>]) -> SideList {
    let path = routes::below(page, name).to_string();
    SideList { entries: Vec::new(), compact: false, apart: Some(Link { path, text: count_of(briefs.len(), "brief") }) }
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
    OpenView {
        head: open_head(),
        count: count_of(open.len(), "brief"),
        shelf: entry_list(site, &routes::undated(), open),
    }
}

fn index(site: &RenderContext) -> DateIndex {
    let line = |(year, content): (&i32, &CalendarYear)| YearLine {
        year: year_in_words(*year),
        path: routes::year(*year).to_string(),
        count: count_of(content.count(), "brief"),
        months: cells(*year, content),
    };
    DateIndex {
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
    let page = routes::year(year);
    YearView {
        head: head(year_in_words(year)).describe(Some(format!(
            "{} in {}.",
            count_of(content.count(), "brief"),
            year_in_words(year)
        ))),
        year: year_in_words(year),
        count: count_of(content.count(), "brief"),
        months: cells(year, content),
        whole: side_list(site, &page, routes::OPEN, &content.whole, is_long),
        lists: if is_long { Vec::new() } else { content.months.iter().map(list).collect() },
        also: side_list(site, &page, routes::EARLIER, &content.also, true),
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
    let page = routes::month(year, month);
    MonthView {
        head: head(&full)
            .under(&routes::year(year), year_in_words(year))
            .describe(Some(format!("{} in {full}.", count_of(content.count(), "brief")))),
        name: month_name(month),
        review: Link { path: routes::review(year, month).to_string(), text: format!("{full} in review") },
        month: full,
        count: count_of(content.count(), "brief"),
        weeks: weeks(year, month, content),
        whole: side_list(site, &page, routes::OPEN, &content.whole, is_long),
        days: day_sections(site, year, month),
        also: side_list(site, &page, routes::EARLIER, &content.also, true),
        previous,
        next,
    }
}

fn day_sections(site: &RenderContext, year: i32, month: u32) -> Vec<DaySection> {
    let content = &site.index.calendar.years[&year].months[&month];
    let page = routes::month(year, month);
    let may_be = |day: NaiveDate| {
        content.whole.iter().chain(&content.also).filter(|id| site.briefs[**id].written.date.may_be(day)).count()
    };
    let section = |(day, briefs): (&u32, &Vec<Id<Brief>>)| {
        let date = NaiveDate::from_ymd_opt(year, month, *day)?;
        let list = match is_split(content) {
            true => elsewhere(&page, &format!("{day:02}"), briefs),
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
fn weeks(year: i32, month: u32, content: &CalendarMonth) -> Vec<Vec<DayCell>> {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Vec::new();
    };
    let pad = DayCell { day: 0, anchor: None, count: String::new() };
    let mut cells = vec![pad.clone(); first.weekday().num_days_from_monday() as usize];
    cells.extend(first.iter_days().take_while(|day| day.month() == month).map(|day| {
        let briefs = content.days.get(&day.day()).map_or(0, Vec::len);
        let anchor = (briefs > 0).then(|| anchor(day.day()));
        DayCell { day: day.day(), anchor, count: count_of(briefs, "brief") }
    }));
    let missing = (7 - cells.len() % 7) % 7;
    cells.extend(std::iter::repeat_n(pad, missing));
    cells.chunks(7).map(<[DayCell]>::to_vec).collect()
}

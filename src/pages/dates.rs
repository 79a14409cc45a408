//! Dates: all years; a year; a month as a calendar and a list; a day; and what has no year.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::edtf::Placement;
use crate::model::calendar::{Month, Year};
use crate::model::{Brief, Id};
use crate::pages::Page;
use crate::pages::shown::Shown;
use crate::pages::view::{DateView, Head, Link, Picked, count_of};
use crate::path::UrlPath;

/// From this many briefs on, a year lists its months only.
const LONG_YEAR: usize = 100;

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
    whole: Vec<Picked>,
    lists: Vec<MonthList>,
    also: Vec<Picked>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct MonthList {
    name: String,
    path: String,
    entries: Vec<Picked>,
}

#[derive(Serialize)]
struct MonthView {
    head: Head,
    month: String,
    name: String,
    count: String,
    weeks: Vec<Vec<Cell>>,
    whole: Vec<Picked>,
    days: Vec<Picked>,
    also: Vec<Picked>,
    review: Link,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A day in the calendar of a month; day 0 pads a week.
#[derive(Serialize, Clone)]
struct Cell {
    day: u32,
    path: Option<String>,
    count: String,
}

#[derive(Serialize)]
struct DayView {
    head: Head,
    date: DateView,
    weekday: String,
    entries: Vec<Picked>,
    /// The month has briefs that may also belong to this day.
    month: Link,
    may_be: usize,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct OpenView {
    head: Head,
    count: String,
    entries: Vec<Picked>,
}

/// Where a year stands.
pub fn year_page(year: i32) -> UrlPath {
    UrlPath::page(&["dates", &format!("{year:04}")])
}

/// Where a month stands.
pub fn month_page(year: i32, month: u32) -> UrlPath {
    UrlPath::page(&["dates", &format!("{year:04}"), &format!("{month:02}")])
}

/// Where a day stands.
pub fn day_page(day: NaiveDate) -> UrlPath {
    UrlPath::page(&[
        "dates",
        &format!("{:04}", day.year()),
        &format!("{:02}", day.month()),
        &format!("{:02}", day.day()),
    ])
}

/// Where the briefs without a year stand.
pub fn open_page() -> UrlPath {
    UrlPath::page(&["dates", "open"])
}

/// Whether a brief's date is a span, and stands in its month by its start alone.
pub(super) fn is_span(brief: &Brief) -> bool {
    matches!(brief.placement, Placement::Span { .. })
}

/// Every page of the calendar.
pub(super) fn plan(site: &Shown) -> Vec<Page<'_>> {
    let mut pages = vec![
        Page::of(UrlPath::page(&["dates"]), "dates.html", || index(site)),
        Page::of(open_page(), "open.html", || OpenView {
            head: head("Year not stated").describe(Some("Events whose year no source states.")),
            count: count_of(site.calendar.open.len(), "brief"),
            entries: entries(site, &site.calendar.open),
        }),
    ];
    let years: Vec<i32> = site.calendar.years.keys().copied().collect();
    let months = site.calendar.months();
    let days: Vec<NaiveDate> = site.calendar.years.iter().flat_map(|(year, content)| days_of(*year, content)).collect();
    for (index, year) in years.iter().enumerate() {
        let link = |year: &i32| Link { path: year_page(*year).to_string(), text: year.to_string() };
        let around = (index.checked_sub(1).and_then(|at| years.get(at)).map(link), years.get(index + 1).map(link));
        let year = *year;
        pages.push(Page::of(year_page(year), "year.html", move || year_view(site, year, around.clone())));
    }
    for (index, (year, month)) in months.iter().enumerate() {
        let link = |(year, month): &(i32, u32)| Link {
            path: month_page(*year, *month).to_string(),
            text: name(*year, *month),
        };
        let around = (index.checked_sub(1).and_then(|at| months.get(at)).map(link), months.get(index + 1).map(link));
        let (year, month) = (*year, *month);
        pages.push(Page::of(month_page(year, month), "month.html", move || {
            month_view(site, year, month, around.clone())
        }));
    }
    for (index, day) in days.iter().enumerate() {
        let link = |day: &NaiveDate| Link { path: day_page(*day).to_string(), text: DateView::day(*day).words };
        let around = (index.checked_sub(1).and_then(|at| days.get(at)).map(link), days.get(index + 1).map(link));
        let day = *day;
        pages.push(Page::of(day_page(day), "day.html", move || day_view(site, day, around.clone())));
    }
    pages
}

fn head(title: impl Into<String>) -> Head {
    Head::new("dates", title).under(&UrlPath::page(&["dates"]), "Dates")
}

fn entries(site: &Shown, ids: &[Id<Brief>]) -> Vec<Picked> {
    ids.iter().map(|id| site.entry(*id)).collect()
}

/// "July 2025".
pub(super) fn name(year: i32, month: u32) -> String {
    NaiveDate::from_ymd_opt(year, month, 1).map_or_else(String::new, |day| day.format("%B %Y").to_string())
}

/// "Jul 2025".
pub(super) fn short_name(year: i32, month: u32) -> String {
    NaiveDate::from_ymd_opt(year, month, 1).map_or_else(String::new, |day| day.format("%b %Y").to_string())
}

fn days_of(year: i32, content: &Year) -> impl Iterator<Item = NaiveDate> + '_ {
    content.months.iter().flat_map(move |(month, content)| {
        content.days.keys().filter_map(move |day| NaiveDate::from_ymd_opt(year, *month, *day))
    })
}

fn cells(year: i32, content: &Year) -> Vec<MonthCell> {
    let cell = |month: u32| MonthCell {
        name: NaiveDate::from_ymd_opt(year, month, 1).map_or_else(String::new, |day| day.format("%B").to_string()),
        path: content.months.get(&month).map(|_| month_page(year, month).to_string()),
        count: content.months.get(&month).map_or(0, Month::count),
    };
    (1..=12).map(cell).collect()
}

fn index(site: &Shown) -> IndexView {
    let line = |(year, content): (&i32, &Year)| YearLine {
        year: *year,
        path: year_page(*year).to_string(),
        count: count_of(content.count(), "brief"),
        months: cells(*year, content),
    };
    IndexView {
        head: Head::new("dates", "Dates").describe(Some("Every year, month and day with a brief.")),
        years: site.calendar.years.iter().rev().map(line).collect(),
        open: site.calendar.open.len(),
        open_path: open_page().to_string(),
    }
}

fn year_view(site: &Shown, year: i32, (previous, next): (Option<Link>, Option<Link>)) -> YearView {
    let content = &site.calendar.years[&year];
    let list = |(month, content): (&u32, &Month)| MonthList {
        name: NaiveDate::from_ymd_opt(year, *month, 1).map_or_else(String::new, |day| day.format("%B").to_string()),
        path: month_page(year, *month).to_string(),
        entries: month_entries(site, content),
    };
    YearView {
        head: head(year.to_string()).describe(Some(format!("{} in {year}.", count_of(content.count(), "brief")))),
        year,
        count: count_of(content.count(), "brief"),
        months: cells(year, content),
        whole: entries(site, &content.whole),
        lists: if content.count() < LONG_YEAR { content.months.iter().map(list).collect() } else { Vec::new() },
        also: entries(site, &content.also),
        previous,
        next,
    }
}

/// A month's briefs: those of the month before its days.
fn month_entries(site: &Shown, content: &Month) -> Vec<Picked> {
    entries(site, &content.whole).into_iter().chain(content.days.values().flat_map(|ids| entries(site, ids))).collect()
}

fn month_view(site: &Shown, year: i32, month: u32, (previous, next): (Option<Link>, Option<Link>)) -> MonthView {
    let content = &site.calendar.years[&year].months[&month];
    let full = name(year, month);
    MonthView {
        head: head(&full)
            .under(&year_page(year), year.to_string())
            .describe(Some(format!("{} in {full}.", count_of(content.count(), "brief")))),
        name: NaiveDate::from_ymd_opt(year, month, 1).map_or_else(String::new, |day| day.format("%B").to_string()),
        review: Link { path: super::review::page(year, month).to_string(), text: format!("{full} in review") },
        month: full,
        count: count_of(content.count(), "brief"),
        weeks: weeks(year, month, content),
        whole: entries(site, &content.whole),
        days: content.days.values().flat_map(|ids| entries(site, ids)).collect(),
        also: entries(site, &content.also),
        previous,
        next,
    }
}

/// The calendar of a month, in weeks from Monday.
fn weeks(year: i32, month: u32, content: &Month) -> Vec<Vec<Cell>> {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Vec::new();
    };
    let pad = Cell { day: 0, path: None, count: String::new() };
    let mut cells = vec![pad.clone(); first.weekday().num_days_from_monday() as usize];
    cells.extend(first.iter_days().take_while(|day| day.month() == month).map(|day| {
        let briefs = content.days.get(&day.day()).map_or(0, Vec::len);
        let path = (briefs > 0).then(|| day_page(day).to_string());
        Cell { day: day.day(), path, count: count_of(briefs, "brief") }
    }));
    let missing = (7 - cells.len() % 7) % 7;
    cells.extend(std::iter::repeat_n(pad, missing));
    cells.chunks(7).map(<[Cell]>::to_vec).collect()
}

fn day_view(site: &Shown, day: NaiveDate, (previous, next): (Option<Link>, Option<Link>)) -> DayView {
    let month = &site.calendar.years[&day.year()].months[&day.month()];
    let date = DateView::day(day);
    let may_be = month.whole.iter().chain(&month.also).filter(|id| site.briefs[**id].written.date.may_be(day)).count();
    DayView {
        head: head(&date.words)
            .under(&year_page(day.year()), day.year().to_string())
            .under(&month_page(day.year(), day.month()), name(day.year(), day.month()))
            .describe(Some(format!("What happened on {}.", date.words))),
        date,
        weekday: day.format("%A").to_string(),
        entries: entries(site, month.days.get(&day.day()).map(Vec::as_slice).unwrap_or_default()),
        month: Link { path: month_page(day.year(), day.month()).to_string(), text: name(day.year(), day.month()) },
        may_be,
        previous,
        next,
    }
}

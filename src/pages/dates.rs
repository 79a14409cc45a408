//! Dates: all years; a year; a month as a calendar and a list; a day; and what has no year.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::edtf::Placement;
use crate::model::calendar::{Month, Year};
use crate::model::{Brief, Id};
use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::pages::cut::LONG;
use crate::pages::listing::{Shelf, apart, shelf, shelf_pages};
use crate::pages::view::{DateView, Head, Link, ListEntry, count_of};
use crate::path::UrlPath;

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
    /// Whether some brief is dated to the day.
    dated: bool,
    whole: Beside,
    /// None where the briefs are many: the calendar leads to each day.
    days: Vec<ListEntry>,
    also: Beside,
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
    shelf: Shelf,
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
    UrlPath::page(&OPEN)
}

/// Whether a brief's date is a span, and stands in its month by its start alone.
pub(super) fn is_span(brief: &Brief) -> bool {
    matches!(brief.placement, Placement::Span { .. })
}

/// Every page of the calendar.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let open = &site.calendar.open;
    let mut pages = vec![
        Page::of(UrlPath::page(&["dates"]), "dates.html", |site| Box::new(index(site))),
        Page::of(open_page(), "open.html", |site| Box::new(open_view(site))),
    ];
    pages.extend(shelf_pages(site, &OPEN, open, &open_head()));
    let years: Vec<i32> = site.calendar.years.keys().copied().collect();
    let months = site.calendar.months();
    let days: Vec<NaiveDate> = site.calendar.years.iter().flat_map(|(year, content)| days_of(*year, content)).collect();
    for (index, year) in years.iter().enumerate() {
        let link = |year: &i32| Link { path: year_page(*year).to_string(), text: year.to_string() };
        let around = (index.checked_sub(1).and_then(|at| years.get(at)).map(link), years.get(index + 1).map(link));
        let year = *year;
        pages.push(Page::of(year_page(year), "year.html", move |site| Box::new(year_view(site, year, around.clone()))));
        let content = &site.calendar.years[&year];
        let (folder, head) = ([format!("{year:04}")], head(year.to_string()));
        pages.extend(beside_pages(site, &folder, &head, "month not stated", &content.whole, &content.also));
    }
    for (index, (year, month)) in months.iter().enumerate() {
        let link = |(year, month): &(i32, u32)| Link {
            path: month_page(*year, *month).to_string(),
            text: name(*year, *month),
        };
        let around = (index.checked_sub(1).and_then(|at| months.get(at)).map(link), months.get(index + 1).map(link));
        let (year, month) = (*year, *month);
        let content = &site.calendar.years[&year].months[&month];
        let folder = [format!("{year:04}"), format!("{month:02}")];
        let head = head(name(year, month)).under(&year_page(year), year.to_string());
        pages.extend(beside_pages(site, &folder, &head, "day not settled", &content.whole, &content.also));
        pages.push(Page::of(month_page(year, month), "month.html", move |site| {
            Box::new(month_view(site, year, month, around.clone()))
        }));
    }
    for (index, day) in days.iter().enumerate() {
        let link = |day: &NaiveDate| Link { path: day_page(*day).to_string(), text: DateView::day(*day).words };
        let around = (index.checked_sub(1).and_then(|at| days.get(at)).map(link), days.get(index + 1).map(link));
        let day = *day;
        pages.push(Page::of(day_page(day), "day.html", move |site| Box::new(day_view(site, day, around.clone()))));
        let briefs = &site.calendar.years[&day.year()].months[&day.month()].days[&day.day()];
        let folder = folder_of(day);
        pages.extend(shelf_pages(site, &["dates", &folder[0], &folder[1], &folder[2]], briefs, &day_head(day)));
    }
    pages
}

fn head(title: impl Into<String>) -> Head {
    Head::new("dates", title).under(&UrlPath::page(&["dates"]), "Dates")
}

fn open_head() -> Head {
    head("Year not stated").describe(Some("Events whose year no source states."))
}

fn day_head(day: NaiveDate) -> Head {
    let words = DateView::day(day).words;
    let description = format!("What happened on {words}.");
    head(words)
        .under(&year_page(day.year()), day.year().to_string())
        .under(&month_page(day.year(), day.month()), name(day.year(), day.month()))
        .describe(Some(description))
}

fn folder_of(day: NaiveDate) -> [String; 3] {
    [format!("{:04}", day.year()), format!("{:02}", day.month()), format!("{:02}", day.day())]
}

/// The folder of what begins earlier than a year or month.
const EARLIER: &str = "earlier";
/// The folder of what is not dated more closely.
const UNSETTLED: &str = "open";

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
    let mut pages = apart(site, &below(folder, UNSETTLED), whole, &part(unsettled));
    pages.extend(apart(site, &below(folder, EARLIER), also, &part("begun earlier")));
    pages
}

/// A list on the page of a year or month; `compact` where the page has many.
fn beside(site: &RenderContext, folder: &[String], name: &str, briefs: &[Id<Brief>], compact: bool) -> Beside {
    let is_long = briefs.len() >= LONG;
    let apart = is_long
        .then(|| Link { path: UrlPath::page(&below(folder, name)).to_string(), text: count_of(briefs.len(), "brief") });
    let entries = if is_long { Vec::new() } else { entries(site, briefs) };
    Beside { entries, compact, apart }
}

fn entries(site: &RenderContext, ids: &[Id<Brief>]) -> Vec<ListEntry> {
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

fn open_view(site: &RenderContext) -> OpenView {
    let open = &site.calendar.open;
    OpenView { head: open_head(), count: count_of(open.len(), "brief"), shelf: shelf(site, &OPEN, open) }
}

fn index(site: &RenderContext) -> IndexView {
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

fn year_view(site: &RenderContext, year: i32, (previous, next): (Option<Link>, Option<Link>)) -> YearView {
    let content = &site.calendar.years[&year];
    let list = |(month, content): (&u32, &Month)| MonthList {
        name: NaiveDate::from_ymd_opt(year, *month, 1).map_or_else(String::new, |day| day.format("%B").to_string()),
        path: month_page(year, *month).to_string(),
        entries: month_entries(site, content),
    };
    let is_long = content.count() >= LONG;
    let folder = [format!("{year:04}")];
    YearView {
        head: head(year.to_string()).describe(Some(format!("{} in {year}.", count_of(content.count(), "brief")))),
        year,
        count: count_of(content.count(), "brief"),
        months: cells(year, content),
        whole: beside(site, &folder, UNSETTLED, &content.whole, is_long),
        lists: if is_long { Vec::new() } else { content.months.iter().map(list).collect() },
        also: beside(site, &folder, EARLIER, &content.also, true),
        previous,
        next,
    }
}

/// A month's briefs: those of the month before its days.
fn month_entries(site: &RenderContext, content: &Month) -> Vec<ListEntry> {
    entries(site, &content.whole).into_iter().chain(content.days.values().flat_map(|ids| entries(site, ids))).collect()
}

fn month_view(
    site: &RenderContext,
    year: i32,
    month: u32,
    (previous, next): (Option<Link>, Option<Link>),
) -> MonthView {
    let content = &site.calendar.years[&year].months[&month];
    let full = name(year, month);
    let is_long = content.count() >= LONG;
    let folder = [format!("{year:04}"), format!("{month:02}")];
    MonthView {
        head: head(&full)
            .under(&year_page(year), year.to_string())
            .describe(Some(format!("{} in {full}.", count_of(content.count(), "brief")))),
        name: NaiveDate::from_ymd_opt(year, month, 1).map_or_else(String::new, |day| day.format("%B").to_string()),
        review: Link { path: super::review::page(year, month).to_string(), text: format!("{full} in review") },
        month: full,
        count: count_of(content.count(), "brief"),
        weeks: weeks(year, month, content),
        dated: !content.days.is_empty(),
        whole: beside(site, &folder, UNSETTLED, &content.whole, is_long),
        days: if is_long { Vec::new() } else { content.days.values().flat_map(|ids| entries(site, ids)).collect() },
        also: beside(site, &folder, EARLIER, &content.also, true),
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

fn day_view(site: &RenderContext, day: NaiveDate, (previous, next): (Option<Link>, Option<Link>)) -> DayView {
    let month = &site.calendar.years[&day.year()].months[&day.month()];
    let date = DateView::day(day);
    let may_be = month.whole.iter().chain(&month.also).filter(|id| site.briefs[**id].written.date.may_be(day)).count();
    let folder = folder_of(day);
    let briefs = month.days.get(&day.day()).map(Vec::as_slice).unwrap_or_default();
    DayView {
        head: day_head(day),
        date,
        weekday: day.format("%A").to_string(),
        shelf: shelf(site, &["dates", &folder[0], &folder[1], &folder[2]], briefs),
        month: Link { path: month_page(day.year(), day.month()).to_string(), text: name(day.year(), day.month()) },
        may_be,
        previous,
        next,
    }
}

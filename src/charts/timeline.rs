//! Spans on one axis of time.
//!
//! In: what happened, with its first and last day and what is known of it. Out: an SVG in which a dot is a day, a thin bar
//! some day of a month or a year, a thick bar something that lasted, a dashed outline one day in a span, and a pointed end
//! an open one. Above eighty items they are counted in bins instead, so that the picture stays small.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::scale::{TickStep, TimeScale};
use super::{Canvas, Caption, Svg, float, num, text_fit};

/// Items that are drawn one by one; above it, they are counted.
const MOST: usize = 80;
/// Items that have their titles beside them.
const MOST_TITLED: usize = 30;
/// Bins, at most.
const MOST_BINS: f64 = 72.0;
/// Room at either side of the axis, for half a dot.
const SIDE: f64 = 8.0;
const HEAD: f64 = 8.0;
/// The axis and its labels.
const AXIS: f64 = 26.0;
const SMALL: f64 = 11.0;
/// The widest title beside an item.
const TITLE: f64 = 300.0;
/// Half of the thickness of a bar.
const THICK: f64 = 5.0;
const THIN: f64 = 2.0;
/// The height of the bars of bins.
const BARS: f64 = 120.0;
/// The tooltip's title, where there are many.
const SHORT: f64 = 400.0;

/// What is known of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum SpanKind {
    /// It is a day.
    Day,
    /// It is a month, a season or a year, on some day of which it happened.
    Period,
    /// It happened on one day in it.
    OneDayIn,
    /// It went on over all of it.
    Lasts,
}

/// Something that happened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TimelineItem {
    /// The first day it may have happened on.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// What is known of the span.
    pub kind: SpanKind,
    /// What happened.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Whether it may have begun earlier; it is drawn from the beginning of the axis.
    pub open_start: bool,
    /// Whether it may go on; it is drawn to the end of the axis.
    pub open_end: bool,
}

/// The days of one bar, where items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineBin {
    /// The first.
    pub first: NaiveDate,
    /// The first of the next bar.
    pub next: NaiveDate,
}

/// Draws the items on an axis so many units wide; none if there are none. `bin_href` is the page for the days of a bar.
pub fn timeline(
    items: &[TimelineItem],
    width: u32,
    caption: &Caption,
    bin_href: impl Fn(TimelineBin) -> Option<String>,
) -> Option<Svg> {
    draw(items, width, caption, bin_href, items.len() <= MOST_TITLED)
}

/// Draws the same without a title beside any item, for a page that lists them too.
pub fn untitled_timeline(
    items: &[TimelineItem],
    width: u32,
    caption: &Caption,
    bin_href: impl Fn(TimelineBin) -> Option<String>,
) -> Option<Svg> {
    draw(items, width, caption, bin_href, false)
}

fn draw(
    items: &[TimelineItem],
    width: u32,
    caption: &Caption,
    bin_href: impl Fn(TimelineBin) -> Option<String>,
    is_titled: bool,
) -> Option<Svg> {
    let first = items.iter().map(|item| item.start).min()?;
    let last = items.iter().map(|item| item.end).max()?.max(first);
    let after = last.succ_opt().unwrap_or(last);
    let scale = TimeScale { first, after, left: SIDE, right: (f64::from(width) - SIDE).max(SIDE + 100.0) };
    Some(match items.len() > MOST {
        true => binned(items, scale, caption, bin_href),
        false => one_by_one(items, scale, caption, is_titled),
    })
}

/// An item with its place on the axis.
struct PlacedItem<'a> {
    item: &'a TimelineItem,
    left: f64,
    right: f64,
    /// Its title, and where it begins; empty where there are many.
    title: String,
    title_left: f64,
    lane: usize,
}

fn one_by_one(items: &[TimelineItem], scale: TimeScale, caption: &Caption, is_titled: bool) -> Svg {
    let (lane, middle) = if is_titled { (34.0, 22.0) } else { (14.0, 7.0) };
    let mut in_order: Vec<&TimelineItem> = items.iter().collect();
    in_order.sort_by_key(|item| (item.start, item.end, &item.title, &item.href));
    let mut placed: Vec<PlacedItem> = in_order.into_iter().map(|item| place(item, scale, is_titled)).collect();
    let lanes = pack(&mut placed);

    let axis = HEAD + float(lanes) * lane + 4.0;
    let mut canvas = Canvas::new("timeline", (scale.right + SIDE, axis + AXIS), caption);
    scale.draw(&mut canvas, 0.0, axis);
    for placed in &placed {
        let top = HEAD + float(placed.lane) * lane;
        canvas.link("", Some(&placed.item.href), |canvas| {
            let tooltip =
                if is_titled { placed.item.title.clone() } else { text_fit::cut(&placed.item.title, SMALL, SHORT) };
            canvas.element("title", [], &tooltip);
            if is_titled {
                canvas.label("small", (placed.title_left, top + 12.0), &placed.title);
            }
            draw_span(canvas, placed, top + middle);
        });
    }
    canvas.finish()
}

fn place(item: &TimelineItem, scale: TimeScale, is_titled: bool) -> PlacedItem<'_> {
    let end = item.end.max(item.start);
    let left = if item.open_start { scale.left } else { scale.x(item.start) };
    let right = if item.open_end { scale.right } else { scale.x(end.succ_opt().unwrap_or(end)) };
    let (left, right) = match item.kind {
        SpanKind::Day => (left.midpoint(right) - 4.0, left.midpoint(right) + 4.0),
        _ => (left, right.max(left + 6.0)),
    };
    let title = if is_titled { text_fit::cut(&item.title, SMALL, TITLE) } else { String::new() };
    let room = scale.right + SIDE - text_fit::width(&title, SMALL);
    let title_left = left.min(room).max(0.0);
    PlacedItem { item, left, right, title, title_left, lane: 0 }
}

/// Gives each item the first lane with room for it; gives the number of lanes.
fn pack(placed: &mut [PlacedItem]) -> usize {
    let mut ends: Vec<f64> = Vec::new();
    for item in placed {
        let left = item.left.min(item.title_left);
        let title_right = item.title_left + text_fit::width(&item.title, SMALL);
        let right = item.right.max(title_right) + 6.0;
        item.lane = ends.iter().position(|end| *end <= left).unwrap_or(ends.len());
        match ends.get_mut(item.lane) {
            Some(end) => *end = right,
            None => ends.push(right),
        }
    }
    ends.len()
}

fn draw_span(canvas: &mut Canvas, placed: &PlacedItem, y: f64) {
    let PlacedItem { item, left, right, .. } = *placed;
    let half = match item.kind {
        SpanKind::Day => {
            let x = num(left.midpoint(right));
            return canvas.shape("circle", [("class", "fill"), ("cx", &*x), ("cy", &*num(y)), ("r", "4")]);
        }
        SpanKind::Period => THIN,
        SpanKind::OneDayIn | SpanKind::Lasts => THICK,
    };
    let class = if item.kind == SpanKind::OneDayIn { "open" } else { "fill" };
    let point = (half + 3.0).min((right - left) / 2.0);
    let from = if item.open_start { left + point } else { left };
    let to = if item.open_end { right - point } else { right };
    let mut d = format!("M{} {}H{}", num(from), num(y - half), num(to));
    if item.open_end {
        d += &format!("L{} {}L{} {}", num(right), num(y), num(to), num(y + half));
    } else {
        d += &format!("V{}", num(y + half));
    }
    d += &format!("H{}", num(from));
    if item.open_start {
        d += &format!("L{} {}", num(left), num(y));
    }
    d.push('z');
    canvas.shape("path", [("class", class), ("d", &*d)]);
}

/// How many items begin in a bin.
#[derive(Debug, Clone, Copy, Default)]
struct BinCounts {
    dated: usize,
    /// On one day in a span that begins in the bin.
    in_spans: usize,
}

fn binned(
    items: &[TimelineItem],
    scale: TimeScale,
    caption: &Caption,
    bin_href: impl Fn(TimelineBin) -> Option<String>,
) -> Svg {
    // Whole bins at either end, so that every bar has its true width.
    let step = bin_step(scale);
    let last = scale.after.pred_opt().unwrap_or(scale.after);
    let scale = TimeScale { first: step.start(scale.first), after: step.next(step.start(last)), ..scale };
    let mut bins: BTreeMap<NaiveDate, BinCounts> = BTreeMap::new();
    for item in items {
        let counts = bins.entry(step.start(item.start)).or_default();
        match item.kind {
            SpanKind::OneDayIn => counts.in_spans += 1,
            SpanKind::Day | SpanKind::Period | SpanKind::Lasts => counts.dated += 1,
        }
    }
    let most = bins.values().map(|counts| counts.dated + counts.in_spans).max().unwrap_or(1);
    let unit = BARS / float(most);
    let axis = HEAD + BARS + 12.0;

    let mut canvas = Canvas::new("timeline", (scale.right + SIDE, axis + AXIS), caption);
    scale.draw(&mut canvas, HEAD + 12.0, axis);
    canvas.rule("grid", (scale.left, scale.right), HEAD + 12.0);
    canvas.label("tick", (scale.left, HEAD + 8.0), &most.to_string());
    for (&first, counts) in &bins {
        let bin = TimelineBin { first, next: step.next(first) };
        canvas.link("", bin_href(bin).as_deref(), |canvas| {
            canvas.element("title", [], &in_words(step, first, *counts));
            let (left, right) = (scale.x(first), scale.x(bin.next));
            let wide = (right - left - 1.0).max(1.0);
            let foot = axis - float(counts.dated) * unit;
            draw_bar(canvas, "fill", (left + 0.5, wide), (foot, axis));
            draw_bar(canvas, "open", (left + 0.5, wide), (foot - float(counts.in_spans) * unit, foot));
        });
    }
    canvas.finish()
}

/// The bins are no finer than weeks: nobody looks for a day in a crowd.
fn bin_step(scale: TimeScale) -> TickStep {
    match TickStep::finest(scale.first, scale.after, MOST_BINS - 2.0) {
        TickStep::Day => TickStep::Week,
        step => step,
    }
}

fn in_words(step: TickStep, first: NaiveDate, counts: BinCounts) -> String {
    let label = step.label(first);
    let name = match step {
        TickStep::Week => format!("Week of {label}"),
        TickStep::Day | TickStep::Months(1) | TickStep::Years(1) => label,
        TickStep::Months(_) | TickStep::Years(_) => format!("From {label}"),
    };
    match counts {
        BinCounts { dated, in_spans: 0 } => format!("{name}: {dated}"),
        BinCounts { dated, in_spans } => format!("{name}: {dated}, and {in_spans} on a day in a span"),
    }
}

fn draw_bar(canvas: &mut Canvas, class: &str, (left, wide): (f64, f64), (top, foot): (f64, f64)) {
    if foot > top {
        canvas.rect(class, (left, wide), (top, foot - top));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption { id: "line", title: "Briefs in time", desc: "" };

    fn item(start: &str, end: &str, kind: SpanKind) -> TimelineItem {
        TimelineItem {
            start: start.parse().expect("a day"),
            end: end.parse().expect("a day"),
            kind,
            title: format!("What happened from {start} on, told at some length"),
            href: "../../briefs/what-happened-in-that-year/index.html".to_owned(),
            open_start: false,
            open_end: false,
        }
    }

    fn many(count: usize, years: i32) -> Vec<TimelineItem> {
        let kinds = [SpanKind::Day, SpanKind::OneDayIn, SpanKind::Period, SpanKind::Lasts];
        let at = |at: usize| {
            let number = i32::try_from(at).expect("small");
            let (year, month) = (1975 + number * 7 % years, number % 12 + 1);
            item(&format!("{year}-{month:02}-01"), &format!("{year}-{month:02}-20"), kinds[at % 4])
        };
        (0..count).map(at).collect()
    }

    fn draw(items: &[TimelineItem]) -> String {
        let href = |bin: TimelineBin| Some(format!("../../dates/{}/index.html", bin.first.format("%Y/%m")));
        timeline(items, 944, &CAPTION, href).expect("there are items").to_string()
    }

    #[test]
    fn no_two_spans_overlap_in_one_lane() {
        let items = many(80, 3);
        let scale = TimeScale {
            first: "1975-01-01".parse().expect("a day"),
            after: "1978-01-01".parse().expect("a day"),
            left: 8.0,
            right: 936.0,
        };
        for is_titled in [true, false] {
            let mut placed: Vec<PlacedItem> = items.iter().map(|item| place(item, scale, is_titled)).collect();
            placed.sort_by_key(|placed| placed.item.start);
            pack(&mut placed);
            for (at, a) in placed.iter().enumerate() {
                for b in placed[at + 1..].iter().filter(|b| b.lane == a.lane) {
                    assert!(a.right <= b.left || b.right <= a.left, "{} and {}", a.item.title, b.item.title);
                }
            }
        }
    }

    #[test]
    fn the_picture_stays_small_whatever_the_number() {
        for (count, years) in
            [(1, 1), (30, 3), (80, 3), (80, 50), (81, 1), (1000, 2), (10_000, 6), (10_000, 50), (10_000, 2000)]
        {
            let size = draw(&many(count, years)).len();
            assert!(size <= 20 * 1024, "{count} items in {years} years: {size} bytes");
        }
    }

    #[test]
    fn the_order_of_the_items_does_not_matter() {
        for count in [40, 400] {
            let items = many(count, 5);
            let reversed: Vec<TimelineItem> = items.iter().rev().cloned().collect();
            assert_eq!(draw(&items), draw(&reversed));
        }
    }

    #[test]
    fn each_kind_has_a_shape_of_its_own() {
        assert!(draw(&[item("2025-02-06", "2025-02-06", SpanKind::Day)]).contains("<circle class=\"fill\""));
        assert!(draw(&[item("2025-02-01", "2025-02-28", SpanKind::OneDayIn)]).contains("<path class=\"open\""));
        let open = TimelineItem { open_end: true, ..item("2025-02-01", "2025-02-28", SpanKind::Lasts) };
        assert!(draw(&[open]).contains('L'));
    }

    #[test]
    fn bins_are_linked_and_counted() {
        let svg = draw(&vec![item("2025-02-06", "2025-02-06", SpanKind::Day); 100]);
        assert!(svg.contains("<title>Week of 3 Feb 2025: 100</title>"), "{svg}");
        assert!(svg.contains("href=\"../../dates/2025/02/index.html\""));
    }

    #[test]
    fn nothing_is_not_drawn_and_no_calendar_is_too_long() {
        assert_eq!(timeline(&[], 944, &CAPTION, |_| None), None);
        let ages = TimelineItem {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX,
            ..item("2025-02-06", "2025-02-06", SpanKind::Lasts)
        };
        draw(&vec![ages.clone(); 100]);
        draw(&[ages]);
    }

    #[test]
    fn words_are_escaped() {
        let hostile = TimelineItem {
            title: "<b>\"&".to_owned(),
            href: "\"><b>".to_owned(),
            ..item("2025-02-06", "2025-02-06", SpanKind::Day)
        };
        assert!(!draw(&[hostile]).contains("<b>"));
    }
}

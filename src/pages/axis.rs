//! Briefs on an axis of time.
//!
//! In go briefs; out comes an SVG, large for a page of its own or small for the page of a record.

use chrono::{Datelike, NaiveDate};

use crate::charts::timeline::{SpanKind, TimelineBin, TimelineItem, timeline, untitled_timeline};
use crate::charts::{Caption, Svg};
use crate::edtf::Placement;
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::path::UrlPath;
use crate::routes;

/// The width of a picture, in units of which sixteen are one rem.
const WIDTH: u32 = 900;
const SMALL_WIDTH: u32 = 640;
/// Below this many briefs the page of a record shows no picture: its list says as much.
const FEWEST: usize = 3;
/// The most members of a set that are drawn one by one.
const MOST_PARTS: usize = 24;
/// What the marks stand for.
const DESCRIPTION: &str = "A dot is a day, a short bar a month or a year; a dashed outline is a span on one day of which it happened, a solid bar a span over which it lasted.";

/// Returns the picture for a page of its own.
pub(super) fn large(site: &RenderContext, title: &str, page: &UrlPath, briefs: &[Id<Brief>]) -> Option<String> {
    picture(site, title, page, briefs, |items, caption, bin_href| timeline(items, WIDTH, caption, bin_href))
}

/// Returns the picture for the page of a record; none where [`has_small`] is false.
pub(super) fn small(site: &RenderContext, name: &str, page: &UrlPath, briefs: &[Id<Brief>]) -> Option<String> {
    if !has_small(site, briefs) {
        return None;
    }
    picture(site, &format!("Timeline of {name}"), page, briefs, |items, caption, bin_href| {
        untitled_timeline(items, SMALL_WIDTH, caption, bin_href)
    })
}

/// Whether so many briefs have a place on the axis that a record's page shows them.
pub(super) fn has_small(site: &RenderContext, briefs: &[Id<Brief>]) -> bool {
    briefs.iter().filter(|id| ends(&site.briefs[**id]).is_some()).nth(FEWEST - 1).is_some()
}

/// Whether a brief has a place on the axis.
pub(super) fn is_placed(brief: &Brief) -> bool {
    ends(brief).is_some()
}

/// Returns the link of a bar that counts the briefs of some days.
type BinHref<'d> = &'d dyn Fn(TimelineBin) -> Option<String>;

fn picture(
    site: &RenderContext,
    title: &str,
    page: &UrlPath,
    briefs: &[Id<Brief>],
    draw: impl Fn(&[TimelineItem], &Caption, BinHref<'_>) -> Option<Svg>,
) -> Option<String> {
    let root = page.root();
    let month = |bin: TimelineBin| {
        let known = site.index.calendar.years.get(&bin.first.year())?;
        let path = match known.months.contains_key(&bin.first.month()) {
            true => routes::month(bin.first.year(), bin.first.month()),
            false => routes::year(bin.first.year()),
        };
        Some(format!("{root}{path}"))
    };
    let caption = Caption { id: "timeline", title, desc: DESCRIPTION };
    let items: Vec<TimelineItem> = briefs.iter().flat_map(|id| items(&site.briefs[*id], &root)).collect();
    draw(&items, &caption, &month).map(String::from)
}

/// The first and the last day on which it may have been, one of them at least; none where no year is known.
fn ends(brief: &Brief) -> Option<[Option<NaiveDate>; 2]> {
    let date = &brief.written.date;
    let ends = [date.earliest(), date.latest()];
    (brief.placement != Placement::OpenYear && ends != [None, None]).then_some(ends)
}

/// Returns what stands on the axis for a brief: one mark, or one for each member of a set, between which nothing was.
fn items(brief: &Brief, root: &str) -> Vec<TimelineItem> {
    let date = &brief.written.date;
    let Some(whole) = ends(brief) else { return Vec::new() };
    let parts = Some(date.parts()).filter(|parts| parts.len() <= MOST_PARTS).unwrap_or_else(|| vec![whole]);
    let kind = |[first, last]: [Option<NaiveDate>; 2]| match brief.placement {
        // What is uncertain is never drawn as if it were sure.
        _ if date.is_uncertain() || date.is_approximate() => SpanKind::OneDayIn,
        Placement::Day(_) => SpanKind::Day,
        Placement::Month { .. } | Placement::Year(_) => SpanKind::Period,
        Placement::Span { .. } if date.lasts() && first == last => SpanKind::Day,
        Placement::Span { .. } if date.lasts() => SpanKind::Lasts,
        Placement::Span { .. } | Placement::OpenYear => SpanKind::OneDayIn,
    };
    let item = |[first, last]: [Option<NaiveDate>; 2]| {
        let known = first.or(last)?;
        Some(TimelineItem {
            start: first.unwrap_or(known),
            end: last.unwrap_or(known),
            kind: kind([first, last]),
            title: brief.written.title.clone(),
            href: format!("{root}{}", brief.page),
            open_start: first.is_none(),
            open_end: last.is_none(),
        })
    };
    parts.into_iter().filter_map(item).collect()
}

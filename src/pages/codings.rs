//! Events by month and class, and their scores: the numbers in a table, with a chart above it.

use serde::Serialize;

use crate::charts::Caption;
use crate::charts::bars::{EventCounts, MeanScore, events, scores as charts_scores};
use crate::content::codebook::quad_name;
use crate::diagnostic::Diagnostic;
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::date::{month_of_year, short_month};
use crate::pages::views::event::{is_contested, is_settled, scored, signed};
use crate::pages::views::{Head, Link};
use crate::routes;

/// How many months the charts show.
const COLUMNS: i64 = 48;
/// The width of the charts, in units of which sixteen are one rem.
const WIDTH: u32 = 900;
/// How many months the page shows.
const MONTHS: usize = 120;

#[derive(Serialize)]
struct View {
    head: Head,
    classes: [&'static str; 4],
    months: Vec<MonthLine>,
    /// SVGs: events by class, and their scores.
    counts: Option<String>,
    scores: Option<String>,
    cut: bool,
    method: Option<Link>,
    /// Coded events that do not count, because their brief is contested.
    contested: usize,
    /// Coded events that do not count, because only a span of their date is known.
    unsettled: usize,
}

#[derive(Serialize)]
struct MonthLine {
    link: Link,
    counts: [usize; 4],
    sum: String,
    mean: String,
}

/// What is known of one month.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    counts: [usize; 4],
    sum: f64,
}

/// The coded events by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventsPage;

impl PageKind for EventsPage {
    fn plan(_: &RenderContext) -> Vec<PageOf<Self>> {
        vec![PageOf::new(routes::events(), Self)]
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("events.html", &view(renderer.site))
    }
}

fn view(site: &RenderContext) -> View {
    let months = months(site);
    let count = |keep: &dyn Fn(&Brief) -> bool| {
        site.listed()
            .map(|id| &site.briefs[id])
            .filter(|brief| keep(brief))
            .map(|brief| brief.written.events.len())
            .sum()
    };
    View {
        head: Head::new("events", "Events").describe(Some("Coded events by month and class, with their scores.")),
        classes: [quad_name(1), quad_name(2), quad_name(3), quad_name(4)],
        counts: counts(&months),
        scores: scores(&months),
        cut: months.len() > MONTHS,
        months: months.iter().rev().take(MONTHS).map(|(month, sums)| line(*month, sums)).collect(),
        method: site.own_page_link("method"),
        contested: count(&|brief| is_contested(site, brief)),
        unsettled: count(&|brief| !is_contested(site, brief) && !is_settled(brief)),
    }
}

/// The latest months in their order, those without an event among them: a gap of a year looks like one.
fn axis(months: &[((i32, u32), Sums)]) -> Vec<((i32, u32), Sums)> {
    let Some((last, _)) = months.last() else {
        return Vec::new();
    };
    let number = |(year, month): (i32, u32)| i64::from(year) * 12 + i64::from(month) - 1;
    let from = (number(*last) + 1 - COLUMNS).max(number(months[0].0));
    let month_of = |number: i64| {
        Some((i32::try_from(number.div_euclid(12)).ok()?, u32::try_from(number.rem_euclid(12)).ok()? + 1))
    };
    let known = |month| months.iter().find(|(known, _)| *known == month).map(|(_, sums)| *sums);
    (from..=number(*last)).filter_map(month_of).map(|month| (month, known(month).unwrap_or_default())).collect()
}

fn counts(months: &[((i32, u32), Sums)]) -> Option<String> {
    let column = |((year, month), sums): ((i32, u32), Sums)| {
        let [verbal_cooperation, material_cooperation, verbal_conflict, material_conflict] =
            sums.counts.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let known = sums.counts.iter().any(|count| *count > 0);
        EventCounts {
            label: short_month(year, month),
            href: known.then(|| format!("../{}", routes::review(year, month))),
            verbal_cooperation,
            material_cooperation,
            verbal_conflict,
            material_conflict,
        }
    };
    let columns: Vec<EventCounts> = axis(months).into_iter().map(column).collect();
    let caption =
        Caption { id: "by-class", title: "Events by month and class", desc: "The table below has the numbers." };
    events(&columns, WIDTH, &caption).map(String::from)
}

fn scores(months: &[((i32, u32), Sums)]) -> Option<String> {
    let column = |((year, month), sums): ((i32, u32), Sums)| {
        let events: usize = sums.counts.iter().sum();
        MeanScore {
            label: short_month(year, month),
            href: (events > 0).then(|| format!("../{}", routes::review(year, month))),
            mean: (events > 0).then(|| sums.mean()),
            events: u32::try_from(events).unwrap_or(u32::MAX),
        }
    };
    let columns: Vec<MeanScore> = axis(months).into_iter().map(column).collect();
    let caption = Caption { id: "scores", title: "Mean score by month", desc: "The table below has the numbers." };
    charts_scores(&columns, WIDTH, &caption).map(String::from)
}

impl Sums {
    /// The mean score; 0 where there is no event.
    fn mean(&self) -> f64 {
        let events: usize = self.counts.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
        let events = events.max(1) as f64;
        self.sum / events
    }
}

fn line((year, month): (i32, u32), sums: &Sums) -> MonthLine {
    MonthLine {
        link: Link { path: routes::review(year, month).to_string(), text: month_of_year(year, month) },
        counts: sums.counts,
        sum: signed(sums.sum),
        mean: signed(sums.mean()),
    }
}

/// The months with scored events, in order.
fn months(site: &RenderContext) -> Vec<((i32, u32), Sums)> {
    let mut months = Vec::new();
    for (year, content) in &site.index.calendar.years {
        for (month, content) in &content.months {
            let ids = content.whole.iter().chain(content.days.values().flatten());
            let sums = sums(site, ids);
            if sums.counts.iter().any(|count| *count > 0) {
                months.push(((*year, *month), sums));
            }
        }
    }
    months
}

fn sums<'i>(site: &RenderContext, ids: impl Iterator<Item = &'i Id<Brief>>) -> Sums {
    let mut sums = Sums::default();
    for brief in ids.map(|id| &site.briefs[*id]).filter(|brief| is_settled(brief)) {
        for event in scored(site, brief) {
            sums.counts[usize::from(event.quad.clamp(1, 4)) - 1] += 1;
            sums.sum += event.score;
        }
    }
    sums
}

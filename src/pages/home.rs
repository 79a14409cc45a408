//! The home page: what this briefing is, the latest, activity by month, open questions, threads and topics.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::{Brief, Id, RecordId};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::date::{is_span, short_month};
use crate::pages::views::question::{QuestionLine, question_lines};
use crate::pages::views::topic::{TopicBranch, topic_tree};
use crate::pages::views::{CountedLink, Head, Link, ListEntry};
use crate::routes;

/// How many briefs the home page shows.
const LATEST: usize = 6;
/// How many months the chart shows.
const MONTHS: usize = 24;
/// How many questions and threads the home page names.
const NAMED: usize = 12;

#[derive(Serialize)]
struct View {
    head: Head,
    description: Option<String>,
    /// "30 briefs", "5 sources".
    briefs: String,
    sources: String,
    pages: Vec<Link>,
    latest: Vec<ListEntry>,
    months: Vec<MonthBar>,
    /// Whether the chart leaves out earlier months.
    months_cut: bool,
    questions: Vec<QuestionLine>,
    threads: Vec<CountedLink>,
    topics: Vec<TopicBranch>,
    open_years: usize,
}

/// A month of the chart.
#[derive(Serialize)]
struct MonthBar {
    path: String,
    /// "Feb 2025".
    month: String,
    /// Dated to the day or the month.
    dated: usize,
    /// Somewhere in a span that begins in the month.
    spans: usize,
    /// Widths in hundredths of the chart.
    dated_width: f64,
    spans_width: f64,
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomePage;

impl PageKind for HomePage {
    fn plan(_: &RenderContext) -> Vec<PageOf<Self>> {
        vec![PageOf::new(routes::home(), Self)]
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("home.html", &view(renderer.site))
    }
}

fn view(site: &RenderContext) -> View {
    let (months, months_cut) = months(site);
    View {
        head: Head::new("home", &site.config.title).describe(site.config.description.clone()),
        description: site.config.description.clone(),
        briefs: count_of(site.listed().count(), "brief"),
        // A gazetteer is no evidence: only what briefs rest on counts here.
        sources: count_of(site.sources.ids().filter(|id| !site.index.briefs_of(*id).is_empty()).count(), "source"),
        pages: site.pages.ids().map(|id| site.link_to(RecordId::Page(id))).collect(),
        latest: latest(site).take(LATEST).map(|id| site.entry(id)).collect(),
        months,
        months_cut,
        questions: question_lines(site, |id| !site.index.claims_of(id).is_empty()).into_iter().take(NAMED).collect(),
        threads: site
            .threads
            .ids()
            .map(|id| site.counted_link(RecordId::Thread(id), site.index.briefs_of(id).len()))
            .take(NAMED)
            .collect(),
        topics: topic_tree(site),
        open_years: site.index.calendar.open.len(),
    }
}

/// The briefs from the latest on; those whose year is not stated are not among them.
fn latest(site: &RenderContext) -> impl Iterator<Item = Id<Brief>> + '_ {
    site.listed().rev().filter(|id| !site.briefs[*id].written.date.is_open_year())
}

fn months(site: &RenderContext) -> (Vec<MonthBar>, bool) {
    let mut counts: Vec<(i32, u32, usize, usize)> = Vec::new();
    for (year, content) in site.index.calendar.years.iter().rev() {
        for (month, content) in content.months.iter().rev() {
            let spans = content.whole.iter().filter(|id| is_span(&site.briefs[**id])).count();
            counts.push((*year, *month, content.count() - spans, spans));
        }
        if counts.len() > MONTHS {
            break;
        }
    }
    let cut = counts.len() > MONTHS;
    counts.truncate(MONTHS);
    counts.reverse();
    let most = counts.iter().map(|(.., dated, spans)| dated + spans).max().unwrap_or(1).max(1);
    let bars = counts.into_iter().map(|(year, month, dated, spans)| MonthBar {
        path: routes::month(year, month).as_str().to_owned(),
        month: short_month(year, month),
        dated,
        spans,
        dated_width: width(dated, most),
        spans_width: width(spans, most),
    });
    (bars.collect(), cut)
}

#[expect(clippy::cast_precision_loss, reason = "counts of briefs are far below 2^52")]
fn width(count: usize, most: usize) -> f64 {
    (count as f64 * 1000.0 / most as f64).round() / 10.0
}

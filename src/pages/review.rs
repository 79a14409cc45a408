//! A month in review, in the form that CrisisWatch set: what happened, and a bold line with the direction and its reason.
//!
//! The direction is derived, never typed. **Rule:** the scores of the events whose date is settled to the month are added
//! up; at −2 or below relations deteriorated, at +2 or above they improved, between the two they are unchanged. An event
//! that is contested, or whose date is only a span, does not count. Scale: PLOVER 2.0, −10 to +10 an event.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::PAGINATE_AT;
use crate::pages::views::date::{YearMonth, month_of_year, year_in_words};
use crate::pages::views::event::{Scored, is_settled, scored, signed};
use crate::pages::views::{Head, Link, ListEntry};
use crate::routes;

/// From this sum on, either way, the direction is not "unchanged".
const THRESHOLD: f64 = 2.0;
/// How many events the page shows.
const EVENTS: usize = 100;

#[derive(Serialize)]
struct View {
    head: Head,
    month: Link,
    /// `deteriorated`, `improved`, `unchanged`, `not assessed`.
    direction: &'static str,
    /// An arrow beside the word, for those who scan.
    sign: &'static str,
    reason: String,
    heaviest: Option<HeaviestEvent>,
    events: Vec<EventLine>,
    classes: Vec<QuadClass>,
    /// None where the briefs are many: then the month itself leads to them.
    entries: Vec<ListEntry>,
    spans: Vec<ListEntry>,
    /// "416 briefs", where they are many.
    many: Option<String>,
    events_cut: bool,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct HeaviestEvent {
    link: Link,
    score: String,
}

#[derive(Serialize)]
struct EventLine {
    link: Link,
    date: String,
    code: String,
    class: &'static str,
    score: String,
}

/// The events of one quad class.
#[derive(Serialize)]
struct QuadClass {
    name: &'static str,
    count: usize,
    sum: String,
}

/// The review of a month that has a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPage {
    /// Year and month.
    pub month: YearMonth,
    /// The month before it that has a brief.
    pub previous: Option<YearMonth>,
    /// The month after it that has a brief.
    pub next: Option<YearMonth>,
}

impl PageKind for ReviewPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let months = site.index.calendar.months();
        let review = |(index, month): (usize, &YearMonth)| {
            let previous = index.checked_sub(1).map(|index| months[index]);
            let next = months.get(index + 1).copied();
            PageOf::new(routes::review(month.0, month.1), Self { month: *month, previous, next })
        };
        months.iter().enumerate().map(review).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("review.html", &view(renderer.site, self))
    }
}

fn view(site: &RenderContext, page: &ReviewPage) -> View {
    let (year, month) = page.month;
    let link = |(year, month): YearMonth| Link {
        path: routes::review(year, month).to_string(),
        text: month_of_year(year, month),
    };
    let content = &site.index.calendar.years[&year].months[&month];
    let name = month_of_year(year, month);
    let all = || content.whole.iter().chain(content.days.values().flatten()).copied();
    let (settled, spans): (Vec<Id<Brief>>, Vec<Id<Brief>>) = all().partition(|id| is_settled(&site.briefs[*id]));
    let counted: Vec<(Id<Brief>, Scored)> =
        settled.iter().flat_map(|id| scored(site, &site.briefs[*id]).into_iter().map(|event| (*id, event))).collect();
    let sum: f64 = counted.iter().map(|(_, event)| event.score).sum();
    let (direction, sign) = match sum {
        _ if counted.is_empty() => ("not assessed", "–"),
        sum if sum <= -THRESHOLD => ("deteriorated", "↓"),
        sum if sum >= THRESHOLD => ("improved", "↑"),
        _ => ("unchanged", "→"),
    };
    let heaviest = counted.iter().max_by(|(x, a), (y, b)| a.score.abs().total_cmp(&b.score.abs()).then(y.cmp(x))).map(
        |(id, event)| HeaviestEvent {
            link: site.link_to(crate::model::RecordId::Brief(*id)),
            score: signed(event.score),
        },
    );
    let reason = match counted.len() {
        0 => "no scored event is dated to this month".to_owned(),
        count => format!("{} with a sum of {}", count_of(count, "scored event"), signed(sum)),
    };
    let is_long = settled.len() + spans.len() >= PAGINATE_AT;
    let shown = |ids: &[Id<Brief>]| if is_long { Vec::new() } else { ids.iter().map(|id| site.entry(*id)).collect() };
    View {
        head: Head::new("dates", format!("{name} in review"))
            .under(&routes::dates(), "Dates")
            .under(&routes::year(year), year_in_words(year))
            .under(&routes::month(year, month), &name)
            .describe(Some(format!("{name}: {direction}, {reason}."))),
        month: Link { path: routes::month(year, month).to_string(), text: name },
        direction,
        sign,
        reason,
        heaviest,
        events_cut: counted.len() > EVENTS,
        events: heaviest_of(&counted).into_iter().map(|(id, event)| line(site, id, &event)).collect(),
        classes: classes(&counted),
        many: is_long.then(|| count_of(settled.len() + spans.len(), "brief")),
        entries: shown(&settled),
        spans: shown(&spans),
        previous: page.previous.map(link),
        next: page.next.map(link),
    }
}

/// The events that the page shows, in the order of dates: the heaviest where they are many.
fn heaviest_of(counted: &[(Id<Brief>, Scored)]) -> Vec<(Id<Brief>, Scored)> {
    let mut ranked: Vec<usize> = (0..counted.len()).collect();
    ranked.sort_by(|a, b| counted[*b].1.score.abs().total_cmp(&counted[*a].1.score.abs()));
    ranked.truncate(EVENTS);
    ranked.sort_unstable();
    ranked.into_iter().map(|at| counted[at]).collect()
}

fn line(site: &RenderContext, id: Id<Brief>, event: &Scored) -> EventLine {
    EventLine {
        link: site.link_to(crate::model::RecordId::Brief(id)),
        date: site.briefs[id].written.date.short(),
        code: match event.mode {
            Some(mode) => format!("{}, {mode}", event.kind.as_str()),
            None => event.kind.as_str().to_owned(),
        },
        class: crate::content::codebook::quad_name(event.quad),
        score: signed(event.score),
    }
}

fn classes(counted: &[(Id<Brief>, Scored)]) -> Vec<QuadClass> {
    let class = |quad: u8| {
        let of_class = counted.iter().filter(|(_, event)| event.quad == quad);
        let scores: Vec<f64> = of_class.map(|(_, event)| event.score).collect();
        QuadClass {
            name: crate::content::codebook::quad_name(quad),
            count: scores.len(),
            sum: signed(scores.iter().sum()),
        }
    };
    (1..=4).map(class).collect()
}

//! The digest of each week in which something was published or corrected, where `site.toml` asks for it.
//!
//! A week is one of ISO 8601, from Monday to Sunday. Nothing but the days that briefs give decides what a week holds, so that
//! the page of a week that is over changes only when its briefs do.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, IsoWeek, NaiveDate, Weekday};
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::edtf::DaySpan;
use crate::english::count_of;
use crate::model::RecordId;
use crate::pages::changes::changes;
use crate::pages::context::RenderContext;
use crate::pages::digest::Digest;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::PAGINATE_AT;
use crate::pages::views::update::UpdateView;
use crate::pages::views::{CountedLink, Head, Link, ListEntry};
use crate::routes;

/// The digest of a week, or the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekPage {
    /// The list of weeks, the latest first, each with the number of its changes.
    Index(Vec<(IsoWeek, usize)>),
    /// A week, with those before and after it that have a page.
    Week {
        /// The week.
        week: IsoWeek,
        /// The one before.
        previous: Option<IsoWeek>,
        /// The one after.
        next: Option<IsoWeek>,
    },
}

#[derive(Serialize)]
struct IndexView {
    head: Head,
    years: Vec<YearOfWeeks>,
}

#[derive(Serialize)]
struct YearOfWeeks {
    year: i32,
    weeks: Vec<CountedLink>,
}

#[derive(Serialize)]
struct View {
    head: Head,
    /// None where they are many.
    new: Vec<ListEntry>,
    /// "412 briefs", where they are many.
    many: Option<String>,
    corrected: Vec<ChangedBrief>,
    updated: Vec<ChangedBrief>,
    changes: Link,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct ChangedBrief {
    brief: Link,
    update: UpdateView,
}

impl PageKind for WeekPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        if !site.config.weekly_digests {
            return Vec::new();
        }
        let mut counts: BTreeMap<IsoWeek, usize> = BTreeMap::new();
        for change in changes(site) {
            *counts.entry(change.day.iso_week()).or_default() += 1;
        }
        let weeks: Vec<IsoWeek> = counts.keys().copied().collect();
        let of_week = |at: usize| {
            let (previous, next) = (at.checked_sub(1).map(|at| weeks[at]), weeks.get(at + 1).copied());
            PageOf::new(routes::digest(weeks[at]), Self::Week { week: weeks[at], previous, next })
        };
        let index = PageOf::new(
            routes::digests(),
            Self::Index(counts.iter().rev().map(|(week, count)| (*week, *count)).collect()),
        );
        std::iter::once(index).chain((0..weeks.len()).map(of_week)).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index(weeks) => renderer.html("digests.html", &index(weeks)),
            Self::Week { week, previous, next } => {
                let link = |week: &Option<IsoWeek>| week.map(link_to);
                renderer.html("digest.html", &view(renderer.site, *week, link(previous), link(next)))
            }
        }
    }
}

fn index(weeks: &[(IsoWeek, usize)]) -> IndexView {
    let mut years: Vec<YearOfWeeks> = Vec::new();
    for (week, count) in weeks {
        let Link { path, text } = link_to(*week);
        let line = CountedLink { path, text, count: *count };
        match years.last_mut().filter(|last| last.year == week.year()) {
            Some(year) => year.weeks.push(line),
            None => years.push(YearOfWeeks { year: week.year(), weeks: vec![line] }),
        }
    }
    let head = Head::new("digest", "Digests").describe(Some("What was published and corrected, week by week."));
    IndexView { head, years }
}

fn view(site: &RenderContext, week: IsoWeek, previous: Option<Link>, next: Option<Link>) -> View {
    let digest = Digest::of(site, days_of(week));
    let changed = |numbers: &[(_, usize)]| {
        let line = |(brief, number): &(_, usize)| ChangedBrief {
            brief: site.link_to(RecordId::Brief(*brief)),
            update: UpdateView::of(&site.briefs[*brief], *number),
        };
        numbers.iter().map(line).collect()
    };
    let is_long = digest.new.len() >= PAGINATE_AT;
    let title = title(week);
    let about = format!("What was published and corrected {}.", days_of(week).in_words());
    View {
        head: Head::new("digest", title).under(&routes::digests(), "Digests").describe(Some(about)),
        new: if is_long { Vec::new() } else { digest.new.iter().map(|id| site.entry(*id)).collect() },
        many: is_long.then(|| count_of(digest.new.len(), "brief")),
        corrected: changed(&digest.corrected),
        updated: changed(&digest.updated),
        changes: Link { path: routes::changes().to_string(), text: "Changes".to_owned() },
        previous,
        next,
    }
}

fn title(week: IsoWeek) -> String {
    format!("Week {} of {}", week.week(), week.year())
}

fn link_to(week: IsoWeek) -> Link {
    Link { path: routes::digest(week).to_string(), text: title(week) }
}

/// From Monday to Sunday.
fn days_of(week: IsoWeek) -> DaySpan {
    let first = NaiveDate::from_isoywd_opt(week.year(), week.week(), Weekday::Mon);
    DaySpan { first, last: first.and_then(|first| first.checked_add_days(Days::new(6))) }
}

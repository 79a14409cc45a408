//! A date in as few letters as tell it, for tables, timelines and the edges of pages.
//!
//! In: an [`Edtf`]. Out: `22 Jul 2025`, `1 Jun–23 Jul 2025`, `13 Sep, year not stated`. Whoever needs every doubt spelt
//! out reads the words.

use super::date::Date;
use super::in_words::{Style, join, list, span};
use super::range::{same_day_of_several_years, single_dates};
use super::value::{Edtf, EdtfForm, End, Member};

impl Edtf {
    /// The date in tight places: "22 Jul 2025", "c. Jun 2025" for approximate, "9 May 2025?" for uncertain,
    /// "in 1 Jun–23 Jul 2025" for one day in a span, "1 Jun–23 Jul 2025" for the whole of it.
    pub fn short(&self) -> String {
        match &self.0 {
            EdtfForm::Date(date) => date.short(),
            EdtfForm::Moment(date, time) => format!("{}, {}", date.short(), time.in_words()),
            EdtfForm::Interval(start, end) => interval(start, end),
            EdtfForm::OneOf(members) => one_of(members),
            EdtfForm::AllOf(members) => set(members, "and"),
        }
    }
}

fn interval(start: &End, end: &End) -> String {
    match (start, end) {
        (End::Date(first), End::Date(last)) => dash(first, last),
        (End::Date(first), End::Open) => format!("since {}", first.short()),
        (End::Date(first), End::Unknown) => format!("{}–?", first.short()),
        (End::Unknown, End::Date(last)) => format!("?–{}", last.short()),
        (End::Open, End::Date(last)) => format!("until {}", last.short()),
        // The checker lets no interval without a date through.
        (End::Open | End::Unknown, End::Open | End::Unknown) => "date not stated".to_owned(),
    }
}

fn one_of(members: &[Member]) -> String {
    match same_day_of_several_years(members).as_deref() {
        Some([date, ..]) => format!("{}, year not stated", date.within_year(Style::Short)),
        _ => set(members, "or"),
    }
}

fn set(members: &[Member], conjunction: &str) -> String {
    // Of "or" one member holds, and of a span one day: "in 1 Jun–23 Jul 2025".
    let short = |member: &Member| match member {
        Member::Between(first, last) if conjunction == "or" && first != last => format!("in {}", dash(first, last)),
        member => member.short(),
    };
    let together = single_dates(members).and_then(|dates| list(&dates, Style::Short, conjunction));
    together.unwrap_or_else(|| join(&members.iter().map(short).collect::<Vec<_>>(), conjunction))
}

fn dash(first: &Date, last: &Date) -> String {
    if first == last {
        return first.short();
    }
    span(first, last, Style::Short, "–").unwrap_or_else(|| format!("{}–{}", first.short(), last.short()))
}

impl Member {
    fn short(&self) -> String {
        match self {
            Self::One(date) => date.short(),
            Self::Between(first, last) => dash(first, last),
            Self::UpTo(date) => format!("by {}", date.short()),
            Self::From(date) => format!("from {}", date.short()),
        }
    }
}

impl Date {
    fn short(&self) -> String {
        let quality = self.any_quality();
        let about = if quality.approximate { "c. " } else { "" };
        let doubt = if quality.uncertain { "?" } else { "" };
        let shown = match self.phrase(Style::Short) {
            _ if self.is_open_year() => format!("{}, year not stated", self.within_year(Style::Short)),
            phrase if phrase.is_empty() => "year not stated".to_owned(),
            phrase => phrase,
        };
        format!("{about}{shown}{doubt}")
    }
}

//! Dates and months in words.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::content::brief::DateBasis;
use crate::edtf::{Edtf, Placement};
use crate::model::Brief;

/// A year and a month from 1 to 12.
pub(crate) type YearMonth = (i32, u32);

/// A date, as a reader sees it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct DateView {
    /// "between 1 June and 23 July 2025".
    pub words: String,
    /// For `<time datetime>`, where HTML allows it.
    pub datetime: Option<String>,
    /// The EDTF string.
    pub edtf: String,
    /// On what it rests, where it is not simply stated.
    pub basis: Option<&'static str>,
}

impl DateView {
    /// A stated date.
    pub(crate) fn of(date: &Edtf) -> Self {
        Self::in_words(date, date.in_words())
    }

    fn in_words(date: &Edtf, words: String) -> Self {
        let datetime = date.html_datetime();
        // What HTML understands is the EDTF string itself.
        let edtf = datetime.clone().unwrap_or_else(|| date.to_string());
        Self { words, datetime, edtf, basis: None }
    }

    /// A day.
    pub(crate) fn day(day: NaiveDate) -> Self {
        Self::of(&Edtf::from_day(day))
    }

    /// The date of a brief with its basis.
    pub(crate) fn of_brief(brief: &Brief) -> Self {
        let basis = brief.written.date_basis;
        Self {
            basis: (basis != DateBasis::Stated).then(|| basis.as_str()),
            ..Self::in_words(&brief.written.date, brief.when.clone())
        }
    }
}

/// The year under which a list shows a brief; `None`: not stated.
pub(crate) fn year_of(brief: &Brief) -> Option<i32> {
    match brief.placement {
        Placement::Day(day) => Some(day.year()),
        Placement::Month { year, .. } | Placement::Year(year) => Some(year),
        Placement::Span { start, end } => start.or(end).map(|day| day.year()),
        Placement::OpenYear => None,
    }
}

/// Returns whether a brief's date is a span, so that it stands in its month by its start alone.
pub(crate) fn is_span(brief: &Brief) -> bool {
    matches!(brief.placement, Placement::Span { .. })
}

/// "2025", "45 BCE": −44 is 45 BCE, because there was no year 0.
pub(crate) fn year_in_words(year: i32) -> String {
    if year < 1 { format!("{} BCE", 1 - year) } else { year.to_string() }
}

/// "July 2025".
pub(crate) fn month_of_year(year: i32, month: u32) -> String {
    format!("{} {}", month_name(month), year_in_words(year))
}

/// "Jul 2025".
pub(crate) fn short_month(year: i32, month: u32) -> String {
    format!("{} {}", format_month(month, "%b"), year_in_words(year))
}

/// "July".
pub(crate) fn month_name(month: u32) -> String {
    format_month(month, "%B")
}

fn format_month(month: u32, format: &str) -> String {
    NaiveDate::from_ymd_opt(2000, month, 1).map_or_else(String::new, |day| day.format(format).to_string())
}

//! Briefs by year, month and day.
//!
//! In go the briefs in the order of dates; out comes where each stands: once, at the start of what is known of its date.
//! A date that may also fall in a later month or year is named there too, apart ([`CalendarMonth::also`]).

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::edtf::{Edtf, Placement};
use crate::model::entities::Brief;
use crate::model::table::Id;

/// A month may be named by a long date only this far from its start, so that a span of a century is not on 1,200 pages.
const LONGEST_SPAN: i32 = 120;

/// Every listed brief, by date.
#[derive(Debug, Default)]
pub struct Calendar {
    /// The years, in order.
    pub years: BTreeMap<i32, CalendarYear>,
    /// Briefs whose year is not stated.
    pub open: Vec<Id<Brief>>,
}

/// One year.
#[derive(Debug, Default)]
pub struct CalendarYear {
    /// Briefs of which only the year is known.
    pub whole: Vec<Id<Brief>>,
    /// Its months (1 to 12), those with briefs of their own.
    pub months: BTreeMap<u32, CalendarMonth>,
    /// Briefs that begin in an earlier year and may fall in this one, or last into it.
    pub also: Vec<Id<Brief>>,
}

/// One month.
#[derive(Debug, Default)]
pub struct CalendarMonth {
    /// Briefs of which only the month is known, or whose span begins in it.
    pub whole: Vec<Id<Brief>>,
    /// Its days (1 to 31), those with briefs.
    pub days: BTreeMap<u32, Vec<Id<Brief>>>,
    /// Briefs that begin in an earlier month and may fall in this one, or last into it.
    pub also: Vec<Id<Brief>>,
}

impl CalendarYear {
    /// Returns the number of briefs that begin in it.
    pub fn count(&self) -> usize {
        self.whole.len() + self.months.values().map(CalendarMonth::count).sum::<usize>()
    }
}

impl CalendarMonth {
    /// Returns the number of briefs that begin in it.
    pub fn count(&self) -> usize {
        self.whole.len() + self.days.values().map(Vec::len).sum::<usize>()
    }
}

impl Calendar {
    /// Returns the calendar of briefs that are in the order of dates.
    pub fn of<'b>(briefs: impl Iterator<Item = (Id<Brief>, &'b Brief)>) -> Self {
        let mut calendar = Self::default();
        let mut spans = Vec::new();
        for (id, brief) in briefs {
            match brief.placement {
                Placement::Day(day) => calendar.month(day).days.entry(day.day()).or_default().push(id),
                Placement::Month { year, month } => {
                    calendar.years.entry(year).or_default().months.entry(month).or_default().whole.push(id);
                }
                Placement::Year(year) => calendar.years.entry(year).or_default().whole.push(id),
                Placement::OpenYear => calendar.open.push(id),
                Placement::Span { start, end } => match start.or(end) {
                    Some(at) => {
                        calendar.month(at).whole.push(id);
                        spans.push((id, at, end.unwrap_or(at), &brief.written.date));
                    }
                    None => calendar.open.push(id),
                },
            }
        }
        for (id, start, end, date) in spans {
            calendar.also(id, start, end, date);
        }
        calendar
    }

    /// Returns the months with briefs of their own, in order.
    pub fn months(&self) -> Vec<(i32, u32)> {
        self.years.iter().flat_map(|(year, content)| content.months.keys().map(|month| (*year, *month))).collect()
    }

    fn month(&mut self, day: NaiveDate) -> &mut CalendarMonth {
        self.years.entry(day.year()).or_default().months.entry(day.month()).or_default()
    }

    /// Names a long date in the later months and years that have briefs of their own, and in which it may fall.
    fn also(&mut self, id: Id<Brief>, start: NaiveDate, end: NaiveDate, date: &Edtf) {
        let may_be = |first: Option<NaiveDate>, months: u32| {
            let span =
                first.and_then(|first| Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?)));
            span.is_some_and(|(first, last)| date.may_be_within(first, last))
        };
        let number = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
        let (first, last) = (number(start), number(end).min(number(start).saturating_add(LONGEST_SPAN)));
        for (year, content) in self.years.range_mut(start.year()..=end.year()) {
            if *year > start.year() && *year <= last / 12 && may_be(NaiveDate::from_ymd_opt(*year, 1, 1), 12) {
                content.also.push(id);
            }
            for (month, content) in &mut content.months {
                let this = year * 12 + i32::try_from(*month).unwrap_or(1) - 1;
                if this > first && this <= last && may_be(NaiveDate::from_ymd_opt(*year, *month, 1), 1) {
                    content.also.push(id);
                }
            }
        }
    }
}

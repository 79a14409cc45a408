//! Where a date stands in time: its first and last day, its order, its place in a calendar.
//!
//! In: an [`Edtf`]. Out: days, a [`DateSortKey`], a [`Placement`]. Doubt (`?`, `~`, `%`) never moves a date.

use chrono::NaiveDate;

use super::date::{Date, Within};
use super::value::{Edtf, EdtfForm, Member};

impl Edtf {
    /// The first day on which it may have been, or begun. `None` where that side is open or unknown.
    pub fn earliest(&self) -> Option<NaiveDate> {
        match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => date.earliest(),
            EdtfForm::Interval(start, _) => start.date().and_then(Date::earliest),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => {
                let firsts: Option<Vec<_>> = members.iter().map(Member::earliest).collect();
                firsts.and_then(|days| days.into_iter().min())
            }
        }
    }

    /// The last day on which it may have been, or ended. `None` where that side is open or unknown.
    pub fn latest(&self) -> Option<NaiveDate> {
        match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => date.latest(),
            EdtfForm::Interval(_, end) => end.date().and_then(Date::latest),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => {
                let lasts: Option<Vec<_>> = members.iter().map(Member::latest).collect();
                lasts.and_then(|days| days.into_iter().max())
            }
        }
    }

    /// Whether it may have been, or gone on, on this day. Between the ends of an interval every day counts, as every
    /// day does beyond an end that is open or unknown.
    pub fn may_be(&self, day: NaiveDate) -> bool {
        match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => date.may_be(day),
            EdtfForm::Interval(..) => is_between(self.earliest(), day, self.latest()),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => members.iter().any(|member| member.may_be(day)),
        }
    }

    /// Whether it may have been, or gone on, on some day of a span. All of a set counts by its members, so that the time
    /// between two of them is no part of it.
    pub fn may_be_within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let overlaps = |start: Option<NaiveDate>, end: Option<NaiveDate>| {
            start.is_none_or(|start| start <= last) && end.is_none_or(|end| first <= end)
        };
        match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => date.may_be_within(first, last),
            EdtfForm::Interval(..) => overlaps(self.earliest(), self.latest()),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => members.iter().any(|member| match member {
                Member::One(date) => date.may_be_within(first, last),
                spans => overlaps(spans.earliest(), spans.latest()),
            }),
        }
    }

    /// Returns the first and the last day of each part of it, where that side has one: the members of a set, or the whole.
    pub fn parts(&self) -> Vec<[Option<NaiveDate>; 2]> {
        match &self.0 {
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => {
                members.iter().map(|member| [member.earliest(), member.latest()]).collect()
            }
            _ => vec![[self.earliest(), self.latest()]],
        }
    }

    /// Its place in a chronology; see [`DateSortKey`] for the rules.
    pub fn sort_key(&self) -> DateSortKey {
        let (earliest, latest) = (self.earliest(), self.latest());
        let last = latest.unwrap_or(NaiveDate::MAX);
        let rank = match self.placement() {
            Placement::Year(_) => Rank::Year,
            Placement::Month { .. } => Rank::Month,
            _ if earliest.is_none() => Rank::Before,
            _ => Rank::Day,
        };
        DateSortKey { first: earliest.unwrap_or(last), rank, last }
    }

    /// Whether the year is not settled though something within it is: an `X` in the year with a month, season or day
    /// known (`202X-09-13`), or a set of one month or day in different years (`[2022-09-13,2023-09-13]`).
    pub fn is_open_year(&self) -> bool {
        let open = |members: &[Member]| members.iter().flat_map(Member::dates).any(Date::is_open_year);
        match &self.0 {
            EdtfForm::Date(date) => date.is_open_year(),
            EdtfForm::Moment(..) => false,
            EdtfForm::Interval(..) => self.dates().any(Date::is_open_year),
            EdtfForm::OneOf(members) => open(members) || same_day_of_several_years(members).is_some(),
            EdtfForm::AllOf(members) => open(members),
        }
    }

    /// Where a calendar shows it.
    pub fn placement(&self) -> Placement {
        if self.is_open_year() {
            return Placement::OpenYear;
        }
        match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => date.placement(),
            EdtfForm::Interval(..) => self.span(),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => match members.as_slice() {
                [Member::One(date)] => date.placement(),
                _ => self.span(),
            },
        }
    }

    fn span(&self) -> Placement {
        Placement::Span { start: self.earliest(), end: self.latest() }
    }
}

/// Where a calendar shows a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// On this day.
    Day(NaiveDate),
    /// In this month, the day not known.
    Month {
        /// Astronomical year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// In this year, the month not known.
    Year(i32),
    /// From one day to another, both counted; `None` is open or unknown. Seasons, intervals, ranges and sets.
    Span {
        /// The first day.
        start: Option<NaiveDate>,
        /// The last day.
        end: Option<NaiveDate>,
    },
    /// Under "year not stated", and under no year.
    OpenYear,
}

/// The place of a date in a chronology.
///
/// By the earliest possible day; on one day a whole year stands first, then a whole month, then what was "by" that day,
/// then the rest by their latest day, so that a bounded date stands after the day it is bounded by. Without a start
/// (`[..2025-02-06]`, `../2025`) a date sorts at its known end; without an end it sorts after those that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSortKey {
    first: NaiveDate,
    rank: Rank,
    last: NaiveDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rank {
    Year,
    Month,
    Before,
    Day,
}

/// The dates of a set that names one month, season or day in several years, and nothing else.
pub(super) fn same_day_of_several_years(members: &[Member]) -> Option<Vec<&Date>> {
    let dates = single_dates(members)?;
    let (first, rest) = dates.split_first()?;
    let same_within = rest.iter().all(|date| date.within == first.within && date.within != Within::Year);
    let other_year = rest.iter().any(|date| date.year != first.year);
    (same_within && other_year).then_some(dates)
}

/// The dates of a set with no range in it.
pub(super) fn single_dates(members: &[Member]) -> Option<Vec<&Date>> {
    let one = members.iter().map(|member| match member {
        Member::One(date) => Some(date),
        Member::Between(..) | Member::UpTo(_) | Member::From(_) => None,
    });
    one.collect()
}

fn is_between(start: Option<NaiveDate>, day: NaiveDate, end: Option<NaiveDate>) -> bool {
    start.is_none_or(|start| start <= day) && end.is_none_or(|end| day <= end)
}

impl Member {
    fn earliest(&self) -> Option<NaiveDate> {
        match self {
            Self::One(date) | Self::From(date) | Self::Between(date, _) => date.earliest(),
            Self::UpTo(_) => None,
        }
    }

    fn latest(&self) -> Option<NaiveDate> {
        match self {
            Self::One(date) | Self::UpTo(date) | Self::Between(_, date) => date.latest(),
            Self::From(_) => None,
        }
    }

    fn may_be(&self, day: NaiveDate) -> bool {
        match self {
            Self::One(date) => date.may_be(day),
            Self::Between(..) | Self::UpTo(_) | Self::From(_) => is_between(self.earliest(), day, self.latest()),
        }
    }
}

impl Date {
    fn placement(&self) -> Placement {
        let span = Placement::Span { start: self.earliest(), end: self.latest() };
        let Some(year) = self.year.exact() else { return span };
        match &self.within {
            Within::Year => Placement::Year(year),
            Within::Month(month) if month.is_blank() => Placement::Year(year),
            // A day of some month is no span that begins in January.
            Within::Day(month, _) if month.is_blank() => Placement::Year(year),
            Within::Month(month) => month.exact().map_or(span, |month| Placement::Month { year, month }),
            Within::Day(month, day) => match (month.exact(), day.exact(), self.earliest()) {
                (Some(_), Some(_), Some(only)) => Placement::Day(only),
                (Some(month), None, _) if day.is_blank() => Placement::Month { year, month },
                _ => span,
            },
            Within::Season(_) => span,
        }
    }
}

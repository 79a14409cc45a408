//! One calendar date, with whatever is missing or doubtful in it.
//!
//! In: components that the checker has found to be a date. Out: the days it may stand for.

use chrono::{Datelike, NaiveDate};

/// A date of some precision: `2025`, `2025-06`, `2001-21`, `156X-12-25`, `2004-06-~11`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Date {
    pub year: EdtfYear,
    pub within: Within,
    /// How sure the year, the month or season, and the day are. A component that is absent is sure.
    pub quality: [Quality; 3],
}

impl Date {
    /// A whole day.
    pub(super) fn from_day(day: NaiveDate) -> Self {
        let within = Within::Day(Digits::of(day.month(), 2), Digits::of(day.day(), 2));
        Self { year: EdtfYear::exactly(day.year()), within, quality: [Quality::default(); 3] }
    }

    /// The first day that it may stand for.
    pub(super) fn earliest(&self) -> Option<NaiveDate> {
        self.day().or_else(|| self.days().next())
    }

    /// The last day that it may stand for.
    pub(super) fn latest(&self) -> Option<NaiveDate> {
        self.day().or_else(|| self.days().next_back())
    }

    /// The day, if every digit of one is known: most dates are such, and need not be searched.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        let Within::Day(month, day) = &self.within else {
            return None;
        };
        NaiveDate::from_ymd_opt(self.year.exact()?, month.exact()?, day.exact()?)
    }

    /// Whether it may stand for this day. (Winter has two of its months in the next year.)
    pub(super) fn may_be(&self, day: NaiveDate) -> bool {
        let years = [day.year() - 1, day.year()];
        years
            .into_iter()
            .filter(|&year| self.year.may_be(year))
            .any(|year| self.days_in(year).any(|other| other == day))
    }

    /// Whether it may stand for a day of a span.
    pub(super) fn may_be_within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let (Some(start), Some(end)) = (self.earliest(), self.latest()) else { return false };
        let overlaps = start <= last && first <= end;
        overlaps && (self.is_one_span() || first.iter_days().take_while(|day| *day <= last).any(|day| self.may_be(day)))
    }

    /// Whether it may be every day between its ends: it may not where a digit is open and one behind it is known.
    fn is_one_span(&self) -> bool {
        let year_is_settled = self.year.exact().is_some();
        match &self.within {
            Within::Year => self.year.digits.unknown_from_right().is_some(),
            Within::Season(_) => year_is_settled,
            Within::Month(month) => year_is_settled && (month.exact().is_some() || month.is_blank()),
            Within::Day(month, day) => {
                let (month_is_settled, day_is_settled) = (month.exact().is_some(), day.exact().is_some());
                year_is_settled
                    && ((month_is_settled && (day_is_settled || day.is_blank()))
                        || (month.is_blank() && day.is_blank()))
            }
        }
    }

    /// How many components it has: 1 for a year, 2 for a month or season, 3 for a day.
    pub(super) fn components(&self) -> usize {
        match self.within {
            Within::Year => 1,
            Within::Season(_) | Within::Month(_) => 2,
            Within::Day(..) => 3,
        }
    }

    /// Whether two dates are as precise as each other, a season not being a month.
    pub(super) fn as_precise_as(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.within) == std::mem::discriminant(&other.within)
    }

    /// Whether every digit is known and nothing is marked doubtful.
    pub(super) fn is_plain(&self) -> bool {
        let known = match &self.within {
            Within::Year | Within::Season(_) => true,
            Within::Month(month) => month.exact().is_some(),
            Within::Day(month, day) => month.exact().is_some() && day.exact().is_some(),
        };
        known && self.year.exact().is_some() && self.any_quality() == Quality::default()
    }

    /// The doubt on any component.
    pub(super) fn any_quality(&self) -> Quality {
        self.quality.iter().fold(Quality::default(), |sum, quality| sum.and(*quality))
    }

    /// The year is not settled though something within it is: `202X-09-13`, not `202X`.
    pub(super) fn is_open_year(&self) -> bool {
        let known_within = match &self.within {
            Within::Year => false,
            Within::Season(_) => true,
            Within::Month(month) => !month.is_blank(),
            Within::Day(month, day) => !(month.is_blank() && day.is_blank()),
        };
        known_within && self.year.exact().is_none()
    }

    /// Every day it may stand for, in order.
    fn days(&self) -> impl DoubleEndedIterator<Item = NaiveDate> {
        self.year.values().flat_map(|year| self.days_in(year))
    }

    fn days_in(&self, year: i32) -> impl DoubleEndedIterator<Item = NaiveDate> {
        let months = match &self.within {
            Within::Year => (1..=12).map(|month| (year, month)).collect(),
            Within::Season(season) => season.months(year),
            Within::Month(month) | Within::Day(month, _) => {
                (1..=12).filter(|&value| month.may_be(value)).map(|value| (year, value)).collect::<Vec<_>>()
            }
        };
        months.into_iter().flat_map(|(year, month)| {
            (1..=31)
                .filter(|&day| self.may_have_day(day))
                .filter_map(move |day| NaiveDate::from_ymd_opt(year, month, day))
        })
    }

    fn may_have_day(&self, value: u32) -> bool {
        match &self.within {
            Within::Day(_, day) => day.may_be(value),
            Within::Year | Within::Season(_) | Within::Month(_) => true,
        }
    }
}

/// What is said within the year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Within {
    Year,
    Season(Season),
    Month(Digits),
    Day(Digits, Digits),
}

/// A season, 21 to 24 in EDTF. The standard leaves the hemisphere open; these are northern, by whole months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Season {
    Spring = 21,
    Summer = 22,
    Autumn = 23,
    Winter = 24,
}

impl Season {
    /// The season of an EDTF number.
    pub(super) fn from_number(number: u32) -> Option<Self> {
        [Self::Spring, Self::Summer, Self::Autumn, Self::Winter].into_iter().find(|season| *season as u32 == number)
    }

    /// Its three months: spring is March to May, winter December to February of the next year.
    fn months(self, year: i32) -> Vec<(i32, u32)> {
        match self {
            Self::Spring => vec![(year, 3), (year, 4), (year, 5)],
            Self::Summer => vec![(year, 6), (year, 7), (year, 8)],
            Self::Autumn => vec![(year, 9), (year, 10), (year, 11)],
            Self::Winter => vec![(year, 12), (year + 1, 1), (year + 1, 2)],
        }
    }
}

/// A year, astronomical: 0 is 1 BCE, −1 is 2 BCE.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct EdtfYear {
    pub negative: bool,
    pub digits: Digits,
}

impl EdtfYear {
    /// The year of this number.
    pub(super) fn exactly(year: i32) -> Self {
        Self { negative: year < 0, digits: Digits::of(year.unsigned_abs(), 4) }
    }

    /// The year, if every digit is known.
    pub(super) fn exact(&self) -> Option<i32> {
        self.digits.exact().map(|value| self.signed(value))
    }

    /// The first and last year that it may be. (`-000X` is −9 to −1, there being no −0.)
    pub(super) fn bounds(&self) -> (i32, i32) {
        let (low, high) = (self.digits.lowest(), self.digits.highest());
        if self.negative { (self.signed(high), self.signed(low.max(1))) } else { (self.signed(low), self.signed(high)) }
    }

    /// Every year that it may be, in order.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = i32> {
        let (first, last) = self.bounds();
        (first..=last).filter(|&year| self.may_be(year))
    }

    fn may_be(&self, year: i32) -> bool {
        let sign_fits = if self.negative { year < 0 } else { year >= 0 };
        sign_fits && self.digits.may_be(year.unsigned_abs())
    }

    /// Cannot overflow: a year has at most ten digits of a number that was an `i32`, or four that may be `X`.
    fn signed(&self, value: u32) -> i32 {
        let value = i32::try_from(value).unwrap_or(i32::MAX);
        if self.negative { -value } else { value }
    }
}

/// Digits of which some may be unknown, `None` standing for `X`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Digits(pub Vec<Option<u8>>);

impl Digits {
    /// The digits of a number, at least `width` of them.
    pub(super) fn of(value: u32, width: usize) -> Self {
        Self(format!("{value:0width$}").bytes().map(|byte| Some(byte - b'0')).collect())
    }

    /// The number, if every digit is known.
    pub(super) fn exact(&self) -> Option<u32> {
        self.0.iter().all(Option::is_some).then(|| self.lowest())
    }

    /// Whether no digit is known.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// How many digits on the right are unknown, if all others are known: 1 for `201X`, none for `1X84`.
    pub(super) fn unknown_from_right(&self) -> Option<usize> {
        let unknown = self.0.iter().rev().take_while(|digit| digit.is_none()).count();
        let known = self.0.len() - unknown;
        self.0[..known].iter().all(Option::is_some).then_some(unknown)
    }

    /// Whether the number has these digits, from the right on, and no more.
    pub(super) fn may_be(&self, value: u32) -> bool {
        let mut rest = value;
        for digit in self.0.iter().rev() {
            if digit.is_some_and(|digit| u32::from(digit) != rest % 10) {
                return false;
            }
            rest /= 10;
        }
        rest == 0
    }

    /// The number with 0 for every unknown digit.
    pub(super) fn lowest(&self) -> u32 {
        self.number(0)
    }

    /// The number with 9 for every unknown digit.
    pub(super) fn highest(&self) -> u32 {
        self.number(9)
    }

    fn number(&self, unknown: u8) -> u32 {
        self.0.iter().fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(digit.unwrap_or(unknown).into()))
    }
}

/// How sure a component is: `?` uncertain, `~` approximate, `%` both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Quality {
    pub uncertain: bool,
    pub approximate: bool,
}

impl Quality {
    /// The doubts of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { uncertain: self.uncertain || other.uncertain, approximate: self.approximate || other.approximate }
    }
}

//! A date as a value: what an [`Edtf`] is made of.

use chrono::{FixedOffset, NaiveDate, NaiveTime};

use super::date::Date;

/// A date, interval or set of dates in EDTF, known to be possible. Made by parsing or by [`Edtf::from_day`];
/// or known to say nothing ([`Edtf::unknown`]).
///
/// Two values are equal if they say the same, however typed: `2004?-06-11` and `?2004-06-11` are one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edtf(pub(super) EdtfForm);

impl Edtf {
    /// A whole day: `2025-02-06`.
    pub fn from_day(day: NaiveDate) -> Self {
        Self(EdtfForm::Date(Date::from_day(day)))
    }

    /// A date of which nothing is known. No text reads as one: it stands where a date is wanted and none can be read.
    pub fn unknown() -> Self {
        Self(EdtfForm::Interval(End::Unknown, End::Unknown))
    }

    /// Whether it is [`Edtf::unknown`].
    pub fn is_unknown(&self) -> bool {
        matches!(self.0, EdtfForm::Interval(End::Unknown, End::Unknown))
    }

    /// The clock time in it, with its offset from UTC where one is given.
    pub fn clock(&self) -> Option<(NaiveTime, Option<FixedOffset>)> {
        let EdtfForm::Moment(_, Time { hour, minute, second, zone }) = &self.0 else { return None };
        let time = NaiveTime::from_hms_opt((*hour).into(), (*minute).into(), (*second).into())?;
        let minutes = match zone {
            ClockZone::Local => return Some((time, None)),
            ClockZone::Utc => 0,
            ClockZone::Offset(minutes) => i32::from(*minutes),
        };
        Some((time, Some(FixedOffset::east_opt(minutes * 60)?)))
    }

    /// Whether it goes on over its span, as an interval (`2025-07-01/2025-07-03`) or all of a set (`{2024,2025}`) does.
    /// `[2025-07-01..2025-07-03]` is one day among three and does not.
    pub fn lasts(&self) -> bool {
        matches!(self.0, EdtfForm::Interval(..) | EdtfForm::AllOf(_))
    }

    /// Whether any component of any date in it is marked uncertain, by `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        self.dates().any(|date| date.any_quality().uncertain)
    }

    /// Whether any component of any date in it is marked approximate, by `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        self.dates().any(|date| date.any_quality().approximate)
    }

    /// Every date named in it, in the order typed.
    pub(super) fn dates(&self) -> impl Iterator<Item = &Date> {
        let named: Vec<&Date> = match &self.0 {
            EdtfForm::Date(date) | EdtfForm::Moment(date, _) => vec![date],
            EdtfForm::Interval(start, end) => start.date().into_iter().chain(end.date()).collect(),
            EdtfForm::OneOf(members) | EdtfForm::AllOf(members) => members.iter().flat_map(Member::dates).collect(),
        };
        named.into_iter()
    }
}

/// The five things a string can say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum EdtfForm {
    /// `2025-02-06`, `2025-06~`, `202X-09-13`
    Date(Date),
    /// `2025-02-06T14:30:00Z`; the date is a whole, unqualified day
    Moment(Date, Time),
    /// `2024-12/2025-05`; at least one end is a date, but for [`Edtf::unknown`]
    Interval(End, End),
    /// `[2022-09-13,2023-09-13]`: one of these
    OneOf(Vec<Member>),
    /// `{1667,1668}`: all of these
    AllOf(Vec<Member>),
}

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum End {
    Date(Date),
    /// `..`: it has no such end, or it is left open
    Open,
    /// nothing typed: there is an end, but nobody knows it
    Unknown,
}

impl End {
    pub(super) fn date(&self) -> Option<&Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// One member of a set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Member {
    One(Date),
    /// `a..b`, of one precision
    Between(Date, Date),
    /// `..b`
    UpTo(Date),
    /// `a..`
    From(Date),
}

impl Member {
    pub(super) fn dates(&self) -> Vec<&Date> {
        match self {
            Self::One(date) | Self::UpTo(date) | Self::From(date) => vec![date],
            Self::Between(first, last) => vec![first, last],
        }
    }
}

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Time {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub zone: ClockZone,
}

/// The zone of a clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ClockZone {
    /// none given: local time of a place unsaid
    Local,
    /// `Z`
    Utc,
    /// minutes east of UTC
    Offset(i16),
}

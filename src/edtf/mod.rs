//! Dates that say only what is known, in the Extended Date/Time Format (EDTF).
//!
//! In: a string such as `2025-06`, `[2025-06-01..2025-07-23]` or `202X-09-13`. Out: an [`Edtf`], which knows its
//! earliest and latest day, where a calendar shows it, how it sorts and how it reads in British English; or an
//! [`EdtfError`] with its place in the string and what to type instead.
//!
//! Source: ISO 8601-2:2019, as the Library of Congress publishes it at <https://www.loc.gov/standards/datetime/>.
//! Levels 0 and 1 are supported whole, within the years −262143 to 262142 that a [`NaiveDate`] can hold; from level 2,
//! sets, `X` anywhere, qualifiers on one component and intervals of all these. Not supported, and said so by the fault:
//! exponential years (`Y17E7`), significant digits (`1950S2`) and sub-year groupings (`2001-25` to `2001-41`).
//!
//! ```text
//! text ──parse.rs──→ Tree, what was typed, with places ──check.rs──→ Form, a date that can be
//!   └─ on a fault help.rs guesses what was meant                         ├─range.rs──→ days, order, calendar
//!                                                                        ├─display.rs──→ EDTF
//!                                                                        └─words.rs, short.rs──→ English
//! ```
//!
//! **Whoever holds an `Edtf` holds a date that can be**: it is made only here, checked, so nothing else need handle 30
//! February.

mod check;
mod date;
mod display;
mod help;
mod parse;
mod range;
mod short;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::str::FromStr;

use chrono::NaiveDate;

use date::Date;
pub use range::{Placement, SortKey};

/// A date, interval or set of dates in EDTF, known to be possible. Made by parsing, [`Edtf::from_year`] or
/// [`Edtf::from_day`]; or known to say nothing ([`Edtf::unknown`]).
///
/// Two values are equal if they say the same, however typed: `2004?-06-11` and `?2004-06-11` are one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edtf(Form);

impl Edtf {
    /// A whole year: `2025`. Years before 1 are astronomical, 0 being 1 BCE.
    ///
    /// # Errors
    /// If the year is outside −262143 to 262142.
    pub fn from_year(year: i32) -> Result<Self, EdtfError> {
        let date = Date::from_year(year);
        match date.earliest() {
            Some(_) => Ok(Self(Form::Date(date))),
            None => Err(check::year_out_of_range(0..0, &year.to_string())),
        }
    }

    /// A whole day: `2025-02-06`.
    pub fn from_day(day: NaiveDate) -> Self {
        Self(Form::Date(Date::from_day(day)))
    }

    /// A date of which nothing is known. No text reads as one: it stands where a date is wanted and none can be read.
    pub fn unknown() -> Self {
        Self(Form::Interval(End::Unknown, End::Unknown))
    }

    /// Whether it is [`Edtf::unknown`].
    pub fn is_unknown(&self) -> bool {
        matches!(self.0, Form::Interval(End::Unknown, End::Unknown))
    }

    /// The date that a text is, or most likely stands for: `6 Feb 2025`, `2025/02/06`, `c. 2025`. Nothing where the text has
    /// two readings, as `06/02/2025` has.
    pub fn meant(text: &str) -> Option<Self> {
        read(text).ok().or_else(|| read(&help::meant(text)?).ok())
    }

    /// Whether it goes on over its span, as an interval (`2025-07-01/2025-07-03`) or all of a set (`{2024,2025}`) does.
    /// `[2025-07-01..2025-07-03]` is one day among three and does not.
    pub fn lasts(&self) -> bool {
        matches!(self.0, Form::Interval(..) | Form::AllOf(_))
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
    fn dates(&self) -> impl Iterator<Item = &Date> {
        let named: Vec<&Date> = match &self.0 {
            Form::Date(date) | Form::Moment(date, _) => vec![date],
            Form::Interval(start, end) => start.date().into_iter().chain(end.date()).collect(),
            Form::OneOf(members) | Form::AllOf(members) => members.iter().flat_map(Member::dates).collect(),
        };
        named.into_iter()
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    /// Reads an EDTF string: the whole of it, with no white space around it.
    ///
    /// # Errors
    /// If the string is not EDTF, uses a feature that is not supported, or names a date that cannot be.
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        read(text).map_err(|error| help::improve(text, error))
    }
}

/// The two steps of reading, without a guess at what was meant (the guess itself reads its suggestions with this).
fn read(text: &str) -> Result<Edtf, EdtfError> {
    let tree = parse::tree(text)?;
    check::form(text, tree).map(Edtf)
}

/// Why a string is not a date, in words for its author. It is displayed as its message alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EdtfError {
    /// Where in the string, in bytes, always on character boundaries. Empty where something is missing.
    pub at: Range<usize>,
    /// What is wrong: "day 30 is not in February 2024".
    pub message: String,
    /// What to type instead, or what is allowed: "its last day is 29".
    pub help: Option<String>,
}

impl EdtfError {
    fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The five things a string can say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
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
enum End {
    Date(Date),
    /// `..`: it has no such end, or it is left open
    Open,
    /// nothing typed: there is an end, but nobody knows it
    Unknown,
}

impl End {
    fn date(&self) -> Option<&Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// One member of a set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Member {
    One(Date),
    /// `a..b`, of one precision
    Between(Date, Date),
    /// `..b`
    UpTo(Date),
    /// `a..`
    From(Date),
}

impl Member {
    fn dates(&self) -> Vec<&Date> {
        match self {
            Self::One(date) | Self::UpTo(date) | Self::From(date) => vec![date],
            Self::Between(first, last) => vec![first, last],
        }
    }
}

/// A clock time, kept and shown but not part of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    zone: Zone,
}

/// The zone of a clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Zone {
    /// none given: local time of a place unsaid
    Local,
    /// `Z`
    Utc,
    /// minutes east of UTC
    Offset(i16),
}

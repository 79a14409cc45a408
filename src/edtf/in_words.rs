//! A date in British English, saying what is not known.
//!
//! In: an [`Edtf`]. Out: `between 1 June and 23 July 2025`, `13 September 2022, 2023 or 2024 (year not stated)`. The
//! phrases that short.rs shares, which differ in the names of months alone, take a [`Style`].

use chrono::{Datelike, NaiveDate};

use super::date::{Date, Digits, EdtfYear, Quality, Season, Within};
use super::range::{same_day_of_several_years, single_dates};
use super::value::{ClockZone, Edtf, EdtfForm, End, Member, Time};

impl Edtf {
    /// The date in British English: "6 February 2025", "about June 2025", "by 6 February 2025". It starts in lower case
    /// where English does, so that it can stand in a sentence. Seasons are the northern ones. Years before 1 are BCE:
    /// −1 is 2 BCE.
    pub fn in_words(&self) -> String {
        match &self.0 {
            EdtfForm::Date(date) => date.in_words(),
            EdtfForm::Moment(date, time) => format!("{}, {}", date.in_words(), time.in_words()),
            EdtfForm::Interval(start, end) => interval(start, end),
            EdtfForm::OneOf(members) => one_of(members),
            EdtfForm::AllOf(members) => set(members, "and"),
        }
    }
}

/// The names of the months, January first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether months have their whole names or three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Full,
    Short,
}

impl Style {
    fn month(self, number: u32) -> &'static str {
        let name = MONTHS[(number as usize).clamp(1, 12) - 1];
        if self == Self::Short { &name[..3] } else { name }
    }
}

fn interval(start: &End, end: &End) -> String {
    match (start, end) {
        (End::Date(first), End::Date(last)) => joined(first, last, " to "),
        (End::Date(first), End::Open) => format!("since {}", first.in_words()),
        (End::Date(first), _) => format!("from {} (end unknown)", first.in_words()),
        (End::Unknown, End::Date(last)) => format!("until {} (start unknown)", last.in_words()),
        (_, End::Date(last)) => format!("until {}", last.in_words()),
        // The checker lets no interval without a date through.
        (_, End::Open | End::Unknown) => "date not stated".to_owned(),
    }
}

fn one_of(members: &[Member]) -> String {
    let note = if same_day_of_several_years(members).is_some() { " (year not stated)" } else { "" };
    format!("{}{note}", set(members, "or"))
}

fn set(members: &[Member], conjunction: &str) -> String {
    if let Some(dates) = single_dates(members) {
        return list(&dates, Style::Full, conjunction).unwrap_or_else(|| join(&in_words_of(&dates), conjunction));
    }
    let phrases: Vec<_> = members.iter().map(|member| member.in_words(conjunction)).collect();
    // A comma keeps "1668, or between 1670 and 1672" from reading as one range.
    match phrases.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}, {conjunction} {last}", rest.join(", ")),
        _ => phrases.concat(),
    }
}

impl Member {
    fn in_words(&self, conjunction: &str) -> String {
        match self {
            Self::One(date) => date.in_words(),
            Self::Between(first, last) if conjunction == "and" => joined(first, last, " to "),
            Self::Between(only, same) if only == same => only.in_words(),
            Self::Between(first, last) => format!("between {}", joined(first, last, " and ")),
            Self::UpTo(date) if conjunction == "and" => format!("until {}", date.in_words()),
            Self::UpTo(date) if date.components() == 3 => format!("by {}", date.in_words()),
            Self::UpTo(date) => format!("by the end of {}", date.in_words()),
            Self::From(date) if conjunction == "and" => format!("since {}", date.in_words()),
            Self::From(date) if date.components() == 3 => format!("on or after {}", date.in_words()),
            Self::From(date) => format!("in or after {}", date.in_words()),
        }
    }
}

fn joined(first: &Date, last: &Date, joiner: &str) -> String {
    if first == last {
        return first.in_words();
    }
    span(first, last, Style::Full, joiner).unwrap_or_else(|| format!("{}{joiner}{}", first.in_words(), last.in_words()))
}

/// Two different plain dates that share a month or a year, said once: `1 to 23 July 2025`. `None` if each must be said whole.
pub(super) fn span(first: &Date, last: &Date, style: Style, joiner: &str) -> Option<String> {
    if !(first.is_plain() && last.is_plain() && first.as_precise_as(last) && first.year == last.year) {
        return None;
    }
    match (&first.within, &last.within) {
        (Within::Day(month, day), Within::Day(other, _)) if month == other => {
            Some(format!("{}{joiner}{}", day.lowest(), last.phrase(style)))
        }
        (Within::Year, _) => None,
        _ => Some(format!("{}{joiner}{}", first.within_year(style), last.phrase(style))),
    }
}

/// Plain dates of one precision that share something, said once: `6 or 8 February 2025`. `None` if each must be said
/// whole.
pub(super) fn list(dates: &[&Date], style: Style, conjunction: &str) -> Option<String> {
    let (last, earlier) = dates.split_last()?;
    let alike = dates.iter().all(|date| date.is_plain() && date.as_precise_as(last)) && last.within != Within::Year;
    let same_year = earlier.iter().all(|date| date.year == last.year);
    let same_within = earlier.iter().all(|date| date.within == last.within);
    if !alike || earlier.is_empty() {
        return None;
    }
    if same_within && !same_year {
        let years: Vec<_> = dates.iter().map(|date| date.year.in_words()).collect();
        return Some(format!("{} {}", last.within_year(style), join(&years, conjunction)));
    }
    if !same_year {
        return None;
    }
    let parts: Vec<_> = match one_month(dates) {
        Some(days) => days.iter().map(u32::to_string).collect(),
        None => earlier.iter().chain([last]).map(|date| date.within_year(style)).collect(),
    };
    let (_, firsts) = parts.split_last()?;
    Some(join(&[firsts, &[last.phrase(style)]].concat(), conjunction))
}

/// The days of the month, if all are days of one month.
fn one_month(dates: &[&Date]) -> Option<Vec<u32>> {
    let day = |date: &&Date| match &date.within {
        Within::Day(month, day) => Some((month.lowest(), day.lowest())),
        Within::Year | Within::Season(_) | Within::Month(_) => None,
    };
    let days: Vec<_> = dates.iter().map(day).collect::<Option<_>>()?;
    days.iter().all(|(month, _)| *month == days[0].0).then(|| days.iter().map(|(_, day)| *day).collect())
}

/// `a, b or c`.
pub(super) fn join(items: &[String], conjunction: &str) -> String {
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {conjunction} {last}", rest.join(", ")),
        _ => items.concat(),
    }
}

fn in_words_of(dates: &[&Date]) -> Vec<String> {
    dates.iter().map(|date| date.in_words()).collect()
}

impl Date {
    fn in_words(&self) -> String {
        if let Some(day) = self.day().filter(|day| self.any_quality() == Quality::default() && day.year() >= 1) {
            return format!("{} {} {}", day.day(), Style::Full.month(day.month()), day.year());
        }
        let mut notes = Vec::new();
        if let Some(missing) = self.missing() {
            notes.push(format!("{missing} not stated"));
        }
        let whole = self.quality[..self.components()].iter().all(|quality| *quality == self.quality[0]);
        let about = if whole && self.quality[0].approximate { "about " } else { "" };
        if !whole {
            notes.extend(self.doubts());
        } else if self.quality[0].uncertain {
            notes.push("uncertain".to_owned());
        }
        let phrase = match self.phrase(Style::Full) {
            decade if !about.is_empty() && self.is_decade() => format!("the {decade}"),
            phrase => phrase,
        };
        match (phrase.as_str(), notes.join(", ")) {
            ("", notes) => format!("{about}{notes}"),
            (phrase, notes) if notes.is_empty() => format!("{about}{phrase}"),
            (phrase, notes) => format!("{about}{phrase} ({notes})"),
        }
    }

    /// The date with no notes and no doubts: `13 September, 2020s`. Empty if no digit is known.
    pub(super) fn phrase(&self, style: Style) -> String {
        let (within, year) = (self.within_year(style), self.year.in_words());
        match (within.as_str(), year.as_str()) {
            ("", year) => year.to_owned(),
            (within, "") => within.to_owned(),
            (within, year) if self.year.exact().is_none() => format!("{within}, {year}"),
            (within, year) if self.is_day_of_no_month() => format!("{within} of {year}"),
            (within, year) => format!("{within} {year}"),
        }
    }

    /// `1560-XX-25`
    fn is_day_of_no_month(&self) -> bool {
        matches!(&self.within, Within::Day(month, day) if month.is_blank() && !day.is_blank())
    }

    /// What is said within the year: `13 September`, `June`, `spring`. Empty for a year, or if nothing is known.
    pub(super) fn within_year(&self, style: Style) -> String {
        match &self.within {
            Within::Year => String::new(),
            Within::Season(season) => season.in_words().to_owned(),
            Within::Month(month) => months(month, style),
            Within::Day(month, day) => match (self.days_in_words(month, day), month.exact(), months(month, style)) {
                (days, _, months) if days.is_empty() => months,
                (days, Some(_), month) => format!("{days} {month}"),
                (days, None, months) => {
                    let days = match day.exact() {
                        Some(day) => format!("the {}", ordinal(day)),
                        None => format!("one of the days {days}"),
                    };
                    match months.as_str() {
                        "" => format!("{days} of a month"),
                        span if span.contains(" to ") => format!("{days} of a month from {span}"),
                        some => format!("{days} of {some}"),
                    }
                }
            },
        }
    }

    /// `156X`, which reads as the name of ten years.
    fn is_decade(&self) -> bool {
        self.within == Within::Year && self.year.digits.unknown_from_right() == Some(1) && self.year.bounds().0 > 0
    }

    /// The days it may be: `13`, `20 to 29`. Where the year is not known, a leap year stands in for it.
    fn days_in_words(&self, month: &Digits, day: &Digits) -> String {
        let year = self.year.exact().unwrap_or(2000);
        let months: Vec<_> = (1..=12).filter(|&value| month.may_be(value)).collect();
        let in_a_month = |day| months.iter().any(|&month| NaiveDate::from_ymd_opt(year, month, day).is_some());
        let values: Vec<_> = (1..=31).filter(|&value| day.may_be(value) && in_a_month(value)).collect();
        choice(&values, day, |day| day.to_string())
    }

    /// Which components are not stated: `year and day`. A year to the decade, as `201X`, is said whole by its phrase.
    fn missing(&self) -> Option<String> {
        // Ten years of the common era have a name.
        let nothing_known_within = !self.is_open_year() && self.year.bounds().0 > 0;
        let year = match self.year.digits.unknown_from_right() {
            Some(0) => None,
            Some(1) if nothing_known_within => None,
            Some(2) if nothing_known_within => Some("decade"),
            Some(3) if nothing_known_within => Some("century"),
            _ => Some("year"),
        };
        let open = |digits: &Digits, name| digits.exact().is_none().then_some(name);
        let [month, day] = match &self.within {
            Within::Year | Within::Season(_) => [None, None],
            Within::Month(month) => [open(month, "month"), None],
            // "The 2nd of a month" says that the month is open.
            Within::Day(_, day) if day.exact().is_some() => [None, None],
            Within::Day(month, day) => [open(month, "month"), open(day, "day")],
        };
        let parts: Vec<String> = [year, month, day].into_iter().flatten().map(str::to_owned).collect();
        (!parts.is_empty()).then(|| join(&parts, "and"))
    }

    /// Which components are in doubt, those with the same doubt together: `year and month uncertain`, `day
    /// approximate`.
    fn doubts(&self) -> Vec<String> {
        let second = if matches!(self.within, Within::Season(_)) { "season" } else { "month" };
        let named = ["year", second, "day"].into_iter().zip(self.quality);
        let mut groups: Vec<(Quality, Vec<&str>)> = Vec::new();
        for (name, quality) in named.filter(|(_, quality)| *quality != Quality::default()) {
            match groups.iter_mut().find(|(other, _)| *other == quality) {
                Some((_, names)) => names.push(name),
                None => groups.push((quality, vec![name])),
            }
        }
        groups.iter().map(|(quality, names)| format!("{} {}", names.join(" and "), quality.in_words())).collect()
    }
}

/// `1st`, `22nd`, `13th`.
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn months(month: &Digits, style: Style) -> String {
    let values: Vec<_> = (1..=12).filter(|&value| month.may_be(value)).collect();
    choice(&values, month, |number| style.month(number).to_owned())
}

/// The values that digits may stand for: `1, 11, 21 or 31`, or `10 to 19` where they follow one another. Empty if no
/// digit is known.
fn choice(values: &[u32], digits: &Digits, name: impl Fn(u32) -> String) -> String {
    match values {
        _ if digits.is_blank() => String::new(),
        [first, .., last] if values.len() > 3 && (last - first) as usize + 1 == values.len() => {
            format!("{} to {}", name(*first), name(*last))
        }
        _ => join(&values.iter().map(|value| name(*value)).collect::<Vec<_>>(), "or"),
    }
}

impl EdtfYear {
    /// `2025`, `2 BCE`, `2010s`, `2000 to 2099`. Empty if no digit is known.
    fn in_words(&self) -> String {
        let (first, last) = self.bounds();
        match self.digits.unknown_from_right() {
            Some(0) if first < 1 => format!("{} BCE", 1 - first),
            Some(0) => first.to_string(),
            _ if self.digits.is_blank() && !self.negative => String::new(),
            Some(1) if first > 0 => format!("{first}s"),
            Some(_) if last < 1 => format!("{} to {} BCE", 1 - first, 1 - last),
            Some(_) if first < 1 => format!("{} BCE to {last}", 1 - first),
            Some(_) => format!("{first} to {last}"),
            None => self.to_string(),
        }
    }
}

impl Season {
    fn in_words(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Winter => "winter",
        }
    }
}

impl Quality {
    fn in_words(self) -> &'static str {
        match (self.uncertain, self.approximate) {
            (true, true) => "uncertain and approximate",
            (true, false) => "uncertain",
            (false, true) => "approximate",
            (false, false) => "",
        }
    }
}

impl Time {
    /// `14:30 UTC`, `23:20:30 UTC+4:30`; seconds only where there are some.
    pub(super) fn in_words(self) -> String {
        let seconds = if self.second > 0 { format!(":{:02}", self.second) } else { String::new() };
        format!("{:02}:{:02}{seconds}{}", self.hour, self.minute, self.zone.in_words())
    }
}

impl ClockZone {
    fn in_words(self) -> String {
        match self {
            Self::Local => String::new(),
            Self::Utc | Self::Offset(0) => " UTC".to_owned(),
            Self::Offset(minutes) => {
                let sign = if minutes < 0 { '−' } else { '+' };
                let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
                if rest == 0 { format!(" UTC{sign}{hours}") } else { format!(" UTC{sign}{hours}:{rest:02}") }
            }
        }
    }
}

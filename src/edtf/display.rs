//! The canonical string of a date, and the part of it that HTML understands.
//!
//! In: an [`Edtf`]. Out: EDTF text that reads back as the same value. Qualifiers that run from the year on are written
//! after the last component they hold for (`2004-06~-11`), others before their own (`2004-06-~11`); offsets have hours
//! and minutes; sets have no spaces.

use std::fmt::{self, Display, Formatter};

use chrono::Datelike;

use super::date::{Date, Digits, EdtfYear, Quality, Within};
use super::value::{ClockZone, Edtf, EdtfForm, End, Member, Time};

impl Display for Edtf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Edtf {
    /// The value for `<time datetime>`: a whole year, month or day, without any doubt or `X`, in the years 1 to 9999
    /// that HTML can write in four digits. `None` for all else, which belongs in `data-edtf`.
    pub fn html_datetime(&self) -> Option<String> {
        let EdtfForm::Date(date) = &self.0 else { return None };
        if let Some(day) = date.day() {
            let html = date.any_quality() == Quality::default() && (1..=9999).contains(&day.year());
            return html.then(|| day.to_string());
        }
        let html_year = date.year.exact().is_some_and(|year| (1..=9999).contains(&year));
        let season = matches!(date.within, Within::Season(_));
        (date.is_plain() && html_year && !season).then(|| date.to_string())
    }
}

impl Display for EdtfForm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Moment(date, time) => write!(f, "{date}T{time}"),
            Self::Interval(start, end) => write!(f, "{start}/{end}"),
            Self::OneOf(members) => write!(f, "[{}]", commas(members)),
            Self::AllOf(members) => write!(f, "{{{}}}", commas(members)),
        }
    }
}

fn commas(members: &[Member]) -> String {
    members.iter().map(Member::to_string).collect::<Vec<_>>().join(",")
}

impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(date) => date.fmt(f),
            Self::Between(first, last) => write!(f, "{first}..{last}"),
            Self::UpTo(date) => write!(f, "..{date}"),
            Self::From(date) => write!(f, "{date}.."),
        }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        let group = self.quality[..parts.len()].iter().take_while(|quality| **quality == self.quality[0]).count();
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            if place >= group {
                self.quality[place].fmt(f)?;
            }
            f.write_str(part)?;
            if place + 1 == group {
                self.quality[place].fmt(f)?;
            }
        }
        Ok(())
    }
}

impl Date {
    fn parts(&self) -> Vec<String> {
        let year = self.year.to_string();
        match &self.within {
            Within::Year => vec![year],
            Within::Season(season) => vec![year, (*season as u32).to_string()],
            Within::Month(month) => vec![year, month.to_string()],
            Within::Day(month, day) => vec![year, month.to_string(), day.to_string()],
        }
    }
}

impl Display for EdtfYear {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let long = if self.digits.0.len() > 4 { "Y" } else { "" };
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{long}{sign}{}", self.digits)
    }
}

impl Display for Digits {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| match digit {
            Some(digit) => digit.fmt(f),
            None => f.write_str("X"),
        })
    }
}

impl Display for Quality {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        })
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        match self.zone {
            ClockZone::Local => Ok(()),
            ClockZone::Utc => f.write_str("Z"),
            ClockZone::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

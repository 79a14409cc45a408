//! Dates of tables and posts → EDTF, never surer than they are.

use super::date_words::{self, Reading};
use super::month_names::months;
use crate::edtf::Edtf;

/// How `06/02/2025` is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// What a table does about dates of two readings.
pub(super) const ORDER_REMEDY: &str = "or say `order = \"dmy\"` in the map";

/// A date, and the time of day that stood beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// In EDTF.
    pub date: String,
    /// `14:30`.
    pub time: Option<String>,
    /// `+04:00` or `Z`.
    pub zone: Option<String>,
}

/// Reads a date as typed.
///
/// # Errors
/// Says why it is none, and what to type instead.
pub(super) fn date(text: &str, order: Option<DateOrder>) -> Result<Dated, String> {
    let text = text.trim();
    let ordered = order.and_then(|order| by_order(text, order)).map(|date| date.to_string());
    let meant = match (ordered, date_words::read(text)) {
        (Some(ordered), _) => ordered,
        (None, Reading::Date(date)) => date,
        (None, Reading::Refused(why)) => return Err(why),
        (None, Reading::Unknown) => match Edtf::meant(text) {
            Some(meant) => meant.to_string(),
            None => return Err(why_not(text, order)),
        },
    };
    Ok(match meant.split_once('T') {
        // A moment: the day is the date, and the time of day has a field of its own.
        Some((day, clock)) => {
            let zone = clock.find(['Z', '+', '-']).map(|at| clock[at..].replace('Z', "+00:00"));
            let time = clock.get(..5).filter(|time| *time != "00:00" || zone.is_some()).map(str::to_owned);
            Dated { date: day.to_owned(), zone: zone.filter(|_| time.is_some()), time }
        }
        None => Dated { date: meant, time: None, zone: None },
    })
}

fn why_not(text: &str, order: Option<DateOrder>) -> String {
    let Err(error) = text.parse::<Edtf>() else {
        return format!("`{text}` cannot be read as a date in this order");
    };
    let help = error.help.map(|help| format!(": {help}")).unwrap_or_default();
    // Where the order of day and month makes two readings, there is a remedy for the whole table.
    let has_remedy = help.contains("ambiguous") && order.is_none() && by_order(text, DateOrder::Dmy).is_some();
    let remedy = if has_remedy { ORDER_REMEDY } else { "" };
    let or = if remedy.is_empty() { "" } else { "; " };
    format!("`{text}` is no date: {}{help}{or}{remedy}", error.message)
}

/// Three numbers with the year last.
fn by_order(text: &str, order: DateOrder) -> Option<Edtf> {
    let parts: Vec<u32> = text.split(['/', '.', '-']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let (day, month, year) = match (parts.as_slice(), order) {
        (&[day, month, year], DateOrder::Dmy) | (&[month, day, year], DateOrder::Mdy) => (day, month, year),
        _ => return None,
    };
    let four = text.rsplit(['/', '.', '-']).next().is_some_and(|last| last.trim().len() == 4);
    four.then(|| format!("{year:04}-{month:02}-{day:02}").parse().ok()).flatten()
}

/// A date of a year and perhaps a month and a day, each in a cell of its own.
///
/// # Errors
/// Says what keeps them from being a date.
pub(super) fn of_parts(year: &str, month: &str, day: &str) -> Result<String, (&'static str, String)> {
    let number = |name: &'static str, text: &str, most: i64| {
        let text = text.trim();
        match text.parse::<i64>() {
            _ if text.is_empty() => Ok(None),
            Ok(number) if name == "year" || (1..=most).contains(&number) => Ok(Some(number)),
            Ok(_) => Err((
                name,
                format!("`{text}` is no {name}; if it marks a missing value, name it under `missing` in the map"),
            )),
            Err(_) => match months(text).as_slice() {
                [month] if name == "month" => Ok(Some(i64::from(*month))),
                _ => Err((name, format!("the {name} `{text}` is no number"))),
            },
        }
    };
    let Some(year) = number("year", year, 0)? else {
        return Err(("year", "the year is empty".to_owned()));
    };
    let (month, day) = (number("month", month, 12)?, number("day", day, 31)?);
    let year = if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") };
    let text = match (month, day) {
        (None, None) => year,
        (Some(month), None) => format!("{year}-{month:02}"),
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (None, Some(_)) => return Err(("month", "a day stands without a month".to_owned())),
    };
    let read = text.parse::<Edtf>().map(|date| date.to_string());
    read.map_err(|error| ("day", format!("`{text}` is no date: {}", error.message)))
}

/// From one date to another: an interval, or the one date where both are the same.
///
/// # Errors
/// Says what keeps them from being one.
pub(super) fn interval(start: &str, end: &str) -> Result<String, String> {
    if start == end {
        return Ok(start.to_owned());
    }
    let text = format!("{start}/{end}");
    text.parse::<Edtf>().map(|_| text.clone()).map_err(|error| format!("`{text}` is no date: {}", error.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: Option<DateOrder>) -> Result<String, String> {
        date(text, order).map(|dated| dated.date)
    }

    #[test]
    fn what_has_one_reading_is_read() {
        for (text, expected) in [
            ("2025-02-06", "2025-02-06"),
            (" 2025-02 ", "2025-02"),
            ("2025", "2025"),
            ("6 Feb 2025", "2025-02-06"),
            ("February 2025", "2025-02"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("2025/02/06", "2025-02-06"),
            ("c. 2025", "2025~"),
            ("2024-12/2025-05", "2024-12/2025-05"),
            ("20250206", "2025-02-06"),
        ] {
            assert_eq!(day(text, None).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_has_two_readings_is_refused_until_the_order_is_known() {
        let why = day("06/02/2025", None).expect_err("ambiguous");
        assert!(why.contains("ambiguous") && why.contains("order = \"dmy\""), "{why}");
        assert_eq!(day("06/02/2025", Some(DateOrder::Dmy)).as_deref(), Ok("2025-02-06"));
        assert_eq!(day("06.02.2025", Some(DateOrder::Mdy)).as_deref(), Ok("2025-06-02"));
        for bad in ["06/02/25", "31/02/2025", "next week", "", "0", "2025-13"] {
            assert!(day(bad, Some(DateOrder::Dmy)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_moment_is_a_day_and_a_time() {
        let dated = date("2025-02-06T09:30:00+04:00", None).expect("a moment");
        assert_eq!(
            (dated.date.as_str(), dated.time.as_deref(), dated.zone.as_deref()),
            ("2025-02-06", Some("09:30"), Some("+04:00"))
        );
        let midnight = date("2025-02-06 00:00:00", None).expect("a moment");
        assert_eq!((midnight.date.as_str(), midnight.time), ("2025-02-06", None), "midnight without a zone is no time");
    }

    #[test]
    fn parts_give_what_is_known() {
        assert_eq!(of_parts("2025", "", "").as_deref(), Ok("2025"));
        assert_eq!(of_parts("2025", "2", "").as_deref(), Ok("2025-02"));
        assert_eq!(of_parts("2025", "2", "6").as_deref(), Ok("2025-02-06"));
        assert_eq!(of_parts("-44", "3", "15").as_deref(), Ok("-0044-03-15"));
        assert_eq!(of_parts("2023", "February", "3").as_deref(), Ok("2023-02-03"));
        assert_eq!(of_parts("2023", "şubat", "").as_deref(), Ok("2023-02"));
        assert_eq!(of_parts("2004", "3", "-9").map_err(|(part, _)| part), Err("day"));
        for (year, month, day) in [("", "2", "6"), ("2025", "", "6"), ("2025", "2", "30"), ("MMXXV", "", "")] {
            assert!(of_parts(year, month, day).is_err(), "{year} {month} {day}");
        }
        assert_eq!(interval("2024-12", "2025-05").as_deref(), Ok("2024-12/2025-05"));
        assert_eq!(interval("2025", "2025").as_deref(), Ok("2025"));
        assert!(interval("2025", "2024").is_err());
    }
}

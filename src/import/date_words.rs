//! Dates as tables write them → EDTF, where they have one reading.
//!
//! `3 February 2023`, `11-Mar-15`, `11–13 March 2015`, `1872-1873`, `summer 1862`, `05/2015`, in any of the languages of
//! [`month_names`](super::month_names).

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::month_names::months;
use crate::edtf::Edtf;

/// What came of a text.
pub(super) enum Reading {
    /// The one date.
    Date(String),
    /// It has two readings, or is no date and looks like one; why.
    Refused(String),
    /// Nothing that is known here.
    Unknown,
}

/// Reads a text.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    if let Some(why) = number(text) {
        return why;
    }
    for (mark, words) in
        [("~", &["c. ", "c.", "ca. ", "ca ", "circa ", "about ", "approx. "][..]), ("?", &["probably "])]
    {
        if let Some(rest) = words.iter().find_map(|word| without(text, word)) {
            return match read(rest) {
                Reading::Date(date) if !date.contains(['/', '~', '?']) => Reading::Date(format!("{date}{mark}")),
                _ => Reading::Unknown,
            };
        }
    }
    match span(text) {
        Reading::Unknown => single(text, None).map_or(Reading::Unknown, |made| made),
        found => found,
    }
}

fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.get(..word.len()).filter(|begin| begin.eq_ignore_ascii_case(word)).map(|begin| &text[begin.len()..])
}

fn date(text: String) -> Option<Reading> {
    text.parse::<Edtf>().is_ok().then_some(Reading::Date(text))
}

/// Digits alone, or digits in two groups that no rule joins.
fn number(text: &str) -> Option<Reading> {
    let refused = |why: String| Some(Reading::Refused(why));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 4 && digits(text) && text == "0000" {
        return refused(format!("`{text}` is the year 1 BCE, and mostly a mark for a value that is missing"));
    }
    if text.len() == 5 && digits(text) {
        let days = text.parse::<u64>().ok()?;
        let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))?;
        let shown = Edtf::from_day(day).in_words();
        return refused(format!("`{text}` is a spreadsheet's number of a day ({shown}): format the column as a date"));
    }
    if text.len() == 6 && digits(text) {
        let parts = [&text[..2], &text[2..4], &text[4..]].map(|part| part.parse::<u32>().unwrap_or(0));
        let is_day = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
        let [one, two, three] = parts;
        let days = [is_day(two, three), is_day(two, one), is_day(one, two)];
        let month = format!("{}-{}", &text[..4], &text[4..]);
        return match (days.contains(&true), date(month.clone())) {
            (false, found @ Some(_)) => found,
            _ => refused(format!("`{text}` has several readings, such as {month} and a day of a year of two digits")),
        };
    }
    if (text.len() == 7 || text.len() > 8) && digits(text) {
        return refused(format!("`{text}` is no date: a day has eight digits, a year four"));
    }
    // `2025.1`: October's zero is dropped by a spreadsheet.
    if let Some((year, month)) = text.split_once('.')
        && year.len() == 4
        && month.len() == 1
        && digits(year)
        && digits(month)
    {
        return refused(format!(
            "`{text}` has two readings, {year}-0{month} and {year}-{month}0, of which numbers drop the zero"
        ));
    }
    // `2025-02/03`: two months, or a day.
    let (first, rest) = text.split_once('-')?;
    let (second, third) = rest.split_once('/')?;
    let short =
        digits(first) && first.len() == 4 && digits(second) && second.len() <= 2 && digits(third) && third.len() <= 2;
    let day = format!("{first}-{second:0>2}-{third:0>2}");
    let months = format!("{first}-{second:0>2}/{first}-{third:0>2}");
    short.then(|| Reading::Refused(format!("`{text}` is ambiguous: write {day} for the day, {months} for the months")))
}

/// From one date to another.
fn span(text: &str) -> Reading {
    // `1831-35`, `1872-1873`
    let hyphened = text.split_once(['-', '–', '/']);
    if let Some((first, last)) = hyphened {
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        let (first, last) = (first.trim(), last.trim());
        if digits(first, 4) && digits(last, 4) {
            return interval(first, last);
        }
        if digits(first, 4) && digits(last, 2) && !text.contains('/') {
            let whole = format!("{}{last}", &first[..2]);
            let number = last.parse::<u32>().unwrap_or(0);
            return match number {
                1..=12 => Reading::Unknown,
                21..=24 => Reading::Refused(format!(
                    "`{text}` has two readings: write {first}/{whole} for the years; in EDTF {text} is a season"
                )),
                _ => interval(first, &whole),
            };
        }
    }
    // `Sept 1857 - Dec 1861`, `11 March – 3 April 2015`, `11–13 March 2015`
    for mark in [" - ", " – ", " — ", " to ", "–", "—"] {
        let Some((first, last)) = text.split_once(mark) else { continue };
        let Some(Reading::Date(end)) = single(last, None) else { continue };
        let start = match single(first, None) {
            Some(Reading::Date(start)) => Some(start),
            _ => match single(first, Some(&end)) {
                Some(Reading::Date(start)) => Some(start),
                _ => None,
            },
        };
        if let Some(start) = start {
            return interval(&start, &end);
        }
    }
    // `11-13 March 2015`
    if let Some((first, rest)) = text.split_once('-')
        && first.trim().len() <= 2
        && rest.contains(' ')
        && let Some(Reading::Date(end)) = single(rest, None)
        && let Some(Reading::Date(start)) = single(first, Some(&end))
    {
        return interval(&start, &end);
    }
    Reading::Unknown
}

fn interval(start: &str, end: &str) -> Reading {
    let text = format!("{start}/{end}");
    match text.parse::<Edtf>() {
        Ok(_) => Reading::Date(text),
        Err(error) => Reading::Refused(format!("`{text}` is no date: {}", error.message)),
    }
}

/// One day, month, season, decade or year. What it lacks it has from `end`, the date up to which it runs.
fn single(text: &str, end: Option<&str>) -> Option<Reading> {
    let text = text.trim();
    // `1850s`, `1850's`
    if let Some(decade) = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).or_else(|| text.strip_suffix('s'))
    {
        return decade.strip_suffix('0').filter(|rest| rest.len() == 3).and_then(|rest| date(format!("{rest}X")));
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '-' | '.'))
        .filter(|word| !word.is_empty() && !matches!(word.to_lowercase().as_str(), "of" | "de" | "г" | "the" | "year"))
        .collect();
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut named: Option<(usize, Vec<u32>)> = None;
    let (mut weekday, mut season) = (None, None);
    for (at, word) in words.iter().enumerate() {
        let ordinal = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let found = months(word);
        if ordinal.bytes().all(|byte| byte.is_ascii_digit()) && !ordinal.is_empty() {
            numbers.push((at, ordinal));
        } else if !found.is_empty() && named.is_none() {
            named = Some((at, found));
        } else if let Ok(day) = word.parse::<Weekday>() {
            weekday = Some(day);
        } else if let Some(number) = season_of(word) {
            season = Some(number);
        } else {
            return None;
        }
    }
    let year_of = |end: &str| end.get(..4).map(str::to_owned);
    if let Some(season) = season {
        let year = numbers.first().map(|(_, year)| (*year).to_owned()).or_else(|| end.and_then(year_of))?;
        return (numbers.len() <= 1 && named.is_none() && year.len() == 4)
            .then(|| date(format!("{year}-{season}")))
            .flatten();
    }
    let Some((place, months)) = named else { return of_numbers(&numbers, end) };
    if months.len() > 1 {
        return Some(Reading::Refused(format!(
            "`{text}` names months {} and {}, in two languages",
            months[0], months[1]
        )));
    }
    let month = months[0];
    let (year, day) = match numbers.as_slice() {
        [] => (end.and_then(year_of)?, None),
        [(_, year)] if year.len() == 4 => ((*year).to_owned(), None),
        [(_, day)] if day.len() <= 2 && end.is_some() => (end.and_then(year_of)?, Some(*day)),
        [(_, year), (_, day)] if year.len() == 4 && day.len() <= 2 => ((*year).to_owned(), Some(*day)),
        [(_, day), (_, year)] if year.len() == 4 && day.len() <= 2 => ((*year).to_owned(), Some(*day)),
        // `11-Mar-15`: as spreadsheets have it, 30 to 99 are years before 2000.
        [(_, day), (last, year)] if place == 1 && *last == 2 && day.len() <= 2 && year.len() == 2 => {
            let century = if *year < "30" { "20" } else { "19" };
            (format!("{century}{year}"), Some(*day))
        }
        _ => return None,
    };
    let Some(day) = day else { return date(format!("{year}-{month:02}")) };
    let day: u32 = day.parse().ok()?;
    let found = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day);
    match (found, weekday) {
        (None, _) => Some(Reading::Refused(format!("`{text}` is no day of the calendar"))),
        (Some(found), Some(weekday)) if found.weekday() != weekday => Some(Reading::Refused(format!(
            "`{text}` contradicts itself: {} was a {}",
            Edtf::from_day(found).in_words(),
            found.format("%A")
        ))),
        (Some(found), _) => date(found.format("%Y-%m-%d").to_string()),
    }
}

/// `05/2015`, `2004 3`; `11` of the month that the end has.
fn of_numbers(numbers: &[(usize, &str)], end: Option<&str>) -> Option<Reading> {
    match numbers {
        [(_, year)] if year.len() == 4 => date((*year).to_owned()),
        [(_, day)] if day.len() <= 2 => date(format!("{}-{day:0>2}", end?.get(..7)?)),
        [(_, month), (_, year)] if month.len() <= 2 && year.len() == 4 => date(format!("{year}-{month:0>2}")),
        [(_, year), (_, month)] if month.len() <= 2 && year.len() == 4 => date(format!("{year}-{month:0>2}")),
        _ => None,
    }
}

/// The number of a season in EDTF.
fn season_of(word: &str) -> Option<u32> {
    Some(match &*word.to_lowercase() {
        "spring" | "весна" | "весной" | "yaz" | "frühling" | "printemps" | "primavera" => 21,
        "summer" | "лето" | "летом" | "yay" | "sommer" | "été" | "verano" => 22,
        "autumn" | "fall" | "осень" | "осенью" | "payız" | "herbst" | "automne" | "otoño" => 23,
        "winter" | "зима" | "зимой" | "qış" | "hiver" | "invierno" => 24,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<String, String> {
        match read(text) {
            Reading::Date(date) => Ok(date),
            Reading::Refused(why) => Err(why),
            Reading::Unknown => Err("unknown".to_owned()),
        }
    }

    #[test]
    fn what_tables_write_is_read_where_it_has_one_reading() {
        for (text, expected) in [
            ("11-Mar-15", "2015-03-11"),
            ("11-Mar-75", "1975-03-11"),
            ("1872-1873", "1872/1873"),
            ("1831-35", "1831/1835"),
            ("1913-18", "1913/1918"),
            ("Sept 1857 - Dec 1861", "1857-09/1861-12"),
            ("11–13 March 2015", "2015-03-11/2015-03-13"),
            ("11-13 March 2015", "2015-03-11/2015-03-13"),
            ("30 March – 3 April 2015", "2015-03-30/2015-04-03"),
            ("summer 1862", "1862-22"),
            ("1850's", "185X"),
            ("1850s", "185X"),
            ("Monday, January 3, 1791", "1791-01-03"),
            ("05/2015", "2015-05"),
            ("2004 3", "2004-03"),
            ("3 февраля 2023", "2023-02-03"),
            ("Fevral 2023", "2023-02"),
            ("3 Şubat 2023", "2023-02-03"),
            ("3. März 2023", "2023-03-03"),
            ("1er août 2023", "unknown"),
            ("202510", "2025-10"),
            ("c. March 1862", "1862-03~"),
            ("1820-05", "1820-05"),
        ] {
            assert_eq!(of(text).unwrap_or_else(|why| why), expected, "{text}");
        }
    }

    #[test]
    fn what_has_two_readings_or_none_is_refused_with_the_reason() {
        for (text, part) in [
            ("45678", "number of a day (21 January 2025)"),
            ("42074", "11 March 2015"),
            ("201201", "several readings"),
            ("202513", "several readings"),
            ("2025-02/03", "write 2025-02-03 for the day, 2025-02/2025-03 for the months"),
            ("1820-24", "write 1820/1824 for the years"),
            ("0000", "1 BCE"),
            ("2025.1", "2025-01 and 2025-10"),
            ("Tuesday, January 3, 1791", "was a Monday"),
            ("3 listopad 2023", "in two languages"),
            ("31 February 2023", "no day of the calendar"),
            ("1873-1872", "is no date"),
        ] {
            let why = of(text).expect_err(text);
            assert!(why.contains(part), "{text}: {why}");
        }
    }
}

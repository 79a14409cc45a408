//! Every date that a text which is none may stand for.
//!
//! In: what was typed. Out: EDTF strings, each of which reads as a date. Two of them are two readings, and nobody but the
//! author knows which was meant: so each way to read a text is here, and none of them is tried before another.

use chrono::{NaiveDate, TimeDelta};

use super::from_text::read;
use super::in_words::MONTHS;

/// Returns the readings of a text, each once, the likelier first.
pub(super) fn readings(text: &str) -> Vec<String> {
    let ways: [fn(&str) -> Vec<String>; 15] = [
        tidy,
        capitals,
        older_keywords,
        basic,
        seconds,
        year_first,
        year_last,
        year_month,
        years,
        short_end,
        month_name,
        circa,
        decade,
        closed,
        span,
    ];
    let mut found = Vec::new();
    for reading in ways.iter().flat_map(|way| way(text)) {
        let Ok(date) = read(&reading) else { continue };
        if !found.iter().any(|(other, _)| *other == date) {
            found.push((date, reading));
        }
    }
    found.into_iter().map(|(_, reading)| reading).collect()
}

/// `2025-6-2`, `2025/02/06`, `2025 2 6`.
fn year_first(text: &str) -> Vec<String> {
    let Some((year, month, day)) = three_numbers(text).filter(|(year, ..)| year.len() == 4) else { return Vec::new() };
    iso(year, month, day).into_iter().collect()
}

/// `06/02/2025`, which is two dates unless one number is above 12.
fn year_last(text: &str) -> Vec<String> {
    let Some((first, second, year)) = three_numbers(text).filter(|(.., year)| year.len() == 4) else {
        return Vec::new();
    };
    [iso(year, second, first), iso(year, first, second)].into_iter().flatten().collect()
}

/// `2025/2`, `2025.10`. A lone `1` behind a point may be a ten whose zero a spreadsheet took away.
fn year_month(text: &str) -> Vec<String> {
    let Some((year, month)) = text.split_once(['-', '/', '.']).filter(|(year, _)| year.len() == 4) else {
        return Vec::new();
    };
    let number = |month: &str| Some(format!("{year}-{:02}", digits(month)?));
    let ten = (month == "1" && text.contains('.')).then(|| format!("{year}-10"));
    number(month).into_iter().chain(ten).collect()
}

/// `1872-1873`: no month has four digits.
fn years(text: &str) -> Vec<String> {
    match text.split_once('-') {
        Some((first, last)) if first.len() == 4 && last.len() == 4 => vec![format!("{first}/{last}")],
        _ => Vec::new(),
    }
}

/// `2025-02/03`, `2025-02-06/08`, `1872/73`: the end without what both have.
fn short_end(text: &str) -> Vec<String> {
    let Some((start, end)) = text.split_once(['/', '\u{2013}']) else { return Vec::new() };
    let (length, is_short) = (end.len(), end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
    let is_start = start.len() >= 4 && start.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match start.len().checked_sub(length) {
        Some(at) if is_start && is_short && length >= 2 && at > 0 => vec![format!("{start}/{}{end}", &start[..at])],
        _ => Vec::new(),
    }
}

fn three_numbers(text: &str) -> Option<(&str, &str, &str)> {
    let parts: Vec<_> = text.split(['-', '/', '.', ' ', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}']).collect();
    match parts.as_slice() {
        &[first, second, third] if parts.iter().all(|part| part.len() <= 4 && digits(part).is_some()) => {
            Some((first, second, third))
        }
        _ => None,
    }
}

/// A number of digits alone: no sign.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    Some(format!("{year}-{:02}-{:02}", digits(month)?, digits(day)?))
}

/// `6 Feb 2025`, `Feb 6, 2025`, `February 2025`.
fn month_name(text: &str) -> Vec<String> {
    english(text).into_iter().collect()
}

fn english(text: &str) -> Option<String> {
    let words: Vec<_> = text.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).collect();
    let (place, month) = words.iter().enumerate().find_map(|(place, word)| Some((place, month_number(word)?)))?;
    let others: Vec<_> = words.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, word)| *word).collect();
    match others.as_slice() {
        [year] => Some(format!("{year}-{month:02}")),
        [day, year] => iso(year, &month.to_string(), day.trim_end_matches(|sign: char| sign.is_alphabetic())),
        _ => None,
    }
}

fn month_number(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    MONTHS.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word)).map(|place| place + 1)
}

/// White space around or inside, other dashes, `to`, both qualifiers together. Between two digits white space says something.
fn tidy(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends_in_digit = |word: &str| word.ends_with(|sign: char| sign.is_ascii_digit());
    let is_apart = |pair: &[&str]| ends_in_digit(pair[0]) && pair[1].starts_with(|sign: char| sign.is_ascii_digit());
    if words.windows(2).any(is_apart) {
        return Vec::new();
    }
    let joined = words.iter().map(|word| if *word == "to" { "/" } else { word }).collect::<String>();
    let signs = joined.replace(['\u{2010}', '\u{2011}', '\u{2212}'], "-").replace("?~", "%").replace("~?", "%");
    // A dash between numbers is a hyphen to some and "to" to others.
    vec![signs.replace(['\u{2013}', '\u{2014}'], "/"), signs.replace('\u{2013}', "-")]
}

/// `20xx`, `y12000`, `…t14:30:00z`.
fn capitals(text: &str) -> Vec<String> {
    vec![text.to_uppercase()]
}

/// The drafts before 2019 wrote `201u`, `open` and `unknown`.
fn older_keywords(text: &str) -> Vec<String> {
    vec![text.replace("open", "..").replace("unknown", "").replace('u', "X")]
}

/// `20250206`, `202502`, `06022025`.
fn basic(text: &str) -> Vec<String> {
    if digits(text).is_none() {
        return Vec::new();
    }
    // Years that are likely enough for a date whose parts nothing keeps apart.
    let is_likely = |year: &str| matches!(digits(year), Some(1500..2100));
    let part = |from: usize, to: usize| &text[from..to];
    let last_first = || [iso(part(4, 8), part(2, 4), part(0, 2)), iso(part(4, 8), part(0, 2), part(2, 4))];
    match text.len() {
        6 if is_likely(part(0, 4)) => vec![format!("{}-{}", part(0, 4), part(4, 6))],
        8 if is_likely(part(4, 8)) => {
            last_first().into_iter().flatten().chain(iso(part(0, 4), part(4, 6), part(6, 8))).collect()
        }
        8 => iso(part(0, 4), part(4, 6), part(6, 8)).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// `2025-02-06T14:30`, `2025-02-06 14:30`.
fn seconds(text: &str) -> Vec<String> {
    let Some((day, clock)) = text.split_once(['T', ' ']) else { return Vec::new() };
    let split = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(split);
    let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
    vec![format!("{day}T{clock}{seconds}{zone}")]
}

/// `c. 2025`, `circa June 2025`: only the part that is a date already.
fn circa(text: &str) -> Vec<String> {
    let words = ["circa ", "about ", "ca. ", "ca ", "c. ", "c.", "c "];
    let Some(date) = words.iter().find_map(|word| text.strip_prefix(word)) else { return Vec::new() };
    vec![format!("{}~", english(date).unwrap_or_else(|| date.trim().to_owned()))]
}

/// `2020s`; `1900s` may be ten years or a hundred.
fn decade(text: &str) -> Vec<String> {
    let ten = text.strip_suffix("0s").map(|years| format!("{years}X"));
    let hundred = text.strip_suffix("00s").map(|years| format!("{years}XX"));
    ten.into_iter().chain(hundred).collect()
}

/// `[2025-02-06`.
fn closed(text: &str) -> Vec<String> {
    let close = if text.starts_with('{') { '}' } else { ']' };
    vec![format!("{text}{close}")]
}

/// `2025-06-01..2025-07-23`: one day between the two, or the whole time.
fn span(text: &str) -> Vec<String> {
    match text.split_once("..") {
        Some((first, last)) if !text.starts_with(['[', '{']) => vec![format!("[{text}]"), format!("{first}/{last}")],
        _ => Vec::new(),
    }
}

/// The day that a spreadsheet shows for a number of five digits: it counts them from the end of 1899.
pub(super) fn spreadsheet_day(text: &str) -> Option<NaiveDate> {
    let count = digits(text).filter(|_| text.len() == 5)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(TimeDelta::days(count.into()))
}

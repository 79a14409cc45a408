//! What an author may have meant by a string that is no date.
//!
//! In: the text and the fault found in it. Out: the fault, saying where it can what to type instead. Where the text has one
//! reading the fault holds it; of several all are told, and none is taken.

use super::error::EdtfError;
use super::from_text::read;
use super::readings::{readings, spreadsheet_day};

/// Adds help to a fault that has none.
pub(super) fn improve(text: &str, error: EdtfError) -> EdtfError {
    if error.help.is_some() {
        return error;
    }
    if let Some(feature) = unsupported(text, &error) {
        let message = format!("{feature} are not supported");
        return EdtfError { message, ..error }.help("write a year of four digits, with `X` for those not known");
    }
    let mut found = readings(text);
    match found.len() {
        0 => error.help(help_without_reading(text)),
        1 => error.meant(found.remove(0)),
        _ => error.help(ambiguous(text, &found)),
    }
}

fn help_without_reading(text: &str) -> String {
    match spreadsheet_day(text) {
        Some(day) => format!(
            "if this is the day number of a spreadsheet it is {day}: give the cells the form of a date, or write the date"
        ),
        None => "dates are written 2025-02-06, 2025-06 or 2025".to_owned(),
    }
}

/// Tells every reading.
fn ambiguous(text: &str, found: &[String]) -> String {
    if let ([one, whole], true) = (found, text.contains("..")) {
        return format!("write {one} for one day between the two, {whole} for the whole time");
    }
    let words = |date: &String| format!("{date} for {}", read(date).map(|date| date.in_words()).unwrap_or_default());
    format!("it is ambiguous: write {}", found.iter().map(words).collect::<Vec<_>>().join(", "))
}

/// The level-2 features of years that this module leaves out.
fn unsupported(text: &str, error: &EdtfError) -> Option<&'static str> {
    let (before, after) = text.split_at(error.at.start);
    let mut next = after.chars();
    let feature = match next.next()? {
        'E' => "exponential years, as in Y17E7,",
        'S' => "significant digits, as in 1950S2,",
        _ => return None,
    };
    let between_digits = before.ends_with(|sign: char| sign.is_ascii_digit()) && next.next()?.is_ascii_digit();
    between_digits.then_some(feature)
}

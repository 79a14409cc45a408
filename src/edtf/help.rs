//! What an author may have meant by a string that is no date.
//!
//! In: the text and the fault found in it. Out: the fault, saying where it can what to type instead. Every suggestion
//! is itself read before it is offered.

use super::error::EdtfError;
use super::from_text::read;
use super::in_words::MONTHS;

/// Adds help to a fault that has none.
pub(super) fn improve(text: &str, error: EdtfError) -> EdtfError {
    if error.help.is_some() {
        return error;
    }
    if let Some(feature) = unsupported(text, &error) {
        let message = format!("{feature} are not supported");
        return EdtfError { message, ..error }.help("write a year of four digits, with `X` for those not known");
    }
    match suggestion(text) {
        Some(help) => error.help(help),
        None => error.help("dates are written 2025-02-06, 2025-06 or 2025"),
    }
}

/// The one date that a string most likely stands for; nothing where there are two, or none.
pub(super) fn meant(text: &str) -> Option<String> {
    suggestion(text)?.strip_prefix("write ").filter(|date| read(date).is_ok()).map(str::to_owned)
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

fn suggestion(text: &str) -> Option<String> {
    if let Some(ambiguous) = day_or_month_first(text) {
        return Some(ambiguous);
    }
    let guesses =
        [tidy, capitals, older_keywords, long_year, basic, seconds, numbers, month_name, circa, decade, closed];
    if let Some(found) = guesses.iter().find_map(|guess| guess(text).filter(|found| read(found).is_ok())) {
        return Some(format!("write {found}"));
    }
    let (first, last) = text.split_once("..")?;
    let (span, either) = (format!("{first}/{last}"), format!("[{text}]"));
    let both = read(&span).is_ok() && read(&either).is_ok();
    both.then(|| format!("write {either} for one day between the two, {span} for the whole time"))
}

/// `06/02/2025`, which is two dates unless one number is above 12.
fn day_or_month_first(text: &str) -> Option<String> {
    let (first, second, year) = three_numbers(text).filter(|(_, _, year)| year.len() == 4)?;
    let day_first = iso(year, second, first).filter(|date| read(date).is_ok());
    let month_first = iso(year, first, second).filter(|date| read(date).is_ok());
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => {
            let names = [&one, &other].map(|date| read(date).map(|date| date.in_words()).unwrap_or_default());
            Some(format!("it is ambiguous: write {one} for {}, {other} for {}", names[0], names[1]))
        }
        (Some(date), _) | (None, Some(date)) => Some(format!("write {date}")),
        (None, None) => None,
    }
}

/// `2025-6-2`, `2025/02/06`, `2025.02`
fn numbers(text: &str) -> Option<String> {
    if let Some((year, month, day)) = three_numbers(text) {
        return iso(year, month, day);
    }
    let (year, month) = text.split_once(['-', '/', '.'])?;
    Some(format!("{year}-{:02}", month.parse::<u8>().ok()?))
}

fn three_numbers(text: &str) -> Option<(&str, &str, &str)> {
    let parts: Vec<_> = text.split(['-', '/', '.', ' ']).collect();
    let numeric =
        parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.chars().all(|sign| sign.is_ascii_digit()));
    match parts.as_slice() {
        &[first, second, third] if numeric => Some((first, second, third)),
        _ => None,
    }
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    Some(format!("{year}-{:02}-{:02}", month.parse::<u8>().ok()?, day.parse::<u8>().ok()?))
}

/// `6 Feb 2025`, `Feb 6, 2025`, `February 2025`
fn month_name(text: &str) -> Option<String> {
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

/// White space around or inside, other dashes, `to`, both qualifiers together.
fn tidy(text: &str) -> Option<String> {
    let joined: String = text.replace(" to ", "/").split_whitespace().collect();
    Some(
        joined
            .replace(['\u{2010}', '\u{2011}', '\u{2212}'], "-")
            .replace(['\u{2013}', '\u{2014}'], "/")
            .replace("?~", "%")
            .replace("~?", "%"),
    )
}

/// `20xx`, `y12000`, `…t14:30:00z`
fn capitals(text: &str) -> Option<String> {
    Some(text.to_uppercase())
}

/// The drafts before 2019 wrote `201u`, `open` and `unknown`.
fn older_keywords(text: &str) -> Option<String> {
    Some(text.replace("open", "..").replace("unknown", "").replace('u', "X"))
}

/// `12004`
fn long_year(text: &str) -> Option<String> {
    Some(match text.strip_prefix('-') {
        Some(digits) => format!("Y-{digits}"),
        None => format!("Y{text}"),
    })
    .filter(|_| text.trim_start_matches('-').len() < 7)
}

/// `20250206`
fn basic(text: &str) -> Option<String> {
    let digits = text.len() == 8 && text.chars().all(|sign| sign.is_ascii_digit());
    digits.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// `2025-02-06T14:30`, `2025-02-06 14:30`
fn seconds(text: &str) -> Option<String> {
    let (day, clock) = text.split_once(['T', ' '])?;
    let split = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(split);
    let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
    Some(format!("{day}T{clock}{seconds}{zone}"))
}

/// `c. 2025`, `circa June 2025` (only the part that is a date already)
fn circa(text: &str) -> Option<String> {
    let words = ["circa ", "about ", "ca. ", "ca ", "c. ", "c.", "c "];
    let date = words.iter().find_map(|word| text.strip_prefix(word))?;
    Some(format!("{}~", month_name(date).unwrap_or_else(|| date.trim().to_owned())))
}

/// `2020s`
fn decade(text: &str) -> Option<String> {
    Some(format!("{}X", text.strip_suffix("0s")?))
}

/// `[2025-02-06`
fn closed(text: &str) -> Option<String> {
    let close = if text.starts_with('{') { '}' } else { ']' };
    Some(format!("{text}{close}"))
}

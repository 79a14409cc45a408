//! Figures: how many sources agree on a number, and where numbers differ.

use serde::Serialize;

use crate::content::claim::FigureValue;
use crate::model::{Figure, Site, Speaker};
use crate::pages::view::Link;

/// The numbers given for one thing.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct FigureGroup {
    /// What was counted.
    pub what: String,
    /// The numbers: more than one, and the accounts differ.
    pub lines: Vec<FigureLine>,
}

/// One number, and who gives it.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct FigureLine {
    /// "38".
    pub value: String,
    /// "three sources agree", "one source".
    pub agreement: String,
    /// Who gave it.
    pub by: Vec<Link>,
}

/// Each number, and who gave it.
type Given = Vec<(FigureValue, Vec<Speaker>)>;

/// Figures by what was counted and by number.
pub(super) fn figures(site: &Site, figures: &[Figure]) -> Vec<FigureGroup> {
    let mut numbers: Vec<(&str, Given)> = Vec::new();
    for figure in figures {
        let by = figure.source.map(Speaker::Source).or(figure.by);
        let at = numbers.iter().position(|(what, _)| *what == figure.what).unwrap_or_else(|| {
            numbers.push((&figure.what, Vec::new()));
            numbers.len() - 1
        });
        let values = &mut numbers[at].1;
        match values.iter_mut().find(|(value, _)| *value == figure.value) {
            Some((_, speakers)) => speakers.extend(by.filter(|by| !speakers.contains(by))),
            None => values.push((figure.value, by.into_iter().collect())),
        }
    }
    let group = |(what, values): (&str, Vec<(FigureValue, Vec<Speaker>)>)| FigureGroup {
        what: what.to_owned(),
        lines: values.into_iter().map(|(value, speakers)| line(site, value, &speakers)).collect(),
    };
    numbers.into_iter().map(group).collect()
}

fn line(site: &Site, value: FigureValue, speakers: &[Speaker]) -> FigureLine {
    FigureLine {
        value: words_of(value),
        agreement: match speakers.len() {
            0 => "no source named".to_owned(),
            1 => "one source".to_owned(),
            count => format!("{} sources agree", in_words(count)),
        },
        by: speakers.iter().map(|speaker| site.speaker_link(*speaker)).collect(),
    }
}

fn words_of(value: FigureValue) -> String {
    match value {
        FigureValue::Exact(number) => plain(number),
        FigureValue::Between(Some(least), Some(most)) => format!("{}–{}", plain(least), plain(most)),
        FigureValue::Between(Some(least), None) => format!("at least {}", plain(least)),
        FigureValue::Between(None, Some(most)) => format!("at most {}", plain(most)),
        FigureValue::Between(None, None) => String::new(),
    }
}

/// A number with thin spaces between thousands: "12 000", "4.5".
fn plain(number: f64) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

/// Small numbers in words, as British newspapers set them.
pub(super) fn in_words(count: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_as_printers_set_them() {
        assert_eq!(plain(38.0), "38");
        assert_eq!(plain(12_000.0), "12\u{202f}000");
        assert_eq!(plain(-4.5), "−4.5");
    }
}

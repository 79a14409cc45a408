//! Figures: how many sources agree on a number, and where numbers differ.

use serde::Serialize;

use super::link::Link;
use crate::content::claim::FigureValue;
use crate::english::small_number;
use crate::model::{Figure, Id, Source, Speaker};
use crate::pages::context::RenderContext;

/// The numbers given for one thing.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct FigureGroup {
    /// What was counted.
    pub what: String,
    /// The numbers: more than one, and the accounts differ.
    pub lines: Vec<FigureLine>,
}

/// One number, and who gives it.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct FigureLine {
    /// "38".
    pub value: String,
    /// "three sources agree", "one source".
    pub agreement: String,
    /// Who gave it.
    pub by: Vec<Giver>,
}

/// Who gave a number, and through which source.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct Giver {
    /// An actor, or the outlet itself.
    pub who: Link,
    /// The source, where it is not the outlet itself.
    pub through: Option<Link>,
}

/// Who gave a number, and through which source: both, or one of the two.
type From = (Option<Speaker>, Option<Id<Source>>);

/// Each number, and who gave it.
type Given = Vec<(FigureValue, Vec<From>)>;

/// Figures by what was counted and by number.
pub(crate) fn figures(site: &RenderContext, figures: &[Figure]) -> Vec<FigureGroup> {
    let mut numbers: Vec<(&str, Given)> = Vec::new();
    for figure in figures {
        let from: From = (figure.by, figure.source);
        let at = numbers.iter().position(|(what, _)| *what == figure.what).unwrap_or_else(|| {
            numbers.push((&figure.what, Vec::new()));
            numbers.len() - 1
        });
        let values = &mut numbers[at].1;
        match values.iter_mut().find(|(value, _)| *value == figure.value) {
            Some((_, known)) if known.contains(&from) => {}
            Some((_, known)) => known.push(from),
            None => values.push((figure.value, vec![from])),
        }
    }
    let group = |(what, values): (&str, Given)| FigureGroup {
        what: what.to_owned(),
        lines: values.into_iter().map(|(value, from)| line(site, value, &from)).collect(),
    };
    numbers.into_iter().map(group).collect()
}

fn line(site: &RenderContext, value: FigureValue, from: &[From]) -> FigureLine {
    let outlet = |(by, source): &From| match (source, by) {
        (Some(source), _) | (None, Some(Speaker::Source(source))) => Some(*source),
        _ => None,
    };
    let mut sources: Vec<Id<Source>> = from.iter().filter_map(outlet).collect();
    sources.sort_unstable();
    sources.dedup();
    FigureLine {
        value: value_text(value),
        agreement: match sources.len() {
            0 => "no source named".to_owned(),
            1 => "one source".to_owned(),
            count => format!("{} sources agree", small_number(count)),
        },
        by: from.iter().filter_map(|from| giver(site, from)).collect(),
    }
}

fn giver(site: &RenderContext, (by, source): &From) -> Option<Giver> {
    let who = by.or(source.map(Speaker::Source))?;
    let through = source.filter(|source| who != Speaker::Source(*source)).map(|source| site.outlet_link(source));
    Some(Giver { who: site.speaker_link(who), through })
}

fn value_text(value: FigureValue) -> String {
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

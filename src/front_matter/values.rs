//! The values that a field can hold: texts, names, numbers, dates.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use regex_lite::Regex;
use serde_yaml::Value;

use crate::diagnostic::{Anchor, Diagnostic, Edit, Fix, Location};
use crate::edtf::Edtf;
use crate::fold::cyrillic_schwa;
use crate::front_matter::reader::{Field, YamlNode};
use crate::front_matter::record_name::RecordName;
use crate::front_matter::shape::Shape;
use crate::front_matter::wording::{shortened, yaml_scalar};
use crate::path::Slug;

/// The longest text on one line, in characters: a title, a name, an office.
pub(crate) const LONGEST_LINE: usize = 300;

/// A text on one line: a title, a name. At most [`LONGEST_LINE`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SingleLine(pub String);

impl Field for SingleLine {
    const EXPECTED: &'static str = "a text on one line";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Text(text) = Text::read(node)?;
        if text.contains(['\n', '\r']) {
            return node.expected(Self::EXPECTED);
        }
        let length = text.chars().count();
        if length > LONGEST_LINE {
            let name = node.path().name().to_owned();
            let place = node.place();
            node.fault(
                Diagnostic::error("too-long", place, format!("`{name}` has {length} characters"))
                    .label(format!("expected at most {LONGEST_LINE}"))
                    .help("put the rest in the text below the front matter"),
            );
            return None;
        }
        Some(Self(text))
    }

    fn shape() -> Shape {
        Shape::Text { expected: Self::EXPECTED, pattern: r"^\s*\S[^\n\r]*\s*$", longest: Some(LONGEST_LINE) }
    }
}

/// A text of any length, without control characters, trimmed, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text(pub String);

impl Field for Text {
    const EXPECTED: &'static str = "a text";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Value::String(text) = node.value() else {
            return node.expected(Self::EXPECTED);
        };
        if let Some(bad) = text.chars().find(|c| is_unfit(*c)) {
            let fault = Diagnostic::error(
                "control-character",
                node.place(),
                format!("`{}` holds the character U+{:04X}", node.path().name(), u32::from(bad)),
            )
            .help("delete it: it cannot be shown");
            node.fault(fault);
            return None;
        }
        if let Some(found) = cyrillic_schwa(text) {
            let place = Location { file: node.place().file, at: Anchor::Within(node.path().clone(), found.clone()) };
            node.fault(mixed_schwa(place, &text[found]));
        }
        if let Some(found) = markup(text) {
            let place = Location { file: node.place().file, at: Anchor::Within(node.path().clone(), found.clone()) };
            node.fault(markup_in_field(place, node.path().name(), &text[found]));
        }
        let text = text.trim();
        if text.is_empty() {
            let name = node.path().name().to_owned();
            let fault = Diagnostic::error("empty-field", node.place(), format!("`{name}` is empty"))
                .help(format!("write {}, or delete the line", Self::EXPECTED));
            node.fault(fault);
            return None;
        }
        Some(Self(text.to_owned()))
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, r"\S")
    }
}

/// The first link or citation in a text: `[[id]]`, `[@id]`, `[words](address)`.
fn markup(text: &str) -> Option<Range<usize>> {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\[\[[^\[\]\n]+\]\]|\[@\w[^\]\n]*\]|\[[^\[\]\n]+\]\([^\s()]+[/.#:][^\s()]*\)")
            .expect("a regular expression")
    });
    if !text.contains('[') {
        return None;
    }
    MARKUP.find(text).map(|found| found.range())
}

fn markup_in_field(place: Location, name: &str, typed: &str) -> Diagnostic {
    let message = format!("`{}` in `{name}` is shown as it is typed", shortened(typed));
    Diagnostic::warning("markup-in-field", place, message)
        .help("a field holds plain words: put links and citations into the text")
}

/// The warning for a Cyrillic schwa in a Latin word.
pub(crate) fn mixed_schwa(place: Location, letter: &str) -> Diagnostic {
    let latin = if letter == "Ә" { "Ə" } else { "ə" };
    let fix = Fix::sure("write the Latin letter", Edit::put(place.clone(), latin));
    Diagnostic::warning("cyrillic-schwa", place, "a Cyrillic schwa (U+04D9) stands in a Latin word")
        .label("looks the same as `ə`, and no search finds it")
        .help("type the Latin `ə` (U+0259)")
        .fix(fix)
}

/// Whether a character may stand neither in a page nor in a feed.
fn is_unfit(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

impl Field for RecordName {
    const EXPECTED: &'static str = "an id as text";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        if !matches!(node.value(), Value::String(_)) {
            return node.expected(Self::EXPECTED);
        }
        let SingleLine(text) = SingleLine::read(node)?;
        Some(Self { text, at: node.path().clone() })
    }

    fn shape() -> Shape {
        Shape::text(Self::EXPECTED)
    }
}

impl Field for Slug {
    const EXPECTED: &'static str = "an id as text: a–z, 0–9 and hyphens";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(text) = node.value().as_str() else {
            return node.expected(Self::EXPECTED);
        };
        match Slug::new(text.trim()) {
            Ok(slug) => Some(slug),
            Err(error) => {
                let place = node.place();
                let slug = crate::fold::slug_text(text);
                let fault = Diagnostic::error("bad-id", place.clone(), format!("this is no id: {error}"));
                node.fault(match Slug::new(&slug) {
                    Ok(slug) => {
                        let fix = Fix::guess(format!("write `{slug}`"), Edit::put(place, yaml_scalar(slug.as_str())));
                        fault.help(format!("write `{slug}`")).fix(fix)
                    }
                    Err(_) => fault.help("write a few words joined by hyphens, such as `russian-house-note`"),
                });
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Text {
            expected: Self::EXPECTED,
            pattern: r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$",
            longest: Some(crate::path::LONGEST_SLUG),
        }
    }
}

impl Field for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        match node.value() {
            Value::Bool(value) => Some(*value),
            _ => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::Bool
    }
}

impl Field for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        match node.value().as_f64().filter(|number| number.is_finite()) {
            Some(number) => Some(number),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::Number { whole: false, bounds: None }
    }
}

/// A whole number from `FROM` to `TO`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IntIn<const FROM: u64, const TO: u64>(pub u64);

impl<const FROM: u64, const TO: u64> Field for IntIn<FROM, TO> {
    const EXPECTED: &'static str = "a whole number";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        match node.value().as_u64() {
            Some(number) if (FROM..=TO).contains(&number) => Some(Self(number)),
            _ => node.expected(&format!("a whole number from {FROM} to {TO}")),
        }
    }

    fn shape() -> Shape {
        #[expect(clippy::cast_precision_loss, reason = "the bounds of a field are small")]
        let bounds = (FROM as f64, TO as f64);
        Shape::Number { whole: true, bounds: Some(bounds) }
    }
}

impl Field for Edtf {
    const EXPECTED: &'static str = "a date such as 2025-02-06, 2025-06 or \"2025-05-09?\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = match node.value() {
            Value::String(text) => text.trim().to_owned(),
            number @ Value::Number(_) => node.typed_number(number, node.path()).unwrap_or_default(),
            // YAML takes an unquoted [a,b] or [a..b] for a list; it is the set that its author meant.
            Value::Sequence(items) => {
                let date = |(at, item): (usize, &Value)| match item {
                    Value::String(text) => Some(text.trim().to_owned()),
                    number => node.typed_number(number, &node.path().item(at)),
                };
                match items.iter().enumerate().map(date).collect::<Option<Vec<_>>>() {
                    Some(dates) => format!("[{}]", dates.join(",")),
                    None => return node.expected(Self::EXPECTED),
                }
            }
            _ => return node.expected(Self::EXPECTED),
        };
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                node.fault(bad_date(node, &text, &error));
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Date
    }
}

fn bad_date(node: &YamlNode<'_, '_>, text: &str, error: &crate::edtf::EdtfError) -> Diagnostic {
    let at = match node.value() {
        // The date was read without the spaces around it.
        Value::String(typed) => {
            let before = typed.len() - typed.trim_start().len();
            Anchor::Within(node.path().clone(), error.at.start + before..error.at.end + before)
        }
        _ => Anchor::Value(node.path().clone()),
    };
    let place = Location { file: node.place().file, at };
    let fault = Diagnostic::error("bad-date", place, format!("`{}` is no date: {}", shortened(text), error.message))
        .maybe_help(error.help.clone());
    match &error.meant {
        Some(date) => fault.fix(Fix::sure(format!("write {date}"), Edit::put(node.place(), yaml_scalar(date)))),
        None => fault,
    }
}

impl Field for NaiveDate {
    const EXPECTED: &'static str = "a day such as 2025-02-06";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().unwrap_or_default();
        day_of(text).or_else(|| no_day(node, text, Self::EXPECTED))
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, r"^\s*\d{4}-\d{2}-\d{2}\s*$")
    }
}

/// A day in ten characters; chrono alone would take `2025-2-6` too.
fn day_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    text.parse().ok().filter(|_| text.len() == "2025-02-06".len())
}

/// Adds the fault for a text that is no day: the fault of the date, where one is meant (2025-02-30).
fn no_day<T>(node: &mut YamlNode<'_, '_>, text: &str, expected: &str) -> Option<T> {
    let looks_like_a_day = text.trim().len() == "2025-02-06".len();
    match text.parse::<Edtf>() {
        Err(error) if looks_like_a_day && text.trim() == text => {
            node.fault(bad_date(node, text, &error));
            None
        }
        _ => node.expected(expected),
    }
}

impl Field for NaiveTime {
    const EXPECTED: &'static str = "a time such as \"14:30\", in quotes";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let time = node.value().as_str().and_then(|text| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok());
        match time {
            Some(time) => Some(time),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, r"^\s*\d{1,2}:\d{1,2}\s*$")
    }
}

/// The pattern of an instant by RFC 3339.
const MOMENT: &str = r"^\s*\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+\-−]\d{2}:?\d{2})\s*$";

/// An instant by RFC 3339, such as `2025-02-06T09:00:00Z`.
impl Field for DateTime<FixedOffset> {
    const EXPECTED: &'static str = "a moment such as 2025-02-06T09:00:00Z";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let moment = node.value().as_str().and_then(|text| DateTime::parse_from_rfc3339(text.trim()).ok());
        match moment {
            Some(moment) => Some(moment),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, MOMENT)
    }
}

/// A day, or an instant with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOrInstant {
    /// The day, in the zone that was written.
    pub day: NaiveDate,
    /// The moment, where one was written.
    pub moment: Option<DateTime<FixedOffset>>,
}

/// As it is typed: the moment where one was written, else the day.
impl std::fmt::Display for DayOrInstant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.moment {
            Some(moment) => write!(f, "{}", moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            None => write!(f, "{}", self.day),
        }
    }
}

impl Field for DayOrInstant {
    const EXPECTED: &'static str = "a day such as 2025-02-06 or a moment such as 2025-02-06T09:00:00Z";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().unwrap_or_default().trim();
        if let Some(day) = day_of(text) {
            return Some(Self { day, moment: None });
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => Some(Self { day: moment.date_naive(), moment: Some(moment) }),
            Err(_) => no_day(node, text, Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::Either(vec![NaiveDate::shape(), DateTime::<FixedOffset>::shape()])
    }
}

/// Whatever an author keeps under `extra`.
pub(crate) struct Extra(pub Value);

impl Field for Extra {
    const EXPECTED: &'static str = "fields of your own";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        match node.value() {
            Value::Mapping(_) => Some(Self(node.value().clone())),
            _ => node.expected("a mapping"),
        }
    }

    fn shape() -> Shape {
        Shape::Own
    }
}

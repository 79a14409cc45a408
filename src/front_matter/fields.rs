//! One mapping of front matter, read field by field.
//!
//! In goes a YAML mapping; out come typed values, with a fault for every field that is missing, unknown or of the wrong
//! kind. What is read is described by the type that is asked for ([`Field`]), so a new field is one line where it is read.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use icu_locale_core::LanguageIdentifier;
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{At, Diagnostic, FieldPath, FileName, Place};
use crate::edtf::Edtf;
use crate::fold::nearest;

/// The longest text of one line, in characters: a title, a name, an office.
pub const LONGEST_LINE: usize = 300;

/// A value that a field can hold.
pub trait Field: Sized {
    /// What an author should type, for messages: "a date such as 2025-02-06".
    const EXPECTED: &'static str;

    /// Reads the value, or says what is wrong with it.
    fn read(node: &mut Node<'_, '_>) -> Option<Self>;
}

/// One value with its place.
pub struct Node<'v, 'f> {
    file: &'v FileName,
    path: FieldPath,
    value: &'v Value,
    faults: &'f mut Vec<Diagnostic>,
}

impl<'v, 'f> Node<'v, 'f> {
    /// The whole value of a file that has no front matter around it, such as `sources.yaml`.
    pub fn whole(file: &'v FileName, value: &'v Value, faults: &'f mut Vec<Diagnostic>) -> Self {
        Self { file, path: FieldPath::default(), value, faults }
    }

    /// The YAML value.
    pub fn value(&self) -> &'v Value {
        self.value
    }

    /// Where the value stands.
    pub fn path(&self) -> &FieldPath {
        &self.path
    }

    /// Where the value stands, for a fault.
    pub fn place(&self) -> Place {
        Place::value(self.file, self.path.clone())
    }

    /// Adds a fault.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Says that the value is of the wrong kind.
    pub fn expected<T>(&mut self, expected: &str) -> Option<T> {
        let name = self.path.name();
        let message = match self.value {
            Value::String(text) => format!("`{name}` cannot be `{}`", shortened(&on_one_line(text))),
            other => format!("`{name}` is {}", kind_of(other)),
        };
        let fault = Diagnostic::error("wrong-type", self.place(), message)
            .label(format!("expected {expected}"))
            .maybe_help(quoted(self.value, expected));
        self.faults.push(fault);
        None
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items<T: Field>(&mut self) -> Vec<T> {
        match self.value {
            Value::Null => Vec::new(),
            Value::Sequence(items) => {
                let mut values = Vec::with_capacity(items.len());
                for (index, value) in items.iter().enumerate() {
                    let path = self.path.item(index);
                    values.extend(T::read(&mut Node { file: self.file, path, value, faults: self.faults }));
                }
                values
            }
            _ => T::read(self).into_iter().collect(),
        }
    }

    /// The values of a mapping whose keys are language tags (BCP 47), in the order given.
    pub fn by_language<T: Field>(&mut self, expected: &str) -> Option<Vec<(String, T)>> {
        let Value::Mapping(entries) = self.value else {
            return self.expected(expected);
        };
        let mut values = Vec::with_capacity(entries.len());
        for (language, value) in entries {
            let Some(tag) = language.as_str().filter(|tag| tag.parse::<LanguageIdentifier>().is_ok()) else {
                let typed = plain(language);
                let place = Place::key(self.file, self.path.key(&typed));
                let message = format!("`{}` is no language tag", shortened(&typed));
                self.faults.push(Diagnostic::error("unknown-value", place, message).help(format!("write {expected}")));
                continue;
            };
            let path = self.path.key(tag);
            let value = T::read(&mut Node { file: self.file, path, value, faults: self.faults });
            values.extend(value.map(|value| (tag.to_owned(), value)));
        }
        Some(values)
    }

    /// The mapping, to be read field by field.
    pub fn record(&mut self) -> Option<Record<'v, '_>> {
        match self.value {
            Value::Mapping(entries) => Some(Record {
                file: self.file,
                path: self.path.clone(),
                entries,
                known: Vec::new(),
                faults: self.faults,
            }),
            _ => None,
        }
    }
}

/// One mapping, its fields read one by one.
pub struct Record<'v, 'f> {
    file: &'v FileName,
    path: FieldPath,
    entries: &'v Mapping,
    known: Vec<&'static str>,
    faults: &'f mut Vec<Diagnostic>,
}

impl Record<'_, '_> {
    /// A field that may be absent or empty.
    pub fn optional<T: Field>(&mut self, name: &'static str) -> Option<T> {
        self.known.push(name);
        match self.entries.get(name) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let path = self.path.key(name);
                T::read(&mut Node { file: self.file, path, value, faults: self.faults })
            }
        }
    }

    /// A field that must be there.
    pub fn required<T: Field>(&mut self, name: &'static str) -> Option<T> {
        if !matches!(self.entries.get(name), None | Some(Value::Null)) {
            return self.optional(name);
        }
        self.known.push(name);
        let (place, whose) = if self.path.0.is_empty() {
            (Place { file: self.file.clone(), at: At::Key(self.path.key(name)) }, String::new())
        } else {
            (self.place(), format!(" of `{}`", self.path))
        };
        self.faults.push(
            Diagnostic::error("missing-field", place, format!("`{name}`{whose} is missing"))
                .label(format!("expected `{name}:`"))
                .help(format!("add `{name}:` with {}", T::EXPECTED)),
        );
        None
    }

    /// A field that holds one value or a list of them.
    pub fn list<T: Field>(&mut self, name: &'static str) -> Vec<T> {
        self.known.push(name);
        match self.entries.get(name) {
            None => Vec::new(),
            Some(value) => {
                let path = self.path.key(name);
                Node { file: self.file, path, value, faults: self.faults }.items()
            }
        }
    }

    /// Whether the field is given, even if empty.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The path of a field.
    pub fn path(&self, name: &str) -> FieldPath {
        self.path.key(name)
    }

    /// Where this mapping stands, for a fault.
    pub fn place(&self) -> Place {
        Place::value(self.file, self.path.clone())
    }

    /// Where a field stands, for a fault.
    pub fn place_of(&self, name: &str) -> Place {
        Place::value(self.file, self.path.key(name))
    }

    /// Adds a fault.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Says of every key that was not asked for that it is unknown.
    pub fn finish(self) {
        for (key, value) in self.entries {
            let name = match key {
                Value::String(name) => name.clone(),
                other => plain(other),
            };
            if self.known.contains(&name.as_str()) {
                continue;
            }
            let help = match nearest(&name, self.known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                // The rest of a text after a comma, which YAML takes for a new field between `{` and `}`.
                None if value.is_null() && name.contains(' ') => "a text with a comma goes in quotes here".to_owned(),
                None => format!("the fields here are {}", list_of(&self.known)),
            };
            let place = Place::key(self.file, self.path.key(&name));
            self.faults.push(
                Diagnostic::error("unknown-field", place, format!("unknown field `{}`", shortened(&name)))
                    .label("not a field of this record")
                    .help(help),
            );
        }
    }
}

/// Words joined for a message: "`a`, `b` or `c`".
pub fn list_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A text of an author, cut so that it fits a message.
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(57).collect();
    format!("{start}…")
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a value with a YAML tag",
    }
}

/// A text with single spaces, for a message.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a scalar was most likely typed.
fn plain(value: &Value) -> String {
    serde_yaml::to_string(value).map(|text| text.trim_end().to_owned()).unwrap_or_default()
}

/// The help for a number or a truth value where text is wanted.
fn quoted(value: &Value, expected: &str) -> Option<String> {
    if !expected.contains("text") {
        return None;
    }
    match value {
        // The number may have been typed `0x7E9` or `2.0e3`, and is known only as a number here.
        Value::Number(_) => Some("put it in quotes: YAML takes it for a number".to_owned()),
        Value::Bool(value) => Some(format!("put it in quotes: \"{value}\"")),
        _ => None,
    }
}

/// A text on one line: a title, a name. At most [`LONGEST_LINE`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line(pub String);

impl Field for Line {
    const EXPECTED: &'static str = "a text on one line";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
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
}

/// A text of any length, without control characters, trimmed, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl Field for Text {
    const EXPECTED: &'static str = "a text";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
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
}

/// Whether a character may stand neither in a page nor in a feed.
fn is_unfit(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// A name that stands for a record: an id, or one of its aliases. Resolved when the site is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As typed.
    pub text: String,
    /// Where.
    pub at: FieldPath,
}

impl Field for Name {
    const EXPECTED: &'static str = "an id as text";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        if !matches!(node.value(), Value::String(_)) {
            return node.expected(Self::EXPECTED);
        }
        let Line(text) = Line::read(node)?;
        Some(Self { text, at: node.path().clone() })
    }
}

impl Field for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        match node.value() {
            Value::Bool(value) => Some(*value),
            _ => node.expected(Self::EXPECTED),
        }
    }
}

impl Field for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        match node.value().as_f64().filter(|number| number.is_finite()) {
            Some(number) => Some(number),
            None => node.expected(Self::EXPECTED),
        }
    }
}

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole<const FROM: u64, const TO: u64>(pub u64);

impl<const FROM: u64, const TO: u64> Field for Whole<FROM, TO> {
    const EXPECTED: &'static str = "a whole number";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        match node.value().as_u64() {
            Some(number) if (FROM..=TO).contains(&number) => Some(Self(number)),
            _ => node.expected(&format!("a whole number from {FROM} to {TO}")),
        }
    }
}

impl Field for Edtf {
    const EXPECTED: &'static str = "a date such as 2025-02-06, 2025-06 or \"2025-05-09?\"";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let text = match node.value() {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            // YAML takes an unquoted [a,b] or [a..b] for a list; it is the set that its author meant.
            Value::Sequence(items) => match items.iter().map(plain_date).collect::<Option<Vec<_>>>() {
                Some(dates) => format!("[{}]", dates.join(",")),
                None => return node.expected(Self::EXPECTED),
            },
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
}

fn plain_date(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn bad_date(node: &Node<'_, '_>, text: &str, error: &crate::edtf::EdtfError) -> Diagnostic {
    let at = match node.value() {
        // The date was read without the spaces around it.
        Value::String(typed) => {
            let before = typed.len() - typed.trim_start().len();
            At::Within(node.path().clone(), error.at.start + before..error.at.end + before)
        }
        _ => At::Value(node.path().clone()),
    };
    let place = Place { file: node.place().file, at };
    Diagnostic::error("bad-date", place, format!("`{}` is no date: {}", shortened(text), error.message))
        .maybe_help(error.help.clone())
}

impl Field for NaiveDate {
    const EXPECTED: &'static str = "a day such as 2025-02-06";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().unwrap_or_default();
        day_of(text).or_else(|| no_day(node, text, Self::EXPECTED))
    }
}

/// A day in ten characters; chrono alone would take `2025-2-6` too.
fn day_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    text.parse().ok().filter(|_| text.len() == "2025-02-06".len())
}

/// Says why a text is no day: as a date where it is meant for one, such as 2025-02-30.
fn no_day<T>(node: &mut Node<'_, '_>, text: &str, expected: &str) -> Option<T> {
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

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let time = node.value().as_str().and_then(|text| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok());
        match time {
            Some(time) => Some(time),
            None => node.expected(Self::EXPECTED),
        }
    }
}

/// A moment by RFC 3339, such as `2025-02-06T09:00:00Z`.
impl Field for DateTime<FixedOffset> {
    const EXPECTED: &'static str = "a moment such as 2025-02-06T09:00:00Z";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let moment = node.value().as_str().and_then(|text| DateTime::parse_from_rfc3339(text.trim()).ok());
        match moment {
            Some(moment) => Some(moment),
            None => node.expected(Self::EXPECTED),
        }
    }
}

/// A day, or a moment of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day, in the zone that was written.
    pub day: NaiveDate,
    /// The moment, where one was written.
    pub moment: Option<DateTime<FixedOffset>>,
}

impl Field for When {
    const EXPECTED: &'static str = "a day such as 2025-02-06 or a moment such as 2025-02-06T09:00:00Z";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().unwrap_or_default().trim();
        if let Some(day) = day_of(text) {
            return Some(Self { day, moment: None });
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => Some(Self { day: moment.date_naive(), moment: Some(moment) }),
            Err(_) => no_day(node, text, Self::EXPECTED),
        }
    }
}

/// Declares a closed set of words: an enum whose variants are the words an author may type.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$word_doc])* #[doc = concat!("`", $word, "`")] $variant,)+ }

        impl $name {
            /// Every word, in the order of the model.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word an author types.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::front_matter::fields::Field for $name {
            const EXPECTED: &'static str = concat!("one of ", $($word, " ",)+);

            fn read(node: &mut $crate::front_matter::fields::Node<'_, '_>) -> Option<Self> {
                $crate::front_matter::fields::word(node, Self::ALL, Self::as_str)
            }
        }
    };
}

/// Reads a word of a closed set.
pub fn word<T: Copy>(node: &mut Node<'_, '_>, all: &[T], as_str: fn(T) -> &'static str) -> Option<T> {
    let words: Vec<&'static str> = all.iter().map(|word| as_str(*word)).collect();
    let typed = match node.value() {
        Value::String(text) => text.trim(),
        _ => return node.expected(&format!("the text {}", list_of(&words))),
    };
    if let Some(found) = all.iter().find(|word| as_str(**word) == typed) {
        return Some(*found);
    }
    let name = node.path().name().to_owned();
    let help = nearest(typed, words.iter().copied())
        .map_or_else(|| format!("write {}", list_of(&words)), |near| format!("did you mean `{near}`?"));
    let fault = Diagnostic::error("unknown-value", node.place(), format!("`{}` is no {name}", shortened(typed)))
        .label(format!("expected {}", list_of(&words)))
        .help(help);
    node.fault(fault);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    vocabulary! {
        /// For the tests.
        Basis { Stated = "stated", Inferred = "inferred", }
    }

    fn read<T>(yaml: &str, read: impl FnOnce(&mut Record<'_, '_>) -> T) -> (T, Vec<String>) {
        let file = FileName::from("a.md");
        let value: Value = serde_yaml::from_str(yaml).expect("test YAML");
        let mut faults = Vec::new();
        let mut node = Node::whole(&file, &value, &mut faults);
        let mut record = node.record().expect("a mapping");
        let result = read(&mut record);
        record.finish();
        (result, faults.into_iter().map(|fault| format!("{} {}", fault.code, fault.message)).collect())
    }

    #[test]
    fn one_bad_field_hides_no_other() {
        let (_, faults) = read("titel: x\nbasis: statd\ndate: 2025-02-30\nn: no\n", |record| {
            record.required::<Line>("title");
            record.optional::<Basis>("basis");
            record.optional::<Edtf>("date");
            record.optional::<bool>("n");
        });
        let codes: Vec<_> = faults.iter().map(|fault| fault.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(codes, ["missing-field", "unknown-value", "bad-date", "wrong-type", "unknown-field"], "{faults:?}");
    }

    #[test]
    fn the_traps_of_yaml_dates_are_read_as_meant() {
        for (yaml, expected) in [
            ("date: 2025", "2025"),
            ("date: [2022-09-13,2023-09-13]", "[2022-09-13,2023-09-13]"),
            ("date: [2025-06-01..2025-07-23]", "[2025-06-01..2025-07-23]"),
            ("date: [..2025-02-06]", "[..2025-02-06]"),
            ("date: 2025-02-06", "2025-02-06"),
        ] {
            let (date, faults) = read(yaml, |record| record.required::<Edtf>("date"));
            assert_eq!(date.map(|date| date.to_string()).as_deref(), Some(expected), "{faults:?}");
        }
    }

    #[test]
    fn a_scalar_is_a_list_of_one_and_nothing_is_an_empty_list() {
        let (names, _) = read("a: x\nb:\nc: [y, z]\n", |record| {
            [record.list::<Name>("a").len(), record.list::<Name>("b").len(), record.list::<Name>("c").len()]
        });
        assert_eq!(names, [1, 0, 2]);
    }

    #[test]
    fn no_is_a_text_and_a_number_asks_for_quotes() {
        let (title, faults) = read("title: no\n", |record| record.required::<Line>("title"));
        assert_eq!((title, faults.len()), (Some(Line("no".into())), 0));
        let (_, faults) = read("title: 2025\n", |record| record.required::<Line>("title"));
        assert_eq!(faults, ["wrong-type `title` is a number"]);
    }
}

//! One mapping of front matter, read field by field.
//!
//! In goes a YAML mapping; out come typed values, with a fault for every field that is missing, unknown or of the wrong
//! kind. What is read is described by the type that is asked for ([`Field`]), so a new field is one line where it is read.

use icu_locale_core::LanguageIdentifier;
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{At, Diagnostic, Edit, FieldPath, FileName, Fix, Location};
use crate::fold::nearest;
use crate::front_matter::shape::{FieldShape, Shape, To};
use crate::path::Slug;

pub use crate::front_matter::kinds::{Line, Name, Text, When, Whole, mixed_schwa, word};

/// The longest text of one line, in characters: a title, a name, an office.
pub const LONGEST_LINE: usize = 300;

/// A value that a field can hold.
pub trait Field: Sized {
    /// What an author should type, for messages: "a date such as 2025-02-06".
    const EXPECTED: &'static str;

    /// Reads the value, or says what is wrong with it.
    fn read(node: &mut Node<'_, '_>) -> Option<Self>;

    /// What may be typed, as a value. It may be wider than what is read, never narrower.
    fn shape() -> Shape;
}

/// One value with its place.
pub struct Node<'v, 'f> {
    pub(super) file: &'v FileName,
    pub(super) path: FieldPath,
    pub(super) value: &'v Value,
    pub(super) faults: &'f mut Vec<Diagnostic>,
    /// Where the fields that are asked for are noted, if somebody wants to know.
    pub(super) asked: Option<&'f mut Vec<FieldShape>>,
}

impl<'v, 'f> Node<'v, 'f> {
    /// The whole value of a file that has no front matter around it, such as `sources.yaml`.
    pub fn whole(file: &'v FileName, value: &'v Value, faults: &'f mut Vec<Diagnostic>) -> Self {
        Self { file, path: FieldPath::default(), value, faults, asked: None }
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
    pub fn place(&self) -> Location {
        Location::value(self.file, self.path.clone())
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
        let fault = Diagnostic::error("wrong-type", self.place(), message).label(format!("expected {expected}"));
        let fault = quoted(fault, self.value, expected);
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
                    values.extend(T::read(&mut Node {
                        file: self.file,
                        path,
                        value,
                        faults: self.faults,
                        asked: None,
                    }));
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
                let place = Location::key(self.file, self.path.key(&typed));
                let message = format!("`{}` is no language tag", shortened(&typed));
                self.faults.push(Diagnostic::error("unknown-value", place, message).help(format!("write {expected}")));
                continue;
            };
            let path = self.path.key(tag);
            let value = T::read(&mut Node { file: self.file, path, value, faults: self.faults, asked: None });
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
                asked: self.asked.as_deref_mut(),
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
    asked: Option<&'f mut Vec<FieldShape>>,
}

impl Record<'_, '_> {
    /// A field that may be absent or empty. `about` says for what it stands.
    pub fn optional<T: Field>(&mut self, name: &'static str, about: &'static str) -> Option<T> {
        self.note(name, about, false, T::shape);
        self.value(name)
    }

    /// A field that must be there.
    pub fn required<T: Field>(&mut self, name: &'static str, about: &'static str) -> Option<T> {
        self.note(name, about, true, T::shape);
        self.must(name)
    }

    /// A field that holds one value or a list of them.
    pub fn list<T: Field>(&mut self, name: &'static str, about: &'static str) -> Vec<T> {
        self.note(name, about, false, || Shape::List(Box::new(T::shape())));
        self.values(name)
    }

    /// A field that may name a record.
    pub fn name(&mut self, name: &'static str, about: &'static str, to: To) -> Option<Name> {
        self.note(name, about, false, || Shape::Refers(to));
        self.value(name)
    }

    /// A field that must name a record.
    pub fn required_name(&mut self, name: &'static str, about: &'static str, to: To) -> Option<Name> {
        self.note(name, about, true, || Shape::Refers(to));
        self.must(name)
    }

    /// A field that names one record or several.
    pub fn names(&mut self, name: &'static str, about: &'static str, to: To) -> Vec<Name> {
        self.note(name, about, false, || Shape::List(Box::new(Shape::Refers(to))));
        self.values::<Item>(name).into_iter().map(|item| item.0).collect()
    }

    /// The id of the record that stands here.
    pub fn id(&mut self, about: &'static str, of: To) -> Option<Slug> {
        self.note("id", about, true, || Shape::Id(of));
        self.must("id")
    }

    /// Notes that a field is known, and what it may hold if somebody wants to know.
    fn note(&mut self, name: &'static str, about: &'static str, required: bool, shape: impl FnOnce() -> Shape) {
        self.known.push(name);
        if let Some(asked) = &mut self.asked {
            asked.push(FieldShape { name, about, required, shape: shape() });
        }
    }

    fn value<T: Field>(&mut self, name: &'static str) -> Option<T> {
        match self.entries.get(name) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let path = self.path.key(name);
                T::read(&mut Node { file: self.file, path, value, faults: self.faults, asked: None })
            }
        }
    }

    fn must<T: Field>(&mut self, name: &'static str) -> Option<T> {
        if !matches!(self.entries.get(name), None | Some(Value::Null)) {
            return self.value(name);
        }
        let (place, whose) = if self.path.0.is_empty() {
            (Location { file: self.file.clone(), at: At::Key(self.path.key(name)) }, String::new())
        } else {
            (self.place(), format!(" of `{}`", self.path))
        };
        let sign = if self.file.ends_with(".toml") { " =" } else { ":" };
        self.faults.push(
            Diagnostic::error("missing-field", place, format!("`{name}`{whose} is missing"))
                .label(format!("expected `{name}{sign}`"))
                .help(format!("add `{name}{sign}` with {}", T::EXPECTED)),
        );
        None
    }

    fn values<T: Field>(&mut self, name: &'static str) -> Vec<T> {
        match self.entries.get(name) {
            None => Vec::new(),
            Some(value) => {
                let path = self.path.key(name);
                Node { file: self.file, path, value, faults: self.faults, asked: None }.items()
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
    pub fn place(&self) -> Location {
        Location::value(self.file, self.path.clone())
    }

    /// Where a field stands, for a fault.
    pub fn place_of(&self, name: &str) -> Location {
        Location::value(self.file, self.path.key(name))
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
            let near = nearest(&name, self.known.iter().copied());
            let otherwise = match value.is_null() && name.contains(' ') {
                // The rest of a text after a comma, which YAML takes for a new field between `{` and `}`.
                true => "a text with a comma goes in quotes here".to_owned(),
                false => format!("the fields here are {}", list_of(&self.known)),
            };
            let place = Location::key(self.file, self.path.key(&name));
            self.faults.push(
                Diagnostic::error("unknown-field", place, format!("unknown field `{}`", shortened(&name)))
                    .label("not a field of this record")
                    .near_or(&name, near, otherwise),
            );
        }
    }
}

/// One of several names. One that cannot be read stands for nobody: the list is not without it.
struct Item(Name);

impl Field for Item {
    const EXPECTED: &'static str = Name::EXPECTED;

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        Some(Self(Name::read(node).unwrap_or_else(|| Name::unread(node.path().clone()))))
    }

    fn shape() -> Shape {
        Name::shape()
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

/// Adds the help for a number or a truth value where text is wanted.
fn quoted(fault: Diagnostic, value: &Value, expected: &str) -> Diagnostic {
    let typed = match value {
        Value::Number(number) if expected.contains("text") => number.to_string(),
        Value::Bool(value) if expected.contains("text") => value.to_string(),
        _ => return fault,
    };
    // A number may have been typed `0x7E9` or `2.0e3`, and is known only as a number here: then it is not mended.
    let edit = Edit::exactly(fault.place.clone(), typed.as_str(), format!("\"{typed}\""));
    let help = match value {
        Value::Bool(_) => format!("put it in quotes: \"{typed}\""),
        _ => "put it in quotes: YAML takes it for a number".to_owned(),
    };
    fault.help(help).fix(Fix::sure("put it in quotes", edit))
}

/// A text as a YAML value: in quotes, unless it is plain in every reading.
pub fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_text = text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.contains('-');
    match is_text && text.chars().all(plain) && serde_yaml::from_str(text).is_ok_and(|value: Value| value.is_string()) {
        true => text.to_owned(),
        false => serde_json::to_string(text).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::Edtf;
    use crate::vocabulary;

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
            record.required::<Line>("title", "");
            record.optional::<Basis>("basis", "");
            record.optional::<Edtf>("date", "");
            record.optional::<bool>("n", "");
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
            let (date, faults) = read(yaml, |record| record.required::<Edtf>("date", ""));
            assert_eq!(date.map(|date| date.to_string()).as_deref(), Some(expected), "{faults:?}");
        }
    }

    #[test]
    fn a_scalar_is_a_list_of_one_and_nothing_is_an_empty_list() {
        let (names, _) = read("a: x\nb:\nc: [y, z]\n", |record| {
            [record.list::<Name>("a", "").len(), record.list::<Name>("b", "").len(), record.list::<Name>("c", "").len()]
        });
        assert_eq!(names, [1, 0, 2]);
    }

    #[test]
    fn no_is_a_text_and_a_number_asks_for_quotes() {
        let (title, faults) = read("title: no\n", |record| record.required::<Line>("title", ""));
        assert_eq!((title, faults.len()), (Some(Line("no".into())), 0));
        let (_, faults) = read("title: 2025\n", |record| record.required::<Line>("title", ""));
        assert_eq!(faults, ["wrong-type `title` is a number"]);
    }
}

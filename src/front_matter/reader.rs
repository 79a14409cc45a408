//! Front matter, read field by field.
//!
//! In goes a YAML value; out come typed values, and a fault for every field that is missing, unknown or of the wrong
//! kind. The type that is asked for ([`Field`]) says what is read, so a new field is one line where it is read.

use icu_locale_core::LanguageIdentifier;
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{Anchor, Diagnostic, FieldPath, FileName, Location};
use crate::fold::nearest;
use crate::front_matter::other_names::called;
use crate::front_matter::record_name::RecordName;
use crate::front_matter::shape::{FieldShape, RefKinds, Shape};
use crate::front_matter::wording::{as_typed, kind_of, list_of, on_one_line, shortened, with_quotes_help};
use crate::front_matter::yaml_index::YamlIndex;
use crate::path::Slug;

/// A value that a field can hold.
pub(crate) trait Field: Sized {
    /// What an author should type, for messages: "a date such as 2025-02-06".
    const EXPECTED: &'static str;

    /// Reads the value. Where it returns `None`, it has added a fault.
    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self>;

    /// The shape of what may be typed: never narrower than what [`read`](Self::read) accepts.
    fn shape() -> Shape;
}

/// One value with its place.
pub(crate) struct YamlNode<'v, 'f> {
    pub(super) file: &'v FileName,
    pub(super) path: FieldPath,
    pub(super) value: &'v Value,
    /// The YAML of the whole file; empty where it is not known.
    pub(super) source: &'v str,
    pub(super) faults: &'f mut Vec<Diagnostic>,
    /// Where the fields that are asked for are noted, if somebody wants to know.
    pub(super) recorded: Option<&'f mut Vec<FieldShape>>,
}

impl<'v, 'f> YamlNode<'v, 'f> {
    /// The whole value of a file that has no front matter around it, such as `sources.yaml`.
    pub(crate) fn whole(file: &'v FileName, value: &'v Value, faults: &'f mut Vec<Diagnostic>) -> Self {
        Self { file, path: FieldPath::default(), value, source: "", faults, recorded: None }
    }

    /// The same, with the YAML that the value was read from.
    pub(crate) fn typed_as(self, source: &'v str) -> Self {
        Self { source, ..self }
    }

    /// The whole value of a file; the shapes of the fields asked for are added to `recorded`.
    pub(super) fn recording(
        file: &'v FileName,
        value: &'v Value,
        faults: &'f mut Vec<Diagnostic>,
        recorded: &'f mut Vec<FieldShape>,
    ) -> Self {
        Self { recorded: Some(recorded), ..Self::whole(file, value, faults) }
    }

    /// What was typed for a number, of which the value alone does not tell: `2025.10` is 2025.1. Looked up in the YAML, so
    /// that only who asks pays for it.
    pub(super) fn typed_number(&self, value: &Value, path: &FieldPath) -> Option<String> {
        let Value::Number(number) = value else { return None };
        let plain = number.to_string();
        if number.as_u64().is_some_and(|year| (1000..10_000).contains(&year)) {
            return Some(plain);
        }
        let span = YamlIndex::of(self.source).span(&Anchor::Value(path.clone()));
        let typed = span.and_then(|span| self.source.get(span)).map(str::trim);
        // Behind an alias stands no number.
        let is_number = |text: &&str| serde_yaml::from_str::<Value>(text).is_ok_and(|read| read == *value);
        Some(typed.filter(is_number).map_or(plain, str::to_owned))
    }

    /// The YAML value.
    pub(crate) fn value(&self) -> &'v Value {
        self.value
    }

    /// Where the value stands.
    pub(crate) fn path(&self) -> &FieldPath {
        &self.path
    }

    /// Where the value stands, for a fault.
    pub(crate) fn place(&self) -> Location {
        Location::value(self.file, self.path.clone())
    }

    /// Adds a fault.
    pub(crate) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Adds the fault that the value is of the wrong kind. Returns `None`, so that a reader can end with it.
    pub(crate) fn expected<T>(&mut self, expected: &str) -> Option<T> {
        let name = self.path.name();
        let message = match self.value {
            Value::String(text) => format!("`{name}` cannot be `{}`", shortened(&on_one_line(text))),
            other => format!("`{name}` is {}", kind_of(other)),
        };
        let fault = Diagnostic::error("wrong-type", self.place(), message).label(format!("expected {expected}"));
        let fault = with_quotes_help(fault, self.value, expected);
        self.faults.push(fault);
        None
    }

    /// The items of a list; a single value counts as a list of one.
    pub(crate) fn items<T: Field>(&mut self) -> Vec<T> {
        match self.value {
            Value::Null => Vec::new(),
            Value::Sequence(items) => {
                let mut values = Vec::with_capacity(items.len());
                for (index, value) in items.iter().enumerate() {
                    let (path, file, source) = (self.path.item(index), self.file, self.source);
                    let mut node = YamlNode { file, path, value, source, faults: self.faults, recorded: None };
                    values.extend(T::read(&mut node));
                }
                values
            }
            _ => T::read(self).into_iter().collect(),
        }
    }

    /// The values of a mapping by language tag (BCP 47), in the order given.
    pub(crate) fn by_language<T: Field>(&mut self, expected: &str) -> Option<Vec<(String, T)>> {
        let Value::Mapping(entries) = self.value else {
            return self.expected(expected);
        };
        let mut values = Vec::with_capacity(entries.len());
        for (language, value) in entries {
            let Some(tag) = language.as_str().filter(|tag| tag.parse::<LanguageIdentifier>().is_ok()) else {
                let typed = as_typed(language);
                let place = Location::key(self.file, self.path.key(&typed));
                let message = format!("`{}` is no language tag", shortened(&typed));
                self.faults.push(Diagnostic::error("unknown-value", place, message).help(format!("write {expected}")));
                continue;
            };
            let (path, file, source) = (self.path.key(tag), self.file, self.source);
            let value = T::read(&mut YamlNode { file, path, value, source, faults: self.faults, recorded: None });
            values.extend(value.map(|value| (tag.to_owned(), value)));
        }
        Some(values)
    }

    /// The reader of the value's fields; `None` where it is no mapping.
    pub(crate) fn record(&mut self) -> Option<RecordReader<'v, '_>> {
        match self.value {
            Value::Mapping(entries) => Some(RecordReader {
                file: self.file,
                path: self.path.clone(),
                entries,
                source: self.source,
                known: Vec::new(),
                faults: self.faults,
                recorded: self.recorded.as_deref_mut(),
            }),
            _ => None,
        }
    }
}

/// One mapping, its fields read one by one.
pub(crate) struct RecordReader<'v, 'f> {
    file: &'v FileName,
    path: FieldPath,
    entries: &'v Mapping,
    source: &'v str,
    known: Vec<&'static str>,
    faults: &'f mut Vec<Diagnostic>,
    recorded: Option<&'f mut Vec<FieldShape>>,
}

impl<'v> RecordReader<'v, '_> {
    /// The value of a field.
    fn node(&mut self, name: &'static str, value: &'v Value) -> YamlNode<'v, '_> {
        let (path, file, source) = (self.path.key(name), self.file, self.source);
        YamlNode { file, path, value, source, faults: self.faults, recorded: None }
    }

    /// A field that may be absent or empty. `about` is its description in schemas and help.
    pub(crate) fn optional<T: Field>(&mut self, name: &'static str, about: &'static str) -> Option<T> {
        self.note(name, about, false, T::shape);
        self.value(name)
    }

    /// A field that must be there.
    pub(crate) fn required<T: Field>(&mut self, name: &'static str, about: &'static str) -> Option<T> {
        self.note(name, about, true, T::shape);
        self.must(name)
    }

    /// A field that holds one value or a list of them.
    pub(crate) fn list<T: Field>(&mut self, name: &'static str, about: &'static str) -> Vec<T> {
        self.note(name, about, false, || Shape::List(Box::new(T::shape())));
        self.values(name)
    }

    /// A field that may name a record.
    pub(crate) fn name(&mut self, name: &'static str, about: &'static str, to: RefKinds) -> Option<RecordName> {
        self.note(name, about, false, || Shape::Refers(to));
        self.value(name)
    }

    /// A field that must name a record.
    pub(crate) fn required_name(
        &mut self,
        name: &'static str,
        about: &'static str,
        to: RefKinds,
    ) -> Option<RecordName> {
        self.note(name, about, true, || Shape::Refers(to));
        self.must(name)
    }

    /// A field that names one record or several.
    pub(crate) fn names(&mut self, name: &'static str, about: &'static str, to: RefKinds) -> Vec<RecordName> {
        self.note(name, about, false, || Shape::List(Box::new(Shape::Refers(to))));
        self.values::<NameItem>(name).into_iter().map(|item| item.0).collect()
    }

    /// The id of this record, which is of one of the kinds `of`.
    pub(crate) fn id(&mut self, about: &'static str, of: RefKinds) -> Option<Slug> {
        self.note("id", about, true, || Shape::Id(of));
        self.must("id")
    }

    /// The id of this record, where it has one of its own.
    pub(crate) fn optional_id(&mut self, about: &'static str, of: RefKinds) -> Option<Slug> {
        self.note("id", about, false, || Shape::Id(of));
        self.value("id")
    }

    /// A field as it was typed, where it is a text.
    pub(crate) fn typed(&self, name: &str) -> Option<&str> {
        self.entries.get(name).and_then(Value::as_str)
    }

    /// Makes a field known, and records its shape where shapes are recorded.
    fn note(&mut self, name: &'static str, about: &'static str, required: bool, shape: impl FnOnce() -> Shape) {
        self.known.push(name);
        if let Some(recorded) = &mut self.recorded {
            recorded.push(FieldShape { name, about, required, shape: shape() });
        }
    }

    fn value<T: Field>(&mut self, name: &'static str) -> Option<T> {
        match self.entries.get(name) {
            None | Some(Value::Null) => None,
            // What a form in a browser leaves of a field that was emptied.
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(value) => T::read(&mut self.node(name, value)),
        }
    }

    fn must<T: Field>(&mut self, name: &'static str) -> Option<T> {
        if let Some(value) = self.entries.get(name).filter(|value| !value.is_null()) {
            return T::read(&mut self.node(name, value));
        }
        let (place, whose) = if self.path.0.is_empty() {
            (Location { file: self.file.clone(), at: Anchor::Key(self.path.key(name)) }, String::new())
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
            Some(value) => self.node(name, value).items(),
        }
    }

    /// Whether the field is given, even if it is empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Where this mapping stands, for a fault.
    pub(crate) fn place(&self) -> Location {
        Location::value(self.file, self.path.clone())
    }

    /// Where a field stands, for a fault.
    pub(crate) fn place_of(&self, name: &str) -> Location {
        Location::value(self.file, self.path.key(name))
    }

    /// Adds a fault.
    pub(crate) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Adds a fault for every key that was not asked for.
    pub(crate) fn finish(self) {
        for (key, value) in self.entries {
            let name = match key {
                Value::String(name) => name.clone(),
                other => as_typed(other),
            };
            if self.known.contains(&name.as_str()) {
                continue;
            }
            let near = called(&name, &self.known).or_else(|| nearest(&name, self.known.iter().copied()));
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

/// One name of a list. One that cannot be read becomes a placeholder, so that the list keeps its length.
struct NameItem(RecordName);

impl Field for NameItem {
    const EXPECTED: &'static str = RecordName::EXPECTED;

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        Some(Self(RecordName::read(node).unwrap_or_else(|| RecordName::placeholder(node.path().clone()))))
    }

    fn shape() -> Shape {
        RecordName::shape()
    }
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "a vocabulary is public wherever it stands")]
mod tests {
    use super::*;
    use crate::edtf::Edtf;
    use crate::front_matter::SingleLine;
    use crate::vocabulary;

    vocabulary! {
        /// For the tests.
        TestWords { Stated = "stated", Inferred = "inferred", }
    }

    fn read<T>(yaml: &str, read: impl FnOnce(&mut RecordReader<'_, '_>) -> T) -> (T, Vec<String>) {
        let file = FileName::from("a.md");
        let value: Value = serde_yaml::from_str(yaml).expect("test YAML");
        let mut faults = Vec::new();
        let mut node = YamlNode::whole(&file, &value, &mut faults);
        let mut record = node.record().expect("a mapping");
        let result = read(&mut record);
        record.finish();
        (result, faults.into_iter().map(|fault| format!("{} {}", fault.code, fault.message)).collect())
    }

    #[test]
    fn one_bad_field_hides_no_other() {
        let (_, faults) = read("titel: x\nbasis: statd\ndate: 2025-02-30\nn: no\n", |record| {
            record.required::<SingleLine>("title", "");
            record.optional::<TestWords>("basis", "");
            record.optional::<Edtf>("date", "");
            record.optional::<bool>("n", "");
        });
        let codes: Vec<_> = faults.iter().map(|fault| fault.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(codes, ["missing-field", "unknown-value", "bad-date", "wrong-type", "unknown-field"], "{faults:?}");
    }

    #[test]
    fn what_other_tools_call_a_field_suggests_it() {
        let file = FileName::from("a.md");
        let value: Value = serde_yaml::from_str("tags: [a]\nPubDate: x\nlang: y\n").expect("test YAML");
        let mut faults = Vec::new();
        let mut node = YamlNode::whole(&file, &value, &mut faults);
        let mut record = node.record().expect("a mapping");
        record.names("topics", "", &["topics"]);
        record.optional::<SingleLine>("published", "");
        record.optional::<SingleLine>("lang", "");
        record.finish();
        let said: Vec<_> = faults.iter().filter_map(|fault| fault.help.as_deref()).collect();
        assert_eq!(said, ["did you mean `topics`?", "did you mean `published`?"]);
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
            [
                record.list::<RecordName>("a", "").len(),
                record.list::<RecordName>("b", "").len(),
                record.list::<RecordName>("c", "").len(),
            ]
        });
        assert_eq!(names, [1, 0, 2]);
    }

    #[test]
    fn no_is_a_text_and_a_number_asks_for_quotes() {
        let (title, faults) = read("title: no\n", |record| record.required::<SingleLine>("title", ""));
        assert_eq!((title, faults.len()), (Some(SingleLine("no".into())), 0));
        let (_, faults) = read("title: 2025\n", |record| record.required::<SingleLine>("title", ""));
        assert_eq!(faults, ["wrong-type `title` is a number"]);
    }
}

//! The fields of a text on their way into a record: taken one by one, the rest kept under `extra:`.

use serde_yaml::{Mapping, Value};

use crate::content::{self, Kind};
use crate::import::generator::Generator;

/// The fields of a text on their way into a record.
pub(super) struct Carried {
    /// What is not carried yet.
    pub fields: Mapping,
    /// What is carried.
    pub record: Mapping,
}

impl Carried {
    /// Gives fields the names that are read: each generator has words of its own.
    pub(super) fn spell(&mut self, generator: Generator) {
        if generator == Generator::Hugo {
            // Hugo reads keys in any case.
            let fields = std::mem::take(&mut self.fields).into_iter();
            self.fields = fields.map(|(key, value)| (lower(key), value)).collect();
        }
        self.fields.remove("cascade");
        for group in ["taxonomies", "extra"] {
            if let Some(Value::Mapping(inner)) = self.fields.remove(group) {
                for (key, value) in inner {
                    self.fields.entry(key).or_insert(value);
                }
            }
        }
    }

    /// The fields of a kind; what it has no place for is kept under `extra:`.
    pub(super) fn fitted(self, kind: Kind) -> Mapping {
        let known = content::fields(kind);
        let fits = |key: &Value| key.as_str().is_some_and(|key| known.field(key).is_some());
        let (mut fields, rest): (Mapping, Mapping) = self.record.into_iter().partition(|(key, _)| fits(key));
        let mut extra = Mapping::new();
        for (key, value) in rest.into_iter().chain(self.fields) {
            extra.insert(key, value);
        }
        if !extra.is_empty() {
            fields.insert("extra".into(), Value::Mapping(extra));
        }
        fields
    }

    /// Takes the text of a field.
    pub(super) fn take_text(&mut self, name: &str) -> Option<String> {
        let text = self.fields.get(name).and_then(text_of)?;
        self.fields.remove(name);
        Some(text)
    }

    /// The texts of a list, or of one value. Jekyll parts a text by spaces where it wants a list.
    pub(super) fn take_list(&mut self, name: &str, generator: Generator) -> Vec<String> {
        let parts = |text: String| -> Vec<String> {
            match generator {
                Generator::Jekyll if name != "category" && name != "tag" => {
                    text.split_whitespace().map(str::to_owned).collect()
                }
                Generator::Obsidian => {
                    let parts = text.split([',', ' ']).map(|part| part.trim().trim_start_matches('#').to_owned());
                    parts.filter(|part| !part.is_empty()).collect()
                }
                _ => vec![text],
            }
        };
        match self.fields.remove(name) {
            Some(Value::Sequence(items)) => items
                .iter()
                .filter_map(text_of)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .collect(),
            Some(value) => text_of(&value).filter(|text| !text.trim().is_empty()).map(parts).unwrap_or_default(),
            None => Vec::new(),
        }
    }
}

/// A key in small letters.
pub(super) fn lower(key: Value) -> Value {
    match key {
        Value::String(key) => Value::String(key.to_lowercase()),
        other => other,
    }
}

/// The text of a value that is one.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Mapping(fields) => fields.get("name").and_then(text_of),
        _ => None,
    }
}

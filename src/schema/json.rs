//! JSON Schema (2020-12) of what an author may write.
//!
//! In go the shapes that the readers tell of themselves and the names of one site; out comes one schema for each kind of
//! front matter, for `sources.yaml` and for `site.toml`. A schema accepts whatever the reader takes, but for names that no
//! record has where that is an error: these it refuses, so it is made anew when records are added.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::content::{self, Kind};
use crate::front_matter::Field;
use crate::front_matter::shape::{FieldShape, RecordShape, RefKinds, Shape, Word};
use crate::model::Site;
use crate::schema::subject::Subject;

/// What every EDTF date is made of.
pub(super) const DATE: &str = r"^[\s0-9XYES?~%/.,:TZ+\-−\[\]{}]+$";
/// What a language tag looks like.
const LANGUAGE: &str = "^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$";

/// The schema of a subject, with the names of a site.
pub(crate) fn schema(subject: Subject, site: &Site) -> Value {
    let mut writer = Writer { site, definitions: BTreeMap::new() };
    let mut root = match subject {
        Subject::Record(kind) => writer.record("", &content::fields(kind)),
        Subject::Sources => {
            let source = writer.record("", &content::fields(Kind::Source));
            writer.definitions.insert("source".to_owned(), Value::Object(source));
            object(json!({"type": ["array", "null"], "items": {"$ref": "#/$defs/source"}}))
        }
        Subject::Site => match Config::shape() {
            Shape::Record(record) => writer.record("", &record),
            other => writer.shape("", &other),
        },
    };
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("$id".to_owned(), json!(format!("urn:demarche:schema:{}", subject.word())));
    root.insert("title".to_owned(), json!(subject.title()));
    if !writer.definitions.is_empty() {
        root.insert("$defs".to_owned(), Value::Object(writer.definitions.into_iter().collect()));
    }
    Value::Object(root)
}

struct Writer<'s> {
    site: &'s Site,
    /// What several places share.
    definitions: BTreeMap<String, Value>,
}

impl Writer<'_> {
    fn record(&mut self, path: &str, record: &RecordShape) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in &record.fields {
            properties.insert(field.name.to_owned(), Value::Object(self.field(path, field)));
        }
        let required: Vec<&str> = record.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut schema = object(json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        }));
        if !record.one_of.is_empty() {
            let each: Vec<Value> = record.one_of.iter().map(|name| json!({"required": [name]})).collect();
            schema.insert("anyOf".to_owned(), Value::Array(each));
        }
        schema
    }

    fn field(&mut self, path: &str, field: &FieldShape) -> Map<String, Value> {
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}-{}", field.name) };
        let mut schema = self.shape(&path, &field.shape);
        if !field.required {
            schema = or_empty(schema);
        }
        let about = match schema.remove("description").as_ref().and_then(Value::as_str) {
            Some(expected) => format!("{}: {expected}.", field.about),
            None => format!("{}.", field.about),
        };
        schema.insert("description".to_owned(), Value::String(about));
        schema
    }

    fn shape(&mut self, path: &str, shape: &Shape) -> Map<String, Value> {
        match shape {
            Shape::Text { expected, pattern, longest } => text(expected, pattern, *longest),
            Shape::Bool => object(json!({"type": "boolean"})),
            Shape::Number { whole, bounds } => number(*whole, *bounds),
            Shape::Date => date(),
            Shape::Words(words) => enumeration(words),
            Shape::Refers(to) => self.names(to),
            Shape::Id(_) => self.shape(path, &<crate::path::Slug as Field>::shape()),
            Shape::Record(record) => self.record(path, record),
            Shape::ByLanguage(value) => {
                let value = self.shape(path, value);
                let tags = json!({"pattern": LANGUAGE});
                object(json!({"type": "object", "propertyNames": tags, "additionalProperties": value}))
            }
            Shape::Own => object(json!({"type": "object"})),
            Shape::List(item) => {
                let item = self.shared(path, item);
                object(json!({"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]}))
            }
            Shape::Either(shapes) => {
                let each: Vec<Value> = shapes.iter().map(|shape| Value::Object(self.shape(path, shape))).collect();
                object(json!({ "anyOf": each }))
            }
        }
    }

    /// The schema of an item, which stands for one value and for each of a list: written once if it is long.
    fn shared(&mut self, path: &str, item: &Shape) -> Value {
        let schema = Value::Object(self.shape(path, item));
        if !matches!(item, Shape::Record(_) | Shape::Either(_) | Shape::Words(_)) {
            return schema;
        }
        self.definitions.insert(path.to_owned(), schema);
        json!({"$ref": format!("#/$defs/{path}")})
    }

    /// The names of the records that a field may name.
    fn names(&mut self, to: RefKinds) -> Map<String, Value> {
        let key = format!("names-of-{}", to.join("-and-"));
        if !self.definitions.contains_key(&key) {
            let schema = self.known(to);
            self.definitions.insert(key.clone(), Value::Object(schema));
        }
        object(json!({"$ref": format!("#/$defs/{key}")}))
    }

    fn known(&self, to: RefKinds) -> Map<String, Value> {
        let kinds = Kind::ALL.into_iter().filter(|kind| to.contains(&kind.folder()));
        let known: Vec<_> = kinds.flat_map(|kind| self.site.records_of(kind)).collect();
        let ids: Vec<Word> = known.iter().map(|known| word(known.origin.id.as_str(), known.title.to_owned())).collect();
        let spellings = known.iter().flat_map(|known| {
            known.spellings().map(|spelling| word(spelling, format!("`{}`, by another name", known.origin.id)))
        });
        let claims = self.site.claims.iter().filter(|_| to.contains(&"claims"));
        let claims: Vec<Word> =
            claims.map(|claim| word(claim.written.id.as_str(), claim.written.says.clone())).collect();
        let mut each = vec![ids, spellings.collect(), claims];
        each.retain(|words| !words.is_empty());
        let mut each: Vec<Value> = each.iter().map(|words| Value::Object(enumeration(words))).collect();
        if is_open(to) || each.is_empty() {
            let about = format!("a name of one of the {}", to.join(" or "));
            each.push(json!({"type": "string", "pattern": r"\S", "description": about}));
        }
        object(json!({ "anyOf": each }))
    }
}

/// Whether a name that no record has is no error, or may be given a few lines further on.
fn is_open(to: RefKinds) -> bool {
    to.len() == 1 && !matches!(to, ["briefs"] | ["sources"])
}

fn word(word: &str, about: String) -> Word {
    Word { word: word.to_owned(), about }
}

fn text(expected: &str, pattern: &str, longest: Option<usize>) -> Map<String, Value> {
    let mut schema = object(json!({"type": "string", "description": expected}));
    if !pattern.is_empty() {
        schema.insert("pattern".to_owned(), json!(pattern));
    }
    if let Some(longest) = longest {
        schema.insert("maxLength".to_owned(), json!(longest));
    }
    schema
}

fn number(whole: bool, bounds: Option<(f64, f64)>) -> Map<String, Value> {
    let mut schema = object(json!({"type": if whole { "integer" } else { "number" }}));
    if let Some((least, most)) = bounds {
        schema.insert("minimum".to_owned(), json!(least));
        schema.insert("maximum".to_owned(), json!(most));
    }
    schema
}

/// A date as a text, or as what YAML makes of `2025` and of `[2025-06-01..2025-07-23]` without quotes.
fn date() -> Map<String, Value> {
    let text = json!({"type": "string", "pattern": DATE});
    let each = [text.clone(), json!({"type": "integer"})];
    object(json!({
        "description": "a date by EDTF, such as 2025-02-06, 2025-06 or \"2025-05-09?\"",
        "examples": [
            "2025-02-06", "2025-06", "2024-12/2025-05", "2025-05-09?", "2025-06~", "[2025-06-01..2025-07-23]", "202X-09-13",
        ],
        "anyOf": [text, {"type": "integer"}, {"type": "array", "items": {"anyOf": each}, "minItems": 1}],
    }))
}

fn enumeration(words: &[Word]) -> Map<String, Value> {
    let mut seen = std::collections::BTreeSet::new();
    let words: Vec<&Word> = words.iter().filter(|word| seen.insert(&word.word)).collect();
    let mut schema = object(json!({"enum": words.iter().map(|word| &word.word).collect::<Vec<_>>()}));
    if words.iter().any(|word| !word.about.is_empty()) {
        // Editors show these beside the words; JSON Schema itself has no place for them.
        let about: Vec<&String> = words.iter().map(|word| &word.about).collect();
        schema.insert("enumDescriptions".to_owned(), json!(about));
    }
    schema
}

/// The same, or nothing: a field that may be absent may be empty. One that holds a list has said so itself.
fn or_empty(schema: Map<String, Value>) -> Map<String, Value> {
    let empty = json!({"type": ["string", "null"], "pattern": r"^\s*$"});
    match schema.get("anyOf") {
        Some(Value::Array(each)) if each.contains(&json!({"type": "null"})) => schema,
        Some(Value::Array(each)) => {
            let each: Vec<Value> = each.iter().cloned().chain([empty]).collect();
            let mut schema = schema;
            schema.insert("anyOf".to_owned(), Value::Array(each));
            schema
        }
        _ => object(json!({"anyOf": [schema, empty]})),
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::FileName;
    use crate::markdown;
    use crate::model::{Audience, Documents};

    fn of(subject: Subject) -> Value {
        let (site, _) = Site::link(Documents::default(), Config::placeholder(), Audience::editors());
        schema(subject, &site)
    }

    /// The names that stand below `properties` of a schema, at its root.
    fn properties(schema: &Value) -> BTreeSet<String> {
        schema["properties"].as_object().expect("a mapping").keys().cloned().collect()
    }

    /// Whether the reader of a kind knows a field: asked by giving it to the reader.
    fn is_read(kind: Kind, field: &str) -> bool {
        let text = format!("---\n{field}: x\n---\n");
        let path = format!("{}/x.md", kind.folder());
        let file = FileName::from(format!("content/{path}"));
        let reading = content::read(&file, &path, text.as_bytes(), &markdown::ParseOptions::default());
        !reading.faults.iter().any(|fault| fault.code == "unknown-field")
    }

    #[test]
    fn a_schema_and_its_reader_know_the_same_fields() {
        let folders = || Kind::ALL.into_iter().filter(|kind| *kind != Kind::Source);
        let every: BTreeSet<String> = folders().flat_map(|kind| properties(&of(Subject::Record(kind)))).collect();
        assert!(every.len() > 40, "{every:?}");
        for kind in folders() {
            let read: BTreeSet<String> = every.iter().filter(|field| is_read(kind, field)).cloned().collect();
            assert_eq!(properties(&of(Subject::Record(kind))), read, "{kind:?}");
        }
    }

    #[test]
    fn every_field_says_for_what_it_stands() {
        fn look(path: &str, schema: &Value, count: &mut usize) {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let about = field["description"].as_str().unwrap_or_default();
                assert!(about.len() > 5 && about.ends_with('.'), "{path}.{name}: {about:?}");
                *count += 1;
                look(&format!("{path}.{name}"), field, count);
            }
            for inner in schema["anyOf"].as_array().into_iter().flatten() {
                look(path, inner, count);
            }
            for (name, inner) in schema["$defs"].as_object().into_iter().flatten() {
                look(&format!("{path}#{name}"), inner, count);
            }
        }
        let mut count = 0;
        for subject in Subject::all() {
            look(subject.word(), &of(subject), &mut count);
        }
        assert!(count > 150, "only {count} fields");
    }

    #[test]
    fn a_closed_set_is_an_enumeration_with_what_each_word_means() {
        let schema = of(Subject::Record(Kind::Brief));
        let basis = &schema["properties"]["date_basis"]["anyOf"][0];
        assert_eq!(basis["enum"], json!(["stated", "inferred", "combined", "bounded"]));
        assert_eq!(basis["enumDescriptions"][0], "A source states it.");
    }
}

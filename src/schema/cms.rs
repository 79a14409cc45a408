//! The configuration of a Git-based editor in the browser (Decap CMS, Sveltia CMS): a form for each kind of record.
//!
//! In go the shapes of the readers, the records of one site and their front matter; out comes `config.yml`. Such an editor
//! knows one form for each field. Where a field may be written in two (an id, or a mapping with `id`), the form is the one
//! that the site uses; where the site uses both, or where no form fits, the field is left to the file, in which it stays as
//! it is.

use serde_yaml::{Mapping, Value};

use super::json::DATE;
use crate::compose::yaml;
use crate::content::{self, Kind};
use crate::english::{capitalise, humanise};
use crate::front_matter::shape::{FieldShape, RecordShape, RefKinds, Shape, Word};
use crate::model::Site;

const HEAD: &str = "\
# Made by `demarche schema --cms`: make it anew when records are added. docs/desk.md says where it goes.
backend:
  name: github
  repo: OWNER/NAME
  branch: main
";

/// Returns the configuration. `written` gives the front matter of every record of a kind.
pub(crate) fn cms(site: &Site, written: &dyn Fn(Kind) -> Vec<Mapping>) -> String {
    let collections = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Source);
    let collections: Vec<Value> = collections.map(|kind| collection(site, kind, &written(kind))).collect();
    let rest = mapping([
        ("media_folder", "content/images".into()),
        ("public_folder", "/images".into()),
        ("slug", mapping([("encoding", "ascii".into()), ("clean_accents", true.into())])),
        // Sveltia's: a field that was left empty is not written.
        ("output", mapping([("omit_empty_optional_fields", true.into())])),
        ("collections", Value::Sequence(collections)),
    ]);
    format!("{HEAD}{}", yaml(&rest))
}

fn collection(site: &Site, kind: Kind, written: &[Mapping]) -> Value {
    let heading = kind.heading_field();
    let mut fields = record(site, &content::fields(kind), written);
    fields.push(mapping([
        ("name", "body".into()),
        ("label", "Text".into()),
        ("widget", "markdown".into()),
        // A rich editor would take links and citations of ours for signs, and escape them.
        ("modes", vec![Value::from("raw")].into()),
        ("required", false.into()),
    ]));
    let name = if kind == Kind::Brief { "{{fields.date}}-{{slug}}" } else { "{{slug}}" };
    mapping([
        ("name", kind.folder().into()),
        ("label", capitalise(kind.folder()).into()),
        ("label_singular", capitalise(kind.noun()).into()),
        ("folder", format!("content/{}", kind.folder()).into()),
        ("create", true.into()),
        // A brief that was published is withdrawn by its status, and keeps its page.
        ("delete", (kind != Kind::Brief).into()),
        ("extension", "md".into()),
        ("format", "yaml-frontmatter".into()),
        ("identifier_field", heading.into()),
        ("slug", name.into()),
        ("fields", Value::Sequence(fields)),
    ])
}

/// The fields of a mapping that have a form; `written` are the mappings of this kind that the site holds.
fn record(site: &Site, shape: &RecordShape, written: &[Mapping]) -> Vec<Value> {
    shape.fields.iter().filter_map(|field| self::field(site, field, written)).collect()
}

fn field(site: &Site, field: &FieldShape, written: &[Mapping]) -> Option<Value> {
    let values: Vec<&Value> = written.iter().filter_map(|record| record.get(field.name)).collect();
    let values: Vec<&Value> = values.into_iter().filter(|value| !value.is_null()).collect();
    let mut whole = Mapping::new();
    whole.insert("name".into(), field.name.into());
    whole.insert("label".into(), humanise(field.name).into());
    whole.extend(widget(site, &field.shape, &values)?);
    whole.insert("required".into(), field.required.into());
    whole.insert("hint".into(), field.about.into());
    Some(Value::Mapping(whole))
}

/// What the editor shows for a shape, where it can show every value that the site has.
fn widget(site: &Site, shape: &Shape, values: &[&Value]) -> Option<Mapping> {
    Some(match shape {
        Shape::Text { longest: Some(_), pattern, expected } => {
            with_pattern(plain("string"), pattern.contains("a-z0-9").then_some((*pattern, *expected)))
        }
        Shape::Text { pattern, expected, .. } => {
            // A pattern that asks for more than a letter is one of a short text: a moment, an address.
            let is_short = !matches!(*pattern, "" | r"\S");
            let widget = plain(if is_short { "string" } else { "text" });
            with_pattern(widget, is_short.then_some((*pattern, *expected)))
        }
        Shape::Bool => plain("boolean"),
        Shape::Number { whole, bounds } => {
            let mut number = plain("number");
            number.insert("value_type".into(), if *whole { "int" } else { "float" }.into());
            if let Some((least, most)) = bounds {
                number.insert("min".into(), (*least).into());
                number.insert("max".into(), (*most).into());
            }
            number
        }
        Shape::Date => {
            with_pattern(plain("string"), Some((DATE, "a date by EDTF, such as 2025-02-06, 2025-06 or 2025-05-09?")))
        }
        Shape::Words(words) => select(words.iter().map(option_of).collect()),
        Shape::Refers(["files"]) | Shape::Id(_) => plain("string"),
        Shape::Refers(to) => select(names(site, to)),
        Shape::Record(record) => {
            let mut fields = self::record(site, record, &mappings(values)?);
            // Decap asks for them although the whole is absent; `check` asks for them where it is not.
            fields.iter_mut().filter_map(Value::as_mapping_mut).for_each(|field| {
                field.insert("required".into(), false.into());
            });
            object(fields, "object")
        }
        Shape::List(item) => list(site, item, values)?,
        // An event, or several, or `none`: the instrument codes it in most briefs.
        Shape::Either(shapes) if shapes.iter().any(|shape| matches!(shape, Shape::List(_))) => return None,
        Shape::Either(shapes) => widget(site, form_of(shapes, values)?, values)?,
        // The editor has no form for keys of the author's own.
        Shape::ByLanguage(_) | Shape::Own => return None,
    })
}

fn list(site: &Site, item: &Shape, values: &[&Value]) -> Option<Mapping> {
    // One value may stand for a list of one; the editor takes it for something else.
    let lists: Option<Vec<&Vec<Value>>> = values.iter().map(|value| value.as_sequence()).collect();
    let items: Vec<&Value> = lists?.into_iter().flatten().collect();
    let item = match item {
        Shape::Either(shapes) => form_of(shapes, &items)?,
        item => item,
    };
    Some(match item {
        Shape::Refers(to) if *to != ["files"] => {
            let mut select = select(names(site, to));
            select.insert("multiple".into(), true.into());
            select
        }
        Shape::Words(words) => {
            let mut select = select(words.iter().map(option_of).collect());
            select.insert("multiple".into(), true.into());
            select
        }
        Shape::Record(record) => {
            let mut list = object(self::record(site, record, &mappings(&items)?), "list");
            list.insert("collapsed".into(), true.into());
            list
        }
        scalar => {
            let mut one = Mapping::new();
            one.insert("name".into(), "value".into());
            one.insert("label".into(), "Value".into());
            one.extend(widget(site, scalar, &items)?);
            let mut list = plain("list");
            list.insert("field".into(), Value::Mapping(one));
            list
        }
    })
}

/// The one of several forms that all values of the site have: a mapping, or what is none. Without values the first.
fn form_of<'s>(shapes: &'s [Shape], values: &[&Value]) -> Option<&'s Shape> {
    let is_record = |shape: &&Shape| matches!(shape, Shape::Record(_));
    match (values.iter().any(|value| value.is_mapping()), values.iter().all(|value| value.is_mapping())) {
        (true, true) => shapes.iter().find(is_record),
        (true, false) => None,
        (false, _) => shapes.iter().find(|shape| !is_record(shape)),
    }
}

/// The values, where all are mappings.
fn mappings(values: &[&Value]) -> Option<Vec<Mapping>> {
    values.iter().map(|value| value.as_mapping().cloned()).collect()
}

fn plain(widget: &str) -> Mapping {
    [(Value::from("widget"), Value::from(widget))].into_iter().collect()
}

fn object(fields: Vec<Value>, widget: &str) -> Mapping {
    let mut object = plain(widget);
    object.insert("fields".into(), Value::Sequence(fields));
    object
}

fn select(options: Vec<Value>) -> Mapping {
    let mut select = plain("select");
    select.insert("options".into(), Value::Sequence(options));
    select
}

fn with_pattern(mut widget: Mapping, pattern: Option<(&str, &str)>) -> Mapping {
    if let Some((pattern, expected)) = pattern {
        widget.insert("pattern".into(), vec![Value::from(pattern), Value::from(format!("must be {expected}"))].into());
    }
    widget
}

fn option_of(word: &Word) -> Value {
    let label = match word.about.trim_end_matches('.') {
        "" => word.word.clone(),
        about => format!("{}: {about}", word.word),
    };
    option(label, &word.word)
}

fn option(label: String, value: &str) -> Value {
    mapping([("label", label.into()), ("value", value.into())])
}

/// The records that a field may name.
fn names(site: &Site, to: RefKinds) -> Vec<Value> {
    let kinds = Kind::ALL.into_iter().filter(|kind| to.contains(&kind.folder()));
    let known = kinds.flat_map(|kind| site.records_of(kind));
    let mut options: Vec<Value> =
        known.map(|record| option(record.title.to_owned(), record.origin.id.as_str())).collect();
    if to.contains(&"claims") {
        options.extend(site.claims.iter().map(|claim| option(claim.written.says.clone(), claim.written.id.as_str())));
    }
    options
}

fn mapping<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(entries.into_iter().map(|(name, value)| (Value::from(name), value)).collect())
}

//! What else a record can hold, as comments that become fields when the first `#` of the line goes.
//!
//! In goes a kind and the fields that are there already; out come lines such as `# kind: statement  # incident, …`. Which
//! fields there are, and what is said of each, the reader tells ([`content::fields`]); only the examples are kept here.
//! A test holds that every example reads.

use serde_yaml::Mapping;

use crate::content::{self, Kind};
use crate::front_matter::shape::{FieldShape, Shape};

/// More words than these are not listed: they would fill lines.
const MOST_WORDS: usize = 20;

/// The comments for the fields of a kind that are not there.
pub(crate) fn comments(kind: Kind, there: &Mapping) -> String {
    let fields = content::fields(kind).fields;
    // A new record has no former ids.
    let missing = fields.iter().filter(|field| !there.contains_key(field.name) && field.name != "former_ids");
    let mut lines = "# What else this can hold; take the first # of a line away to use it:\n".to_owned();
    for field in missing {
        lines.push_str(&format!("# {}: {}  # {}\n", field.name, example(kind, field), note(field)));
    }
    lines
}

/// What is said of a field, and its words where they are few.
fn note(field: &FieldShape) -> String {
    let words: Vec<&str> = words(&field.shape);
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && words.len() <= MOST_WORDS => {
            format!("{} ({} or {last})", field.about, rest.join(", "))
        }
        _ => field.about.to_owned(),
    }
}

fn words(shape: &Shape) -> Vec<&str> {
    match shape {
        Shape::Words(words) => words.iter().map(|word| word.word.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// A value that the field may have.
pub(crate) fn example(kind: Kind, field: &FieldShape) -> String {
    let kept = EXAMPLES.iter().find(|(kinds, name, _)| *name == field.name && kinds.iter().all(|of| *of == kind));
    match (kept, words(&field.shape).first()) {
        (Some((.., example)), _) => (*example).to_owned(),
        (None, Some(word)) => (*word).to_owned(),
        (None, None) => by_shape(&field.shape),
    }
}

/// A value of a shape, for a field that has no example of its own.
pub(crate) fn by_shape(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "true".to_owned(),
        Shape::Number { .. } => "1".to_owned(),
        Shape::Date => "2025-02-06".to_owned(),
        Shape::Refers(_) | Shape::Id(_) => "an-id".to_owned(),
        Shape::List(item) => format!("[{}]", by_shape(item)),
        Shape::ByLanguage(value) => format!("{{en: {}}}", by_shape(value)),
        Shape::Own => "{mine: anything}".to_owned(),
        Shape::Either(shapes) => shapes.first().map(by_shape).unwrap_or_default(),
        Shape::Words(words) => words.first().map(|word| word.word.clone()).unwrap_or_default(),
        Shape::Text { .. } => "A text".to_owned(),
        Shape::Record(_) => "{}".to_owned(),
    }
}

/// Examples by field; those of one kind alone come before those of every kind.
const EXAMPLES: &[(&[Kind], &str, &str)] = &[
    (&[Kind::Brief], "date_basis", "inferred"),
    (&[Kind::Brief], "date_note", "How the date is known"),
    (&[Kind::Brief], "time", "\"14:30\""),
    (&[Kind::Brief], "tz", "Asia/Baku"),
    (&[Kind::Brief], "kind", "statement"),
    (&[Kind::Brief], "summary", "Who did what"),
    (&[Kind::Brief], "actors", "[{id: an-actor, role: speaker, as: spokesperson}]"),
    (&[Kind::Brief], "places", "[{id: a-place, role: location, precision: 1}]"),
    (&[Kind::Brief], "event", "{type: ACCUSE, mode: disapprove, context: [diplomatic]}"),
    (&[Kind::Brief], "in_response_to", "[{id: a-brief, says: a-source, basis: stated}]"),
    (&[Kind::Brief], "related", "[{id: a-brief, why: The same office spoke}]"),
    (&[Kind::Brief], "threads", "[a-thread]"),
    (&[Kind::Brief], "figures", "[{what: detained, value: 3, by: an-actor, source: a-source}]"),
    (
        &[Kind::Brief],
        "claims",
        "[{id: a-claim, question: a-question, by: an-actor, says: What is said, source: a-source}]",
    ),
    (&[Kind::Brief], "sources", "[a-source]"),
    (
        &[Kind::Brief],
        "assessment",
        "[{judgement: It will last, likelihood: likely, confidence: moderate, basis: Two sources}]",
    ),
    (&[Kind::Brief], "status", "draft"),
    (&[Kind::Brief], "embargoed", "2025-02-06T09:00:00Z"),
    (&[Kind::Brief], "tlp", "AMBER"),
    (&[Kind::Brief], "published", "2025-02-07"),
    (&[Kind::Brief], "updated", "2025-02-08"),
    (&[Kind::Brief], "updates", "[{date: 2025-02-08, type: correction, text: What was changed and why}]"),
    (&[Kind::Brief], "translations", "{az: a-brief}"),
    (&[Kind::Brief], "image", "{src: /images/a.jpg, alt: What it shows, credit: Who made it}"),
    (&[Kind::Brief], "aliases", "[an-old-id, /an/old/address/]"),
    (&[Kind::Brief], "slug", "another-address"),
    (&[Kind::Question], "aliases", "[an-old-id, /an/old/address/]"),
    (&[Kind::Thread], "aliases", "[an-old-id, /an/old/address/]"),
    (&[Kind::Page], "aliases", "[an-old-id, /an/old/address/]"),
    (&[Kind::Actor], "roles", "[{title: spokesperson, of: The Ministry, from: 2023-01, to: 2025-06}]"),
    (&[Kind::Place], "lat", "40.41"),
    (&[Kind::Place], "lon", "49.87"),
    (&[Kind::Place], "source", "a-gazetteer"),
    (&[Kind::Source], "type", "article-newspaper"),
    (&[Kind::Source], "publisher", "Who publishes it"),
    (&[Kind::Source], "trans_title", "The title in the site’s language"),
    (&[Kind::Source], "url", "https://example.org/page"),
    (&[Kind::Source], "url_status", "live"),
    (&[Kind::Source], "archive_url", "https://example.org/copy"),
    (&[Kind::Source], "archived", "2025-02-07"),
    (&[Kind::Source], "accessed", "2025-02-07"),
    (&[Kind::Source], "reliability", "B"),
    (&[Kind::Source], "descriptor", "Access, bias and currency in a line"),
    (&[Kind::Source], "sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (&[], "sort_date", "2025-02-06"),
    (&[], "aliases", "[Another Spelling]"),
    (&[], "weak_aliases", "[A Rare Spelling]"),
    (&[], "names", "{az: Ad, ru: Имя}"),
    (&[], "parent", "a-topic"),
    (&[], "topics", "[a-topic]"),
    (&[], "country", "AZE"),
    (&[], "summary", "A line on it"),
    (&[], "lang", "en"),
    (&[], "language", "en"),
    (&[], "authors", "[A Name]"),
    (&[], "author", "[A Name]"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_yaml::Value;

    use super::*;
    use crate::diagnostic::{Diagnostic, FileName};
    use crate::markdown;

    /// What is required of a kind, and its file below `content/`.
    fn required(kind: Kind) -> (&'static [(&'static str, &'static str)], String) {
        let fields: &[_] = match kind {
            Kind::Brief => &[("title", "A title"), ("date", "2025-02-06")],
            Kind::Source => &[("id", "a-source"), ("title", "A title")],
            _ if kind.heading_field() == "name" => &[("name", "A name")],
            _ => &[("title", "A title")],
        };
        let file = if kind == Kind::Source { "sources.yaml".to_owned() } else { format!("{}/a.md", kind.folder()) };
        (fields, file)
    }

    fn read(kind: Kind, fields: &str) -> Vec<Diagnostic> {
        let (_, path) = required(kind);
        let text = match kind {
            Kind::Source => super::super::sources::item(fields, "", "\n"),
            _ => format!("---\n{fields}---\n"),
        };
        let file = FileName::from(format!("content/{path}"));
        content::read(&file, &path, text.as_bytes(), &markdown::ParseOptions::default()).faults
    }

    fn mapping(kind: Kind) -> Mapping {
        required(kind).0.iter().map(|(name, value)| (Value::from(*name), Value::from(*value))).collect()
    }

    #[test]
    fn every_example_reads_when_its_mark_is_taken_away() {
        for kind in Kind::ALL {
            let there = mapping(kind);
            let comments = comments(kind, &there);
            let examples = comments.lines().skip(1).map(|line| line.strip_prefix("# ").expect("a comment"));
            let text: String = examples.map(|line| format!("{line}\n")).collect();
            let fields = super::super::yaml(&Value::Mapping(there));
            assert!(read(kind, &format!("{fields}{comments}")).is_empty(), "{kind:?} with its comments");
            assert_eq!(read(kind, &format!("{fields}{text}")), [], "{kind:?} with all examples:\n{text}");
        }
    }

    /// Collects the names of records in a value, each with the folders of the kinds that it may be of.
    fn names_in(value: &Value, shape: &Shape, names: &mut BTreeSet<(Vec<&'static str>, String)>) {
        match (shape, value) {
            (Shape::Refers(folders), Value::String(text))
                if folders.iter().all(|folder| Kind::ALL.iter().any(|kind| kind.folder() == *folder)) =>
            {
                names.insert((folders.to_vec(), text.clone()));
            }
            (Shape::List(item), Value::Sequence(values)) => {
                values.iter().for_each(|value| names_in(value, item, names))
            }
            (Shape::List(item), _) => names_in(value, item, names),
            (Shape::Either(shapes), _) => shapes.iter().for_each(|shape| names_in(value, shape, names)),
            (Shape::ByLanguage(item), Value::Mapping(map)) => {
                map.values().for_each(|value| names_in(value, item, names))
            }
            (Shape::Record(record), Value::Mapping(map)) => {
                for field in &record.fields {
                    map.get(field.name).into_iter().for_each(|value| names_in(value, &field.shape, names));
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_field_that_names_a_record_is_among_the_names_of_a_brief() {
        let there = mapping(Kind::Brief);
        let comments = comments(Kind::Brief, &there);
        let examples: String = comments
            .lines()
            .skip(1)
            .filter_map(|line| line.strip_prefix("# "))
            .map(|line| format!("{line}\n"))
            .collect();
        let fields = format!("{}{examples}", super::super::yaml(&Value::Mapping(there)));
        let mut written = BTreeSet::new();
        let value: Value = serde_yaml::from_str(&fields).expect("the examples are YAML");
        names_in(&value, &Shape::Record(content::fields(Kind::Brief)), &mut written);
        let file = FileName::from("content/briefs/a.md");
        let text = format!("---\n{fields}---\n");
        let parsed = content::read(&file, "briefs/a.md", text.as_bytes(), &markdown::ParseOptions::default());
        let Some(content::Document::Brief(brief)) = parsed.document else { panic!("no brief: {:?}", parsed.faults) };
        let found: BTreeSet<(Vec<&str>, String)> = brief
            .record_names()
            .into_iter()
            .map(|(kinds, name)| (kinds.iter().map(|kind| kind.folder()).collect(), name.text.clone()))
            .collect();
        assert!(written.len() >= 8, "{written:?}");
        assert_eq!(
            written, found,
            "add the field to `BriefDocument::record_names`: else what only a draft names is shown"
        );
    }

    #[test]
    fn every_example_is_of_a_field() {
        for (kinds, name, _) in EXAMPLES {
            let known = |kind: Kind| content::fields(kind).field(name).is_some();
            assert!(Kind::ALL.into_iter().any(|kind| kinds.iter().all(|of| *of == kind) && known(kind)), "{name}");
        }
    }

    #[test]
    fn a_field_that_is_there_is_not_named_again() {
        let mut there = mapping(Kind::Actor);
        super::super::put(&mut there, "country", Some("AZE"));
        let comments = comments(Kind::Actor, &there);
        assert!(!comments.contains("country") && comments.contains("# roles: "), "{comments}");
    }
}

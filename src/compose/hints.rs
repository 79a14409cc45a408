//! What else a record can hold, as comments that become fields when the first `#` of the line goes.
//!
//! In goes a kind and the fields that are there already; out come lines such as `# kind: statement  # incident, …`. The
//! words of closed sets are the reader's own; a test holds that every field which the reader knows is named, and that
//! every example reads.

use serde_yaml::Mapping;

use crate::content::Kind;
use crate::content::brief::{BriefKind, DateBasis, Instrument, LONGEST_SUMMARY, Status, Tlp};
use crate::content::record::ActorType;
use crate::content::source::{Reliability, SourceType, UrlStatus};

/// One field: its name, an example of its value, a word on it.
struct Hint(&'static str, &'static str, String);

/// The comments for the fields of a kind that are not there.
pub fn comments(kind: Kind, there: &Mapping) -> String {
    let missing = hints(kind).into_iter().filter(|Hint(field, ..)| !there.contains_key(*field));
    let mut lines = "# What else this can hold; take the first # of a line away to use it:\n".to_owned();
    for Hint(field, example, note) in missing {
        let line = format!("# {field}: {example}");
        lines.push_str(&if note.is_empty() { format!("{line}\n") } else { format!("{line}  # {note}\n") });
    }
    lines
}

fn hints(kind: Kind) -> Vec<Hint> {
    match kind {
        Kind::Brief => joined([brief_about(), brief_links(), brief_keeping()]),
        Kind::Topic => joined([named(), vec![hint("parent", "a-topic", "the topic above it")], last()]),
        Kind::Actor => joined([named(), actor(), last()]),
        Kind::Place => joined([named(), place(), last()]),
        Kind::Question | Kind::Thread | Kind::Page => joined([titled(), last()]),
        Kind::Source => source(),
    }
}

fn joined<const N: usize>(lists: [Vec<Hint>; N]) -> Vec<Hint> {
    lists.into_iter().flatten().collect()
}

fn hint(field: &'static str, example: &'static str, note: impl Into<String>) -> Hint {
    Hint(field, example, note.into())
}

/// The words of a closed set: "a, b or c".
fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// What happened, when, by whom.
fn brief_about() -> Vec<Hint> {
    vec![
        hint("date_basis", "inferred", words(DateBasis::ALL, DateBasis::as_str)),
        hint("date_note", "How the date is known", "wanted where the date is not simply stated"),
        hint("sort_date", "2025-02-06", "for the order only, never shown"),
        hint("time", "\"14:30\"", "only if a source gives it"),
        hint("tz", "Asia/Baku", "the zone of `time`, or an offset such as \"+04:00\""),
        hint("kind", "statement", words(BriefKind::ALL, BriefKind::as_str)),
        hint("summary", "Who did what", format!("{LONGEST_SUMMARY} characters at most; else the first paragraph")),
        hint("topics", "[a-topic]", ""),
        hint("actors", "[{id: an-actor, role: speaker, as: spokesperson}]", "or [an-actor]"),
        hint("places", "[{id: a-place, role: location, precision: 1}]", "or [a-place]"),
        hint("instrument", "note-verbale", words(Instrument::ALL, Instrument::as_str)),
        hint("event", "{type: ACCUSE, mode: disapprove, context: [diplomatic]}", "PLOVER 2.0; or none"),
    ]
}

/// What it has to do with other records.
fn brief_links() -> Vec<Hint> {
    vec![
        hint("in_response_to", "[{id: a-brief, says: a-source, basis: stated}]", "`says` is who calls it a response"),
        hint("related", "[{id: a-brief, why: The same office spoke}]", ""),
        hint("threads", "[a-thread]", ""),
        hint("figures", "[{what: detained, value: 3, by: an-actor, source: a-source}]", "or min and max"),
        hint(
            "claims",
            "[{id: a-claim, question: a-question, by: an-actor, says: What is said, source: a-source, \
             attribution: on-record, position: affirms}]",
            "",
        ),
        hint("sources", "[a-source]", "an id of sources.yaml, or {id: …, title: …}"),
        hint(
            "assessment",
            "[{judgement: It will last, likelihood: likely, confidence: moderate, basis: Two sources, by: The desk}]",
            "",
        ),
    ]
}

/// Who may read it, and what became of it.
fn brief_keeping() -> Vec<Hint> {
    vec![
        hint("status", "draft", words(Status::ALL, Status::as_str)),
        hint("embargoed", "2025-02-06T09:00:00Z", "not in a build before this moment"),
        hint("tlp", "AMBER", words(Tlp::ALL, Tlp::as_str)),
        hint("published", "2025-02-07", ""),
        hint("updated", "2025-02-08", "else the last of `updates`"),
        hint("updates", "[{date: 2025-02-08, type: correction, text: What was changed and why}]", ""),
        hint("authors", "[A Name]", ""),
        hint("lang", "en", ""),
        hint("translations", "{az: a-brief}", ""),
        hint("image", "{src: /images/a.jpg, alt: What it shows, credit: Who made it}", ""),
        hint("aliases", "[an-old-id, /an/old/address/]", "they lead here"),
        hint("slug", "another-address", "where the address is not the file’s name"),
        hint("extra", "{mine: anything}", "fields of your own"),
    ]
}

/// What topics, actors and places are called.
fn named() -> Vec<Hint> {
    vec![
        hint("aliases", "[Another Spelling]", "shown, searched and linked"),
        hint("weak_aliases", "[A Rare Spelling]", "searched only"),
        hint("names", "{az: Ad, ru: Имя}", "by language"),
    ]
}

fn actor() -> Vec<Hint> {
    vec![
        hint("type", "person", words(ActorType::ALL, ActorType::as_str)),
        hint("country", "AZE", "three letters of ISO 3166-1"),
        hint("roles", "[{title: spokesperson, of: The Ministry, from: 2023-01, to: 2025-06}]", "offices in time"),
    ]
}

fn place() -> Vec<Hint> {
    vec![
        hint("country", "AZE", "three letters of ISO 3166-1"),
        hint("lat", "40.41", "degrees, north positive; with `lon`"),
        hint("lon", "49.87", "degrees, east positive"),
        hint("precision", "1", "1 the place itself, 2 near it, 3 the region"),
        hint("source", "a-gazetteer", "the source that the position is from"),
    ]
}

/// Questions, threads and pages.
fn titled() -> Vec<Hint> {
    vec![hint("topics", "[a-topic]", ""), hint("aliases", "[an-old-id, /an/old/address/]", "they lead here")]
}

/// What every record but a source may have.
fn last() -> Vec<Hint> {
    vec![hint("summary", "A line on it", ""), hint("extra", "{mine: anything}", "fields of your own")]
}

fn source() -> Vec<Hint> {
    vec![
        hint("type", "article-newspaper", words(SourceType::ALL, SourceType::as_str)),
        hint("trans_title", "The title in the site’s language", ""),
        hint("publisher", "Who publishes it", ""),
        hint("author", "[A Name]", ""),
        hint("published", "2025-02-06", "EDTF, as the date of a brief"),
        hint("url", "https://example.org/page", "or \"\": address not recorded"),
        hint("url_status", "live", words(UrlStatus::ALL, UrlStatus::as_str)),
        hint("archive_url", "https://example.org/copy", ""),
        hint("archived", "2025-02-07", ""),
        hint("accessed", "2025-02-07", ""),
        hint("language", "en", ""),
        hint("reliability", "B", format!("{}; F: cannot be judged", words(Reliability::ALL, Reliability::as_str))),
        hint("descriptor", "Access, bias and currency in a line", ""),
        hint("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "of the copy read"),
        hint("extra", "{mine: anything}", "fields of your own"),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_yaml::Value;

    use super::*;
    use crate::content;
    use crate::diagnostic::{Diagnostic, FileName};
    use crate::markdown;

    /// What is required of a kind, and its file below `content/`.
    fn required(kind: Kind) -> (&'static [(&'static str, &'static str)], String) {
        let fields: &[_] = match kind {
            Kind::Brief => &[("title", "A title"), ("date", "2025-02-06")],
            Kind::Topic | Kind::Actor | Kind::Place => &[("name", "A name")],
            Kind::Question | Kind::Thread | Kind::Page => &[("title", "A title")],
            Kind::Source => &[("id", "a-source"), ("title", "A title")],
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
        content::read(&file, &path, text.as_bytes(), &markdown::Options::default()).faults
    }

    fn mapping(kind: Kind) -> Mapping {
        required(kind).0.iter().map(|(name, value)| (Value::from(*name), Value::from(*value))).collect()
    }

    #[test]
    fn every_field_that_the_reader_knows_is_named() {
        for kind in Kind::ALL {
            let faults = read(kind, "zzzzzzzzzzzz: 1\n");
            let known = faults.iter().find(|fault| fault.code == "unknown-field").and_then(|fault| fault.help.clone());
            let known = known.expect("the fields are listed");
            let known: BTreeSet<&str> = known.split('`').skip(1).step_by(2).collect();
            let hints = hints(kind);
            let named: BTreeSet<&str> = hints
                .iter()
                .map(|Hint(field, ..)| *field)
                .chain(required(kind).0.iter().map(|(name, _)| *name))
                .collect();
            assert_eq!(named, known, "{kind:?}");
        }
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

    #[test]
    fn a_field_that_is_there_is_not_named_again() {
        let mut there = mapping(Kind::Actor);
        super::super::put(&mut there, "country", Some("AZE"));
        let comments = comments(Kind::Actor, &there);
        assert!(!comments.contains("country") && comments.contains("# roles: "), "{comments}");
    }
}

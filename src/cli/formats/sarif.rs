//! Faults as SARIF 2.1.0, the format that code hosts and editors take from any checker.
//!
//! Only the part of the format that is used is declared; `tests/sarif` holds what is made against the official schema.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use url::Url;

use super::Found;
use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::{FileName, Severity};
use crate::located::{LocatedDiagnostic, Mending};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

/// A result: SARIF's word for a fault.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

/// The log of one run.
pub fn log(found: Found<'_>) -> String {
    let names: BTreeSet<&str> = found.faults.iter().map(|fault| fault.diagnostic.code).collect();
    let rules: Vec<&Code> = names.into_iter().filter_map(codes::find).collect();
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    let results = found.faults.iter().filter_map(|fault| {
        let rule_index = rules.iter().position(|code| code.name == fault.diagnostic.code)?;
        Some(outcome(found, fault, rule_index, &mut same))
    });
    let results = results.collect();
    let driver = Driver {
        name: "Demarche",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.into_iter().map(rule).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).expect("texts and numbers alone")
}

fn rule(code: &Code) -> Rule {
    let level = match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Rule {
        id: code.name,
        short_description: Message { text: code.summary.to_owned() },
        full_description: Message { text: code.why.to_owned() },
        help: Help { text: code.why.to_owned(), markdown: code.markdown() },
        default_configuration: Configuration { level },
    }
}

fn outcome(
    found: Found<'_>,
    fault: &LocatedDiagnostic,
    rule_index: usize,
    same: &mut BTreeMap<String, usize>,
) -> Outcome {
    let diagnostic = &fault.diagnostic;
    let file = &diagnostic.place.file;
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let also = diagnostic.also.iter().zip(&fault.also);
    let fingerprint = fingerprint(found, fault);
    let count = same.entry(fingerprint.clone()).or_default();
    *count += 1;
    Outcome {
        rule_id: diagnostic.code,
        rule_index,
        level: found.severity(fault),
        message: Message { text: format!("{}{help}", diagnostic.message) },
        locations: [location(found, file, &fault.span, Some(&diagnostic.label))],
        related_locations: also.map(|((place, why), span)| location(found, &place.file, span, Some(why))).collect(),
        partial_fingerprints: BTreeMap::from([("demarche/v1", format!("{fingerprint}:{count}"))]),
        fixes: fault.fix.iter().map(|mending| fix(found, mending)).collect(),
    }
}

/// Stays the same while lines are added above: the code, the file, and the text of the line.
fn fingerprint(found: Found<'_>, fault: &LocatedDiagnostic) -> String {
    let file = &fault.diagnostic.place.file;
    let line = found.text(file).lines().nth(fault.line - 1).unwrap_or_default().trim();
    let hash = blake3::hash(format!("{}\n{file}\n{line}", fault.diagnostic.code).as_bytes());
    hash.to_hex()[..16].to_owned()
}

fn location(found: Found<'_>, file: &FileName, span: &Range<usize>, label: Option<&String>) -> Location {
    let message = label.filter(|label| !label.is_empty()).map(|label| Message { text: label.clone() });
    let physical_location =
        PhysicalLocation { artifact_location: artifact(found, file), region: region(found, file, span) };
    Location { physical_location, message }
}

fn region(found: Found<'_>, file: &str, span: &Range<usize>) -> Region {
    let lines = found.lines(file, span);
    Region {
        start_line: lines.line,
        start_column: lines.column,
        end_line: lines.end_line,
        end_column: lines.end_column,
    }
}

/// A relative address, so that the log means the same on another computer.
fn artifact(found: Found<'_>, file: &str) -> Artifact {
    let mut address = Url::parse("file:///").expect("a literal address");
    let path = found.path(file);
    if let Ok(mut parts) = address.path_segments_mut() {
        parts.clear().extend(path.split('/'));
    }
    Artifact { uri: address.path().trim_start_matches('/').to_owned() }
}

fn fix(found: Found<'_>, mending: &Mending) -> Fix {
    let mut files: BTreeMap<&FileName, Vec<Replacement>> = BTreeMap::new();
    for edit in &mending.edits {
        files.entry(&edit.file).or_default().push(Replacement {
            deleted_region: region(found, &edit.file, &edit.span),
            inserted_content: Message { text: edit.text.clone() },
        });
    }
    let changes =
        files.into_iter().map(|(file, replacements)| Change { artifact_location: artifact(found, file), replacements });
    Fix { description: Message { text: mending.title.clone() }, artifact_changes: changes.collect() }
}

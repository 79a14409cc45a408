//! Faults as SARIF 2.1.0, the format that code hosts and editors take from any checker.
//!
//! `tests/browser/sarif.mjs` holds what is made against the official schema.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Value, json};
use url::Url;

use super::DiagnosticReport;
use crate::diagnostic::FileName;
use crate::diagnostic::codes::{self, Code};
use crate::located::{LocatedDiagnostic, ResolvedFix};

/// Returns the log of one run.
pub fn log(report: DiagnosticReport<'_>) -> String {
    let names: BTreeSet<&str> = report.faults.iter().map(|fault| fault.diagnostic.code).collect();
    let rules: Vec<&Code> = names.into_iter().filter_map(codes::find).collect();
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    let results = report.faults.iter().filter_map(|fault| {
        let rule_index = rules.iter().position(|code| code.name == fault.diagnostic.code)?;
        Some(result(report, fault, rule_index, &mut same))
    });
    let results: Vec<Value> = results.collect();
    let driver = json!({
        "name": "Demarche",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
    });
    let run = json!({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results});
    let log = json!({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]});
    format!("{log:#}")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": code.why},
        "help": {"text": code.why, "markdown": code.markdown()},
        "defaultConfiguration": {"level": code.severity.as_str()},
    })
}

/// Returns a result, which is SARIF's word for a diagnostic. `same` counts those with one fingerprint.
fn result(
    report: DiagnosticReport<'_>,
    fault: &LocatedDiagnostic,
    rule_index: usize,
    same: &mut BTreeMap<String, usize>,
) -> Value {
    let diagnostic = &fault.diagnostic;
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let fingerprint = fingerprint(report, fault);
    let count = same.entry(fingerprint.clone()).or_default();
    *count += 1;
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": report.severity(fault),
        "message": {"text": format!("{}{help}", diagnostic.message)},
        "locations": [location(report, &diagnostic.place.file, &fault.span, &diagnostic.label)],
        "partialFingerprints": {"demarche/v1": format!("{fingerprint}:{count}")},
    });
    let also = diagnostic.also.iter().zip(&fault.also);
    let related: Vec<Value> = also.map(|((place, why), span)| location(report, &place.file, span, why)).collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(mending) = &fault.fix {
        result["fixes"] = json!([fix(report, mending)]);
    }
    result
}

/// Returns what stays the same while lines are added above: a hash of the code, the file, and the text of the line.
fn fingerprint(report: DiagnosticReport<'_>, fault: &LocatedDiagnostic) -> String {
    let file = &fault.diagnostic.place.file;
    let line = report.text(file).lines().nth(fault.line - 1).unwrap_or_default().trim();
    let hash = blake3::hash(format!("{}\n{file}\n{line}", fault.diagnostic.code).as_bytes());
    hash.to_hex()[..16].to_owned()
}

fn location(report: DiagnosticReport<'_>, file: &FileName, span: &Range<usize>, label: &str) -> Value {
    let place = json!({"artifactLocation": {"uri": uri(report, file)}, "region": region(report, file, span)});
    let mut location = json!({"physicalLocation": place});
    if !label.is_empty() {
        location["message"] = json!({"text": label});
    }
    location
}

fn region(report: DiagnosticReport<'_>, file: &str, span: &Range<usize>) -> Value {
    let lines = report.lines(file, span);
    json!({
        "startLine": lines.line,
        "startColumn": lines.column,
        "endLine": lines.end_line,
        "endColumn": lines.end_column,
    })
}

/// Returns the relative address of a file, so that the log means the same on another computer.
fn uri(report: DiagnosticReport<'_>, file: &str) -> String {
    let mut address = Url::parse("file:///").expect("a literal address");
    let path = report.path(file);
    if let Ok(mut parts) = address.path_segments_mut() {
        parts.clear().extend(path.split('/'));
    }
    address.path().trim_start_matches('/').to_owned()
}

fn fix(report: DiagnosticReport<'_>, mending: &ResolvedFix) -> Value {
    let mut files: BTreeMap<&FileName, Vec<Value>> = BTreeMap::new();
    for edit in &mending.edits {
        files.entry(&edit.file).or_default().push(json!({
            "deletedRegion": region(report, &edit.file, &edit.span),
            "insertedContent": {"text": edit.text},
        }));
    }
    let change = |(file, replacements): (&FileName, Vec<Value>)| json!({"artifactLocation": {"uri": uri(report, file)}, "replacements": replacements});
    let changes: Vec<Value> = files.into_iter().map(change).collect();
    json!({"description": {"text": mending.title}, "artifactChanges": changes})
}

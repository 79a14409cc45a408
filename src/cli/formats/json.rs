//! Faults as JSON: one object for each, in a document with a version.
//!
//! Bytes are counted from 0, lines and columns (in characters) from 1; an end is the place after the last character.
//! `version` grows when a field changes its meaning or goes; new fields may come without it.

use serde::Serialize;

use super::DiagnosticReport;
use crate::diagnostic::Location;
use crate::located::{LocatedDiagnostic, ResolvedFix};

/// The version of the document's shape.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonReport<'f> {
    version: u32,
    errors: usize,
    warnings: usize,
    faults: Vec<JsonDiagnostic<'f>>,
}

/// One fault.
#[derive(Serialize)]
pub struct JsonDiagnostic<'f> {
    code: &'static str,
    severity: &'static str,
    message: &'f str,
    #[serde(flatten)]
    place: JsonLocation,
    label: Option<&'f str>,
    help: Option<&'f str>,
    also: Vec<JsonRelated<'f>>,
    fix: Option<JsonFix<'f>>,
}

#[derive(Serialize)]
struct JsonRelated<'f> {
    label: &'f str,
    #[serde(flatten)]
    place: JsonLocation,
}

#[derive(Serialize)]
struct JsonLocation {
    file: String,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonFix<'f> {
    title: &'f str,
    /// Whether `--fix` applies it; if not, it is a guess.
    sure: bool,
    edits: Vec<JsonEdit<'f>>,
}

#[derive(Serialize)]
struct JsonEdit<'f> {
    text: &'f str,
    #[serde(flatten)]
    place: JsonLocation,
}

/// The document.
pub fn document(report: DiagnosticReport<'_>) -> String {
    let faults: Vec<JsonDiagnostic<'_>> = report.faults.iter().map(|fault| entry(report, fault)).collect();
    let errors = faults.iter().filter(|fault| fault.severity == "error").count();
    let document = JsonReport { version: VERSION, errors, warnings: faults.len() - errors, faults };
    serde_json::to_string_pretty(&document).expect("texts and numbers alone")
}

/// One fault.
pub fn entry<'f>(report: DiagnosticReport<'f>, fault: &'f LocatedDiagnostic) -> JsonDiagnostic<'f> {
    let diagnostic = &fault.diagnostic;
    let other = |((place, label), span): (&'f (Location, String), &std::ops::Range<usize>)| JsonRelated {
        label,
        place: spot(report, &place.file, span),
    };
    JsonDiagnostic {
        code: diagnostic.code,
        severity: report.severity(fault),
        message: &diagnostic.message,
        place: spot(report, &diagnostic.place.file, &fault.span),
        label: Some(diagnostic.label.as_str()).filter(|label| !label.is_empty()),
        help: diagnostic.help.as_deref(),
        also: diagnostic.also.iter().zip(&fault.also).map(other).collect(),
        fix: fault.fix.as_ref().map(|fix| self::fix(report, fix)),
    }
}

fn fix<'f>(report: DiagnosticReport<'f>, fix: &'f ResolvedFix) -> JsonFix<'f> {
    let edits = fix.edits.iter().map(|edit| JsonEdit { text: &edit.text, place: spot(report, &edit.file, &edit.span) });
    JsonFix { title: &fix.title, sure: fix.sure, edits: edits.collect() }
}

fn spot(report: DiagnosticReport<'_>, file: &str, span: &std::ops::Range<usize>) -> JsonLocation {
    let lines = report.lines(file, span);
    JsonLocation {
        file: report.path(file),
        start: span.start,
        end: span.end,
        line: lines.line,
        column: lines.column,
        end_line: lines.end_line,
        end_column: lines.end_column,
    }
}

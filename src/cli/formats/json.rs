//! Faults as JSON: one object for each, in a document with a version.
//!
//! Bytes are counted from 0, lines and columns (in characters) from 1; an end is the place after the last character.
//! `version` grows when a field changes its meaning or goes; new fields may come without it.

use serde::Serialize;

use super::Found;
use crate::diagnostic::Location;
use crate::located::{LocatedDiagnostic, Mending};

/// The version of the document's shape.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'f> {
    version: u32,
    errors: usize,
    warnings: usize,
    faults: Vec<Entry<'f>>,
}

/// One fault.
#[derive(Serialize)]
pub struct Entry<'f> {
    code: &'static str,
    severity: &'static str,
    message: &'f str,
    #[serde(flatten)]
    place: Spot,
    label: Option<&'f str>,
    help: Option<&'f str>,
    also: Vec<Other<'f>>,
    fix: Option<Fix<'f>>,
}

#[derive(Serialize)]
struct Other<'f> {
    label: &'f str,
    #[serde(flatten)]
    place: Spot,
}

#[derive(Serialize)]
struct Spot {
    file: String,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fix<'f> {
    title: &'f str,
    /// Whether `--fix` applies it; if not, it is a guess.
    sure: bool,
    edits: Vec<Edit<'f>>,
}

#[derive(Serialize)]
struct Edit<'f> {
    text: &'f str,
    #[serde(flatten)]
    place: Spot,
}

/// The document.
pub fn document(found: Found<'_>) -> String {
    let faults: Vec<Entry<'_>> = found.faults.iter().map(|fault| entry(found, fault)).collect();
    let errors = faults.iter().filter(|fault| fault.severity == "error").count();
    let document = Document { version: VERSION, errors, warnings: faults.len() - errors, faults };
    serde_json::to_string_pretty(&document).expect("texts and numbers alone")
}

/// One fault.
pub fn entry<'f>(found: Found<'f>, fault: &'f LocatedDiagnostic) -> Entry<'f> {
    let diagnostic = &fault.diagnostic;
    let other = |((place, label), span): (&'f (Location, String), &std::ops::Range<usize>)| Other {
        label,
        place: spot(found, &place.file, span),
    };
    Entry {
        code: diagnostic.code,
        severity: found.severity(fault),
        message: &diagnostic.message,
        place: spot(found, &diagnostic.place.file, &fault.span),
        label: Some(diagnostic.label.as_str()).filter(|label| !label.is_empty()),
        help: diagnostic.help.as_deref(),
        also: diagnostic.also.iter().zip(&fault.also).map(other).collect(),
        fix: fault.fix.as_ref().map(|fix| self::fix(found, fix)),
    }
}

fn fix<'f>(found: Found<'f>, fix: &'f Mending) -> Fix<'f> {
    let edits = fix.edits.iter().map(|edit| Edit { text: &edit.text, place: spot(found, &edit.file, &edit.span) });
    Fix { title: &fix.title, sure: fix.sure, edits: edits.collect() }
}

fn spot(found: Found<'_>, file: &str, span: &std::ops::Range<usize>) -> Spot {
    let lines = found.lines(file, span);
    Spot {
        file: found.path(file),
        start: span.start,
        end: span.end,
        line: lines.line,
        column: lines.column,
        end_line: lines.end_line,
        end_column: lines.end_column,
    }
}

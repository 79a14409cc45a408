//! Faults for an editor: diagnostics, and what mends them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use gen_lsp_types::{
    CodeAction, CodeActionKind, CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation,
    DiagnosticSeverity, DocumentChange, OptionalVersionedTextDocumentIdentifier, Position, Range as Span,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use crate::diagnostic::{FileName, Severity};
use crate::located::{LocatedDiagnostic, Mending};
use crate::lsp::desk::Desk;
use crate::lsp::rename::Abilities;

/// The faults of every file that has some.
pub fn diagnostics(desk: &Desk) -> BTreeMap<FileName, Vec<Diagnostic>> {
    let mut told: BTreeMap<FileName, Vec<Diagnostic>> = BTreeMap::new();
    for fault in &desk.faults {
        let file = fault.diagnostic.place.file.clone();
        told.entry(file).or_default().push(diagnostic(desk, fault));
    }
    told
}

fn diagnostic(desk: &Desk, fault: &LocatedDiagnostic) -> Diagnostic {
    let written = &fault.diagnostic;
    let also = written.also.iter().zip(&fault.also).filter_map(|((place, why), span)| {
        let location = desk.location(&place.file, span)?;
        Some(DiagnosticRelatedInformation { location, message: why.clone() })
    });
    let mut message = written.message.clone();
    if !written.label.is_empty() {
        message.push_str(&format!(" ({})", written.label));
    }
    if let Some(help) = &written.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    Diagnostic {
        range: desk.encoding.span(desk.text(&written.place.file), &fault.span),
        severity: Some(match written.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(written.code.into()),
        source: Some("demarche".to_owned()),
        message: message.into(),
        related_information: Some(also.collect::<Vec<_>>()).filter(|also| !also.is_empty()),
        ..Diagnostic::default()
    }
}

/// What can be done about the faults that touch some bytes of a file.
pub fn actions(desk: &Desk, file: &FileName, bytes: &Range<usize>, can: Abilities) -> Vec<CodeAction> {
    let touches = |fault: &&LocatedDiagnostic| {
        fault.diagnostic.place.file == *file && fault.span.start <= bytes.end && bytes.start <= fault.span.end
    };
    let mut actions = Vec::new();
    for fault in desk.faults.iter().filter(touches) {
        let mended = fault.fix.as_ref().map(|fix| (sentence(&fix.title), fix.sure, mending(desk, fix)));
        let made = if can.ordered && can.creates { missing_file(desk, fault) } else { None };
        for (title, sure, edit) in mended.into_iter().chain(made) {
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![diagnostic(desk, fault)]),
                is_preferred: Some(sure),
                edit: Some(edit),
                ..CodeAction::default()
            });
        }
    }
    actions
}

fn mending(desk: &Desk, fix: &Mending) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in &fix.edits {
        if let Some(uri) = desk.uri(&edit.file) {
            let range = desk.encoding.span(desk.text(&edit.file), &edit.span);
            changes.entry(uri).or_default().push(TextEdit { range, new_text: edit.text.clone() });
        }
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The file of a term that has none, with its name.
fn missing_file(desk: &Desk, fault: &LocatedDiagnostic) -> Option<(String, bool, WorkspaceEdit)> {
    let file = &fault.diagnostic.place.file;
    if fault.diagnostic.code != "missing-record" {
        return None;
    }
    let found = desk.mentions_in(file);
    let mention = found.iter().find(|mention| fault.span.contains(&mention.span.start))?;
    let key = desk.names.record(mention)?;
    let title = desk.site.title(desk.names.node(&key)?);
    let field = if matches!(key.folder, "topics" | "actors" | "places") { "name" } else { "title" };
    let path = format!("content/{}/{}.md", key.folder, key.id);
    let uri = desk.uri(&path)?;
    let options = CreateFileOptions { ignore_if_exists: Some(true), ..CreateFileOptions::default() };
    let make = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let start = Position { line: 0, character: 0 };
    let new_text = format!("---\n{field}: {}\n---\n", serde_json::to_string(title).ok()?);
    let text_document_identifier = TextDocumentIdentifier { uri };
    let text_document = OptionalVersionedTextDocumentIdentifier { version: None, text_document_identifier };
    let edits = vec![TextEdit { range: Span { start, end: start }, new_text }.into()];
    let changes: Vec<DocumentChange> = vec![make.into(), TextDocumentEdit { text_document, edits }.into()];
    let edit = WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() };
    Some((format!("Make {path}"), false, edit))
}

/// A title as a menu shows it.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

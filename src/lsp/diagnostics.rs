//! Faults for an editor: diagnostics, and what mends them.

use std::collections::BTreeMap;
use std::ops::Range;

use gen_lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, WorkspaceEdit,
};

use crate::diagnostic::{FileName, Severity};
use crate::located::{LocatedDiagnostic, ResolvedFix};
use crate::lsp::edits::{self, EditCapabilities};
use crate::lsp::workspace::Workspace;
use crate::rename::{FileEdits, RecordChange};

/// The faults of every file that has some.
pub(super) fn diagnostics(workspace: &Workspace) -> BTreeMap<FileName, Vec<Diagnostic>> {
    let mut diagnostics: BTreeMap<FileName, Vec<Diagnostic>> = BTreeMap::new();
    for fault in &workspace.faults {
        let file = fault.diagnostic.place.file.clone();
        diagnostics.entry(file).or_default().push(diagnostic(workspace, fault));
    }
    diagnostics
}

fn diagnostic(workspace: &Workspace, fault: &LocatedDiagnostic) -> Diagnostic {
    let written = &fault.diagnostic;
    let also = written.also.iter().zip(&fault.also).filter_map(|((place, why), span)| {
        let location = workspace.location(&place.file, span)?;
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
        range: workspace.encoding.span(workspace.text(&written.place.file), &fault.span),
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
pub(super) fn actions(
    workspace: &Workspace,
    file: &FileName,
    bytes: &Range<usize>,
    can: EditCapabilities,
) -> Vec<CodeAction> {
    let touches = |fault: &&LocatedDiagnostic| {
        fault.diagnostic.place.file == *file && fault.span.start <= bytes.end && bytes.start <= fault.span.end
    };
    let mut actions = Vec::new();
    for fault in workspace.faults.iter().filter(touches) {
        let mended = fault.fix.as_ref().map(|fix| (sentence(&fix.title), fix.sure, fix_edit(workspace, fix)));
        let made = if can.ordered && can.creates { missing_file(workspace, fault) } else { None };
        for (title, sure, edit) in mended.into_iter().chain(made) {
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![diagnostic(workspace, fault)]),
                is_preferred: Some(sure),
                edit: Some(edit),
                ..CodeAction::default()
            });
        }
    }
    actions
}

fn fix_edit(workspace: &Workspace, fix: &ResolvedFix) -> WorkspaceEdit {
    let mut edits = FileEdits::new();
    for edit in &fix.edits {
        edits.entry(edit.file.clone()).or_default().push((edit.span.clone(), edit.text.clone()));
    }
    // Without an order: such an edit is known to every editor.
    edits::workspace_edit(workspace, RecordChange { edits, ..RecordChange::default() }, EditCapabilities::default())
}

/// The file of a term that has none, with its name.
fn missing_file(workspace: &Workspace, fault: &LocatedDiagnostic) -> Option<(String, bool, WorkspaceEdit)> {
    let file = &fault.diagnostic.place.file;
    if !matches!(fault.diagnostic.code, "missing-record" | "near-name") {
        return None;
    }
    let found = workspace.mentions_in(file);
    let mention = found.iter().find(|mention| fault.span.contains(&mention.span.start))?;
    let key = workspace.names.record(mention)?;
    let title = workspace.site.title(workspace.names.node(&key)?);
    let field = if matches!(key.folder, "topics" | "actors" | "places") { "name" } else { "title" };
    let path = format!("content/{}/{}.md", key.folder, key.id);
    let uri = workspace.uri(&path)?;
    let text = format!("---\n{field}: {}\n---\n", serde_json::to_string(title).ok()?);
    let edit = edits::new_file(uri, text);
    Some((format!("Make {path}"), false, edit))
}

/// A title as a menu shows it.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

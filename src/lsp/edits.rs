//! Edits of several files → what an editor applies.

use gen_lsp_types::{
    CreateFile, CreateFileOptions, DocumentChange, OptionalVersionedTextDocumentIdentifier, RenameFile,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use crate::diagnostic::FileName;
use crate::lsp::workspace::Workspace;
use crate::rename::RecordChange;

/// What an editor can do with several files at once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EditCapabilities {
    /// It applies edits of several files in an order.
    pub ordered: bool,
    /// It renames files.
    pub renames: bool,
    /// It makes files.
    pub creates: bool,
}

/// Returns the edits for an editor: texts first, then the new path of a file, and a file that is made where the editor can
/// make one.
pub(super) fn workspace_edit(workspace: &Workspace, change: RecordChange, can: EditCapabilities) -> WorkspaceEdit {
    let texts = change.edits.into_iter().filter_map(|(file, edits)| {
        let text = workspace.text(&file);
        let edit = |(span, new_text)| TextEdit { range: workspace.encoding.span(text, &span), new_text };
        Some((workspace.uri(&file)?, edits.into_iter().map(edit).collect::<Vec<_>>()))
    });
    if !can.ordered {
        return WorkspaceEdit { changes: Some(texts.collect()), ..WorkspaceEdit::default() };
    }
    let mut changes: Vec<DocumentChange> = texts.map(|(uri, edits)| document_edit(uri, edits)).collect();
    let uris = change.moved.and_then(|(old, new)| workspace.uri(&old).zip(workspace.uri(&new)));
    if let Some((old_uri, new_uri)) = uris {
        changes.push(RenameFile { old_uri, new_uri, options: None, annotation_id: None }.into());
    }
    let made = change.made.filter(|_| can.creates);
    if let Some((uri, text)) = made.and_then(|(file, text): (FileName, String)| Some((workspace.uri(&file)?, text))) {
        changes.extend(new_file(uri, text).document_changes.into_iter().flatten());
    }
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Returns the edit that makes a file with a text, unless it is there.
pub(super) fn new_file(uri: Uri, text: String) -> WorkspaceEdit {
    let options = CreateFileOptions { ignore_if_exists: Some(true), ..CreateFileOptions::default() };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let edit = TextEdit { range: gen_lsp_types::Range::default(), new_text: text };
    let changes = vec![create.into(), document_edit(uri, vec![edit])];
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

fn document_edit(uri: Uri, edits: Vec<TextEdit>) -> DocumentChange {
    let text_document_identifier = TextDocumentIdentifier { uri };
    let text_document = OptionalVersionedTextDocumentIdentifier { version: None, text_document_identifier };
    TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() }.into()
}

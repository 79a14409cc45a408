//! A new id for a record, as an editor asks for it; [`crate::rename`] says what has to change.

use gen_lsp_types::WorkspaceEdit;
use serde_json::{Value, json};

use crate::diagnostic::FileName;
use crate::lsp::edits::{self, EditCapabilities};
use crate::lsp::workspace::Workspace;
use crate::path::Slug;

/// Returns the record that a rename at a byte would rename: the bytes that name it, and its id.
pub(super) fn prepare(workspace: &Workspace, file: &FileName, byte: usize) -> Option<Value> {
    let (key, span) = workspace.named_at(file, byte)?;
    let range = workspace.encoding.span(workspace.text(file), &span);
    Some(json!({"range": range, "placeholder": key.id}))
}

/// Renames the record that is named at a byte of a file.
///
/// # Errors
/// Why it cannot be renamed so, for the author.
pub(super) fn rename(
    workspace: &mut Workspace,
    file: &FileName,
    byte: usize,
    new: &str,
    can: EditCapabilities,
) -> Result<WorkspaceEdit, String> {
    let (key, _) = workspace.named_at(file, byte).ok_or("nothing here has an id")?;
    let new = Slug::new(new.trim()).map_err(|error| format!("`{new}` is no id: {error}"))?;
    workspace.index_mentions();
    let change = crate::rename::rename(workspace.view(), &key, new.as_str())?;
    if change.moved.is_some() && !(can.ordered && can.renames) {
        return Err("the id is the file's name, and this editor renames no files for a language server".to_owned());
    }
    Ok(edits::workspace_edit(workspace, change, can))
}

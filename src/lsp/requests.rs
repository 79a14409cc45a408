//! Requests about a place in a file → their results, as JSON.

use gen_lsp_types::Location;
use lsp_server::{ErrorCode, Request, ResponseError};
use serde_json::{Value, json};

use crate::diagnostic::FileName;
use crate::lsp::edits::EditCapabilities;
use crate::lsp::workspace::Workspace;
use crate::lsp::{complete, diagnostics, hover, outline, params, rename};
use crate::rename::MentionForm;

/// A place in a file of the site, and what is asked of it.
struct Query<'a> {
    workspace: &'a mut Workspace,
    file: FileName,
    byte: usize,
    params: &'a Value,
    can: EditCapabilities,
}

/// Returns the result of a request; null where its file does not belong to the site.
///
/// # Errors
/// The method is not known, or cannot be done here.
pub(super) fn answer(
    workspace: Option<&mut Workspace>,
    can: EditCapabilities,
    request: &Request,
) -> Result<Value, ResponseError> {
    let result: fn(Query<'_>) -> Result<Value, ResponseError> = match request.method.as_str() {
        "textDocument/completion" => |q| Ok(json!(complete::complete(q.workspace, &q.file, q.byte))),
        "textDocument/hover" => |q| Ok(json!(hover::hover(q.workspace, &q.file, q.byte))),
        "textDocument/definition" => |q| Ok(json!(definition(q))),
        "textDocument/references" => |q| Ok(json!(references(q))),
        "textDocument/prepareRename" => |q| Ok(json!(rename::prepare(q.workspace, &q.file, q.byte))),
        "textDocument/rename" => |q| {
            let new = q.params["newName"].as_str().unwrap_or_default();
            let edit = rename::rename(q.workspace, &q.file, q.byte, new, q.can);
            Ok(json!(edit.map_err(|why| error(ErrorCode::RequestFailed, &why))?))
        },
        "textDocument/codeAction" => |q| {
            let span = params::span(&q.params["range"]);
            let bytes = span.map_or(0..0, |span| q.workspace.encoding.bytes(q.workspace.text(&q.file), span));
            Ok(json!(diagnostics::actions(q.workspace, &q.file, &bytes, q.can)))
        },
        "textDocument/documentSymbol" => |q| Ok(json!(outline::outline(q.workspace, &q.file))),
        other => return Err(error(ErrorCode::MethodNotFound, &format!("`{other}` is not known here"))),
    };
    let params = &request.params;
    let Some((workspace, file)) = workspace.and_then(|workspace| {
        let file = workspace.file(&params::uri(params)?)?;
        Some((workspace, file))
    }) else {
        return Ok(Value::Null);
    };
    let position = params::position(&params["position"]);
    let byte = position.map_or(0, |at| workspace.encoding.byte(workspace.text(&file), at));
    result(Query { workspace, file, byte, params, can })
}

/// Returns where the record stands that is named at a byte.
fn definition(query: Query<'_>) -> Option<Location> {
    let (key, _) = query.workspace.named_at(&query.file, query.byte)?;
    let (file, span) = query.workspace.place_of(&key)?;
    query.workspace.location(&file, &span)
}

/// Returns every place where the record is named; its own too, if the editor wants it.
fn references(query: Query<'_>) -> Vec<Location> {
    let workspace = query.workspace;
    let Some((key, _)) = workspace.named_at(&query.file, query.byte) else {
        return Vec::new();
    };
    let wants_own = query.params["context"]["includeDeclaration"].as_bool().unwrap_or(false);
    let own = workspace.place_of(&key).filter(|_| wants_own);
    workspace.index_mentions();
    let names = |form: MentionForm, record: Option<&_>| form != MentionForm::Own && record == Some(&key);
    let named = workspace
        .mentions()
        .filter(|(_, mention)| names(mention.form, workspace.names.record(mention).as_ref()))
        .filter_map(|(file, mention)| workspace.location(file, &mention.span));
    named.chain(own.and_then(|(file, span)| workspace.location(&file, &span))).collect()
}

/// Returns the error of a response.
pub(super) fn error(code: ErrorCode, message: &str) -> ResponseError {
    ResponseError { code: code as i32, message: message.to_owned(), data: None }
}

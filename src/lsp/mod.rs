//! The language server: messages of an editor come in, messages to it go out.
//!
//! It knows the site as a build does, by the same stages, with what is open in the editor before what is on disk. It reads
//! no clock and has no thread: [`serve`] takes messages until there are none for a moment, and only then links the site
//! anew and publishes its diagnostics ([`LanguageServer::settle`]), so that typing never waits.
//!
//! ```text
//! message ─params→ Workspace (files, site, names) ─requests→ complete  hover ─┬─ describe    a record or field in words
//!                                                            rename ──────────┼─ edits       edits of several files
//!                                                            diagnostics ─────┘  cursor      where in half-typed YAML
//!                                                            outline             positions   lines and columns → bytes
//! ```
//!
//! **Invariant.** Whatever an editor says, in whatever order, no message makes it panic or ends it but `exit`.

mod complete;
mod cursor;
mod describe;
mod diagnostics;
mod edits;
mod hover;
mod outline;
mod params;
mod positions;
mod rename;
mod requests;
#[cfg(test)]
mod tests;
mod workspace;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use gen_lsp_types::{Diagnostic, Uri};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response, ResponseError};
use serde_json::{Value, json};

use crate::diagnostic::FileName;
use edits::EditCapabilities;
use positions::PositionEncoding;
use workspace::Workspace;

/// How long an author must pause before the site is linked anew.
const PAUSE: Duration = Duration::from_millis(20);

/// The states of a session, as the protocol has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lifecycle {
    Uninitialized,
    Running,
    ShuttingDown,
    Exited { in_order: bool },
}

/// A session with one editor: the state of the protocol, and the site.
pub(crate) struct LanguageServer {
    root: Option<PathBuf>,
    lifecycle: Lifecycle,
    workspace: Option<Workspace>,
    can: EditCapabilities,
    /// Whether the editor says when files change on disk.
    watches: bool,
    /// As last published.
    diagnostics: BTreeMap<FileName, Vec<Diagnostic>>,
    /// Whether notifications may be sent: the editor has said `initialized`.
    is_ready: bool,
    has_published: bool,
}

/// Serves an editor until it says `exit` or is gone. Returns whether it shut the server down first.
///
/// # Errors
/// The editor cannot be reached any more.
pub(crate) fn serve(connection: &Connection, root: Option<PathBuf>) -> anyhow::Result<bool> {
    let mut server = LanguageServer::new(root);
    loop {
        let next = match server.wants_to_settle() {
            true => connection.receiver.recv_timeout(PAUSE).map_err(|error| error.is_timeout()),
            false => connection.receiver.recv().map_err(|_| false),
        };
        let answers = match next {
            Ok(message) => server.take(message),
            Err(true) => server.settle(),
            Err(false) => return Ok(false),
        };
        for answer in answers {
            connection.sender.send(answer)?;
        }
        if let Lifecycle::Exited { in_order } = server.lifecycle {
            return Ok(in_order);
        }
    }
}

impl LanguageServer {
    /// A server for the site of a folder, or for the one that the editor names.
    pub(crate) fn new(root: Option<PathBuf>) -> Self {
        Self {
            root,
            lifecycle: Lifecycle::Uninitialized,
            workspace: None,
            can: EditCapabilities::default(),
            watches: false,
            diagnostics: BTreeMap::new(),
            is_ready: false,
            has_published: false,
        }
    }

    /// Whether diagnostics may have changed since they were published.
    pub(crate) fn wants_to_settle(&self) -> bool {
        self.is_ready && self.workspace.as_ref().is_some_and(|workspace| !self.has_published || workspace.is_stale())
    }

    /// Links the site if it has changed. Returns the diagnostics of each file for which they changed.
    pub(crate) fn settle(&mut self) -> Vec<Message> {
        let Some(workspace) = &mut self.workspace else {
            return Vec::new();
        };
        if !workspace.link() && self.has_published || !self.is_ready {
            return Vec::new();
        }
        self.has_published = true;
        let now = diagnostics::diagnostics(workspace);
        let gone = self.diagnostics.keys().filter(|file| !now.contains_key(*file)).map(|file| (file, [].as_slice()));
        let new = now.iter().filter(|(file, diagnostics)| self.diagnostics.get(*file) != Some(diagnostics));
        let messages = gone
            .chain(new.map(|(file, diagnostics)| (file, diagnostics.as_slice())))
            .filter_map(|(file, diagnostics)| {
                let params = json!({"uri": workspace.uri(file)?, "diagnostics": diagnostics});
                Some(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into())
            })
            .collect();
        self.diagnostics = now;
        messages
    }

    /// Handles a message. Returns the messages to send.
    pub(crate) fn take(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let mut before = Vec::new();
                let response_result = self.request(request, &mut before);
                before.push(Response { id, response_result }.into());
                before
            }
            Message::Notification(notification) => self.notice(&notification),
            // The only request to the editor asks it to watch files, and nothing hangs on its answer.
            Message::Response(_) => Vec::new(),
        }
    }

    fn request(&mut self, request: Request, before: &mut Vec<Message>) -> Result<Value, ResponseError> {
        match (self.lifecycle, request.method.as_str()) {
            (Lifecycle::Uninitialized, "initialize") => return Ok(self.greet(&request.params, before)),
            (Lifecycle::Uninitialized, _) => {
                return Err(requests::error(ErrorCode::ServerNotInitialized, "say `initialize` first"));
            }
            (Lifecycle::Running, "shutdown") => {
                self.lifecycle = Lifecycle::ShuttingDown;
                return Ok(Value::Null);
            }
            (Lifecycle::Running, _) => {}
            (Lifecycle::ShuttingDown | Lifecycle::Exited { .. }, _) => {
                return Err(requests::error(ErrorCode::InvalidRequest, "the server is shut down"));
            }
        }
        // What is asked while an author types is answered from the last site; what changes files needs this one.
        if !matches!(request.method.as_str(), "textDocument/completion" | "textDocument/hover") {
            before.extend(self.settle());
        }
        requests::answer(self.workspace.as_mut(), self.can, &request)
    }

    /// Reads the site, and returns what the server can do.
    fn greet(&mut self, params: &Value, before: &mut Vec<Message>) -> Value {
        self.lifecycle = Lifecycle::Running;
        let client = &params["capabilities"];
        let names = |list: &Value, word: &str| list.as_array().into_iter().flatten().any(|item| item == word);
        let utf8 = names(&client["general"]["positionEncodings"], "utf-8");
        let encoding = if utf8 { PositionEncoding::Utf8 } else { PositionEncoding::Utf16 };
        let edits = &client["workspace"]["workspaceEdit"];
        self.can = EditCapabilities {
            ordered: edits["documentChanges"] == true,
            renames: names(&edits["resourceOperations"], "rename"),
            creates: names(&edits["resourceOperations"], "create"),
        };
        self.watches = client["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == true;
        let folders = [&params["workspaceFolders"][0]["uri"], &params["rootUri"]];
        let named = folders.into_iter().find_map(|uri| uri.as_str()?.parse::<Uri>().ok()?.to_file_path().ok());
        match self.root.clone().or(named).map(|root| Workspace::read(&root, encoding)) {
            Some(Ok(workspace)) => self.workspace = Some(workspace),
            Some(Err(why)) => before.push(message(&format!("{why:#}"))),
            None => before.push(message("no folder is open: give the site's with --root")),
        }
        json!({
            "capabilities": {
                "positionEncoding": if utf8 { "utf-8" } else { "utf-16" },
                "textDocumentSync": {"openClose": true, "change": 2, "save": true},
                "completionProvider": {"triggerCharacters": ["[", "@", "#", "/", ":", " ", "-"]},
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": {"prepareProvider": true},
                "codeActionProvider": {"codeActionKinds": ["quickfix"]},
                "documentSymbolProvider": true,
            },
            "serverInfo": {"name": "demarche", "version": env!("CARGO_PKG_VERSION")},
        })
    }

    fn notice(&mut self, notification: &Notification) -> Vec<Message> {
        match notification.method.as_str() {
            "exit" => self.lifecycle = Lifecycle::Exited { in_order: self.lifecycle == Lifecycle::ShuttingDown },
            "initialized" => {
                self.is_ready = true;
                return self.watches.then(watch).into_iter().collect();
            }
            _ if self.lifecycle == Lifecycle::Running => self.change(notification),
            _ => {}
        }
        Vec::new()
    }

    /// Takes the new state of a file.
    fn change(&mut self, notification: &Notification) {
        let params = &notification.params;
        let Some(workspace) = &mut self.workspace else { return };
        if notification.method == "workspace/didChangeWatchedFiles" {
            return workspace.read_again();
        }
        let Some(file) = params::uri(params).and_then(|uri| workspace.file(&uri)) else { return };
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                workspace.put(file, params["textDocument"]["text"].as_str().unwrap_or_default().to_owned());
            }
            "textDocument/didChange" => {
                let mut text = workspace.text(&file).to_owned();
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    let new = change["text"].as_str().unwrap_or_default();
                    match params::span(&change["range"]) {
                        Some(span) => text.replace_range(workspace.encoding.bytes(&text, span), new),
                        None => new.clone_into(&mut text),
                    }
                }
                workspace.put(file, text);
            }
            "textDocument/didClose" => workspace.close(&file),
            // What else changed with it on disk, such as a file that a tool made, is seen at the latest here.
            "textDocument/didSave" if !self.watches => workspace.read_again(),
            _ => {}
        }
    }
}

/// Returns a message that the editor shows, on what no file is at fault for.
fn message(text: &str) -> Message {
    Notification::new("window/showMessage".to_owned(), json!({"type": 1, "message": format!("demarche: {text}")}))
        .into()
}

/// Returns the request that the editor report changes on disk.
fn watch() -> Message {
    let globs = ["**/site.toml", "**/content/**", "**/templates/**", "**/theme/**"];
    let watchers: Vec<Value> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
    let registration = json!({
        "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": watchers},
    });
    let params = json!({"registrations": [registration]});
    Request::new("files".to_owned().into(), "client/registerCapability".to_owned(), params).into()
}

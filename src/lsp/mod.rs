//! The language server: messages of an editor come in, messages to it go out.
//!
//! It knows the site as a build does, by the same stages, with what is open in the editor before what is on disk. It reads
//! no clock and has no thread: [`serve`] takes messages until there are none for a moment, and only then links the site
//! anew and tells what is wrong ([`Server::settle`]), so that typing never waits.
//!
//! ```text
//! message ─take→ Desk (files, site, names) ─┬─ complete   cursor: where in half-typed YAML
//!                                           ├─ hover      mentions: every name in a file
//!                                           ├─ rename     names: names → records
//!                                           ├─ told       faults and what mends them
//!                                           └─ outline    text: positions → bytes
//! ```
//!
//! **Invariant.** Whatever an editor says, in whatever order, no message makes it panic or ends it but `exit`.

mod complete;
mod cursor;
mod desk;
mod hover;
mod mentions;
mod names;
mod outline;
mod rename;
#[cfg(test)]
mod tests;
mod text;
mod told;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use gen_lsp_types::{Diagnostic, Location, Position, Range as Span, Uri};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response, ResponseError};
use serde_json::{Value, json};

use crate::diagnostic::FileName;
use desk::Desk;
use rename::Abilities;
use text::Encoding;

/// How long an author must pause before the site is linked anew.
const PAUSE: Duration = Duration::from_millis(20);

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Greeting,
    Working,
    Closing,
    Over { well: bool },
}

/// What the server knows of an editor and its site.
pub struct Server {
    root: Option<PathBuf>,
    stage: Stage,
    desk: Option<Desk>,
    can: Abilities,
    watches: bool,
    told: BTreeMap<FileName, Vec<Diagnostic>>,
    /// Whether the editor may be told things unasked.
    ready: bool,
    /// Whether nothing was told yet.
    first: bool,
}

/// Talks to an editor until it says `exit` or is gone; whether it left in order.
///
/// # Errors
/// The editor cannot be reached any more.
pub fn serve(connection: &Connection, root: Option<PathBuf>) -> anyhow::Result<bool> {
    let mut server = Server::new(root);
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
        if let Stage::Over { well } = server.stage {
            return Ok(well);
        }
    }
}

impl Server {
    /// A server for the site of a folder, or for the one that the editor names.
    pub fn new(root: Option<PathBuf>) -> Self {
        Self {
            root,
            stage: Stage::Greeting,
            desk: None,
            can: Abilities::default(),
            watches: false,
            told: BTreeMap::new(),
            ready: false,
            first: true,
        }
    }

    /// Whether something has changed that nobody was told of.
    pub fn wants_to_settle(&self) -> bool {
        self.ready && self.desk.as_ref().is_some_and(|desk| self.first || desk.is_stale())
    }

    /// Links the site if it has changed, and tells the faults of each file for which they are others than before.
    pub fn settle(&mut self) -> Vec<Message> {
        let Some(desk) = &mut self.desk else {
            return Vec::new();
        };
        if !desk.link() && !self.first || !self.ready {
            return Vec::new();
        }
        self.first = false;
        let now = told::diagnostics(desk);
        let gone = self.told.keys().filter(|file| !now.contains_key(*file)).map(|file| (file, [].as_slice()));
        let new = now.iter().filter(|(file, told)| self.told.get(*file) != Some(told));
        let messages = gone
            .chain(new.map(|(file, told)| (file, told.as_slice())))
            .filter_map(|(file, told)| {
                let params = json!({"uri": desk.uri(file)?, "diagnostics": told});
                Some(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into())
            })
            .collect();
        self.told = now;
        messages
    }

    /// Takes a message; out come the answers.
    pub fn take(&mut self, message: Message) -> Vec<Message> {
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
        match (self.stage, request.method.as_str()) {
            (Stage::Greeting, "initialize") => return Ok(self.greet(&request.params, before)),
            (Stage::Greeting, _) => return Err(error(ErrorCode::ServerNotInitialized, "say `initialize` first")),
            (Stage::Working, "shutdown") => {
                self.stage = Stage::Closing;
                return Ok(Value::Null);
            }
            (Stage::Working, _) => {}
            (Stage::Closing | Stage::Over { .. }, _) => {
                return Err(error(ErrorCode::InvalidRequest, "the server is shut down"));
            }
        }
        // What is asked while an author types is answered from the last site; what changes files needs this one.
        if !matches!(request.method.as_str(), "textDocument/completion" | "textDocument/hover") {
            before.extend(self.settle());
        }
        self.answer(&request)
    }

    fn answer(&mut self, request: &Request) -> Result<Value, ResponseError> {
        let can = self.can;
        let params = &request.params;
        let known = [
            "textDocument/completion",
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/prepareRename",
            "textDocument/rename",
            "textDocument/codeAction",
            "textDocument/documentSymbol",
        ];
        if !known.contains(&request.method.as_str()) {
            return Err(error(ErrorCode::MethodNotFound, &format!("`{}` is not known here", request.method)));
        }
        let Some((desk, file)) = self.desk.as_mut().and_then(|desk| {
            let file = desk.file(&uri(params)?)?;
            Some((desk, file))
        }) else {
            return Ok(Value::Null);
        };
        let text = desk.text(&file);
        let byte = position(&params["position"]).map_or(0, |at| desk.encoding.byte(text, at));
        Ok(match request.method.as_str() {
            "textDocument/completion" => json!(complete::complete(desk, &file, byte)),
            "textDocument/hover" => json!(hover::hover(desk, &file, byte).map(|(words, span)| {
                let range = desk.encoding.span(text, &span);
                json!({"contents": {"kind": "markdown", "value": words}, "range": range})
            })),
            "textDocument/definition" => json!(definition(desk, &file, byte)),
            "textDocument/references" => {
                let own = params["context"]["includeDeclaration"].as_bool().unwrap_or(false);
                json!(references(desk, &file, byte, own))
            }
            "textDocument/prepareRename" => json!(
                desk.named_at(&file, byte)
                    .map(|(key, span)| { json!({"range": desk.encoding.span(text, &span), "placeholder": key.id}) })
            ),
            "textDocument/rename" => {
                let new = params["newName"].as_str().unwrap_or_default();
                let edit = rename::rename(desk, &file, byte, new, can);
                json!(edit.map_err(|why| error(ErrorCode::RequestFailed, &why))?)
            }
            "textDocument/codeAction" => {
                let bytes = span(&params["range"]).map_or(0..0, |span| desk.encoding.bytes(text, span));
                json!(told::actions(desk, &file, &bytes, can))
            }
            _ => json!(outline::outline(desk, &file)),
        })
    }

    /// Says what the server can do, and reads the site.
    fn greet(&mut self, params: &Value, before: &mut Vec<Message>) -> Value {
        self.stage = Stage::Working;
        let client = &params["capabilities"];
        let names = |list: &Value, word: &str| list.as_array().into_iter().flatten().any(|item| item == word);
        let utf8 = names(&client["general"]["positionEncodings"], "utf-8");
        let encoding = if utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
        let edits = &client["workspace"]["workspaceEdit"];
        self.can = Abilities {
            ordered: edits["documentChanges"] == true,
            renames: names(&edits["resourceOperations"], "rename"),
            creates: names(&edits["resourceOperations"], "create"),
        };
        self.watches = client["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == true;
        let folders = [&params["workspaceFolders"][0]["uri"], &params["rootUri"]];
        let named = folders.into_iter().find_map(|uri| uri.as_str()?.parse::<Uri>().ok()?.to_file_path().ok());
        match self.root.clone().or(named).map(|root| Desk::read(&root, encoding)) {
            Some(Ok(desk)) => self.desk = Some(desk),
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
            "exit" => self.stage = Stage::Over { well: self.stage == Stage::Closing },
            "initialized" => {
                self.ready = true;
                return self.watches.then(watch).into_iter().collect();
            }
            _ if self.stage == Stage::Working => self.change(notification),
            _ => {}
        }
        Vec::new()
    }

    /// Takes what became of a file.
    fn change(&mut self, notification: &Notification) {
        let params = &notification.params;
        let Some(desk) = &mut self.desk else { return };
        if notification.method == "workspace/didChangeWatchedFiles" {
            return desk.read_again();
        }
        let Some(file) = uri(params).and_then(|uri| desk.file(&uri)) else { return };
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                desk.put(file, params["textDocument"]["text"].as_str().unwrap_or_default().to_owned());
            }
            "textDocument/didChange" => {
                let mut text = desk.text(&file).to_owned();
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    let new = change["text"].as_str().unwrap_or_default();
                    match span(&change["range"]) {
                        Some(span) => text.replace_range(desk.encoding.bytes(&text, span), new),
                        None => new.clone_into(&mut text),
                    }
                }
                desk.put(file, text);
            }
            "textDocument/didClose" => desk.close(&file),
            // What else changed with it on disk, such as a file that a tool made, is seen at the latest here.
            "textDocument/didSave" if !self.watches => desk.read_again(),
            _ => {}
        }
    }
}

/// Where the record at a byte stands.
fn definition(desk: &mut Desk, file: &FileName, byte: usize) -> Option<Location> {
    let (key, _) = desk.named_at(file, byte)?;
    let (file, span) = desk.place_of(&key)?;
    desk.location(&file, &span)
}

/// Every place where the record at a byte is named; its own too, if that is wanted.
fn references(desk: &mut Desk, file: &FileName, byte: usize, own: bool) -> Vec<Location> {
    let Some((key, _)) = desk.named_at(file, byte) else {
        return Vec::new();
    };
    let place = desk.place_of(&key);
    let found: Vec<_> = desk.mentions().map(|(file, mention)| (file.clone(), mention.clone())).collect();
    let named = found.iter().filter(|(_, mention)| {
        mention.form != mentions::Form::Own && desk.names.record(mention).as_ref() == Some(&key)
    });
    let places = named.map(|(file, mention)| (file.clone(), mention.span.clone()));
    places.chain(place.filter(|_| own)).filter_map(|(file, span)| desk.location(&file, &span)).collect()
}

/// The file that a message is about.
fn uri(params: &Value) -> Option<Uri> {
    params["textDocument"]["uri"].as_str()?.parse().ok()
}

/// A position; a number that is too large or too small is the nearest that can be.
fn position(value: &Value) -> Option<Position> {
    let number = |name: &str| {
        let number = value[name].as_f64()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to u32 takes the nearest")]
        let nearest = number as u32;
        Some(nearest)
    };
    Some(Position { line: number("line")?, character: number("character")? })
}

fn span(value: &Value) -> Option<Span> {
    Some(Span { start: position(&value["start"])?, end: position(&value["end"])? })
}

fn error(code: ErrorCode, message: &str) -> ResponseError {
    ResponseError { code: code as i32, message: message.to_owned(), data: None }
}

/// Something that an author should know, though it is no fault of a file.
fn message(text: &str) -> Message {
    Notification::new("window/showMessage".to_owned(), json!({"type": 1, "message": format!("demarche: {text}")}))
        .into()
}

/// Asks the editor to tell what changes on disk.
fn watch() -> Message {
    let globs = ["**/site.toml", "**/content/**", "**/templates/**", "**/theme/**"];
    let watchers: Vec<Value> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
    let registration = json!({
        "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": watchers},
    });
    let params = json!({"registrations": [registration]});
    Request::new("files".to_owned().into(), "client/registerCapability".to_owned(), params).into()
}

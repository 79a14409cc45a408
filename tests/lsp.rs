//! `demarche lsp`, the real binary, spoken to as an editor speaks: over its standard input and output.

mod common;

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};

use common::Site;
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

const NOTE: &str = "---\ntitle: A note is handed over\ndate: 2025-02-06\ntopics: media\nsources: turan\n---\nIt was.\n";

/// An editor with a server of its own.
struct Editor {
    site: Site,
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: i32,
    /// What the server said unasked.
    told: Vec<Notification>,
}

impl Editor {
    fn open() -> Self {
        let site = Site::new();
        site.write("content/topics/media.md", "---\nname: Media\n---\n");
        site.write("content/sources.yaml", "- {id: turan, title: A report}\n");
        site.write("content/briefs/2025-02-06-note.md", NOTE);
        site.write("content/briefs/answer.md", NOTE.replace("It was.", "After [[note]]."));
        let mut server = site
            .command(&["lsp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let to = server.stdin.take().expect("an input");
        let from = BufReader::new(server.stdout.take().expect("an output"));
        Self { site, server, to, from, next: 0, told: Vec::new() }
    }

    fn uri(&self, path: &str) -> String {
        url::Url::from_file_path(self.site.root().join(path)).expect("an address").to_string()
    }

    fn tell(&mut self, method: &str, params: Value) {
        Message::from(Notification::new(method.to_owned(), params)).write(&mut self.to).expect("the server listens");
    }

    fn read(&mut self) -> Message {
        Message::read(&mut self.from).expect("a message").expect("the server is there")
    }

    /// Asks and waits for the answer.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let request = Request::new(self.next.into(), method.to_owned(), params);
        Message::from(request).write(&mut self.to).expect("the server listens");
        loop {
            match self.read() {
                Message::Response(response) => return response.response_result.expect("a result"),
                Message::Notification(told) => self.told.push(told),
                Message::Request(asked) => panic!("the server asks nothing of this editor: {asked:?}"),
            }
        }
    }

    /// Waits until the faults of a file are told; their codes.
    fn faults(&mut self, path: &str) -> Vec<String> {
        let uri = self.uri(path);
        loop {
            if let Message::Notification(told) = self.read()
                && told.method == "textDocument/publishDiagnostics"
                && told.params["uri"] == uri
            {
                let faults = told.params["diagnostics"].as_array().expect("a list").iter();
                return faults.map(|fault| fault["code"].as_str().expect("a code").to_owned()).collect();
            }
        }
    }

    fn greet(&mut self) {
        let root = url::Url::from_file_path(self.site.root()).expect("an address").to_string();
        let edits = json!({"documentChanges": true, "resourceOperations": ["rename"]});
        let capabilities = json!({"workspace": {"workspaceEdit": edits}});
        let said = self.ask("initialize", json!({"rootUri": root, "capabilities": capabilities}));
        assert_eq!(said["capabilities"]["positionEncoding"], "utf-16");
        assert_eq!(said["capabilities"]["renameProvider"]["prepareProvider"], true);
        self.tell("initialized", json!({}));
    }

    fn quit(mut self) -> (ExitStatus, String) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.to.flush().expect("the server listens");
        drop(self.to);
        let output = self.server.wait_with_output().expect("it ends");
        (output.status, String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

#[test]
fn a_session_from_the_first_word_to_the_last() {
    let mut editor = Editor::open();
    editor.greet();
    let answer = "content/briefs/answer.md";
    let uri = editor.uri(answer);
    let text = NOTE.replace("It was.", "After [[note]].");
    let opened = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
    editor.tell("textDocument/didOpen", json!({ "textDocument": opened }));

    // A fault is typed: `turan` becomes `tujan`.
    let spot = json!({"start": {"line": 4, "character": 11}, "end": {"line": 4, "character": 12}});
    let change = |version: i32, range: &Value, text: &str| json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": range, "text": text}]});
    editor.tell("textDocument/didChange", change(2, &spot, "j"));
    assert_eq!(editor.faults(answer), ["unknown-source"]);
    let about = json!({"uri": uri});
    let range = json!({"textDocument": about, "range": spot, "context": {"diagnostics": []}});
    let actions = editor.ask("textDocument/codeAction", range);
    assert_eq!(actions[0]["edit"]["changes"][&uri][0]["newText"], "turan");
    editor.tell("textDocument/didChange", change(3, &spot, "r"));
    assert_eq!(editor.faults(answer), ["single-source"], "the fault is gone, and advice is given");

    let at =
        |line: u32, character: u32| json!({"textDocument": about, "position": {"line": line, "character": character}});
    let list = editor.ask("textDocument/completion", at(3, 9));
    assert_eq!(list["items"][0]["label"], "media");
    let hover = editor.ask("textDocument/hover", at(6, 10));
    assert!(hover["contents"]["value"].as_str().is_some_and(|said| said.contains("6 February 2025")), "{hover}");

    let mut rename = at(6, 10);
    rename["newName"] = "memo".into();
    let edit = editor.ask("textDocument/rename", rename);
    let changes = edit["documentChanges"].as_array().expect("changes");
    assert_eq!(
        changes.last().map(|change| &change["newUri"]),
        Some(&editor.uri("content/briefs/2025-02-06-memo.md").into())
    );
    let edited: Vec<&Value> = changes.iter().map(|change| &change["textDocument"]["uri"]).collect();
    assert!(edited.contains(&&json!(uri)), "{edit}");

    let (status, said) = editor.quit();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn a_folder_without_a_site_is_told_and_the_server_goes_on() {
    let mut editor = Editor::open();
    editor.site.remove("site.toml");
    editor.greet();
    assert_eq!(editor.told.first().map(|told| told.method.as_str()), Some("window/showMessage"), "{:?}", editor.told);
    let params = json!({"textDocument": {"uri": editor.uri("content/briefs/answer.md")}, "position": {"line": 0, "character": 0}});
    assert_eq!(editor.ask("textDocument/hover", params), Value::Null);
    assert_eq!(editor.quit().0.code(), Some(0));
}

#[test]
fn an_editor_that_is_gone_ends_the_server() {
    let mut editor = Editor::open();
    editor.greet();
    drop(editor.to);
    let status = editor.server.wait().expect("it ends");
    assert_eq!(status.code(), Some(1));
}

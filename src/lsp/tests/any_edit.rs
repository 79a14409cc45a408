//! Ten thousand edits of every kind, with questions between: nothing that an editor says brings the server down.

use serde_json::{Value, json};

use super::{FILES, Talk};

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// Pieces of front matter and text, whole and broken, in letters of every width.
const PIECES: [&str; 40] = [
    "\n",
    "\r\n",
    "\r",
    " ",
    "  - ",
    "---\n",
    "---",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "[@",
    "\"",
    "'",
    "#",
    "|",
    "&a ",
    "*a",
    "!t ",
    "𝄞",
    "ə",
    "Ә",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "e\u{301}",
    "topics: ",
    "claims:\n  - id: x\n    by: ",
    "aliases: ",
    "date: 2025-13\n",
    "actors: [{id: ",
    "sources:\n- ",
    "[^1]",
    "<b>",
    "extra: {a: b}\n",
    "\t",
    "note",
];

#[test]
fn no_edit_and_no_question_brings_the_server_down() {
    let mut talk = Talk::begin();
    let mut dice = Dice(20_250_206);
    let paths: Vec<&str> =
        FILES.iter().map(|(path, _)| *path).chain(["content/new.md", "content/briefs/new.md"]).collect();
    let methods = [
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/codeAction",
        "textDocument/documentSymbol",
        "textDocument/unheard",
    ];
    for step in 0..10_000 {
        let path = dice.of(&paths);
        let uri = talk.uri(path);
        if step % 100 == 0 {
            // From time to time all files are whole again.
            for (path, text) in FILES {
                let uri = talk.uri(path);
                talk.tell("textDocument/didOpen", json!({"textDocument": {"uri": uri, "text": text}}));
            }
        }
        let mut number = || -> Value {
            match dice.below(12) {
                0 => json!(u32::MAX),
                1 => json!(-1),
                2 => json!(1e300),
                _ => json!(dice.below(24)),
            }
        };
        let mut at = || json!({"line": number(), "character": number()});
        let range = json!({"start": at(), "end": at()});
        let here = at();
        let piece = dice.of(&PIECES).repeat(1 + dice.below(2));
        let change = match dice.below(40) {
            0 => json!({ "text": piece }),
            1 => json!({"range": null, "text": 5}),
            2 => json!(null),
            _ => json!({"range": range, "text": piece}),
        };
        let params = json!({"textDocument": {"uri": uri, "version": step}, "contentChanges": [change]});
        talk.tell("textDocument/didChange", params);
        if step % 61 == 0 {
            talk.server.settle();
        }
        if step % 3 == 0 {
            let params = json!({
                "textDocument": {"uri": uri}, "position": here, "range": range, "newName": piece, "context": {},
            });
            // An answer of any kind; a panic would be none.
            let method = if step % 27 == 0 { dice.of(&methods) } else { methods[step % 2] };
            drop(talk.ask(method, params));
        }
    }
    for file in talk.server.diagnostics.keys() {
        assert!(file.starts_with("content/") || &**file == "site.toml", "{file}");
    }
    assert_eq!(talk.ask("shutdown", json!(null)), Ok(Value::Null));
}

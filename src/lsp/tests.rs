//! The server, asked in process: what it answers on a small site, and that nothing an editor says brings it down.

use std::fs;
use std::path::Path;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

mod any_edit;

const NOTE: &str = "content/briefs/2025-02-06-note.md";
const ANSWER: &str = "content/briefs/answer.md";

const FILES: [(&str, &str); 7] = [
    (
        "site.toml",
        "title = \"A briefing\"\nbase_url = \"https://example.org/\"\n# demarche: allow(single-source): this site has one\n# \
         demarche: allow(one-sided-question): it gives one side\n",
    ),
    (
        "content/actors/hacizade.md",
        "---\nname: Ayxan Hacızadə\ntype: person\ncountry: AZE\nroles:\n  - {title: student, to: 2010}\n  - {title: \
         spokesperson, of: Ministry of Foreign Affairs, from: 2022}\n---\n",
    ),
    ("content/topics/media.md", "---\nname: Media\n---\n## What it is\n\n𝄞 See [[note]].\n"),
    ("content/questions/why.md", "---\ntitle: Why?\n---\n"),
    ("content/sources.yaml", "- id: turan\n  title: A report\n  publisher: Turan\n  published: 2025-04\n"),
    (
        NOTE,
        "---\ntitle: A note is handed over\ndate: 2025-02-06\ntopics: media\nactors:\n  - {id: hacizade, role: \
         speaker}\nclaims:\n  - id: closed\n    question: why\n    by: Ayxan Hacızadə\n    says: It is closed.\n    \
         source: turan\nsources: [turan]\n---\nHe said so [@turan]; see [[media#what-it-is]] and [it](answer.md).\n",
    ),
    (
        ANSWER,
        "---\ntitle: An answer\ndate: \"2025-03?\"\ntopics: [media]\nin_response_to: note\nsources: turan\n---\nAfter [[note|the note]].\n",
    ),
];

/// A server that has read the site, and the site.
struct Talk {
    server: LanguageServer,
    site: TempDir,
    next: i32,
}

impl Talk {
    fn begin() -> Self {
        let site = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in FILES {
            let place = site.path().join(path);
            fs::create_dir_all(place.parent().expect("in a folder")).expect("can make a folder");
            fs::write(place, text).expect("can write");
        }
        let mut talk = Self { server: LanguageServer::new(Some(site.path().to_owned())), site, next: 0 };
        let capabilities = json!({"workspace": {"workspaceEdit": {
            "documentChanges": true, "resourceOperations": ["create", "rename"],
        }}});
        talk.ask("initialize", json!({ "capabilities": capabilities })).expect("an answer");
        talk.tell("initialized", json!({}));
        talk.server.settle();
        talk
    }

    fn uri(&self, path: &str) -> String {
        Uri::from_file_path(self.site.path().join(path)).expect("an address").to_string()
    }

    fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.next += 1;
        let request = Request::new(self.next.into(), method.to_owned(), params);
        let answers = self.server.take(request.into());
        match answers.into_iter().last() {
            Some(Message::Response(response)) => response.response_result.map_err(|error| error.message),
            other => panic!("every request has an answer: {other:?}"),
        }
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.server.take(Notification::new(method.to_owned(), params).into());
    }

    /// Opens a file with this text, in which `‸` is the cursor, and asks something there.
    fn ask_at(&mut self, path: &str, marked: &str, method: &str, more: Value) -> Result<Value, String> {
        let byte = marked.find('‸').expect("a cursor");
        let text = marked.replace('‸', "");
        let at = PositionEncoding::Utf16.position(&text, byte);
        let uri = self.uri(path);
        self.tell("textDocument/didOpen", json!({"textDocument": {"uri": uri, "text": text}}));
        self.server.settle();
        let mut params = json!({"textDocument": {"uri": uri}, "position": at});
        params.as_object_mut().expect("a mapping").extend(more.as_object().cloned().unwrap_or_default());
        self.ask(method, params)
    }

    /// What is offered where `‸` stands in a brief.
    fn offered(&mut self, marked: &str) -> Vec<String> {
        let list = self.ask_at(ANSWER, marked, "textDocument/completion", json!({})).expect("a list");
        let items = list["items"].as_array().expect("items").iter();
        items.map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
    }

    /// What hovering says where `‸` stands.
    fn hovered(&mut self, path: &str, marked: &str) -> String {
        let said = self.ask_at(path, marked, "textDocument/hover", json!({})).expect("an answer");
        said["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// A file of the site with a cursor before some words.
    fn marked(path: &str, before: &str) -> String {
        let text = FILES.iter().find(|(other, _)| *other == path).expect("a file").1;
        text.replacen(before, &format!("‸{before}"), 1)
    }
}

#[test]
fn an_editor_that_counts_bytes_is_answered_in_bytes() {
    let mut talk = Talk::begin();
    talk.server = LanguageServer::new(Some(talk.site.path().to_owned()));
    let general = json!({"positionEncodings": ["utf-32", "utf-8"]});
    let said = talk.ask("initialize", json!({"capabilities": {"general": general}})).expect("an answer");
    assert_eq!(said["capabilities"]["positionEncoding"], "utf-8");
    let about = json!({"uri": talk.uri("content/topics/media.md")});
    // `𝄞` has four bytes and two units of UTF-16.
    let at = json!({"textDocument": about, "position": {"line": 5, "character": 11}});
    let hover = talk.ask("textDocument/hover", at).expect("an answer");
    let span = json!({"start": {"line": 5, "character": 11}, "end": {"line": 5, "character": 15}});
    assert_eq!(hover["range"], span, "{hover}");
}

#[test]
fn fields_are_offered_by_their_place() {
    let mut talk = Talk::begin();
    let top = talk.offered("---\ntitle: A\n‸\n---\n");
    assert!(top.contains(&"date".to_owned()) && !top.contains(&"title".to_owned()), "{top:?}");
    let claim = talk.offered("---\nclaims:\n  - id: a\n    at‸\n---\n");
    assert_eq!(claim, ["attribution", "updates", "status"]);
    assert_eq!(talk.offered("---\nactors: [{id: hacizade, ro‸"), ["role"]);
}

#[test]
fn the_keys_of_site_toml_are_offered() {
    let mut talk = Talk::begin();
    let mut offered = |marked: &str| -> Vec<String> {
        let list = talk.ask_at("site.toml", marked, "textDocument/completion", json!({})).expect("a list");
        let items = list["items"].as_array().expect("items").iter();
        items.map(|item| item["textEdit"]["newText"].as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(offered("title = \"A\"\nlicence‸"), ["licence = ", "licence_url = "]);
    assert_eq!(offered("[markdown]\nraw_html = ‸\n"), ["\"refuse\"", "\"allow\""]);
    assert_eq!(offered("[markdown]\nraw_html = \"al‸\n"), ["allow"]);
}

#[test]
fn words_and_names_are_offered_in_half_typed_yaml() {
    let mut talk = Talk::begin();
    assert_eq!(talk.offered("---\ntitle: [\nstatus: us‸\n"), ["usable"]);
    assert_eq!(talk.offered("---\ntopics: [me‸"), ["media"]);
    assert_eq!(talk.offered("---\nactors:\n  - ‸\n---\n")[0], "hacizade");
    assert_eq!(talk.offered("---\nclaims:\n  - by: \"tu‸"), ["turan"]);
    assert_eq!(talk.offered("---\nin_response_to:\n- {id: no‸}\n---\n"), ["note"]);
}

#[test]
fn what_is_being_typed_is_not_offered_itself() {
    let mut talk = Talk::begin();
    let front = |topics: &str| format!("---\ntitle: A\ndate: 2025-03-01\ntopics: {topics}\n---\n");
    assert_eq!(talk.offered(&front("[med‸]")), ["media"]);
    assert_eq!(talk.offered(&front("[media, ferries, fer‸]")), ["ferries"]);
    // A term without a file that another brief names is known.
    talk.ask_at(NOTE, "---\ntitle: A\ndate: 2025-03-01\ntopics: fer‸\n---\n", "textDocument/hover", json!({}))
        .expect("an answer");
    assert_eq!(talk.offered(&front("[fer‸]")), ["fer"]);
    let topic = "---\nname: Ships\nparent: medi‸\n---\n";
    let list = talk.ask_at("content/topics/ships.md", topic, "textDocument/completion", json!({})).expect("a list");
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{list}");
}

#[test]
fn links_citations_and_headings_are_offered_in_a_text() {
    let mut talk = Talk::begin();
    assert_eq!(talk.offered("---\ntitle: A\n---\nSee [[hac‸"), ["hacizade"]);
    assert_eq!(talk.offered("---\ntitle: A\n---\nSee [@‸"), ["turan"]);
    assert_eq!(talk.offered("---\ntitle: A\n---\nSee [[media#‸]]"), ["what-it-is"]);
    assert_eq!(talk.offered("---\ntitle: A\n---\n## A heading\n[it](#‸)"), ["a-heading"]);
    assert_eq!(talk.offered("---\ntitle: A\n---\nNothing ‸here"), [""; 0]);
}

#[test]
fn hovering_tells_who_what_and_when() {
    let mut talk = Talk::begin();
    let who = talk.hovered(NOTE, &Talk::marked(NOTE, "hacizade"));
    assert_eq!(
        who,
        "**Ayxan Hacızadə**\n\nperson, AZE\n\nspokesperson, Ministry of Foreign Affairs, from 2022\n\n1 brief"
    );
    assert!(talk.hovered(ANSWER, &Talk::marked(ANSWER, "note|")).contains("6 February 2025"));
    assert!(talk.hovered(NOTE, &Talk::marked(NOTE, "turan]; see")).contains("Turan, April 2025, webpage"));
    assert_eq!(talk.hovered(ANSWER, &Talk::marked(ANSWER, "2025-03?")), "March 2025 (uncertain)");
    assert!(talk.hovered(NOTE, &Talk::marked(NOTE, "question: why")).starts_with("**question**: The question"));
    assert_eq!(talk.hovered(NOTE, &Talk::marked(NOTE, "speaker}")), "**speaker**: Said it.");
    let key = talk.hovered("site.toml", &Talk::marked("site.toml", "base_url"));
    assert_eq!(key, "**base_url**: Where the site will stand. Required.");
}

#[test]
fn a_name_leads_to_its_record_and_to_all_that_name_it() {
    let mut talk = Talk::begin();
    let to = talk.ask_at(NOTE, &Talk::marked(NOTE, "hacizade"), "textDocument/definition", json!({})).expect("a place");
    assert_eq!(to["uri"], talk.uri("content/actors/hacizade.md"));
    let more = json!({"context": {"includeDeclaration": true}});
    let all = talk.ask_at(ANSWER, &Talk::marked(ANSWER, "turan"), "textDocument/references", more).expect("a list");
    let files: Vec<&str> = all.as_array().expect("a list").iter().filter_map(|at| at["uri"].as_str()).collect();
    let ends: Vec<&str> = files.iter().filter_map(|uri| uri.rsplit('/').next()).collect();
    assert_eq!(ends, ["2025-02-06-note.md", "2025-02-06-note.md", "2025-02-06-note.md", "answer.md", "sources.yaml"]);
}

/// Makes an edit of the workspace as an editor does, on disk.
fn make(root: &Path, edit: &Value) {
    let place =
        |uri: &Value| uri.as_str().and_then(|uri| uri.parse::<Uri>().ok()?.to_file_path().ok()).expect("a file");
    for change in edit["documentChanges"].as_array().expect("changes") {
        if change["kind"] == "rename" {
            fs::rename(place(&change["oldUri"]), place(&change["newUri"])).expect("can rename");
            continue;
        }
        let file = place(&change["textDocument"]["uri"]);
        let mut text = fs::read_to_string(&file).expect("a text");
        let mut edits: Vec<_> = change["edits"].as_array().expect("edits").iter().collect();
        edits.sort_by_key(|edit| {
            PositionEncoding::Utf16.bytes(&text, params::span(&edit["range"]).expect("a span")).start
        });
        for edit in edits.into_iter().rev() {
            let bytes = PositionEncoding::Utf16.bytes(&text, params::span(&edit["range"]).expect("a span"));
            text.replace_range(bytes, edit["newText"].as_str().expect("a text"));
        }
        assert!(file.starts_with(root));
        fs::write(file, text).expect("can write");
    }
}

/// Renames what stands at `‸` and makes the edits; then there is no fault that was not there before.
fn renamed(path: &str, before: &str, new: &str) -> (Talk, TempDir) {
    let mut talk = Talk::begin();
    let edit = talk.ask_at(path, &Talk::marked(path, before), "textDocument/rename", json!({"newName": new}));
    make(talk.site.path(), &edit.expect("an edit"));
    let uri = talk.uri(path);
    talk.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    talk.server.settle();
    let faults: Vec<_> = talk.server.diagnostics.values().flatten().map(|told| &told.message).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let kept = std::mem::replace(&mut talk.site, tempfile::tempdir().expect("a temporary folder"));
    (talk, kept)
}

#[test]
fn a_brief_is_renamed_with_its_file_and_keeps_its_old_address() {
    let (_talk, site) = renamed(ANSWER, "note|", "memo");
    let read = |path: &str| fs::read_to_string(site.path().join(path)).expect("a file");
    let brief = read("content/briefs/2025-02-06-memo.md");
    assert!(brief.contains("\nformer_ids: [note]\n---\n"), "{brief}");
    assert!(read(ANSWER).contains("in_response_to: memo\n") && read(ANSWER).contains("[[memo|the note]]"));
    assert!(read("content/topics/media.md").contains("𝄞 See [[memo]]"));
}

#[test]
fn an_actor_a_source_a_claim_and_a_topic_are_renamed_everywhere() {
    let (_talk, site) = renamed(NOTE, "hacizade", "ayxan");
    let note = fs::read_to_string(site.path().join(NOTE)).expect("a file");
    assert!(note.contains("{id: ayxan, role") && note.contains("by: Ayxan Hacızadə"), "{note}");
    assert!(site.path().join("content/actors/ayxan.md").is_file());
    let (_talk, site) = renamed(NOTE, "turan]; see", "turan-2025");
    let note = fs::read_to_string(site.path().join(NOTE)).expect("a file");
    assert!(note.contains("[turan-2025]\n") && note.contains("[@turan-2025]"), "{note}");
    renamed(NOTE, "closed\n", "shut");
    renamed(ANSWER, "media]", "press");
    renamed(ANSWER, "An answer", "reply");
}

#[test]
fn a_name_that_is_taken_or_no_id_is_refused() {
    let mut talk = Talk::begin();
    let mut rename = |new: &str| {
        let more = json!({ "newName": new });
        talk.ask_at(ANSWER, &Talk::marked(ANSWER, "note|"), "textDocument/rename", more).expect_err("refused")
    };
    assert_eq!(rename("answer"), "there is a `answer` already: `demarche merge` makes one of the two");
    assert!(rename("../x").contains("is no id"));
}

#[test]
fn a_fault_carries_what_mends_it() {
    let mut talk = Talk::begin();
    let marked = "---\ntitle: A\ndate: 2025\ntopics: media\nstatus: ‸usabel\nsources: turan\n---\n";
    let range = json!({"start": {"line": 4, "character": 9}, "end": {"line": 4, "character": 9}});
    let more = json!({"range": range, "context": {"diagnostics": []}});
    let actions = talk.ask_at(ANSWER, marked, "textDocument/codeAction", more).expect("actions");
    assert_eq!(actions[0]["title"], "Write `usable`", "{actions}");
    let edits = &actions[0]["edit"]["changes"][talk.uri(ANSWER)];
    assert_eq!(edits[0]["newText"], "usable");
    let marked = "---\ntitle: A\ndate: 2025\ntopics: [‸entry-bans]\nsources: turan\n---\n";
    let range = json!({"start": {"line": 3, "character": 9}, "end": {"line": 3, "character": 9}});
    let more = json!({"range": range, "context": {"diagnostics": []}});
    let actions = talk.ask_at(ANSWER, marked, "textDocument/codeAction", more).expect("actions");
    let made = actions.as_array().expect("a list").iter().find(|action| action["edit"]["documentChanges"].is_array());
    assert_eq!(made.expect("one makes the file")["title"], "Make content/topics/entry-bans.md");
}

#[test]
fn a_fault_that_was_mended_is_told_as_gone() {
    let mut talk = Talk::begin();
    let uri = talk.uri(ANSWER);
    let mut told = |text: &str| -> Vec<(String, usize)> {
        talk.tell("textDocument/didOpen", json!({"textDocument": {"uri": uri, "text": text}}));
        let messages = talk.server.settle().into_iter();
        let published = messages.map(|message| match message {
            Message::Notification(told) => told.params,
            other => panic!("only faults are told: {other:?}"),
        });
        published
            .map(|told| {
                let name = told["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).unwrap_or_default().to_owned();
                (name, told["diagnostics"].as_array().map_or(0, Vec::len))
            })
            .collect()
    };
    let good = Talk::marked(ANSWER, "title").replace('‸', "");
    assert_eq!(told(&good), []);
    assert_eq!(told(&good.replace("media", "medja")), [("answer.md".to_owned(), 1)]);
    assert_eq!(told(&good), [("answer.md".to_owned(), 0)]);
}

#[test]
fn a_sub_editors_advice_comes_as_warnings_with_what_mends_it() {
    let mut talk = Talk::begin();
    let marked = Talk::marked(ANSWER, "An answer").replace("An answer", "An answer.");
    let spot = json!({"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 8}});
    let more = json!({"range": spot, "context": {"diagnostics": []}});
    let actions = talk.ask_at(ANSWER, &marked, "textDocument/codeAction", more).expect("actions");
    assert_eq!(actions[0]["title"], "Delete the full stop", "{actions}");
    assert_eq!(actions[0]["isPreferred"], true, "it is the one answer");
    let told = &talk.server.diagnostics[ANSWER];
    let codes: Vec<_> = told.iter().map(|told| (json!(told.code), json!(told.severity))).collect();
    assert_eq!(codes, [(json!("title-full-stop"), json!(2))]);
}

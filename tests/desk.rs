//! `demarche schema` and `demarche list`: what an editor asks of a site, by the real binary.

mod common;

use common::Site;
use serde_json::Value;

/// A site of two briefs, one of them with a fault.
fn site() -> Site {
    let site = Site::new();
    site.write("content/actors/hacizade.md", "---\nname: Ayxan Hacızadə\naliases: [Hajizada]\n---\n");
    site.write("content/topics/media.md", "---\nname: Media\n---\n");
    site.write("content/sources.yaml", "- {id: turan, title: A report}\n");
    site.write(
        "content/briefs/2025-02-06-note.md",
        "---\ntitle: A note is handed over\ndate: 2025-02-06\ntopics: media\nactors: hacizade\nsources: turan\n---\nIt was.\n",
    );
    site.write(
        "content/briefs/2025-03-answer.md",
        "---\ntitle: An answer — in two languages\ndate: 2025-03\ntopics: media\nin_response_to: note\n---\nIt came.\n",
    );
    site
}

#[test]
fn a_schema_names_the_records_of_the_site() {
    let (code, said, told) = site().ask(&["schema", "brief"]);
    assert_eq!((code, told.as_str()), (0, ""));
    let schema: Value = serde_json::from_str(&said).expect("JSON");
    let names = |of: &str, at: usize| schema["$defs"][format!("names-of-{of}")]["anyOf"][at]["enum"].clone();
    assert_eq!(names("briefs", 0), serde_json::json!(["note", "answer"]));
    assert_eq!(names("actors", 0), serde_json::json!(["hacizade"]));
    assert_eq!(names("actors", 1), serde_json::json!(["Ayxan Hacızadə", "Hajizada"]));
    assert_eq!(names("actors-and-sources", 0), serde_json::json!(["hacizade", "turan"]));
}

#[test]
fn schemas_are_written_to_where_editors_look() {
    let site = site();
    let (code, said, told) = site.ask(&["schema", "--write"]);
    assert_eq!((code, said.as_str(), told.as_str()), (0, "", "10 schemas → ./.demarche/schema\n"));
    for word in ["brief", "topic", "actor", "place", "question", "thread", "source", "page", "sources", "site"] {
        let text = std::fs::read_to_string(site.root().join(format!(".demarche/schema/{word}.json"))).expect("written");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$id"], format!("urn:demarche:schema:{word}"));
    }
}

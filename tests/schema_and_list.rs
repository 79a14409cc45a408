//! `demarche schema` and `demarche list`: what an editor asks of a site, by the real binary.

mod common;

use common::Site;
use serde_json::Value;

/// A site of two briefs, one of them with a fault.
fn site() -> Site {
    Site::of(
        "==> content/actors/hacizade.md
---
name: Ayxan Hacızadə
aliases: [Hajizada]
---
==> content/topics/media.md
---
name: Media
---
==> content/sources.yaml
- {id: turan, title: A report}
==> content/briefs/2025-02-06-note.md
---
title: A note is handed over
date: 2025-02-06
topics: media
actors: hacizade
sources: turan
---
It was.
==> content/briefs/2025-03-answer.md
---
title: An answer — in two languages
date: 2025-03
topics: media
in_response_to: note
---
It came.
",
    )
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
    assert_eq!((code, said.as_str(), told.as_str()), (0, "", "10 schemas → .demarche/schema\n"));
    for word in ["brief", "topic", "actor", "place", "question", "thread", "source", "page", "sources", "site"] {
        let text = std::fs::read_to_string(site.root().join(format!(".demarche/schema/{word}.json"))).expect("written");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$id"], format!("urn:demarche:schema:{word}"));
    }
    let ignored = std::fs::read_to_string(site.root().join(".demarche/.gitignore")).expect("written");
    assert_eq!(ignored, "*\n");
}

#[test]
fn briefs_are_listed_in_columns_in_the_order_of_dates() {
    let (code, said, told) = site().ask(&["list", "briefs"]);
    assert_eq!((code, told.as_str()), (0, ""));
    assert_eq!(said, "note    2025-02-06  A note is handed over\nanswer  2025-03     An answer — in two languages\n");
}

#[test]
fn a_list_in_json_names_all_that_a_brief_leads_to() {
    let (_, said, _) = site().ask(&["list", "briefs", "--format", "json", "--from", "2025-03-10"]);
    let list: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{said}");
    let brief = &list[0];
    assert_eq!((&brief["id"], &brief["date"]), (&"answer".into(), &"2025-03".into()));
    assert_eq!(
        (&brief["file"], &brief["page"]),
        (&"content/briefs/2025-03-answer.md".into(), &"briefs/answer/".into())
    );
    assert_eq!(brief["in_response_to"][0]["id"], "note");
    assert_eq!(brief["topics"], serde_json::json!(["media"]));
}

#[test]
fn a_list_is_narrowed_by_topic_actor_and_day() {
    let site = site();
    let ids = |words: &[&str]| -> Vec<String> {
        let (code, said, told) = site.ask(words);
        assert_eq!((code, told.as_str()), (0, ""));
        said.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
    };
    assert_eq!(ids(&["list", "briefs", "--topic", "media"]), ["note", "answer"]);
    assert_eq!(ids(&["list", "briefs", "--actor", "Hajizada"]), ["note"]);
    assert_eq!(ids(&["list", "briefs", "--to", "2025-02-28"]), ["note"]);
    assert_eq!(ids(&["list", "actors", "--from", "2025-03-01"]), [""; 0]);
    assert_eq!(ids(&["list", "sources"]), ["turan"]);
}

#[test]
fn a_name_that_nobody_has_is_told_with_the_nearest() {
    let (code, said, told) = site().ask(&["list", "briefs", "--topic", "medja"]);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(told.contains("unknown topic `medja`: did you mean `media`?"), "{told}");
}

#[test]
fn a_site_with_faults_is_listed_as_far_as_it_can_be_read() {
    let site = site();
    site.write("content/briefs/broken.md", "---\ntitle: [\n---\n");
    site.write("content/briefs/undated.md", "---\ntitle: Undated\ndate: soon\n---\n");
    let (code, said, told) = site.ask(&["list", "briefs"]);
    assert_eq!((code, said.lines().count()), (0, 2), "{said}");
    assert!(told.starts_with("2 errors in the site"), "{told}");
}

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
    let lines = [
        "note    2025-02-06  usable  –  content/briefs/2025-02-06-note.md  A note is handed over\n",
        "answer  2025-03     usable  –  content/briefs/2025-03-answer.md   An answer — in two languages\n",
    ];
    assert_eq!(said, lines.concat());
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
    let ids = |words: &[&str]| ids(&site, words);
    assert_eq!(ids(&["list", "briefs", "--topic", "media"]), ["note", "answer"]);
    assert_eq!(ids(&["list", "briefs", "--actor", "Hajizada"]), ["note"]);
    assert_eq!(ids(&["list", "briefs", "--to", "2025-02-28"]), ["note"]);
    assert_eq!(ids(&["list", "actors", "--from", "2025-03-01"]), [""; 0]);
    assert_eq!(ids(&["list", "sources"]), ["turan"]);
}

/// A site whose briefs differ in what a list can be narrowed by.
fn desk() -> Site {
    let site = site();
    site.write("content/places/baku.md", "---\nname: Baku\n---\n");
    site.write("content/threads/notes.md", "---\ntitle: The notes\n---\n");
    site.write(
        "content/briefs/held.md",
        "---\ntitle: Held back\ndate: 2025-04-01\nplaces: baku\nthreads: notes\npublished: 2025-12-28\nstatus: review\ntlp: AMBER\n\
         embargoed: 2099-09-01T09:00:00+04:00\n---\nThe consul spoke of Şuşa.\n",
    );
    site.write("content/briefs/set.md", "---\ntitle: Twice\ndate: \"{2023-05-01,2025-05-01}\"\n---\nIt was.\n");
    site
}

fn ids(site: &Site, words: &[&str]) -> Vec<String> {
    let (code, said, told) = site.ask(words);
    assert_eq!((code, told.as_str()), (0, ""), "{words:?}");
    said.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn a_list_is_narrowed_by_all_that_a_desk_asks_for() {
    let site = desk();
    for (words, expected) in [
        (&["--place", "Baku"][..], &["held"][..]),
        (&["--thread", "notes"], &["held"]),
        (&["--thread", "The notes"], &["held"]),
        (&["--source", "turan"], &["note"]),
        (&["--status", "review"], &["held"]),
        (&["--text", "susa"], &["held"]),
        (&["--text", "HANDED over"], &["note"]),
        (&["--from", "2025-03"], &["answer", "held", "set"]),
        (&["--from", "2024", "--to", "2024"], &[]),
        (&["--to", "2023"], &["set"]),
        // The commands run on 1 January 2026.
        (&["--published-from", "7d"], &["held"]),
        (&["--published-from", "3d"], &[]),
        (&["--published-to", "2025-12"], &["held"]),
    ] {
        let mut found = ids(&site, &[&["list", "briefs"], words].concat());
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{words:?}");
    }
    assert_eq!(ids(&site, &["list", "sources", "--text", "report"]), ["turan"]);
    site.write("content/topics/media.md", "---\nname: Media\nformer_ids: [press]\n---\n");
    assert_eq!(ids(&site, &["list", "briefs", "--topic", "press"]), ["note", "answer"]);
    let (code, _, told) = site.ask(&["list", "briefs", "--from", "2025", "--to", "2024"]);
    assert_eq!(code, 2, "{told}");
    assert_eq!(site.ask(&["list", "briefs", "--from", "soon"]).0, 2);
}

#[test]
fn a_list_shows_what_keeps_a_brief_from_readers() {
    let site = desk();
    let (_, said, _) = site.ask(&["list", "briefs", "--status", "review"]);
    assert_eq!(
        said,
        "held  2025-04-01  review, AMBER, embargoed until 1 September 2099, 05:00  2025-12-28  content/briefs/held.md  Held back\n"
    );
    let (_, said, _) = site.ask(&["list", "briefs", "--status", "review", "--format", "json"]);
    let brief: &Value = &serde_json::from_str::<Value>(&said).expect("JSON")[0];
    assert_eq!((&brief["published"], &brief["updated"]), (&"2025-12-28".into(), &Value::Null));
    assert_eq!(brief["embargoed"], "2099-09-01T09:00:00+04:00");
}

#[test]
fn a_brief_to_be_published_is_embargoed_and_not_of_the_last_days() {
    let site = site();
    site.write("content/briefs/soon.md", "---\ntitle: Soon\ndate: 2025-04-01\npublished: 2026-12-06\n---\nIt was.\n");
    assert_eq!(ids(&site, &["list", "briefs", "--published-from", "7d"]), [""; 0]);
    assert_eq!(ids(&site, &["list", "briefs", "--published-from", "2025-12-25"]), ["soon"]);
    let (_, said, _) = site.ask(&["list", "briefs", "--text", "soon"]);
    let state = "usable, embargoed until 6 December 2026";
    assert_eq!(said, format!("soon  2025-04-01  {state}  2026-12-06  content/briefs/soon.md  Soon\n"));
}

#[test]
fn a_term_without_a_file_has_none_in_a_list() {
    let site = site();
    site.write("content/briefs/far.md", "---\ntitle: Far\ndate: 2025-04-01\nactors: [Iran]\n---\nIt was.\n");
    let (_, said, _) = site.ask(&["list", "actors", "--from", "2025-04-01"]);
    assert_eq!(said, "iran  1 brief  –  Iran\n");
    let (_, said, _) = site.ask(&["list", "actors", "--from", "2025-04-01", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&said).expect("JSON")[0]["file"], Value::Null);
}

#[test]
fn a_title_moves_no_cursor() {
    let site = site();
    site.write("content/topics/odd.md", "---\nname: \"a\\u202eb\"\n---\n");
    let (_, said, _) = site.ask(&["list", "topics"]);
    assert!(said.contains("a\u{FFFD}b"), "{said:?}");
}

#[test]
fn a_name_that_nobody_has_is_told_with_the_nearest() {
    let (code, said, told) = site().ask(&["list", "briefs", "--topic", "medja"]);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(told.contains("unknown topic `medja`: did you mean `media`?"), "{told}");
    for (option, typed, said) in [
        ("--place", "nowhere", "unknown place `nowhere`"),
        ("--source", "turam", "unknown source `turam`: did you mean `turan`?"),
        ("--actor", "Hajizade", "unknown actor `Hajizade`: did you mean `hacizade`?"),
        ("--status", "drafts", "'draft'"),
    ] {
        let (code, _, told) = site().ask(&["list", "briefs", option, typed]);
        assert!(code == 2 && told.contains(said), "{told}");
    }
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

#[test]
fn the_forms_of_an_editor_in_the_browser_are_those_of_the_readers() {
    let site = site();
    site.write(
        "content/briefs/mixed.md",
        "---\ntitle: M\ndate: 2025-04\nplaces: [{id: baku}, astara]\ntopics: [media]\n---\nIt was.\n",
    );
    site.write(
        "content/briefs/forms.md",
        "---\ntitle: F\ndate: 2025-04\nfigures: [{what: held, value: 3}]\nevent: {type: AGREE}\n---\nIt was.\n",
    );
    for file in ["2025-02-06-note", "2025-03-answer"] {
        let path = format!("content/briefs/{file}.md");
        let text = site
            .read(&path)
            .replace("topics: media", "topics: [media]")
            .replace("actors: hacizade", "actors: [{id: hacizade, role: speaker}]");
        site.write(&path, text);
    }
    let (code, said, told) = site.ask(&["schema", "--cms"]);
    assert_eq!((code, told.as_str()), (0, ""));
    // YAML that a serialiser wrote is read here by its lines alone: the library's own reader is the binary's.
    let brief = said.split("- name: topics\n  label: Topics\n").next().expect("the first collection");
    let field = |name: &str| {
        let start = format!("\n  - name: {name}\n");
        brief.split(&start).nth(1).map(|rest| rest.split("\n  - name: ").next().unwrap_or_default().to_owned())
    };
    let has = |name: &str, part: &str| {
        let found = field(name).unwrap_or_else(|| panic!("no {name}:\n{brief}"));
        assert!(found.contains(part), "{name}: {found}");
    };
    has("topics", "widget: select");
    has("topics", "multiple: true");
    has("topics", "value: media");
    has("actors", "widget: list");
    has("actors", "label: Ayxan Hacızadə");
    has("title", "required: true");
    has("status", "value: draft");
    has("date", "pattern:");
    has("figures", "widget: list");
    has("body", "- raw");
    // One writes them bare and with fields: no form shows both, and so none changes them.
    assert_eq!(field("places"), None);
    assert_eq!([field("extra"), field("translations"), field("event")], [None, None, None]);
    for kind in ["briefs", "topics", "actors", "places", "questions", "threads", "pages"] {
        assert!(said.contains(&format!("\n- name: {kind}\n")), "{kind}");
    }
}

#[test]
fn a_field_that_may_be_absent_may_be_emptied() {
    let site = site();
    site.write(
        "content/briefs/emptied.md",
        "---\ntitle: E\ndate: 2025-04\ndate_note: \"\"\nsummary: ''\nstatus: \"\"\ntime: \" \"\nimage: \nslug: \"\"\ntopics: []\n---\nIt was.\n",
    );
    site.build();
    site.write("content/briefs/emptied.md", "---\ntitle: \"\"\ndate: \"\"\n---\nIt was.\n");
    assert_eq!(site.run(&["build"]).code, 1);
}

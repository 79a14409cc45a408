//! What leaves a site for other people: digests and tables, by the real binary.

mod common;

use common::Site;
use expect_test::expect;

/// A site with what was published, what was put right, and what nobody may see.
fn site() -> Site {
    Site::of(
        "==> content/topics/media.md
---
name: Media
---
==> content/briefs/2025-12-20-note.md
---
title: A *note* is handed over
date: 2025-12-20
topics: media
published: 2025-12-29
summary: The ministry handed over a note on the house in Baku, which is to end its work there before the year is out.
---
It was.
==> content/briefs/2025-11-02-answer.md
---
title: An answer
date: 2025-11-02
lang: ru
published: 2025-11-03
updates: {date: 2025-12-30, type: correction, text: The hour was wrong.}
---
It came.
==> content/briefs/2025-12-21-secret.md
---
title: Zebra
date: 2025-12-21
published: 2025-12-29
tlp: AMBER
---
Zebra.
==> content/briefs/2025-12-22-later.md
---
title: Zebra later
date: 2025-12-22
published: 2025-12-29
embargoed: 2099-01-01T00:00:00Z
---
Zebra.
==> content/briefs/2025-12-23-draft.md
---
title: Zebra draft
date: 2025-12-23
published: 2025-12-29
status: draft
---
Zebra.
",
    )
}

#[test]
fn a_digest_tells_what_was_published_and_put_right() {
    let (code, said, told) = site().ask(&["digest", "--since", "7d"]);
    assert_eq!((code, told.as_str()), (0, ""));
    expect![[r#"
        # A briefing

        What was published and corrected from 25 December 2025 to 1 January 2026.

        ## New

        - [A \*note\* is handed over](<https://example.org/briefs/note/>), 20 December 2025: The ministry handed over a note on the house in Baku, which is to end its work there before the year is out.

        ## Corrected

        - [An answer](<https://example.org/briefs/answer/>), correction of 30 December 2025: The hour was wrong.
    "#]].assert_eq(&said);
    assert_eq!(site().ask(&["digest"]).1, said, "seven days are the default");
}

#[test]
fn a_digest_as_plain_text_has_lines_for_e_mail() {
    let (_, said, _) = site().ask(&["digest", "--format", "text"]);
    expect![[r#"
        A briefing
        What was published and corrected from 25 December 2025 to 1 January 2026.

        NEW

        * A *note* is handed over
          20 December 2025
          The ministry handed over a note on the house in Baku, which is to end
          its work there before the year is out.
          https://example.org/briefs/note/

        CORRECTED

        * An answer
          correction of 30 December 2025
          The hour was wrong.
          https://example.org/briefs/answer/
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_digest_for_e_mail_stands_alone() {
    let site = site();
    let (code, said, told) = site.ask(&["digest", "--format", "html", "-o", "mail.html"]);
    assert_eq!((code, said.as_str(), told.as_str()), (0, "", ""));
    let page = site.read("mail.html");
    for part in ["href=\"https://example.org/briefs/note/\"", "lang=\"ru\"", "The hour was wrong.", "A *note* is"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for part in ["<link", "<style", "<script", "class=", "Zebra", "{{", "src="] {
        assert!(!page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_digest_is_of_the_days_and_for_the_audience_that_are_asked_for() {
    let site = site();
    let digest = |words: &[&str]| site.ask(&[&["digest"], words].concat()).1;
    assert!(digest(&["--from", "2025-11", "--to", "2025-11"]).contains("An answer"));
    assert!(digest(&["--to", "2024"]).contains("Nothing was published or corrected until 31 December 2024."));
    assert!(digest(&["--audience", "AMBER"]).contains("Zebra"));
    assert_eq!(site.ask(&["digest", "--since", "soon"]).0, 2);
    assert_eq!(site.ask(&["digest", "--since", "7d", "--to", "2025"]).0, 2);
}

#[test]
fn no_digest_is_made_of_a_site_with_an_error() {
    let site = site();
    site.write("content/briefs/bad.md", "---\ntitle: Bad\ndate: 2025-02-30\n---\n");
    let (code, said, told) = site.ask(&["digest"]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(told.contains("no digest was made"), "{told}");
}

/// A site in which every field that names something, and every form of value, stands in some record.
fn whole() -> Site {
    Site::of(
        "==> content/topics/media.md
---
name: Media
---
==> content/questions/cause.md
---
title: What brought it about?
---
==> content/actors/hacizade.md
---
name: Ayxan Hacızadə
aliases: [Hajizada, \"Aykhan; H.\"]
names: {ru: Айхан Гаджизаде}
type: person
country: AZE
roles: [{title: spokesperson, of: The Ministry, from: 2023-01}]
---
He *speaks*.

Much.
==> content/actors/ministry.md
---
name: The Ministry
---
==> content/places/baku.md
---
name: Baku
lat: 40.41
lon: 49.87
---
==> content/sources.yaml
# Ours.
- id: turan
  title: \"A report, of sorts\"
  author: [A, B]
  published: 2025-02
  url: https://example.org/a
- {id: apa, title: Another, reliability: B, extra: {n: 1}}
==> content/briefs/2025-02-06-note.md
---
title: \"A note: \\\"handed\\\" over\"
date: \"[2025-02-05..2025-02-06]\"
date_note: By two accounts.
topics: media
actors: [{id: hacizade, role: speaker, as: spokesperson}, ministry]
places: [{id: baku, precision: 1}]
event: {type: ACCUSE, mode: disapprove}
figures: [{what: detained, value: 3, by: ministry}]
claims:
  - {id: one, question: cause, by: hacizade, says: It was sent., quote: {lang: az, text: Nota göndərildi., trans: A note was sent.}}
sources: [turan, {id: own, title: A source of its own}]
published: 2025-02-07
updates: [{date: 2025-02-08, type: correction, text: The day was wrong.}]
extra: {ref: 7, tags: [x]}
---
It was sent[@turan, p. 4], says [[hacizade]].

- one
- two
==> content/briefs/answer.md
---
title: An answer
date: 2025
in_response_to: [{id: note, says: turan}]
sources: apa
---
It came.
",
    )
}

/// Imports tables into a site with nothing but what a table cannot hold.
fn imported(tables: &[(&str, &str, Vec<u8>)]) -> Site {
    let site = Site::new();
    site.write("content/questions/cause.md", "---\ntitle: What brought it about?\n---\n");
    for (form, name, bytes) in tables {
        site.write(name, bytes);
        let (code, _, told) = site.ask(&["import", form, name]);
        assert_eq!(code, 0, "{name}: {told}");
        site.remove(name);
    }
    site
}

fn exported(site: &Site, kind: &str, format: &str) -> Vec<u8> {
    let output = site.command(&["export", kind, "--format", format, "--whole"]).output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn what_export_writes_comes_back_the_same() {
    let kinds = ["topics", "sources", "actors", "places", "briefs"];
    let site = whole();
    site.build();
    for (format, form) in [("csv", "csv"), ("xlsx", "spreadsheet")] {
        let names: Vec<String> = kinds.iter().map(|kind| format!("{kind}.{format}")).collect();
        let tables = kinds.iter().zip(&names).map(|(kind, name)| (form, name.as_str(), exported(&site, kind, format)));
        let again = imported(&tables.collect::<Vec<_>>());
        again.build();
        for kind in kinds.into_iter().chain(["claims"]) {
            assert_eq!(flat(&site, kind), flat(&again, kind), "{kind} by {format}");
        }
    }
}

/// The rows of an export without their files; a value alone stands as a list of one, a number as its text.
fn flat(site: &Site, kind: &str) -> serde_json::Value {
    let mut rows: serde_json::Value = serde_json::from_slice(&exported(site, kind, "json")).expect("JSON");
    for row in rows.as_array_mut().expect("a list") {
        let row = row.as_object_mut().expect("an object");
        row.remove("file");
        for (name, value) in row.iter_mut().filter(|(name, _)| *name != "body") {
            if let serde_json::Value::Array(items) = value
                && items.len() == 1
            {
                *value = items.remove(0);
            }
            if name == "date" || name == "published" {
                *value = value.to_string().trim_matches('"').into();
            }
        }
    }
    rows
}

#[test]
fn a_table_for_others_holds_nothing_that_they_may_not_see() {
    let site = whole();
    site.write(
        "content/briefs/zebra.md",
        "---\ntitle: Zebra\ndate: 2025-03-01\ntlp: AMBER\nactors: zebra-agency\nsources: zebra-paper\n---\nZebra.\n",
    );
    site.write("content/actors/zebra-agency.md", "---\nname: The Zebra Agency\n---\n");
    site.write("content/sources.yaml", site.read("content/sources.yaml") + "\n- {id: zebra-paper, title: Zebra}\n");
    site.write(
        "content/briefs/public.md",
        "---\ntitle: Open\ndate: 2025-03-02\nsummary: After [[zebra|a meeting]].\nactors: [ministry]\n\
         in_response_to: [zebra, {id: note}]\nrelated: [{id: zebra, why: Of one day}]\nsources: [turan]\n---\n\
         See [[zebra|the meeting]], [[zebra]] and [its page](zebra.md). <!-- Zebra told us. --> [[note]].\n",
    );
    site.build();
    for kind in ["briefs", "actors", "sources", "claims"] {
        let (code, said, told) = site.ask(&["export", kind]);
        assert_eq!((code, told.as_str()), (0, ""));
        assert!(!said.to_lowercase().contains("zebra"), "{said}");
        assert!(exported(&site, kind, "csv").len() > said.len() || kind == "claims", "{kind}");
    }
    let (_, said, _) = site.ask(&["export", "briefs", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let open = rows.as_array().expect("a list").iter().find(|row| row["title"] == "Open").expect("a row");
    expect![[r#"
        {
          "actors": [
            "ministry"
          ],
          "body": "See the meeting, a record that is not shown here and its page.  [[note]].",
          "date": "2025-03-02",
          "file": "content/briefs/public.md",
          "in_response_to": [
            {
              "id": "note"
            }
          ],
          "sources": [
            "turan"
          ],
          "summary": "After a meeting.",
          "title": "Open"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(open).expect("JSON"));
}

#[test]
fn a_table_of_claims_has_a_row_for_each() {
    let (code, said, told) = whole().ask(&["export", "claims"]);
    assert_eq!((code, told.as_str()), (0, ""));
    expect![[r#"
        brief,id,question,by,says,quote
        note,one,cause,hacizade,It was sent.,"{""lang"":""az"",""text"":""Nota göndərildi."",""trans"":""A note was sent.""}"
    "#]].assert_eq(&said.replace("\r\n", "\n"));
}

#[test]
fn what_the_site_has_already_is_left_out_of_an_import_of_its_own_table() {
    let site = whole();
    for kind in ["briefs", "sources", "actors"] {
        site.write("again.csv", exported(&site, kind, "csv"));
        let (code, _, told) = site.ask(&["import", "csv", "again.csv"]);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("is there already"), "{told}");
    }
    site.build();
}

//! What is wrong in a site, as an author is told it: where, what, and what to type instead.

use expect_test::expect;

use demarche::located::apply_fixes;

use crate::harness::{check, check_diagnostics, input};

/// A brief against which nothing is to be said, with lines of front matter and text of its own.
fn brief(front: &str, text: &str) -> String {
    format!("---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n{front}---\n{text}\n")
}

#[test]
fn nothing_is_said_of_a_plain_brief() {
    check_diagnostics(&brief("", "A note."), expect![""]);
    assert_eq!(input("").files.len(), 4, "an empty site has the files that every site has");
}

#[test]
fn a_misspelt_actor_is_told_with_the_nearest_one_and_the_file_to_make() {
    check_diagnostics(
        &brief("actors: [hacizada]\n", "A note."),
        expect![[r#"
            near-name at briefs/2025-02-06-note.md:6:10: the actor `hacizada` has no file, and is nearly `hacizade`
                help: write `hacizade`; or, if it is another, make `content/actors/hacizada.md` with `name:` between two `---` lines
        "#]],
    );
}

#[test]
fn a_misspelt_field_is_named_with_the_nearest_one() {
    check_diagnostics(
        &brief("sumary: A note.\n", "A note."),
        expect![[r#"
        unknown-field at briefs/2025-02-06-note.md:6:1: unknown field `sumary`
            help: did you mean `summary`?
    "#]],
    );
}

#[test]
fn a_word_that_a_field_does_not_know_is_answered_with_those_it_knows() {
    check_diagnostics(
        &brief("status: usabel\n", "A note."),
        expect![[r#"
        unknown-value at briefs/2025-02-06-note.md:6:9: `usabel` is no status
            help: did you mean `usable`?
    "#]],
    );
}

#[test]
fn a_day_that_no_month_has_is_an_error() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-30\n---\nA note.\n",
        expect![[r#"
        no-source at briefs/2025-02-06-note.md:2:1: the brief has no source
            help: add `sources:`, or cite one in the text with `[@id]`
        no-topic at briefs/2025-02-06-note.md:2:1: the brief has no topic
            help: add `topics:`, so that readers of a topic find it
        bad-date at briefs/2025-02-06-note.md:3:15: `2025-02-30` is no date: day 30 is not in February 2025
            help: its last day is 28
    "#]],
    );
}

#[test]
fn every_fault_is_told_at_once() {
    check_diagnostics(
        "---\ndate: 2025-13\nactors: hacizada\nkind: inicdent\n---\nSee [[nowhere]] and [@nobody].\n",
        expect![[r#"
            missing-field at briefs/2025-02-06-note.md:2:1: `title` is missing
                help: add `title:` with a text on one line
            no-source at briefs/2025-02-06-note.md:2:1: the brief has no source
                help: add `sources:`, or cite one in the text with `[@id]`
            no-topic at briefs/2025-02-06-note.md:2:1: the brief has no topic
                help: add `topics:`, so that readers of a topic find it
            bad-date at briefs/2025-02-06-note.md:2:12: `2025-13` is no date: there is no month 13
                help: months are 01 to 12; 21 to 24 are spring, summer, autumn and winter
            near-name at briefs/2025-02-06-note.md:3:9: the actor `hacizada` has no file, and is nearly `hacizade`
                help: write `hacizade`; or, if it is another, make `content/actors/hacizada.md` with `name:` between two `---` lines
            unknown-value at briefs/2025-02-06-note.md:4:7: `inicdent` is no kind
                help: did you mean `incident`?
            unknown-link at briefs/2025-02-06-note.md:6:5: nothing has the id or name `nowhere`
                help: write the id of a record, which is its file's name without the date
            unknown-source at briefs/2025-02-06-note.md:6:22: unknown source `nobody`
                help: add it to `content/sources.yaml`, or check the spelling
        "#]],
    );
}

#[test]
fn a_link_to_nothing_and_one_to_two_things_are_errors() {
    let site = "==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: [Baku]
places: [Baku]
sources: [turan, apa]
---
See [[nowhere]] and [[baku]].
==> content/topics/baku.md
---
name: Baku
---
==> content/places/baku.md
---
name: Baku
---
";
    check_diagnostics(
        site,
        expect![[r#"
        unknown-link at briefs/note.md:8:5: nothing has the id or name `nowhere`
            help: write the id of a record, which is its file's name without the date
        ambiguous-link at briefs/note.md:8:21: `baku` is the id of 2 records
            help: write `[[topics/baku]]` or `[[places/baku]]`
    "#]],
    );
}

#[test]
fn a_heading_that_is_not_there_is_answered_with_the_nearest_one() {
    check_diagnostics(
        &brief("", "## What followed\n\nSee [it](#what-folowed)."),
        expect![[r#"
        unknown-heading at briefs/2025-02-06-note.md:9:5: there is no heading `#what-folowed`
            help: did you mean `what-followed`?
    "#]],
    );
}

#[test]
fn a_script_in_a_link_is_an_error() {
    check_diagnostics(
        &brief("", "See [it](javascript:alert(1))."),
        expect![[r#"
        unsafe-link at briefs/2025-02-06-note.md:7:5: a link may not begin with `javascript:`
            help: link to a page or a file
    "#]],
    );
}

#[test]
fn topics_in_a_circle_are_an_error() {
    let site = "==> content/topics/a.md\n---\nname: A\nparent: b\n---\n==> content/topics/b.md\n---\nname: B\nparent: a\n---\n";
    check_diagnostics(
        site,
        expect![[r#"
            topic-cycle at topics/a.md:3:9: the topic `a` stands above itself
                help: a hierarchy has a top: take one `parent:` away
            no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
                help: bring the folder back, or make a first brief: `demarche new brief`
        "#]],
    );
}

#[test]
fn an_office_that_was_not_held_on_the_day_is_an_error() {
    let site = "==> content/actors/orlov.md
---
name: Ivan Orlov
roles: [{title: envoy, from: 2020, to: 2023}]
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
actors: [{id: orlov, role: speaker, as: envoy}]
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        office-not-held at briefs/note.md:5:41: `envoy` was not held 6 February 2025
            help: give the office of that day, or correct `from:` and `to:` in the actor's `roles:`
    "#]],
    );
}

#[test]
fn a_figure_with_a_value_and_a_span_is_an_error() {
    check_diagnostics(
        &brief("figures: [{what: dead, value: 2, min: 1, by: turan}]\n", "A note."),
        expect![[r#"
        bad-figure at briefs/2025-02-06-note.md:6:11: the figure has a value and a span
            help: keep `value:`, or `min:` and `max:`
    "#]],
    );
}

#[test]
fn a_brief_at_the_address_of_an_index_is_an_error() {
    check_diagnostics(
        "==> content/pages/briefs.md\n---\ntitle: Briefs\n---\nNo.\n",
        expect![[r#"
            reserved-address at pages/briefs.md:1:1: `/briefs/` is kept for an index of the site
                help: give the file another name, or the brief another `slug:`
            no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
                help: bring the folder back, or make a first brief: `demarche new brief`
        "#]],
    );
}

#[test]
fn a_file_in_no_folder_of_a_kind_is_an_error() {
    check_diagnostics(
        "==> content/note.md\n---\ntitle: A note\n---\nA note.\n",
        expect![[r#"
            misplaced-file at note.md:1:1: this folder is no kind of record
                help: a folder is a kind: move the file to one of `briefs`, `topics`, `actors`, `places`, `questions`, `threads` or `pages`
            no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
                help: bring the folder back, or make a first brief: `demarche new brief`
        "#]],
    );
}

#[test]
fn front_matter_without_an_end_is_an_error() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-06\nA note.\n",
        expect![[r#"
        unclosed-front-matter at briefs/2025-02-06-note.md:1:1: the front matter that begins here has no end
            help: put a line `---` between the fields and the text
    "#]],
    );
}

#[test]
fn a_claim_that_bears_on_none_is_an_error() {
    let site = "==> content/questions/cause.md
---
title: What happened?
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
claims:
  - {id: fire, question: cause, by: hacizade, says: It was hit., source: turan, disputes: birds}
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        unknown-claim at briefs/note.md:6:91: unknown claim `birds`
            help: write the `id` of a claim
    "#]],
    );
}

#[test]
fn a_word_of_reason_silences_a_warning_and_no_error() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nactors: hacizada # demarche: allow(unknown-actor): he is not here\n\
         sources: turan # demarche: allow(single-source): there is no other\n---\nA note.\n",
        expect![[r#"
            near-name at briefs/2025-02-06-note.md:5:9: the actor `hacizada` has no file, and is nearly `hacizade`
                help: write `hacizade`; or, if it is another, make `content/actors/hacizada.md` with `name:` between two `---` lines
            silenced-error at briefs/2025-02-06-note.md:5:18: `unknown-actor` is an error and cannot be silenced
                help: mend it: `demarche explain unknown-actor` says how
        "#]],
    );
}

#[test]
fn a_title_that_site_toml_lacks_is_told_there() {
    check_diagnostics(
        "==> site.toml\nbase_url = \"https://example.org/\"\n",
        expect![[r#"
            missing-field at site.toml:1:1: `title` is missing
                help: add `title =` with a text on one line
            no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
                help: bring the folder back, or make a first brief: `demarche new brief`
        "#]],
    );
}

#[test]
fn a_field_of_another_tool_is_answered_with_the_one_that_is_meant() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-06\ntags: [diplomacy]\nsources: turan\ndescription: It was.\n---\nA note.\n",
        expect![[r#"
            no-topic at briefs/2025-02-06-note.md:2:1: the brief has no topic
                help: add `topics:`, so that readers of a topic find it
            unknown-field at briefs/2025-02-06-note.md:4:1: unknown field `tags`
                help: did you mean `topics`?
            unknown-field at briefs/2025-02-06-note.md:6:1: unknown field `description`
                help: did you mean `summary`?
        "#]],
    );
}

#[test]
fn a_list_that_lost_its_brackets_is_told() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-06\ntopics: Trade, Visits\nactors: hacizade, Əliyev\nsources: turan, apa\n---\nA note.\n",
        expect![[r#"
            missing-record at briefs/2025-02-06-note.md:4:9: the topic `Trade, Visits` has no file
                help: a list has brackets: did you mean `[Trade, Visits]`? For one name make `content/topics/trade-visits.md` with `name: "Trade, Visits"` between two `---` lines
            missing-record at briefs/2025-02-06-note.md:5:9: the actor `hacizade, Əliyev` has no file
                help: a list has brackets: did you mean `[hacizade, Əliyev]`? For one name make `content/actors/hacizade-eliyev.md` with `name: "hacizade, Əliyev"` between two `---` lines
            unknown-source at briefs/2025-02-06-note.md:6:10: unknown source `turan, apa`
                help: a list has brackets: did you mean `[turan, apa]`? For one name add it to `content/sources.yaml`, or check the spelling
        "#]],
    );
}

#[test]
fn a_name_with_a_comma_is_no_list() {
    check_diagnostics(
        "==> content/places/astana.md\n---\nname: Astana, Kazakhstan\n---\n==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\n\
         date: 2025-02-06\ntopics: diplomacy\nplaces: Astana, Kazakhstan\nactors: [\"Smith, John\"]\nsources: [turan, apa]\n---\nA note.\n",
        expect![[r#"
            missing-record at briefs/2025-02-06-note.md:6:10: the actor `Smith, John` has no file
                help: make `content/actors/smith-john.md` with `name: "Smith, John"` between two `---` lines
        "#]],
    );
}

#[test]
fn a_date_is_mended_only_where_it_has_one_reading() {
    for (typed, mended) in [
        ("2025.10", Some("2025-10")),
        ("202510", Some("2025-10")),
        ("20250206", Some("2025-02-06")),
        ("2025.1", None),
        ("2025-02/03", None),
        ("45678", None),
        ("12004", None),
        ("06/02/2025", None),
    ] {
        let site = format!("---\ntitle: A note\ndate: {typed}\n---\nA note.\n");
        let input = input(&site);
        let faults = check(&input);
        let fault = faults.iter().find(|fault| fault.diagnostic.code == "bad-date").expect("it is no date");
        assert!(fault.diagnostic.message.starts_with(&format!("`{typed}` is no date")), "{}", fault.diagnostic.message);
        let fixed = apply_fixes(&input, &faults, true);
        let after = fixed.files.values().next().map(|(_, after)| after.clone());
        let expected = mended.map(|date| site.replace(typed, date));
        assert_eq!(after.map(|text| text.replace('"', "")), expected, "{typed}");
    }
}

//! `demarche check` and `demarche explain` as an author runs them: exit codes, formats, fixes, silences.

mod common;

use std::process::Stdio;

use common::Site;

/// A brief against which a sub-editor has nothing.
const BRIEF: &str = "---
title: A note is handed over
date: 2025-02-06
topics: diplomacy
sources: [turan, apa]
---
The note was sent on Thursday 6 February 2025.
";

fn site() -> Site {
    let site = Site::new();
    site.write("content/topics/diplomacy.md", "---\nname: Diplomacy\n---\n");
    site.write(
        "content/sources.yaml",
        "- {id: turan, title: A report, publisher: Turan}\n- {id: apa, title: Another report, publisher: APA}\n",
    );
    site.write("content/briefs/note.md", BRIEF);
    site
}

fn with(old: &str, new: &str) -> Site {
    assert!(BRIEF.contains(old));
    let site = site();
    site.write("content/briefs/note.md", BRIEF.replace(old, new));
    site
}

#[test]
fn a_site_without_faults_is_fine_and_nothing_is_written() {
    let site = site();
    let run = site.run(&["check", "--strict"]);
    assert_eq!((run.code, run.said.as_str()), (0, "1 brief: nothing to say\n"));
    assert!(!site.public().exists());
}

#[test]
fn warnings_are_fine_unless_strict_and_errors_never() {
    let site = with("Thursday", "Friday");
    let run = site.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(run.said.contains("warning[wrong-weekday]: 6 February 2025 was a Thursday"), "{}", run.said);
    assert_eq!(site.run(&["check", "--strict"]).code, 1);
    // A build does not look for it.
    assert_eq!(site.run(&["build", "--strict"]).code, 0);
    assert_eq!(with("turan, apa", "turan, appa").run(&["check"]).code, 1);
    assert_eq!(site.run(&["check", "--root", "nowhere"]).code, 2);
}

#[test]
fn templates_are_rendered_too() {
    let site = site();
    site.write("templates/topic.html", "{{ nothing.of.this }}");
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(run.said.contains("error[bad-template]"), "{}", run.said);
}

#[test]
fn a_document_for_machines_stands_alone_on_the_standard_output() {
    let site = with("turan, apa", "turan, appa");
    let (run, text) = site.told(&["check", "--format", "json"]);
    assert_eq!((run.code, run.said.as_str()), (1, ""));
    let found: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&found["version"], &found["errors"]), (&1.into(), &1.into()));
    let fault = &found["faults"][0];
    assert_eq!(fault["code"], "unknown-source");
    assert_eq!(fault["file"], "content/briefs/note.md");
    assert_eq!((&fault["line"], &fault["column"], &fault["end_column"]), (&5.into(), &18.into(), &22.into()));
    assert_eq!(fault["fix"]["edits"][0]["text"], "apa");
    assert_eq!(fault["fix"]["sure"], false);
}

#[test]
fn files_are_named_as_seen_from_where_the_command_runs() {
    let site = with("turan, apa", "turan, appa");
    let output = site
        .command(&["check", "--root", "site", "--format", "github"])
        .current_dir(site.desk())
        .output()
        .expect("the binary runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        text,
        "::error file=site/content/briefs/note.md,line=5,endLine=5,col=18,endColumn=22,title=unknown-source::unknown source \
         `appa`%0Adid you mean `apa`?\n"
    );
}

#[test]
fn sarif_names_rules_places_fixes_and_fingerprints_that_stay() {
    let results = |text: &str| -> serde_json::Value {
        let site = site();
        site.write("content/briefs/ə note.md", text);
        let (_, text) = site.told(&["check", "--format", "sarif"]);
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["runs"][0].take()
    };
    let text = BRIEF.replace("turan, apa", "turan, appa").replace("Thursday", "Friday");
    let run = results(&text);
    let result = &run["results"][0];
    assert_eq!(
        run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize]["id"],
        result["ruleId"]
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/briefs/%C9%99%20note.md");
    assert_eq!(place["region"]["startLine"], 5);
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "apa");
    let lower = results(&text.replace("date:", "kind: incident\ndate:"));
    assert_eq!(lower["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 6);
    assert_eq!(lower["results"][0]["partialFingerprints"], result["partialFingerprints"]);
}

#[test]
fn fixes_are_shown_and_written_only_where_the_author_says_so() {
    let site = with("title: A note is handed over", "title: A note is handed over.");
    let before = site.read("content/briefs/note.md");
    let mut command = site.command(&["check", "--fix"]);
    let output = command.stdin(Stdio::null()).output().expect("the binary runs");
    let (diff, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(diff.contains("--- a/content/briefs/note.md\n+++ b/content/briefs/note.md\n"), "{diff}");
    assert!(diff.contains("-title: A note is handed over.\n+title: A note is handed over\n"), "{diff}");
    assert!(said.contains("1 change in 1 file: nothing was written; give --yes to write them"), "{said}");
    assert_eq!(site.read("content/briefs/note.md"), before);
    let (run, _) = site.told(&["check", "--fix", "--yes"]);
    assert_eq!((run.code, run.said.as_str()), (0, "1 change in 1 file written\n1 brief: nothing to say\n"));
    assert_eq!(site.read("content/briefs/note.md"), BRIEF);
}

#[test]
fn a_date_in_block_text_is_mended_and_the_next_field_stays() {
    for sign in [">-", "|", "|2", ">+", "|- # a | b"] {
        let site = with("date: 2025-02-06", &format!("date: {sign}\n  2025-2-6\nstatus: draft"));
        site.told(&["check", "--fix", "--yes"]);
        assert_eq!(
            site.read("content/briefs/note.md"),
            BRIEF.replace("date: 2025-02-06", "date: 2025-02-06\nstatus: draft")
        );
    }
}

#[test]
fn a_file_that_cannot_be_mended_keeps_no_other_from_it() {
    let site = with("title: A note is handed over", "title: A note is handed over.");
    let other = BRIEF.replace("title: A note is handed over", "title: A second note.");
    for name in ["content/briefs/first.md", "content/briefs/last.md"] {
        site.write(name, &other);
    }
    let place = site.root().join("content/briefs/first.md");
    let mut closed = std::fs::metadata(&place).expect("there").permissions();
    closed.set_readonly(true);
    std::fs::set_permissions(&place, closed).expect("can set");
    let (run, _) = site.told(&["check", "--fix", "--yes"]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(run.said.contains("first.md may only be read"), "{}", run.said);
    let end =
        "content/briefs/last.md written\ncontent/briefs/note.md written\nerror: 1 of 3 files could not be written\n";
    assert!(run.said.ends_with(end), "{}", run.said);
    assert_eq!(site.read("content/briefs/note.md"), BRIEF);
    assert_eq!(site.read("content/briefs/first.md"), other);
}

#[test]
fn guesses_are_taken_only_where_all_is_said() {
    let site = with("turan, apa", "turan, appa");
    let (run, _) = site.told(&["check", "--fix", "--yes"]);
    assert!(run.said.contains("nothing to mend for sure; --fix=all takes the guesses"), "{}", run.said);
    let (run, _) = site.told(&["check", "--fix=all", "--yes", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(site.read("content/briefs/note.md"), BRIEF);
}

#[test]
fn a_line_is_silenced_with_a_reason() {
    for (old, new) in [
        ("sources: [turan, apa]", "# demarche: allow(single-source): Turan alone reported it\nsources: turan"),
        ("sources: [turan, apa]", "sources: turan # demarche: allow(single-source): Turan alone reported it"),
        (
            "The note was sent on Thursday",
            "<!-- demarche: allow(wrong-weekday): as printed -->\nThe note was sent on Friday",
        ),
        (
            "6 February 2025.",
            "6 February 2025.\n\n<!-- demarche: allow(repeated-word): quoted -->\nIt was the the note.",
        ),
    ] {
        let site = with(old, new);
        site.write("content/pages/about.md", "---\ntitle: About\n---\nThere is one more. [@apa]\n");
        let run = site.run(&["check", "--strict"]);
        assert_eq!(run.code, 0, "{new}: {}", run.said);
        // A build that does not give the advice does not find the silence useless either.
        let run = site.run(&["build", "--strict"]);
        assert_eq!(run.code, 0, "{new}: {}", run.said);
        let page = site.read("public/briefs/note/index.html");
        assert!(!page.contains("allow("), "{page}");
    }
}

#[test]
fn a_warning_of_a_build_is_silenced_in_a_build() {
    let site = with("topics: diplomacy", "# demarche: allow(no-topic): it belongs to none\nkind: background");
    assert_eq!(site.run(&["build", "--strict"]).code, 0);
    let site = with("topics: diplomacy", "# demarche: allow(no-topic): it belongs to none\ntopics: diplomacy");
    let run = site.run(&["build"]);
    assert!(run.code == 0 && run.said.contains("warning[unused-silence]"), "{}", run.said);
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
    let (run, _) = site.told(&["check", "--fix", "--yes"]);
    assert_eq!((run.code, site.read("content/briefs/note.md").as_str()), (0, BRIEF), "{}", run.said);
}

#[test]
fn a_silence_of_the_whole_site_stands_in_site_toml() {
    let site = with("sources: [turan, apa]", "sources: turan");
    site.write(
        "site.toml",
        format!("# demarche: allow(single-source): one outlet is all there is\n# demarche: allow(orphan-record): more will come\n{}", common::SITE_TOML),
    );
    let run = site.run(&["check", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.said);
}

#[test]
fn what_another_audience_sees_is_no_useless_silence() {
    let site = site();
    let draft = BRIEF.replace("topics: diplomacy", "# demarche: allow(no-topic): it belongs to none\nstatus: draft");
    site.write("content/briefs/draft.md", draft);
    assert_eq!(site.run(&["build", "--strict"]).code, 0);
    assert_eq!(site.run(&["check", "--strict", "--drafts"]).code, 0);
}

/// Ways to keep a brief from readers on 1 January 2026.
const HELD: [&str; 6] = [
    "published: 2026-12-06",
    "embargoed: 2026-12-06",
    "status: draft",
    "status: review",
    "status: withheld",
    "tlp: AMBER",
];

#[test]
fn what_is_held_back_is_checked_before_its_time_comes() {
    for rule in HELD {
        let site = site();
        let held = BRIEF.replace("sources: [turan, apa]", &format!("sources: [nosuch]\n{rule}")) + "See [[nothing]].\n";
        site.write("content/briefs/held.md", held);
        for asked in [&["check"][..], &["check", "content/briefs/held.md"], &["check", "--drafts"]] {
            let run = site.run(asked);
            assert_eq!(run.code, 1, "{rule}: {}", run.said);
            assert!(run.said.contains("unknown source `nosuch`") && run.said.contains("unknown-link"), "{}", run.said);
        }
        // It stops no publication of what readers may see.
        assert_eq!(site.run(&["build"]).code, 0, "{rule}");
    }
}

#[test]
fn what_is_held_back_is_counted_and_told_where_it_is_not_looked_at() {
    let site = site();
    let held = BRIEF.replace("sources:", "published: 2026-12-06\nsources:");
    site.write("content/briefs/held.md", &held);
    let until = "1 embargoed until 6 December 2026";
    let run = site.run(&["check", "--strict"]);
    assert_eq!(
        (run.code, run.said),
        (0, format!("2 briefs: nothing to say\nheld back, and checked as well: {until}\n"))
    );
    site.write("content/briefs/held.md", held.replace("turan, apa", "nosuch"));
    let run = site.run(&["check", "--as-of", "2026-01-01"]);
    assert_eq!((run.code, run.said), (0, format!("1 brief: nothing to say\nheld back, not checked: {until}\n")));
    let run = site.run(&["check", "--as-of", "2026-01-01", "content/briefs/held.md"]);
    let said = "content/briefs/held.md: nothing to say of what was looked at\nheld back, not checked: content/briefs/held.md\n";
    assert_eq!((run.code, run.said.as_str()), (0, said));
}

#[test]
fn an_error_in_what_is_held_back_keeps_no_advice_from_the_rest() {
    let site = with("Thursday", "Friday");
    site.write(
        "content/briefs/held.md",
        BRIEF.replace("topics: diplomacy\nsources: [turan", "status: draft\nsources: [nosuch"),
    );
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.said.contains("unknown-source") && run.said.contains("wrong-weekday"), "{}", run.said);
    assert!(run.said.contains("\n1 error and 2 warnings: "), "{}", run.said);
}

#[test]
fn what_is_held_back_is_told_once_and_judged_by_its_own_day() {
    let site = with("topics: diplomacy", "topics: trade");
    let held =
        BRIEF.replace("topics: diplomacy", "topics: trade\nembargoed: 2026-12-06").replace("2025-02-06", "2026-12-05");
    let held = held.replace("Thursday 6 February 2025", "Saturday 5 December 2026");
    site.write("content/briefs/a-held.md", &held);
    let run = site.run(&["check"]);
    assert_eq!(run.said.matches("missing-record").count(), 1, "{}", run.said);
    assert!(!run.said.contains("future-date"), "{}", run.said);
    site.write("content/briefs/a-held.md", held.replace("2026-12-05", "2062-12-05"));
    assert!(site.run(&["check"]).said.contains("future-date"));
}

#[test]
fn every_code_can_be_explained_and_a_slip_is_understood() {
    let site = site();
    let (run, text) = site.told(&["explain", "single-source"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    insta::assert_snapshot!("explain_single_source", text);
    let (_, text) = site.told(&["explain"]);
    assert!(text.lines().count() > 100 && text.contains("\nwrong-weekday "), "{text}");
    let (_, text) = site.told(&["explain", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(all.as_array().is_some_and(|all| all.iter().all(|code| code["why"].is_string())));
    let run = site.run(&["explain", "single-sorce"]);
    assert_eq!(
        (run.code, run.said.as_str()),
        (2, "error: no fault has the code `single-sorce`: did you mean `single-source`?\n")
    );
}

#[test]
fn the_line_end_of_windows_is_no_letter_of_a_line() {
    let site = site();
    site.write("content/briefs/note.md", BRIEF.replace("topics: diplomacy", "topic: diplomacy").replace('\n', "\r\n"));
    let run = site.run(&["check"]);
    assert!(run.code == 1 && run.said.contains("topic: diplomacy\n") && !run.said.contains('␍'), "{}", run.said);
}

#[test]
fn the_day_on_which_an_address_was_read_is_filled_in_and_the_publisher_of_its_host() {
    let site = site();
    site.write(
        "content/sources.yaml",
        "- {id: turan, title: A report, publisher: Turan, url: \"https://turan.az/a\", accessed: 2025-02-06}\n",
    );
    std::fs::remove_file(site.root().join("content/briefs/note.md")).expect("the brief");
    let start = "---\ntitle: A note is handed over\ndate: 2025-02-06\ntopics: diplomacy\n";
    let text = "---\nThe note was sent on Thursday 6 February 2025.";
    for (name, before, after) in [
        (
            "a",
            format!(
                "{start}sources:\n  - https://turan.az/b # one\n  - url: https://apa.az/c\n    title: Talks\n{text}\n"
            ),
            format!(
                "{start}sources:\n  - {{url: \"https://turan.az/b\", publisher: Turan, accessed: TODAY}} # one\n  - url: \
                 https://apa.az/c\n    accessed: TODAY\n    title: Talks\n{text}\n"
            ),
        ),
        (
            "b",
            format!("{start}sources: [turan]\n{text} [@https://e.org/x] [@http://e.org/x?utm_source=y]\n"),
            format!(
                "{start}sources: [turan, {{url: \"https://e.org/x\", accessed: TODAY}}]\n{text} [@https://e.org/x] [@http://e.org/x?utm_source=y]\n"
            ),
        ),
        (
            "c",
            format!("{start}{text} [@https://e.org/y]\n"),
            format!("{start}{text} [@https://e.org/y]\n").replacen(
                "over\n",
                "over\nsources: [{url: \"https://e.org/y\", accessed: TODAY}]\n",
                1,
            ),
        ),
    ] {
        let path = format!("content/briefs/{name}.md");
        site.write(&path, &before);
        // Nobody said that it was read today.
        let (run, _) = site.told(&["check", "--fix", "--yes"]);
        assert!(run.said.contains("--fix=all takes the guesses"), "{}", run.said);
        let (run, _) = site.told(&["check", "--fix=all", "--yes"]);
        let read = std::fs::read_to_string(site.root().join(&path)).expect("the brief");
        assert_eq!(read, after.replace("TODAY", "2026-01-01"), "{}", run.said);
        std::fs::remove_file(site.root().join(&path)).expect("the brief");
    }
}

/// A site with a fault in each of two briefs, and one of another code in the second.
fn two_faults() -> Site {
    let site = with("topics: diplomacy", "topics: \"…\"");
    site.write(
        "content/briefs/other.md",
        BRIEF.replace("sources: [turan, apa]", "sources: [turn, apa]\nkind: nothing"),
    );
    site
}

#[test]
fn the_faults_of_one_file_alone_are_told_and_decide() {
    let site = two_faults();
    for typed in ["content/briefs/note.md", "./content/briefs/note.md"] {
        let run = site.run(&["check", typed]);
        assert_eq!(run.code, 1, "{}", run.said);
        assert!(run.said.contains("unknown-topic") && !run.said.contains("other.md"), "{}", run.said);
    }
    let here = site.command(&["check", "site/content/briefs", "--root", "site"]).current_dir(site.desk()).output();
    let said = String::from_utf8(here.expect("runs").stderr).expect("UTF-8");
    assert!(said.contains("note.md") && said.contains("other.md"), "{said}");
    let run = site.run(&["check", "content/topics/diplomacy.md", "site.toml"]);
    let said = "content/topics/diplomacy.md, site.toml: nothing to say\n\
                3 errors elsewhere: until they are mended no advice is given\n";
    assert_eq!((run.code, run.said.as_str()), (0, said));
    let run = site.run(&["check", "content/briefs/nott.md"]);
    assert!(run.code == 2 && run.said.contains("did you mean `content/briefs/note.md`?"), "{}", run.said);
    let (_, text) = site.told(&["check", "--format", "json", "content/briefs/other.md"]);
    let found: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(found["errors"], 2);
}

#[test]
fn the_faults_of_one_code_alone_are_told() {
    let site = two_faults();
    let run = site.run(&["check", "--only", "unknown-source", "--only", "error[unknown-value]"]);
    assert_eq!(run.code, 1);
    let has = |code: &str| run.said.contains(&format!("error[{code}]"));
    assert!(has("unknown-source") && has("unknown-value") && !has("unknown-topic"), "{}", run.said);
    assert_eq!(site.run(&["check", "--only", "broken-link"]).code, 0);
    let run = site.run(&["check", "--only", "unknown-topik"]);
    assert!(run.code == 2 && run.said.contains("did you mean `unknown-topic`?"), "{}", run.said);
}

#[test]
fn many_faults_are_counted_by_code_with_an_example_of_each() {
    let site = site();
    let write = |topic: &str| {
        for number in 0..60 {
            let brief = BRIEF.replace("topics: diplomacy", &format!("topics: {topic}")).replace("Thursday", "Friday");
            site.write(&format!("content/briefs/note-{number}.md"), brief);
        }
    };
    write("\"…\"");
    for command in ["check", "build"] {
        let run = site.run(&[command]);
        assert_eq!(run.code, 1);
        assert_eq!(run.said.matches("error[unknown-topic]").count(), 1, "{}", run.said);
        assert!(run.said.contains("\n  error    unknown-topic  60 in 60 files\n"), "{}", run.said);
        let run = site.run(&[command, "--all"]);
        assert_eq!(run.said.matches("error[unknown-topic]").count(), 60);
        assert!(!run.said.contains("By code"));
    }
    write("diplomacy");
    let run = site.run(&["check", "--only", "wrong-weekday"]);
    assert!(run.said.contains("\n  warning  wrong-weekday  60 in 60 files\n"), "{}", run.said);
    assert!(run.said.ends_with("\n60 warnings: `demarche explain CODE` says more\n"), "{}", run.said);
}

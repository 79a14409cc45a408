//! `demarche new` from outside: a file in the right place, checked before it is written, and never over another.

mod common;

use std::fs;
use std::process::Stdio;

use common::{Site, tree};

/// What a command printed: its exit code, the standard output, the standard error.
fn run(site: &Site, words: &[&str]) -> (i32, String, String) {
    let output = site.command(words).stdin(Stdio::null()).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn site() -> Site {
    Site::of(
        "==> content/topics/trade.md
---
name: Trade
---
==> content/actors/the-ministry.md
---
name: The Ministry
aliases: [MoT]
---
==> content/sources.yaml
# Ours.
- id: paper-1 # the first
  title: A paper
",
    )
}

fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).expect("the file was written")
}

#[test]
fn a_new_brief_stands_in_its_place_and_names_what_else_it_can_hold() {
    let site = site();
    let words = ["new", "brief", "Duties: no. 2", "--date", "2025-02-06", "--topic", "trade", "--actor", "MoT"];
    let (code, path, said) = run(&site, &[&words[..], &["--source", "paper-1"]].concat());
    assert_eq!((code, path.as_str(), said.as_str()), (0, "content/briefs/2025-02-06-duties-no-2.md\n", ""));
    insta::assert_snapshot!("a_new_brief", read(&site, path.trim()));
    let build = site.run(&["build", "--strict"]);
    assert_eq!(build.code, 0, "{}", build.said);
}

#[test]
fn every_kind_has_its_place_and_the_site_still_builds() {
    let site = site();
    for (words, expected) in [
        (&["topic", "Duties", "--parent", "trade"][..], "content/topics/duties.md"),
        (&["actor", "Hacızadə", "--type", "person", "--country", "AZE"], "content/actors/hacizade.md"),
        (&["place", "Baku", "--lat", "40.4", "--lon", "-49.8", "--country", "AZE"], "content/places/baku.md"),
        (&["question", "Who pays?", "--topic", "Trade"], "content/questions/who-pays.md"),
        (&["thread", "Захарова и визы"], "content/threads/zakharova-i-vizy.md"),
        (&["page", "About", "--slug", "about-us"], "content/pages/about-us.md"),
        (&["brief", "関税", "--date", "[2025-06-01..2025-07-23]"], "content/briefs/guanshui.md"),
    ] {
        let (code, path, said) = run(&site, &[&["new"], words].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{words:?}");
        if words[0] != "brief" {
            assert_eq!(path.trim(), expected);
        }
        assert!(site.root().join(path.trim()).is_file(), "{path}");
    }
    assert!(
        read(&site, "content/actors/hacizade.md").starts_with("---\nname: Hacızadə\ntype: person\ncountry: AZE\n#")
    );
    let build = site.run(&["build"]);
    assert_eq!(build.code, 0, "{}", build.said);
}

#[test]
fn words_that_do_not_fit_the_site_are_told_and_nothing_is_written() {
    let site = site();
    let before = tree(&site.root());
    for (words, code, help) in [
        (&["brief", "A", "--date", "2025-02-06", "--topic", "…"][..], "unknown-topic", "letters and digits"),
        (&["brief", "A", "--date", "2025-02-06", "--source", "paper-l"], "unknown-source", "did you mean `paper-1`?"),
        (&["brief", "A", "--date", "2025-02-30"], "bad-date", "its last day is 28"),
        (&["brief", "A", "--date", "06/02/2025"], "bad-date", "write 2025-02-06 for 6 February 2025"),
        (&["actor", "A", "--country", "AZ"], "wrong-type", "ISO 3166-1"),
        (&["actor", "A", "--type", "persn"], "unknown-value", "did you mean `person`?"),
        (&["topic", "A", "--parent", "…"], "unknown-topic", "letters and digits"),
        (&["source", "A", "--url", "nowhere"], "wrong-type", "an address"),
        (&["source", "A", "--slug", "paper-1"], "duplicate-id", "change the `id:`"),
    ] {
        let (exit, path, said) = run(&site, &[&["new"], words].concat());
        assert_eq!((exit, path.as_str()), (1, ""), "{words:?}: {said}");
        assert!(said.contains(&format!("error[{code}]")), "{words:?}: {said}");
        assert!(said.contains(help), "{words:?}: {said}");
        assert!(said.contains("was not written"), "{said}");
    }
    assert_eq!(tree(&site.root()), before);
}

#[test]
fn a_term_that_is_new_is_told_and_the_brief_written() {
    let site = site();
    let (code, _, said) = run(&site, &["new", "brief", "A", "--date", "2025", "--topic", "energy"]);
    assert_eq!(code, 0);
    assert!(said.contains("warning[missing-record]") && said.contains("content/topics/energy.md"), "{said}");
    assert!(!said.contains("no-source"), "the file says so itself: {said}");
}

#[test]
fn faults_elsewhere_are_not_the_new_record_s() {
    let site = site();
    site.write("content/briefs/broken.md", "---\ntitel: x\n---\n");
    let (code, _, said) = run(&site, &["new", "topic", "Energy"]);
    assert_eq!((code, said.as_str()), (0, ""));
}

#[test]
fn no_file_is_written_over_and_no_id_is_given_twice() {
    let site = site();
    let words = ["new", "brief", "A note", "--date", "2025-02-06", "--slug", "a-note"];
    assert_eq!(run(&site, &words).0, 0);
    let (code, _, said) = run(&site, &words);
    assert_eq!(code, 2);
    assert!(said.contains("there already") && said.contains("--slug"), "{said}");
    let (code, _, said) = run(&site, &["new", "brief", "A", "--date", "2025-03-07", "--slug", "a-note"]);
    assert_eq!(code, 1, "another file, and the same id");
    assert!(said.contains("duplicate-id"), "{said}");
    let (code, path, said) = run(&site, &["new", "brief", "A note", "--date", "2025-03-07"]);
    assert_eq!((code, path.as_str()), (0, "content/briefs/2025-03-07-a-note-2.md\n"));
    assert!(said.contains("`a-note` is taken: the id is `a-note-2`"), "{said}");
}

#[test]
fn a_name_that_leads_to_a_record_makes_no_second_one() {
    let site = site();
    site.write("content/places/taftan-iran.md", "---\nname: Taftan\n---\n");
    site.write("content/topics/energy.md", "---\nname: Energy\nformer_ids: [natural-gas]\n---\n");
    site.write("content/actors/broken.md", "---\nname: [\n---\n");
    let before = tree(&site.root());
    for (words, file) in [
        (["actor", "The Ministry"], "content/actors/the-ministry.md"),
        (["actor", "the ministry"], "content/actors/the-ministry.md"),
        (["actor", "MoT"], "content/actors/the-ministry.md"),
        (["actor", "Broken"], "content/actors/broken.md"),
        (["place", "Taftan"], "content/places/taftan-iran.md"),
        (["topic", "Natural gas"], "content/topics/energy.md"),
    ] {
        let (code, path, said) = run(&site, &[&["new"], &words[..]].concat());
        assert_eq!((code, path.as_str()), (1, ""), "{words:?}: {said}");
        assert!(said.contains(file) && said.contains("--slug"), "{words:?}: {said}");
    }
    assert_eq!(tree(&site.root()), before);
    site.remove("content/actors/broken.md");
    // Another place of the name has an id of its own, as long as nobody names the two by it.
    let other = ["new", "place", "Taftan", "--slug", "taftan-pakistan"];
    site.write("content/briefs/a.md", "---\ntitle: A\ndate: 2025\ntopics: trade\nplaces: Taftan\n---\nA.\n");
    let (code, _, said) = run(&site, &other);
    assert!(code == 1 && said.contains("error[shared-name]") && said.contains("content/briefs/a.md"), "{code}: {said}");
    site.write("content/briefs/a.md", "---\ntitle: A\ndate: 2025\ntopics: trade\nplaces: taftan-iran\n---\nA.\n");
    let (code, path, said) = run(&site, &other);
    assert_eq!((code, path.as_str(), said.as_str()), (0, "content/places/taftan-pakistan.md\n", ""));
    // Names that differ have ids that differ, also where the letters of an address are the same.
    assert_eq!(run(&site, &["new", "topic", "山西"]).1, "content/topics/shanxi.md\n");
    let (code, path, said) = run(&site, &["new", "topic", "陕西"]);
    assert_eq!((code, path.as_str()), (0, "content/topics/shanxi-2.md\n"), "{said}");
    assert_eq!(site.build().code, 0);
}

#[test]
fn records_are_renamed_and_merged_in_every_file() {
    let site = site();
    site.write("content/topics/trades.md", "---\nname: Trades\n---\n");
    site.write(
        "content/briefs/a.md",
        "---\ntitle: A\ndate: 2025\ntopics: [trade, trades]\nsources: paper-1\n---\nA.\n",
    );
    let before = tree(&site.root());
    let (code, diff, said) = run(&site, &["merge", "trades", "trade", "--dry-run"]);
    assert_eq!(code, 0, "{said}");
    assert!(diff.contains("+++ /dev/null") && diff.contains("+former_ids: [trades]"), "{diff}");
    assert_eq!(tree(&site.root()), before, "nothing was written");
    let (code, _, said) = run(&site, &["merge", "trades", "trade"]);
    assert_eq!(code, 0, "{said}");
    let (code, _, said) = run(&site, &["rename", "content/briefs/a.md", "answer"]);
    assert_eq!(code, 0, "{said}");
    let (code, _, said) = run(&site, &["rename", "sources/paper-1", "daily"]);
    assert_eq!(code, 0, "{said}");
    let build = site.build();
    assert_eq!(build.code, 0, "{}", build.said);
    assert!(read(&site, "content/briefs/answer.md").contains("sources: daily\n"));
    for moved in ["topics/trades", "briefs/a", "topics/trade", "briefs/answer"] {
        assert!(site.root().join(format!("public/{moved}/index.html")).is_file(), "{moved}");
    }
    site.write("content/pages/secret.md", "---\ntitle: Secret\nstatus: draft\n---\nZebra.\n");
    site.write("content/pages/about.md", "---\ntitle: About\nstatus: usable\n---\nUs.\n");
    for (words, code, expected) in [
        (&["merge", "pages/secret", "pages/about"][..], 1, "`secret` is a draft and `about` is not"),
        (&["rename", "nowhere", "x"], 2, "nothing has the id or name `nowhere`"),
        (&["rename", "trade", "…"], 2, "no id can be made"),
        (&["merge", "trade", "answer"], 2, "two records of one kind"),
    ] {
        let (found, _, said) = run(&site, words);
        assert!(found == code && said.contains(expected), "{found}: {said}");
    }
}

#[test]
fn a_pasted_source_is_renamed_by_its_address() {
    let site = site();
    let brief = |name: &str, sources: &str| {
        let text = format!("---\ntitle: {name}\ndate: 2025\ntopics: trade\nsources: [{sources}]\n---\n{name}.\n");
        site.write(&format!("content/briefs/{name}.md"), text);
    };
    brief("a", "https://paper.example/1");
    brief("b", "https://paper.example/1");
    let (code, _, said) = run(&site, &["rename", "https://www.paper.example/1/", "a-story"]);
    assert_eq!(code, 0, "{said}");
    assert!(read(&site, "content/briefs/a.md").contains("sources: [{id: a-story, former_ids: ["), "in place");
    assert!(
        read(&site, "content/briefs/b.md").contains("sources: [https://paper.example/1]"),
        "the address leads there"
    );
    assert!(!site.root().join("content/sources").exists());
    let build = site.build();
    assert_eq!(build.code, 0, "{}", build.said);
    let (code, _, said) = run(&site, &["rename", "https://paper.example/2", "another"]);
    assert!(code == 2 && said.contains("nothing has the id or name `https://paper.example/2`"), "{code}: {said}");
}

#[test]
fn a_name_in_block_text_is_changed_and_the_next_field_stays() {
    for (before, after) in [
        ("topics: |-\n  trade\nstatus: draft\n", "topics: |-\n  tt\nstatus: draft\n"),
        ("topics: >\n\n  trade\n\nstatus: draft\n", "topics: >\n\n  tt\n\nstatus: draft\n"),
        ("topics: |+ # a | b\n  trade\nstatus: draft\n", "topics: |+ # a | b\n  tt\nstatus: draft\n"),
        ("topics:\n- |2\n  trade\n- war\nstatus: draft\n", "topics:\n- |2\n  tt\n- war\nstatus: draft\n"),
    ] {
        let site = site();
        site.write("content/topics/war.md", "---\nname: War\n---\n");
        let text = |fields: &str| format!("---\ntitle: A\ndate: 2025\n{fields}---\nA.\n");
        site.write("content/briefs/a.md", text(before));
        let (code, _, said) = run(&site, &["rename", "trade", "tt"]);
        assert_eq!((code, read(&site, "content/briefs/a.md")), (0, text(after)), "{said}");
        let (code, _, said) = run(&site, &["merge", "tt", "war"]);
        assert_eq!(code, 0, "{said}");
        assert!(read(&site, "content/briefs/a.md").contains("\nstatus: draft\n"));
        assert_eq!(site.build().code, 0);
    }
}

#[test]
fn a_rename_that_breaks_a_redirect_is_refused() {
    let site = site();
    let settings = read(&site, "site.toml");
    let to = |address: &str| format!("{settings}\n[redirects]\n\"old/\" = \"{address}\"\n");
    site.write("content/topics/trade.md", "---\nname: Trade\n---\n");
    site.write("content/briefs/a.md", "---\ntitle: A\ndate: 2025\ntopics: [trade]\n---\nA.\n");
    site.write("site.toml", to("topics/trade/"));
    let (code, _, said) = run(&site, &["rename", "trade", "tt"]);
    assert!(code == 1 && said.contains("error[broken-redirect]"), "{said}");
    assert!(read(&site, "content/briefs/a.md").contains("topics: [trade]"));
    site.write("site.toml", to("topics/tt/"));
    let (code, _, said) = run(&site, &["rename", "trade", "tt"]);
    assert_eq!((code, site.build().code), (0, 0), "{said}");
}

#[test]
fn a_source_goes_to_the_end_of_the_file_and_all_else_stays() {
    let site = site();
    let words = ["new", "source", "Duties: a report", "--publisher", "The Paper", "--published", "2025-02"];
    let (code, path, said) = run(&site, &[&words[..], &["--author", "A", "--author", "B"]].concat());
    assert_eq!((code, path.as_str(), said.as_str()), (0, "content/sources.yaml\n", ""));
    insta::assert_snapshot!("a_new_source", read(&site, "content/sources.yaml"));
    assert_eq!(site.build().code, 0);
    site.write("content/sources.yaml", "[{id: paper-1, title: A}]\n");
    let (code, _, said) = run(&site, &words);
    assert_eq!(code, 2);
    assert!(said.contains("add this to its list") && said.contains("title: 'Duties: a report'"), "{said}");
}

#[test]
fn what_is_missing_is_asked_of_a_terminal_alone() {
    let site = site();
    for (words, missing) in [
        (&["brief", "A"][..], "the date (--date 2025-02-06) is missing"),
        (&["brief"], "the title and the date (--date 2025-02-06) are missing"),
        (&["topic"], "the name is missing"),
        (&["source"], "the title is missing"),
    ] {
        let (code, path, said) = run(&site, &[&["new"], words].concat());
        assert_eq!((code, path.as_str()), (2, ""), "{said}");
        assert!(said.contains(missing), "{said}");
    }
}

#[test]
fn a_title_without_letters_needs_an_id() {
    let site = site();
    let (code, _, said) = run(&site, &["new", "topic", "!?"]);
    assert_eq!(code, 2);
    assert!(said.contains("--slug"), "{said}");
    assert_eq!(run(&site, &["new", "topic", "!?", "--slug", "what"]).0, 0);
    assert_eq!(run(&site, &["new", "topic", "A", "--slug", "../outside"]).0, 2);
    assert!(!site.desk().join("outside.md").exists());
}

#[cfg(unix)]
#[test]
fn the_editor_is_opened_on_the_new_file() {
    let site = site();
    let mut command = site.command(&["new", "topic", "Energy", "--edit"]);
    command.env_remove("VISUAL").env("EDITOR", "sh -c 'echo edited >> \"$0\"'").stdin(Stdio::null());
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(read(&site, "content/topics/energy.md").ends_with("---\nedited\n"));
    let mut command = site.command(&["new", "topic", "Steel", "--edit"]);
    let output = command.env_remove("VISUAL").env_remove("EDITOR").stdin(Stdio::null()).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!site.root().join("content/topics/steel.md").exists(), "no editor is known: nothing is written");
}

#[cfg(unix)]
#[test]
fn a_source_is_added_where_a_link_leads_and_to_an_empty_file() {
    let site = site();
    let (list, link) = (site.root().join("content/all.yaml.txt"), site.root().join("content/sources.yaml"));
    fs::rename(&link, &list).expect("can move");
    std::os::unix::fs::symlink("all.yaml.txt", &link).expect("a link");
    let (code, _, said) = run(&site, &["new", "source", "B"]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(link.is_symlink(), "the link stays a link");
    assert!(read(&site, "content/all.yaml.txt").contains("- id: b\n"));
    fs::write(&list, "").expect("can write");
    let (code, path, said) = run(&site, &["new", "source", "C"]);
    assert_eq!((code, path.as_str(), said.as_str()), (0, "content/sources.yaml\n", ""));
    assert!(read(&site, "content/sources.yaml").starts_with("- id: c\n"));
}

#[test]
fn a_pasted_address_is_a_source_with_a_short_id_and_the_day_of_today() {
    let site = site();
    let (today, month) = ("2026-01-01", "2026-01");
    let (code, _, said) =
        run(&site, &["new", "source", "https://www.paper.example/a?id=1", "--publisher", "The Paper"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let wanted = format!(
        "- id: the-paper-{month}\n  publisher: The Paper\n  url: https://www.paper.example/a?id=1\n  accessed: {today}\n"
    );
    assert!(read(&site, "content/sources.yaml").ends_with(&wanted), "{}", read(&site, "content/sources.yaml"));
    // The publisher of a host is known by now, and so is the address.
    let (code, _, said) = run(&site, &["new", "source", "https://paper.example/b", "--published", "2025-02-06"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let text = read(&site, "content/sources.yaml");
    assert!(text.contains("- id: the-paper-2025-02\n") && text.matches("publisher: The Paper").count() == 2, "{text}");
    let (code, _, said) = run(&site, &["new", "source", "http://paper.example/b/"]);
    assert_eq!(code, 2);
    assert!(said.contains("the source `the-paper-2025-02` has this address already"), "{said}");
    let words =
        ["new", "brief", "A", "--date", "2025", "-s", "https://paper.example/c", "-s", "http://paper.example/b"];
    let (code, _, said) = run(&site, &words);
    assert_eq!(code, 0, "{said}");
    assert_eq!(site.build().code, 0);
}

#[test]
fn a_new_brief_is_published_on_the_day_of_the_site_s_clocks() {
    let site = site();
    // In New York it is still the last evening of 2025.
    site.write("site.toml", format!("{}timezone = \"America/New_York\"\n", common::SITE_TOML));
    let (code, path, said) = run(&site, &["new", "brief", "A note", "--date", "2025-12-30"]);
    assert_eq!(code, 0, "{said}");
    assert!(read(&site, path.trim()).contains("published: 2025-12-31"));
    assert!(!site.build().said.contains("held back"));
}

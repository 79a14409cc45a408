//! A site of thirteen files with thirty faults: one run tells all of them, each at its place, and what stands stays.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use common::{Run, Site, tree};

/// The code of a fault, its file below `content/`, its line and column, and the text above the carets.
type Expected = (&'static str, &'static str, usize, usize, &'static str);

/// Files by path, each with the time of its last change and its bytes.
type Standing = BTreeMap<String, (SystemTime, Vec<u8>)>;

const FAULTS: [Expected; 30] = [
    ("missing-field", "briefs/2025-01-10-note.md", 2, 1, "t"),
    ("unknown-field", "briefs/2025-01-10-note.md", 2, 1, "titel"),
    ("bad-date", "briefs/2025-01-10-note.md", 3, 9, "2025-06"),
    ("unknown-value", "briefs/2025-01-10-note.md", 4, 9, "usabel"),
    ("duplicate-key", "briefs/2025-01-10-note.md", 6, 1, "kind"),
    ("unsafe-link", "briefs/2025-01-10-note.md", 10, 14, "[handed over](javascript:alert(1))"),
    ("undefined-footnote", "briefs/2025-01-10-note.md", 10, 57, "[^1]"),
    ("unclosed-front-matter", "briefs/2025-02-03-closure.md", 1, 1, "---"),
    ("bad-yaml", "briefs/2025-02-04-crash.md", 2, 28, ":"),
    ("wrong-type", "briefs/2025-06-10-answer.md", 4, 10, "2025"),
    ("effect-before-cause", "briefs/2025-06-10-answer.md", 9, 5, "raid"),
    ("too-long", "briefs/2025-06-10-answer.md", 12, 10, "The two statements"),
    ("response-cycle", "briefs/2025-06-10-reply.md", 5, 17, "answer"),
    ("bad-figure", "briefs/2025-06-10-reply.md", 7, 5, "w"),
    ("missing-field", "briefs/2025-06-10-reply.md", 9, 5, "i"),
    ("not-utf8", "briefs/2025-06-12-summons.md", 5, 24, ""),
    ("address-clash", "briefs/2025-06-20-raid.md", 4, 7, "reply"),
    ("shared-name", "briefs/2025-06-20-raid.md", 6, 10, "Ayxan Hacızadə"),
    ("unknown-brief", "briefs/2025-06-20-raid.md", 7, 11, "reppy"),
    ("bad-date", "briefs/2025-06-20-raid.md", 13, 20, "30"),
    ("duplicate-id", "briefs/2025-06-20-raid.md", 14, 9, "how-they-died"),
    ("unknown-speaker", "briefs/2025-06-20-raid.md", 16, 9, "hacizada"),
    ("unknown-claim", "briefs/2025-06-20-raid.md", 18, 16, "who-fird"),
    ("missing-asset", "briefs/2025-06-20-raid.md", 19, 14, "search.jpg"),
    ("unknown-link", "briefs/2025-06-20-raid.md", 25, 5, "[[the-missing-brief]]"),
    ("ambiguous-link", "briefs/2025-06-20-raid.md", 25, 33, "[[baku]]"),
    ("unknown-heading", "briefs/2025-06-20-raid.md", 25, 52, "[what followed](#what-folowed)"),
    ("reserved-address", "pages/timeline.md", 1, 1, "-"),
    ("bad-position", "places/baku.md", 4, 6, "404.1"),
    ("topic-cycle", "topics/alliance.md", 3, 9, "alliance"),
];

/// The site with the faults, where an older one without them stands in `public/`; what was in `public/`; and the run.
fn run() -> (Site, Standing, Run) {
    let site = Site::new();
    site.write("content/briefs/note.md", "---\ntitle: The old site\ndate: 2025-01-10\n---\nIt stands.\n");
    site.build();
    site.remove("content/briefs/note.md");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/thirty-faults");
    for (path, bytes) in tree(&fixture).into_iter().filter(|(path, _)| !path.ends_with('/')) {
        site.write(&path, bytes);
    }
    let stands = standing(&site);
    let run = site.run(&["build"]);
    (site, stands, run)
}

/// Every file of `public/` with its bytes and the time of its last change.
fn standing(site: &Site) -> Standing {
    let changed = |path: &str| fs::metadata(site.public().join(path)).and_then(|found| found.modified());
    let tree = tree(&site.public()).into_iter();
    tree.map(|(path, bytes)| (path.clone(), (changed(&path).expect("a time"), bytes))).collect()
}

/// The errors of a report: code, file, line, column, and the text above the first carets.
fn told(report: &str) -> Vec<(String, String, usize, usize, String)> {
    let mut told = Vec::new();
    for block in report.split("\n\n").filter_map(|block| block.strip_prefix("error[")) {
        let code = block.split(']').next().unwrap_or_default().to_owned();
        let mut lines = block.lines().skip(1);
        let place = lines.next().and_then(|line| line.split("--> ").nth(1)).expect("a place");
        let mut parts = place.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).expect("a number");
        let (column, line) = (number(), number());
        let file = parts.next().expect("a file").to_owned();
        let lines: Vec<&str> = lines.collect();
        let is_carets =
            |line: &&str| line.split_once('|').is_some_and(|(_, marks)| marks.trim_start().starts_with('^'));
        let carets = lines.iter().position(is_carets).expect("carets");
        let from = lines[carets].chars().position(|c| c == '^').expect("carets");
        let count = lines[carets].chars().skip(from).take_while(|c| *c == '^').count();
        let under = lines[carets - 1].chars().skip(from).take(count).collect();
        told.push((code, file, line, column, under));
    }
    told
}

#[test]
fn thirty_faults_are_told_in_one_run_each_at_its_place() {
    let (_site, _, run) = run();
    assert_eq!(run.code, 1, "{}", run.said);
    let told = told(&run.said);
    for ((code, file, line, column, text), found) in FAULTS.iter().zip(&told) {
        let place = (found.0.as_str(), found.1.as_str(), found.2, found.3);
        assert_eq!(place, (*code, format!("content/{file}").as_str(), *line, *column), "{}", run.said);
        assert!(found.4.starts_with(text) && found.4.is_empty() == text.is_empty(), "{code}: {:?}", found.4);
    }
    assert_eq!(told.len(), FAULTS.len(), "{}", run.said);
    assert!(run.said.ends_with("30 errors: ./public is as it was\n"), "{}", run.said);
}

#[test]
fn every_fault_says_what_to_type() {
    let (_site, _, run) = run();
    for block in run.said.split("\n\n").filter(|block| block.starts_with("error[")) {
        assert!(block.contains("= help: "), "{block}");
    }
}

#[test]
fn a_site_with_faults_leaves_the_standing_one_untouched() {
    let (site, stands, _) = run();
    assert!(stands.contains_key("briefs/note/index.html"));
    assert!(standing(&site) == stands, "the standing site was changed");
    let mut beside: Vec<_> =
        fs::read_dir(site.root()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    beside.sort();
    // The hidden folder is what the first build left for the next (`src/io/write/shelf.rs`).
    assert_eq!(beside, ["content", "public", "site.toml"]);
}

/// A brief whose title, date, claim and entries cannot be read, so that only what they stand beside is left to be linked.
const UNREAD: &str = "---
titel: Ferries are stopped
date: 6 Feb 2025
topics: [fery, 7]
event: ASSAULT
actors:
  - {role: recipient, as: captain}
places: [7]
in_response_to:
  - {says: nobody}
figures:
  - {value: 3, by: no-one}
claims:
  - {question: why, by: portt, says: It is so.}
  - {id: it-is, by: portt, source: wyre, disputes: it-was}
sources:
  - {id: log}
  - {title: A list}
image: {src: ship.jpg}
---
See [[fery-stopped]] and [@log].
";

#[test]
fn a_brief_without_a_date_is_linked_like_any_other() {
    let site = Site::new();
    site.write("content/briefs/2025-02-06-ferry.md", UNREAD);
    site.write(
        "content/briefs/2025-02-01-cause.md",
        "---\ntitle: A cause\ndate: 2025-02-01\ntopics: ferry\nsources: wire\nrelated: ferry\nin_response_to: ferry\n---\nTold [@wire].\n",
    );
    site.write("content/topics/ferry.md", "---\nnme: Ferries\nparent: shipps\n---\nSee [[portt]].\n");
    site.write("content/topics/ships.md", "---\nname: Ships\n---\n");
    site.write("content/actors/port.md", "---\ntype: state\n---\n");
    site.write("content/questions/why.md", "---\ntopics: [shipps]\n---\n");
    site.write("content/sources.yaml", "- id: wire\n");
    let run = site.run(&["build"]);
    let told = told(&run.said);
    let line = |(code, file, line, ..): &(String, String, usize, usize, String)| format!("{file}:{line} {code}\n");
    insta::assert_snapshot!("unread_fields", told.iter().map(line).collect::<String>());
    let warnings = run.said.matches("warning[").count();
    assert_eq!((warnings, run.said.matches("warning[near-name]").count()), (2, 2), "{}", run.said);
}

/// The words themselves. `INSTA_UPDATE=always cargo test --test faults` writes them anew.
#[test]
fn the_report_reads_as_it_did() {
    let (_site, _, run) = run();
    insta::assert_snapshot!("thirty_faults", run.said);
}

//! `demarche build` from outside: the same bytes every time, whole or not at all, and nothing that this audience may not
//! see on this day.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;

use common::{Site, difference, tree};

const NOTE: &str = "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent.\n";

/// A site with one of everything.
fn files() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "content/briefs/crash.md",
            "---\ntitle: A plane crashes\ndate: 2024-12-25\ntopics: aviation\nactors: [aliyev]\nplaces: aktau\nthreads: crash\nsources: turan\nimage: {src: /images/plane.png, alt: A plane}\nfigures:\n  - {what: killed, value: 38, source: turan}\n---\n## Where\n\nIn [[aktau]].[^1]\n\n[^1]: A note.\n",
        ),
        (
            "content/briefs/reply.md",
            "---\ntitle: A reply\ndate: \"[2024-12-26..2025-01-02]\"\ntopics: [aviation, summons]\nactors: [{id: aliyev, role: speaker}]\nin_response_to: crash\nclaims:\n  - {id: hit, question: cause, by: aliyev, says: It was hit.}\nsources: turan\naliases: [old-reply, /2024/reply/]\n---\nOf [[briefs/crash]] [@turan].\n",
        ),
        (
            "content/briefs/unsettled.md",
            "---\ntitle: A day each year\ndate: 202X-09-13\ntopics: summons\nsources: turan\nupdates:\n  - {date: 2025-03-01, type: correction, text: The day.}\n---\nText.\n",
        ),
        ("content/topics/aviation.md", "---\nname: Aviation\n---\n"),
        ("content/topics/summons.md", "---\nname: Summons\nparent: aviation\n---\n"),
        ("content/actors/aliyev.md", "---\nname: Ilham Aliyev\n---\n"),
        ("content/places/aktau.md", "---\nname: Aktau\ncountry: KAZ\nlat: 43.65\nlon: 51.2\n---\n"),
        ("content/questions/cause.md", "---\ntitle: What brought it down?\n---\n"),
        ("content/threads/crash.md", "---\ntitle: The crash\n---\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nOf this site.\n"),
        ("content/sources.yaml", "- {id: turan, title: A report, url: \"https://example.org/\"}\n"),
        ("content/images/plane.png", "not really a picture"),
    ]
}

fn site_of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Site {
    let site = Site::new();
    for (path, text) in files {
        site.write(path, text);
    }
    site
}

#[test]
fn two_builds_give_the_same_bytes() {
    let one = site_of(files());
    one.build();
    let first = tree(&one.public());
    assert!(first.len() > 40, "{:?}", first.keys());
    one.build();
    assert_eq!(difference(&first, &tree(&one.public())), [""; 0], "built again");
    let other = site_of(files().into_iter().rev());
    other.build();
    assert_eq!(difference(&first, &tree(&other.public())), [""; 0], "the files made in another order");
}

#[test]
fn the_day_of_the_build_is_in_no_page() {
    let site = site_of(files());
    site.build();
    let first = tree(&site.public());
    for epoch in ["1798761600", "1900000001"] {
        let status = site.command(&["build"]).env("SOURCE_DATE_EPOCH", epoch).stderr(Stdio::null()).status();
        assert!(status.expect("the binary runs").success());
        assert_eq!(difference(&first, &tree(&site.public())), [""; 0], "{epoch}");
    }
    let status = site.command(&["build"]).env_remove("SOURCE_DATE_EPOCH").stderr(Stdio::null()).status();
    assert!(status.expect("the binary runs").success());
    assert_eq!(difference(&first, &tree(&site.public())), [""; 0], "by the clock");
    let output = site.command(&["build"]).env("SOURCE_DATE_EPOCH", "yesterday").output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("SOURCE_DATE_EPOCH is `yesterday`"));
}

#[test]
fn a_build_tells_how_long_it_took_and_leaves_a_trace() {
    let site = site_of([("content/briefs/note.md", NOTE)]);
    let run = site.run(&["build", "--timings"]);
    assert!(run.code == 0 && run.said.contains("\n  render "), "{}", run.said);
    site.write("content/briefs/note.md", NOTE.replace("sent", "read"));
    let run = site.run(&["build", "--timings=trace.json"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let trace = fs::read(site.root().join("trace.json")).expect("a trace");
    let trace: serde_json::Value = serde_json::from_slice(&trace).expect("JSON");
    let names: Vec<&str> =
        trace["traceEvents"].as_array().into_iter().flatten().filter_map(|event| event["name"].as_str()).collect();
    assert!(names.contains(&"render") && names.contains(&"briefs/note/index.html"), "{names:?}");
}

#[test]
fn what_is_not_there_leaves_no_empty_paragraph() {
    let bare = "---\ntitle: A bare brief\ndate: 2024-12-26\ntopics: aviation\nthreads: crash\nsources: turan\n---\n";
    let site = site_of(files().into_iter().chain([("content/briefs/bare.md", bare)]));
    site.build();
    for (path, page) in tree(&site.public()) {
        let page = String::from_utf8_lossy(&page);
        let paragraphs = page.split("<p").skip(1).filter(|rest| rest.starts_with(['>', ' ']));
        let words = |rest: &str| {
            rest.split_once('>').and_then(|(_, rest)| rest.split_once("</p>")).map(|(words, _)| words.trim().len())
        };
        let empty = paragraphs.filter(|rest| words(rest) == Some(0)).count();
        assert_eq!(empty, 0, "{path}");
    }
}

/// What a link with this `download` name holds, decoded, and its type.
fn inlined(page: &str, name: &str) -> (String, String) {
    let page = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse(&format!("a[download=\"{name}\"]")).expect("a selector");
    let href = page.select(&selector).next().and_then(|link| link.attr("href")).expect("a link to save");
    // As a browser does: what is no address is no link.
    assert_eq!(url::Url::parse(href).expect("an address").as_str(), href);
    let (kind, data) = href.strip_prefix("data:").and_then(|rest| rest.split_once(',')).expect("a data: address");
    (kind.to_owned(), percent_encoding::percent_decode_str(data).decode_utf8().expect("UTF-8").into_owned())
}

#[test]
fn citations_are_saved_from_the_page_itself() {
    let front = r#"---
title: "100% \"of\" <b>Bakı</b> & 'R&D' #1? {a} 50%25"
date: 2025-02-06
published: 2025-02-07
authors: [Aysel Əliyeva, "O'Neil, Ann"]
---
A note.
"#;
    let site = site_of([("content/briefs/2025-02-06-note.md", front)]);
    site.build();
    let built = tree(&site.public());
    let page = String::from_utf8(built["briefs/note/index.html"].clone()).expect("UTF-8");
    assert!(built.keys().all(|path| !path.starts_with("briefs/note/cite")), "one brief, one file");

    let (kind, ris) = inlined(&page, "note.ris");
    assert_eq!(kind, "application/x-research-info-systems;charset=utf-8");
    let lines = [
        "TY  - ELEC",
        r#"TI  - 100% "of" <b>Bakı</b> & 'R&D' #1? {a} 50%25"#,
        "AU  - Aysel Əliyeva",
        "AU  - O'Neil, Ann",
        "T2  - A briefing",
        "PY  - 2025",
        "DA  - 2025/02/07/",
        "LA  - en",
        "UR  - https://example.org/briefs/note/",
        "ER  - ",
    ];
    assert_eq!(ris, lines.map(|line| format!("{line}\r\n")).concat());

    let (kind, csl) = inlined(&page, "note.json");
    assert_eq!(kind, "application/vnd.citationstyles.csl+json;charset=utf-8");
    let csl: serde_json::Value = serde_json::from_str(&csl).expect("JSON");
    assert_eq!(
        csl,
        serde_json::json!([{
            "id": "note",
            "type": "webpage",
            "title": "100% \"of\" <b>Bakı</b> & 'R&D' #1? {a} 50%25",
            "author": [{ "literal": "Aysel Əliyeva" }, { "literal": "O'Neil, Ann" }],
            "container-title": "A briefing",
            "issued": { "date-parts": [[2025, 2, 7]] },
            "URL": "https://example.org/briefs/note/",
            "language": "en",
        }])
    );

    let (kind, bib) = inlined(&page, "note.bib");
    assert_eq!(kind, "application/x-bibtex;charset=utf-8");
    let read = biblatex::Bibliography::parse(&bib).expect("BibTeX");
    let entry = read.get("note").expect("the brief");
    assert_eq!(entry.entry_type, biblatex::EntryType::Online);
    assert_eq!(entry.author().expect("authors").len(), 2);
    assert!(bib.contains("author = {{Aysel Əliyeva} and {O'Neil, Ann}},\n"), "{bib}");
    assert!(
        bib.contains("date = {2025-02-07},\n") && bib.contains("url = {https://example.org/briefs/note/},\n"),
        "{bib}"
    );
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = site_of([("content/briefs/note.md", NOTE)]);
    site.write("public/holiday.jpg", "a picture");
    let before = tree(site.desk());
    let run = site.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(run.said.contains("public is not empty and was not made by Demarche"), "{}", run.said);
    assert!(run.said.contains("--output"), "{}", run.said);
    assert_eq!(difference(&before, &tree(site.desk())), [""; 0]);
}

#[test]
fn an_output_folder_that_would_take_the_site_with_it_is_refused() {
    let site = site_of([("content/briefs/note.md", NOTE), ("templates/none.txt", "")]);
    let before = tree(site.desk());
    for output in [
        ".",
        "..",
        "content",
        "content/briefs",
        "content/new",
        "templates",
        "theme",
        "site.toml",
        "/",
        "content/../content",
        ".git/x",
    ] {
        let run = site.run(&["build", "--output", output]);
        assert_eq!(run.code, 2, "{output}: {}", run.said);
        assert!(run.said.starts_with("error: ") && run.said.contains("--output"), "{output}: {}", run.said);
        assert_eq!(difference(&before, &tree(site.desk())), [""; 0], "{output}");
    }
}

#[test]
fn foreign_files_stay_and_stale_pages_go() {
    let site = site_of([
        ("content/briefs/note.md", NOTE),
        ("content/briefs/reply.md", "---\ntitle: B\ndate: 2025-03-01\n---\n"),
    ]);
    site.build();
    fs::write(site.public().join("CNAME"), "briefing.example").expect("can write");
    fs::create_dir_all(site.public().join(".well-known")).expect("can make a folder");
    fs::write(site.public().join(".well-known/security.txt"), "Contact: us").expect("can write");
    assert!(site.public().join("briefs/reply/index.html").exists());
    site.remove("content/briefs/reply.md");
    site.build();
    let public = tree(&site.public());
    assert_eq!(public.get("CNAME").map(Vec::as_slice), Some(b"briefing.example".as_slice()));
    assert_eq!(public.get(".well-known/security.txt").map(Vec::as_slice), Some(b"Contact: us".as_slice()));
    let stale: Vec<_> = public.keys().filter(|path| path.contains("reply") || path.contains("2025/03")).collect();
    assert!(stale.is_empty(), "{stale:?}");
}

#[test]
fn exit_codes_tell_apart_a_site_faults_and_what_cannot_be_done() {
    let site = site_of([("content/briefs/note.md", NOTE)]);
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(
        run.said.lines().last().is_some_and(|line| line.starts_with("1 brief → ") && line.ends_with("./public")),
        "{}",
        run.said
    );
    let stands = tree(&site.public());
    let run = site.run(&["build", "--strict"]);
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(
        run.said.contains("error[no-source]") && run.said.ends_with("2 errors: ./public is as it was\n"),
        "{}",
        run.said
    );
    site.write("content/briefs/bad.md", "---\ntitle: B\ndate: someday\n---\n");
    assert_eq!(site.run(&["build"]).code, 1);
    assert_eq!(difference(&stands, &tree(&site.public())), [""; 0]);
    for words in [["build", "--as-of", "someday"], ["build", "--audience", "PINK"], ["build", "--sideways", "x"]] {
        let run = site.run(&words);
        assert_eq!(run.code, 2, "{}", run.said);
        assert!(run.said.contains(words[1]), "{}", run.said);
    }
    site.remove("site.toml");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(run.said.contains("there is no site.toml") && run.said.contains("--root"), "{}", run.said);
    let run = site.run(&["build", "--root", "nowhere"]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(run.said.contains("there is no folder nowhere"), "{}", run.said);
    assert_eq!(difference(&stands, &tree(&site.public())), [""; 0]);
}

/// A brief in which every text, every id and every record is known by one word.
fn withheld(word: &str, date: &str, gate: &str) -> Vec<(String, String)> {
    let brief = format!(
        "---
title: The {word} title
date: {date}
date_basis: inferred
date_note: The {word} note on the date.
summary: The {word} summary.
topics: [{word}-topic, shared]
actors:
  - {{id: {word}-actor, role: speaker, as: {word} office}}
places: [{{id: {word}-place, role: location}}]
event: {{type: ACCUSE, mode: disapprove}}
in_response_to:
  - {{id: public, says: {word}-actor}}
  - {{what: The {word} cause}}
related: [{{id: public, why: The {word} reason}}]
threads: [{word}-thread]
figures:
  - {{what: The {word} figure, value: 3, by: {word}-actor, source: {word}-source}}
claims:
  - id: {word}-claim
    question: {word}-question
    by: {word}-actor
    says: The {word} saying.
    quote: {{lang: en, text: The {word} quotation, trans: The {word} translation}}
    source: {word}-source
    disputes: public-claim
  - {{id: {word}-other-claim, question: shared-question, by: {word}-source, says: The {word} other saying.}}
sources:
  - {word}-source
  - {{id: {word}-inline, title: The {word} inline source, url: \"https://{word}.example/\"}}
assessment:
  - {{judgement: The {word} judgement, likelihood: likely, basis: The {word} basis, by: The {word} judge}}
updates:
  - {{date: {date}, type: correction, text: The {word} correction, by: The {word} corrector}}
authors: [The {word} author]
translations: {{az: {word}-translation}}
image: {{src: /images/{word}.png, alt: The {word} alt, caption: The {word} caption, credit: The {word} credit, licence: The {word} licence}}
aliases: [{word}-old, /{word}/older/]
slug: {word}-slug
extra: {{{word}: {word}}}
{gate}
---
## The {word} heading

The {word} text of [[{word}-actor]] in [[{word}-place]], with [[{word}-mentioned]] and [a file](/images/{word}.pdf) [@{word}-source].[^{word}]

[^{word}]: The {word} footnote.
"
    )
    .replace("(/images/", "(../images/");
    let named = |kind: &str, name: &str| {
        let text =
            format!("---\nname: The {word} {name}\naliases: [Another {word} {name}]\n---\nThe {word} profile.\n");
        (format!("content/{kind}/{word}-{name}.md"), text)
    };
    let titled = |kind: &str, name: &str| {
        let text = format!("---\ntitle: The {word} {name}\naliases: [/{word}-{name}-old/]\n---\nThe {word} text.\n");
        (format!("content/{kind}/{word}-{name}.md"), text)
    };
    vec![
        (format!("content/briefs/{word}.md"), brief),
        (
            format!("content/briefs/{word}-translation.md"),
            format!(
                "---\ntitle: {word} in Azerbaijani\nlang: az\ndate: {date}\ntranslations: {{en: {word}}}\n{gate}\n---\nThe {word}.\n"
            ),
        ),
        named("topics", "topic"),
        named("actors", "actor"),
        named("actors", "mentioned"),
        named("places", "place"),
        titled("questions", "question"),
        titled("threads", "thread"),
        (format!("content/images/{word}.png"), format!("The {word} picture")),
        (format!("content/images/{word}.pdf"), format!("The {word} paper")),
    ]
}

/// The words, each with the gate that holds its brief back from a plain build as of 1 June 2025.
const GATES: [(&str, &str, &str); 7] = [
    ("quokka", "2025-02-01", "embargoed: 2099-01-01T00:00:00Z"),
    ("wombat", "2025-02-01", "tlp: RED"),
    ("numbat", "2025-02-01", "tlp: GREEN"),
    ("bilby", "2025-02-01", "status: draft"),
    ("dunnart", "2025-02-01", "status: withheld"),
    ("potoroo", "2025-09-01", ""),
    ("bettong", "2025-02-01", "published: 2025-09-01"),
];

/// A site with a public brief that names every withheld one in every way.
fn gated() -> Site {
    let site = Site::new();
    let mut sources = String::from("- {id: turan, title: A report}\n");
    let mut public =
        String::from("---\ntitle: The public brief\ndate: 2025-01-10\ntopics: shared\nsources: turan\nclaims:\n");
    let _ = writeln!(
        public,
        "  - {{id: public-claim, question: shared-question, by: turan, says: So it was., disputes: [{}]}}",
        GATES.map(|(word, ..)| format!("{word}-other-claim")).join(", ")
    );
    let _ =
        writeln!(public, "related: [{}]", GATES.map(|(word, ..)| format!("{{id: {word}, why: A reason}}")).join(", "));
    let _ = writeln!(public, "---\n");
    for (word, date, gate) in GATES {
        for (path, text) in withheld(word, date, gate) {
            site.write(&path, text);
        }
        let _ = writeln!(sources, "- {{id: {word}-source, title: The {word} source, publisher: The {word} publisher}}");
        let _ = writeln!(
            public,
            "Bare [[{word}]], [[{word}|words one]], [words two]({word}.md), [[{word}#the-{word}-heading]], [[briefs/{word}]].\n"
        );
    }
    site.write("content/sources.yaml", sources);
    site.write("content/briefs/public.md", public);
    site.write("content/images/shared.png", "A picture");
    site.write("content/topics/shared.md", "---\nname: Shared\n---\n");
    site.write("content/questions/shared-question.md", "---\ntitle: What was it?\n---\n");
    site
}

/// Where a word stands in the output, by path or by byte, in any case of letters.
fn traces(site: &Site, word: &str) -> Vec<String> {
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(word);
    let tree = tree(&site.public()).into_iter();
    tree.filter(|(path, bytes)| has(path.as_bytes()) || has(bytes)).map(|(path, _)| path).collect()
}

fn build_gated(site: &Site, words: &[&str]) {
    let words: Vec<&str> = ["build"].iter().chain(words).copied().collect();
    let run = site.run(&words);
    assert_eq!(run.code, 0, "{}", run.said);
}

#[test]
fn no_byte_of_what_is_withheld_is_in_the_site() {
    let site = gated();
    build_gated(&site, &["--as-of", "2025-06-01"]);
    for (word, _, gate) in GATES {
        assert_eq!(traces(&site, word), [""; 0], "{gate}");
    }
}

#[test]
fn each_gate_opens_for_its_own_audience_and_no_other() {
    let site = gated();
    let shown = |words: &[&str]| {
        build_gated(&site, words);
        GATES.iter().filter(|(word, ..)| !traces(&site, word).is_empty()).map(|(word, ..)| *word).collect::<Vec<_>>()
    };
    assert_eq!(shown(&[]), ["potoroo", "bettong"], "now is 2026");
    assert_eq!(shown(&["--as-of", "2025-06-01", "--audience", "RED"]), ["wombat", "numbat"]);
    assert_eq!(shown(&["--as-of", "2025-06-01", "--audience", "amber+strict"]), ["numbat"]);
    assert_eq!(shown(&["--as-of", "2025-06-01", "--drafts"]), ["bilby", "dunnart"]);
    let proof = ["--as-of", "2099-01-01", "--drafts", "--audience", "RED"];
    assert_eq!(shown(&proof), GATES.map(|(word, ..)| word), "an embargo is proofread as of the day on which it ends");
    assert_eq!(shown(&["--as-of", "2099-01-01"]), ["potoroo", "bettong"], "an embargo holds whatever day is asked for");
    assert_eq!(shown(&["--as-of", "2025-08-31"]), [""; 0]);
    assert_eq!(shown(&["--as-of", "2025-09-01"]), ["potoroo", "bettong"]);
}

#[test]
fn what_is_shown_to_its_audience_is_shown_whole() {
    let site = gated();
    build_gated(&site, &["--audience", "RED", "--as-of", "2025-06-01"]);
    let public = tree(&site.public());
    let page = String::from_utf8_lossy(&public["briefs/wombat-slug/index.html"]).into_owned();
    for part in [
        "title",
        "summary",
        "note on the date",
        "cause",
        "figure",
        "saying",
        "quotation",
        "judgement",
        "correction",
        "author",
        "caption",
        "credit",
        "heading",
        "footnote",
    ] {
        assert!(page.contains(&format!("wombat {part}")), "{part}: {page}");
    }
    for path in [
        "topics/wombat-topic",
        "actors/wombat-actor",
        "places/wombat-place",
        "questions/wombat-question",
        "threads/wombat-thread",
        "sources/no-publisher",
        "briefs/wombat-old",
        "wombat/older",
    ] {
        assert!(public.contains_key(&format!("{path}/index.html")), "{path}");
    }
    assert!(public.contains_key("images/wombat.png"));
}

#[test]
fn a_link_to_what_is_withheld_reads_as_plain_text() {
    let site = gated();
    build_gated(&site, &["--as-of", "2025-06-01"]);
    let page = fs::read_to_string(site.public().join("briefs/public/index.html")).expect("a page");
    let text = page.split("<p>Bare ").nth(1).and_then(|rest| rest.split("</p>").next()).expect("the paragraph");
    let shown = "a record that is not shown here";
    assert_eq!(text, format!("{shown}, words one, words two, {shown}, {shown}."));
}

/// What a build with these redirects says, and the exit code.
fn redirected(redirects: &str, words: &[&str]) -> (Site, common::Run) {
    let site = site_of([("content/briefs/2025-02-06-note.md", NOTE)]);
    site.write("site.toml", format!("{}\n[redirects]\n{redirects}", common::SITE_TOML));
    let run = site.run(&[&["build"], words].concat());
    (site, run)
}

#[test]
fn old_addresses_in_site_toml_lead_on() {
    let redirects = "\"dates/2025/02/06/\" = \"dates/2025/02/#d06\"\n\"/old.html\" = \"/\"\n2024 = \"briefs/note\"\n";
    let (site, run) = redirected(redirects, &[]);
    assert_eq!(run.code, 0, "{}", run.said);
    let built = tree(&site.public());
    for (old, new) in [
        ("dates/2025/02/06/index.html", "../../../../dates/2025/02/index.html#d06"),
        ("old.html", "index.html"),
        ("2024/index.html", "../briefs/note/index.html"),
    ] {
        let page = String::from_utf8_lossy(&built[old]);
        assert!(page.contains(&format!("content=\"0; url={new}\"")), "{page}");
        assert!(page.contains(&format!("href=\"{new}\"")), "{page}");
    }
    let sitemap = String::from_utf8_lossy(&built["sitemap.xml"]);
    assert!(!sitemap.contains("dates/2025/02/06"), "{sitemap}");
}

#[test]
fn a_redirect_that_leads_nowhere_is_told_at_its_line() {
    for (redirects, code, place) in [
        ("\"a/\" = \"briefs/noet/\"\n", "broken-redirect", "site.toml:5:8"),
        ("\"a/\" = \"briefs/note/\"\n\"b/\" = \"a/\"\n", "broken-redirect", "site.toml:6:8"),
        ("\"a/\" = \"dates/2025/02/#d07\"\n", "broken-redirect", "site.toml:5:8"),
        ("\"briefs/note/\" = \"dates/\"\n", "address-clash", "site.toml:5:1"),
        ("\"dates/2025/\" = \"dates/\"\n", "address-clash", "site.toml:5:1"),
        ("\"a/../b/\" = \"dates/\"\n", "bad-address", "site.toml:5:1"),
        ("\"a/\" = \"dates/#\"\n", "bad-address", "site.toml:5:8"),
        ("\"a/\" = \"dates/#a b\"\n", "bad-address", "site.toml:5:8"),
        ("\"a/\" = \"https://example.org/\"\n", "bad-address", "site.toml:5:8"),
        ("\"a/\" = 1\n", "wrong-type", "site.toml:5:8"),
    ] {
        let (site, run) = redirected(redirects, &[]);
        assert_eq!(run.code, 1, "{redirects}{}", run.said);
        assert!(run.said.contains(code) && run.said.contains(place), "{redirects}{}", run.said);
        assert!(!site.public().exists());
    }
}

#[test]
fn a_redirect_to_what_is_not_shown_is_left_out() {
    let (site, run) = redirected("\"a/\" = \"briefs/note/\"\n\"b/\" = \"dates/\"\n", &["--as-of", "2025-01-01"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let built = tree(&site.public());
    assert!(!built.contains_key("a/index.html") && built.contains_key("b/index.html"));
}

#[test]
fn a_withheld_brief_hides_no_broken_redirect() {
    let amber = "---\ntitle: For few\ndate: 2025-03-01\ntopics: [secret]\ntlp: AMBER\n---\nText.\n";
    let redirects = "\"a/\" = \"briefs/few/\"\n\"b/\" = \"topics/secret/\"\n\"c/\" = \"dates/2025/03/\"\n";
    let build = |redirects: &str| {
        let site = Site::new();
        site.write("site.toml", format!("{}\n[redirects]\n{redirects}", common::SITE_TOML));
        site.write("content/briefs/few.md", amber);
        site.write("content/briefs/note.md", "---\ntitle: A note\ndate: 2025-02-06\n---\nText.\n");
        let run = site.run(&["build"]);
        (site, run)
    };
    let (site, run) = build(redirects);
    assert_eq!(run.code, 0, "{}", run.said);
    let built = tree(&site.public());
    assert!(["a", "b", "c"].iter().all(|old| !built.contains_key(&format!("{old}/index.html"))));
    let (_, run) = build(&format!("{redirects}\"d/\" = \"briefs/noet/\"\n"));
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(run.said.contains("broken-redirect") && run.said.contains("site.toml:8:8"), "{}", run.said);
}

#[test]
fn a_template_that_fails_is_told_and_no_redirect_to_its_page() {
    let (site, _) = redirected("\"a/\" = \"briefs/note/#content\"\n", &[]);
    site.write("templates/brief.html", "{{ page.no_such_field }}");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(run.said.contains("bad-template") && !run.said.contains("broken-redirect"), "{}", run.said);
}

#[test]
fn a_source_keeps_its_page_when_a_brief_that_used_it_is_withdrawn() {
    let site = Site::new();
    let own = "sources: [{id: wire, title: A report, publisher: APA}]";
    site.write("content/briefs/a.md", format!("---\ntitle: A note\ndate: 2025-02-06\n{own}\n---\nText.\n"));
    let withdrawn = "status: canceled\nupdates: [{date: 2025-02-09, type: withdrawal, text: It was not so.}]";
    let reply = format!("---\ntitle: A reply\ndate: 2025-02-07\nsources: wire\n{withdrawn}\n---\nText.\n");
    site.write("content/briefs/b.md", reply);
    site.build();
    assert!(site.public().join("sources/wire/index.html").is_file());
}

#[test]
fn a_source_that_one_brief_uses_stands_with_its_publisher() {
    let source =
        |id: &str, publisher: &str| format!("  - {{id: {id}, title: Report {id}{publisher}, published: 2025-02-05}}\n");
    let brief = |title: &str, sources: &str| {
        format!("---\ntitle: {title}\ndate: 2025-02-06\nsources:\n{sources}---\nIt was so [@one].\n")
    };
    let own = source("one", ", publisher: Xəzər Xəbər") + &source("two", "") + "  - shared\n  - record\n";
    let shared = "  - {id: shared, title: Shared, publisher: Xəzər Xəbər}\n";
    let files = [
        ("content/briefs/a.md", brief("A note", &own)),
        ("content/briefs/b.md", brief("A reply", shared).replace("[@one]", "[@shared]")),
        ("content/sources.yaml", "- {id: record, title: A record, publisher: APA}\n".to_owned()),
    ];
    let site = site_of(files.iter().map(|(path, text)| (*path, text.as_str())));
    site.build();
    let built = tree(&site.public());
    let page = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    let own: Vec<&String> =
        built.keys().filter(|path| path.starts_with("sources/") && path.ends_with("html")).collect();
    assert_eq!(
        own,
        [
            "sources/by/xezer-xeber/index.html",
            "sources/health/index.html",
            "sources/index.html",
            "sources/no-publisher/index.html",
            "sources/record/index.html",
            "sources/shared/index.html"
        ]
    );
    // Every link to a source leads to where it stands.
    let brief = page("briefs/a/index.html");
    for place in
        ["by/xezer-xeber/index.html#one", "no-publisher/index.html#two", "shared/index.html", "record/index.html"]
    {
        assert!(brief.contains(&format!("href=\"../../sources/{place}\"")), "{place}: {brief}");
    }
    // What gets a page keeps its anchor.
    let publisher = page("sources/by/xezer-xeber/index.html");
    assert!(publisher.contains("<li id=\"one\">") && publisher.contains("<li id=\"shared\">"), "{publisher}");
    assert!(publisher.contains("href=\"../../../briefs/a/index.html\">A note</a>"), "{publisher}");
    assert!(publisher.contains("href=\"../../../sources/shared/index.html\""), "{publisher}");
    let index = page("sources/index.html");
    assert!(
        index.contains("href=\"../sources/by/xezer-xeber/index.html\">Xəzər Xəbər</a> <small>2</small>"),
        "{index}"
    );
    assert!(index.contains("4 sources") && index.contains("sources/record/") && !index.contains("#one"), "{index}");
    let (code, list, _) = site.ask(&["list", "sources", "--format", "json"]);
    assert!(code == 0 && list.contains("sources/by/xezer-xeber/#one"), "{list}");
}

#[test]
fn the_sources_of_a_publisher_are_cut_by_year() {
    let sources = |from: usize| {
        let line = |number: usize| {
            let year = 2020 + number % 3;
            format!("  - {{id: s{number}, title: Report {number}, publisher: APA, published: {year}-02-05}}\n")
        };
        let sources: String = (from..from + 60).map(line).collect();
        format!("---\ntitle: Note {from}\ndate: 2025-02-06\nsources:\n{sources}---\nIt was so.\n")
    };
    let (a, b) = (sources(0), sources(60));
    let site = site_of([("content/briefs/a.md", a.as_str()), ("content/briefs/b.md", b.as_str())]);
    site.build();
    let built = tree(&site.public());
    for (file, place) in [("a", "2020/index.html#s0"), ("b", "2022/index.html#s119")] {
        let page = String::from_utf8_lossy(&built[&format!("briefs/{file}/index.html")]).into_owned();
        assert!(page.contains(&format!("sources/by/apa/{place}\"")), "{page}");
        let (part, anchor) = place.split_once('#').expect("an anchor");
        let part = String::from_utf8_lossy(&built[&format!("sources/by/apa/{part}")]).into_owned();
        assert!(part.contains(&format!("<li id=\"{anchor}\">")), "{part}");
    }
    let whole = String::from_utf8_lossy(&built["sources/by/apa/index.html"]).into_owned();
    assert!(whole.contains("sources/by/apa/2021/index.html\">2021</a> <small>40</small>"), "{whole}");
}

#[test]
fn a_build_ends_with_what_it_held_back_and_names_none_of_it() {
    let brief = |rule: &str| format!("---\ntitle: A secret\ndate: 2025-02-06\n{rule}\n---\nIt was sent.\n");
    let site = site_of([("content/briefs/note.md", NOTE)]);
    assert!(!site.build().said.contains("held back"));
    for (name, rule) in [
        ("a", "embargoed: 2026-09-01"),
        ("b", "published: 2026-10-01"),
        ("c", "status: review"),
        ("d", "status: draft"),
        ("e", "status: draft"),
        ("f", "tlp: AMBER"),
        ("g", "status: withheld"),
    ] {
        site.write(&format!("content/briefs/{name}.md"), brief(rule));
    }
    let said = site.build().said;
    let last = said.lines().last().expect("a line");
    let expected =
        "held back: 2 embargoed, the first until 1 September 2026, 2 drafts, 1 in review, 1 withheld, 1 AMBER";
    assert_eq!(last, expected);
    let pages = tree(&site.public());
    assert!(pages.values().all(|page| !String::from_utf8_lossy(page).contains("A secret")));
    let proof = site.run(&["build", "--drafts", "--as-of", "2026-09-15", "--audience", "RED", "-o", "proof"]);
    assert!(proof.said.ends_with("held back: 1 embargoed until 1 October 2026\n"), "{}", proof.said);
    assert!(site.root().join("proof/briefs/a/index.html").exists());
    assert!(site.run(&["build", "--quiet"]).said.is_empty());
}

//! Whatever stands in a file, the build ends with a fault at its place or with the right page; nothing is written
//! outside the output folder, and nothing panics.

mod common;
mod harness;

use std::fmt::Write as _;

use common::{Site, difference, tree};
use demarche::diagnostic::Severity;
use demarche::input::{Input, InputContent};
use demarche::output::{Content, Output};
use demarche::pipeline;
use harness::{SITE_TOML, audience, input_of};
use proptest::prelude::*;

/// The first lines of a brief; what is tested begins on its fourth.
const HEAD: &str = "---\ntitle: A note\ndate: 2025-02-06\n";

/// A site built in memory.
type Build = pipeline::Build<Output>;

/// Builds a site in memory from its files below `content/`.
fn build(files: &[(&str, Vec<u8>)]) -> Build {
    let content = files.iter().map(|(path, bytes)| (format!("content/{path}"), bytes.clone()));
    let input = input_of(content.chain([("site.toml".to_owned(), SITE_TOML.into())]));
    let build = harness::build(&input, audience());
    well_placed(&input, &build);
    build
}

/// Every fault stands inside its file and says what to do; there is a site unless one of them is an error.
fn well_placed(input: &Input, build: &Build) {
    for fault in &build.faults {
        let diagnostic = &fault.diagnostic;
        let text = match input.get(&diagnostic.place.file).map(|file| &file.content) {
            Some(InputContent::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        let line = text.split('\n').nth(fault.line - 1);
        assert!(line.is_some_and(|line| fault.column <= line.chars().count() + 1), "{fault:?}");
        assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
        assert!(!diagnostic.message.is_empty() && diagnostic.message.chars().count() < 700, "{diagnostic:?}");
        assert!(diagnostic.help.is_some() || !diagnostic.label.is_empty(), "says nothing to type: {diagnostic:?}");
        assert!(!diagnostic.message.chars().any(char::is_control), "{diagnostic:?}");
    }
    let is_error = build.faults.iter().any(|fault| fault.diagnostic.severity == Severity::Error);
    assert_eq!(build.output.is_none(), is_error, "{:?}", told(build));
}

/// Faults as "code line:column", without the warnings that any short brief gets.
fn told(build: &Build) -> Vec<String> {
    let style = ["no-topic", "no-source", "missing-record"];
    let faults = build.faults.iter().filter(|fault| !style.contains(&fault.diagnostic.code));
    faults.map(|fault| format!("{} {}:{}", fault.diagnostic.code, fault.line, fault.column)).collect()
}

/// A brief with these lines in its front matter.
fn brief(lines: &str) -> Vec<u8> {
    format!("{HEAD}{lines}\n---\nText.\n").into_bytes()
}

/// What is told of a brief with these lines in its front matter.
fn of_lines(lines: &str) -> Vec<String> {
    told(&build(&[("briefs/note.md", brief(lines))]))
}

/// What is told of each of many briefs, all in one build: what a build costs besides them is spent once.
fn of_each(lines: impl IntoIterator<Item = String>) -> Vec<(String, Vec<String>)> {
    let lines: Vec<String> = lines.into_iter().collect();
    let briefs = lines.iter().enumerate().map(|(at, lines)| (format!("briefs/note-{at}.md"), brief(lines)));
    let question = ("questions/q.md".to_owned(), b"---\ntitle: Why?\n---\n".to_vec());
    let files: Vec<(String, Vec<u8>)> = briefs.chain([question]).collect();
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let mut all = build(&files);
    let faults = std::mem::take(&mut all.faults);
    let of = |at: usize| {
        let file = format!("content/briefs/note-{at}.md");
        let faults = faults.iter().filter(|fault| *fault.diagnostic.place.file == *file).cloned().collect();
        told(&Build { faults, ..Build::default() })
    };
    lines.iter().enumerate().map(|(at, lines)| (lines.clone(), of(at))).collect()
}

/// What is told of a brief with this text.
fn of_text(text: &str) -> Vec<String> {
    told(&build(&[("briefs/note.md", format!("{HEAD}---\n{text}").into_bytes())]))
}

/// What is told of a site of this one brief.
fn of_bytes(bytes: impl Into<Vec<u8>>) -> Vec<String> {
    told(&build(&[("briefs/note.md", bytes.into())]))
}

/// A page of a build that must succeed.
fn page(build: &Build, path: &str) -> String {
    let output = build.output.as_ref().unwrap_or_else(|| panic!("{:?}", told(build)));
    let found = output.iter().find(|(found, _)| found.as_str() == path);
    match found.unwrap_or_else(|| panic!("no {path}")).1 {
        Content::Bytes(bytes) => String::from_utf8(bytes.clone()).expect("a page is UTF-8"),
        Content::CopyOf(place) => panic!("{} is a copy of {}", path, place.display()),
    }
}

/// The page of a brief with this text.
fn html_of(text: &str) -> String {
    page(&build(&[("briefs/note.md", format!("{HEAD}---\n{text}").into_bytes())]), "briefs/note/index.html")
}

/// Ways out of a folder, and names that some disk does not take.
fn ways_out() -> Vec<String> {
    let ways = [
        "..",
        "../x",
        "../../x",
        "a/../../x",
        "/../x",
        "//x",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a\\\\..\\\\x",
        "..\\\\x",
        "C:",
        "C:/x",
        "C:\\\\x",
        "\\\\\\\\server\\\\x",
        "con",
        "nul.txt",
        "a/aux",
        "COM1.html",
        "..%2f..%2fx",
        "%2e%2e/x",
        "a\\0b",
        "a\\u0001b",
        "a\\nb",
        "a?b",
        "a#b",
        "a*b",
        "a<b",
        "x.",
        "x ",
        ".git/x",
        ".demarche-manifest",
        "\\u202Egpj.x",
        "~/../x",
    ];
    let mut ways: Vec<String> = ways.map(str::to_owned).into();
    ways.extend(["a".repeat(300), format!("{}b", "a/".repeat(600)), "ə".repeat(150)]);
    ways
}

#[test]
fn no_slug_leaves_the_output_folder() {
    let ways = ways_out().into_iter().filter(|way| way.trim() != "x");
    for (line, told) in of_each(ways.map(|way| format!("slug: \"{way}\""))) {
        assert_eq!(told, ["bad-id 4:7"], "{line}");
    }
    assert_eq!(of_lines("slug: \"x \""), [""; 0]);
}

#[test]
fn no_alias_leaves_the_output_folder() {
    for way in ways_out() {
        let build = build(&[("briefs/note.md", brief(&format!("aliases: [\"{way}\"]")))]);
        let told = told(&build);
        match way.as_str() {
            // What is well without the slash or the space around it.
            "/etc/passwd" => assert!(page(&build, "etc/passwd/index.html").contains("briefs/note/")),
            "//x" => assert!(page(&build, "x/index.html").contains("briefs/note/")),
            "x " => assert!(page(&build, "briefs/x/index.html").contains("briefs/note/")),
            "a\\0b" | "a\\u0001b" => assert_eq!(told, ["control-character 4:11"], "{way}"),
            _ => assert_eq!(told, ["bad-address 4:11"], "{way}"),
        }
    }
}

/// The fault of a way out where a record's name on one line is wanted.
fn refused_as_line(line: &str, otherwise: &'static str) -> &'static str {
    match line {
        _ if line.contains("a\\0b") || line.contains("a\\u0001b") => "control-character",
        _ if line.contains("a\\nb") => "wrong-type",
        _ if line.chars().count() > 400 => "too-long",
        _ => otherwise,
    }
}

#[test]
fn no_image_comes_from_outside_the_content() {
    for (line, told) in of_each(ways_out().iter().map(|way| format!("image: {{src: \"{way}\", alt: A door}}"))) {
        let code = refused_as_line(&line, "missing-asset");
        assert_eq!(told, [format!("{code} 4:14")], "{line}");
    }
}

#[test]
fn no_translation_and_no_language_leaves_the_site() {
    for (line, told) in of_each(ways_out().iter().map(|way| format!("translations: {{az: \"{way}\"}}"))) {
        let code = refused_as_line(&line, "unknown-brief");
        assert_eq!(told, [format!("{code} 4:20")], "{line}");
    }
    let languages = ways_out().into_iter().filter(|way| way != "con");
    for (line, told) in of_each(languages.clone().map(|way| format!("lang: \"{way}\""))) {
        assert_eq!(told, ["wrong-type 4:7"], "{line}");
    }
    for (line, told) in of_each(languages.map(|way| format!("translations: {{\"{way}\": note-0}}"))) {
        assert_eq!(told.len(), 1, "{line}: {told:?}");
    }
}

#[test]
fn no_id_leaves_the_site() {
    let ways = || ways_out().into_iter().filter(|way| way.trim() != "x");
    let claims = ways().map(|way| format!("claims:\n  - {{id: \"{way}\", question: q, by: b, says: s}}\nactors: b"));
    let sources = ways().map(|way| format!("sources:\n  - {{id: \"{way}\", title: s}}"));
    for (line, told) in of_each(claims.chain(sources)) {
        assert_eq!(told, ["bad-id 5:10"], "{line}");
    }
}

#[test]
fn a_term_is_an_address_of_its_letters_alone() {
    let lines = "topics: [\"../../Trade & aid\", \"nul\", \"..\", \"C:\\\\x\"]\nplaces: \"/etc/passwd\"";
    let build = build(&[("briefs/note.md", brief(lines))]);
    assert_eq!(told(&build), ["unknown-topic 4:31", "unknown-topic 4:38"]);
    let build = self::build(&[("briefs/note.md", brief("topics: [\"../../Trade & aid\"]\nplaces: \"/etc/passwd\""))]);
    assert!(page(&build, "topics/trade-aid/index.html").contains("../../Trade &amp; aid"));
    assert!(page(&build, "places/etc-passwd/index.html").contains("/etc/passwd"));
}

#[test]
fn a_file_name_is_an_id_or_a_fault() {
    for (name, code) in [
        ("con.md", "bad-file-name 1:1"),
        ("2025-02-06-nul.md", "bad-file-name 1:1"),
        ("–.md", "bad-file-name 1:1"),
        (&format!("{}.md", "a".repeat(121)), "bad-file-name 1:1"),
        (".md", "bad-file-name 1:1"),
        ("..md", "bad-file-name 1:1"),
    ] {
        assert_eq!(told(&build(&[(&format!("briefs/{name}"), brief(""))])), [code], "{name}");
    }
    for name in ["..%2f..%2fx.md", "C:x.md", "a\\b.md", "…x….md"] {
        let build = build(&[(&format!("briefs/{name}"), brief(""))]);
        let told = told(&build);
        let output = build.output.unwrap_or_else(|| panic!("{name}: {told:?}"));
        assert!(output.iter().all(|(path, _)| !path.as_str().contains(['%', ':', '\\'])), "{name}");
    }
    let two = build(&[("briefs/a/note.md", brief("")), ("briefs/b/2025-note.md", brief(""))]);
    assert_eq!(told(&two), ["duplicate-id 1:1"]);
    assert_eq!(told(&build(&[("news/note.md", brief(""))])), ["misplaced-file 1:1", "no-brief 1:1"]);
}

#[test]
fn an_old_address_never_takes_the_place_of_a_page() {
    for alias in [
        "/index.html",
        "/briefs/",
        "/dates/2025/",
        "/sitemap.xml/x",
        "/atom.xml/",
        "/robots.txt/",
        "/404.html",
        "/BRIEFS/x",
    ] {
        assert_eq!(of_lines(&format!("aliases: [{alias}]")), ["address-clash 4:11"], "{alias}");
    }
    let two = build(&[("briefs/note.md", brief("aliases: other")), ("briefs/other.md", brief(""))]);
    assert_eq!(told(&two), ["address-clash 4:10"]);
    let build = build(&[("briefs/note.md", brief("aliases: [old, /older, /2024/x.html]"))]);
    for path in ["briefs/old/index.html", "older/index.html", "2024/x.html"] {
        assert!(page(&build, path).contains("briefs/note/"), "{path}");
    }
}

#[test]
fn too_much_is_told_and_not_read() {
    let million = "x".repeat(1_000_000);
    assert_eq!(of_bytes(format!("---\ntitle: {million}\ndate: 2025-02-06\n---\n")), ["too-long 2:8"]);
    let lines = (0..40_000).fold(String::new(), |mut lines, at| {
        let _ = writeln!(lines, "  - the number {at} of a list");
        lines
    });
    assert_eq!(of_lines(&format!("extra:\n  list:\n{}", lines.trim_end())), [""; 0]);
    assert_eq!(of_lines(&format!("authors:\n  - {million}")), ["too-long 5:5"]);
    assert_eq!(of_lines(&format!("{}: 1", "x".repeat(900))), ["unknown-field 4:1"]);
    assert_eq!(of_lines(&format!("{million}: 1")), ["bad-yaml 4:1"], "YAML allows a key of 1024 characters");
}

#[test]
fn yaml_that_is_deep_or_explodes_is_refused() {
    let deep = format!("extra: {}{}", "[".repeat(5_000), "]".repeat(5_000));
    let told = of_lines(&deep);
    assert!(told.len() == 1 && told[0].starts_with("yaml-too-deep 4:"), "{told:?}");
    let deep = (0..5_000).fold(String::from("extra:"), |deep, level| format!("{deep}\n{}a:", " ".repeat(level + 1)));
    let told = of_lines(&deep);
    assert!(told.len() == 1 && told[0].starts_with("yaml-too-deep "), "{told:?}");
    assert_ne!(told, ["yaml-too-deep 2:1"], "not where it is deep");
    let mut laughs = String::from("extra:\n  a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(laughs, "  a{level}: &a{level} [{inner}]");
    }
    assert_eq!(of_lines(laughs.trim_end()), ["yaml-too-large 10:22"]);
}

#[test]
fn anchors_are_taken_where_they_do_no_harm() {
    let lines = "topics: &t [alliance]\nextra: {again: *t}\nsummary: &s A note was sent.\ndate_note: *s";
    let build = build(&[("briefs/note.md", brief(lines))]);
    assert_eq!(told(&build), [""; 0]);
    assert!(page(&build, "briefs/note/index.html").matches("A note was sent.").count() > 1);
    assert_eq!(of_lines("topics: *nowhere").len(), 1);
}

#[test]
fn a_repeated_key_is_told_at_any_depth() {
    assert_eq!(of_lines("title: Another"), ["duplicate-key 4:1"]);
    assert_eq!(of_lines("image: {src: x, alt: a, src: y}"), ["missing-asset 4:14", "duplicate-key 4:25"]);
    assert_eq!(of_lines("extra:\n  a: {b: 1, c: {d: 1, d: 2}}"), ["duplicate-key 5:23"]);
    assert_eq!(of_lines("1: a\n0x1: b").len(), 1, "one key, written in two ways");
}

/// What YAML makes of a word is not what an author means: the value is the text as typed, or a fault at it.
#[test]
fn the_words_of_yaml_are_texts_or_told() {
    for text in ["no", "yes", "y", "on", "Off", "012", "1_000", "2025-02-06", "12:30", "1.2.3", "0o", "<<"] {
        let build = build(&[("briefs/note.md", format!("---\ntitle: {text}\ndate: 2025-02-06\n---\n").into_bytes())]);
        assert_eq!(told(&build), [""; 0], "{text}");
        let shown = text.replace('<', "&lt;");
        assert!(page(&build, "briefs/note/index.html").contains(&format!(">{shown}</h1>")), "{text}");
    }
    for text in ["0x10", "1e3", "2025", "1.5", "true", "false", ".inf", ".nan", "-0", "[a]", "{a: b}", "!foo a"] {
        let told = of_bytes(format!("---\ntitle: {text}\ndate: 2025-02-06\n---\n"));
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].starts_with("wrong-type 2:"), "{text}: {told:?}");
    }
    for text in ["", "~", "null", "Null", "# nothing"] {
        assert_eq!(of_bytes(format!("---\ntitle: {text}\ndate: 2025-02-06\n---\n")), ["missing-field 2:1"], "{text}");
    }
    for text in ["\"\"", "' '", "\"\\u00A0\""] {
        assert_eq!(of_bytes(format!("---\ntitle: {text}\ndate: 2025-02-06\n---\n")), ["empty-field 2:8"], "{text}");
    }
}

/// Every field of a brief takes every odd scalar, or says at its place why not.
#[test]
fn every_field_takes_any_scalar_or_tells_it() {
    let fields = [
        "title",
        "date",
        "date_basis",
        "date_note",
        "sort_date",
        "time",
        "tz",
        "kind",
        "summary",
        "topics",
        "actors",
        "places",
        "instrument",
        "event",
        "in_response_to",
        "related",
        "threads",
        "figures",
        "claims",
        "sources",
        "assessment",
        "status",
        "embargoed",
        "tlp",
        "published",
        "updated",
        "updates",
        "authors",
        "lang",
        "translations",
        "image",
        "aliases",
        "slug",
        "extra",
    ];
    let odd = [
        "no",
        "yes",
        "y",
        "012",
        "1_000",
        "0x10",
        "1e3",
        "~",
        "null",
        "",
        "true",
        "-1",
        "99999999999999999999",
        "[]",
        "{}",
        "[~]",
        "[[a]]",
        "[{}]",
        "{a: b}",
        "[a, true]",
        "!foo bar",
        "!!python/object:os.system x",
        "!!str 5",
        "!!binary AAAA",
        "2025-02-30",
        "24:00",
        "\"\\0\"",
        "\"\\uFFFF\"",
        "' '",
        "|\n    a\n    b",
        "*x",
        "{{ x }}",
    ];
    let mut told_at_all = 0;
    for field in fields {
        let note = |value: &str| {
            let others = ["title: A note", "date: 2025-02-06"].into_iter().filter(|line| !line.starts_with(field));
            let lines = others.chain([format!("{field}: {value}").as_str()]).collect::<Vec<_>>().join("\n");
            format!("---\n{lines}\n---\nText.\n").into_bytes()
        };
        let names: Vec<String> = (0..odd.len()).map(|at| format!("briefs/note-{at}.md")).collect();
        let files: Vec<(&str, Vec<u8>)> =
            names.iter().map(String::as_str).zip(odd.iter().map(|value| note(value))).collect();
        let found = build(&files);
        let errors: Vec<_> = found.faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error).collect();
        for error in &errors {
            assert!((2..=6).contains(&error.line), "{field}: {error:?}");
        }
        let is_told = |name: &str| errors.iter().any(|error| error.diagnostic.place.file.ends_with(name));
        let silent = names.iter().filter(|name| !is_told(name)).count();
        assert!(found.briefs >= silent, "{field}: a brief is lost without a fault");
        told_at_all += errors.len();
    }
    assert!(told_at_all > 500, "{told_at_all}");
}

#[test]
fn dates_are_read_as_meant_or_told() {
    for (date, shown) in [
        ("2025-02-06", "6 February 2025"),
        ("2025", "2025"),
        ("[2022-09-13,2023-09-13]", "13 September 2022 or 2023"),
        ("[2025-06-01..2025-07-23]", "between 1 June and 23 July 2025"),
        ("[..2025-02-06]", "by 6 February 2025"),
        ("\" 2025-02-06 \"", "6 February 2025"),
    ] {
        let build = build(&[("briefs/note.md", format!("---\ntitle: A note\ndate: {date}\n---\n").into_bytes())]);
        assert!(page(&build, "briefs/note/index.html").contains(shown), "{date}: {:?}", told(&build));
    }
    for (line, code) in [
        ("date: 2025-02-30", "bad-date 3:15"),
        ("date: \" 2025-02-30\"", "bad-date 3:17"),
        ("date: 2025-02-06T24:00:00Z", "bad-date 3:18"),
        ("date: 2025-13", "bad-date 3:12"),
        ("date: 06.02.2025", "bad-date 3:7"),
        ("date: yesterday", "bad-date 3:7"),
        ("date: [2025-01-01, true]", "wrong-type 3:7"),
        ("date: [[2025]]", "wrong-type 3:7"),
        ("date: {year: 2025}", "wrong-type 3:7"),
        ("date: 99999999999999999999", "bad-yaml 3:7"),
        ("date: []", "bad-date 3:7"),
        ("date: 2025-02-06\ntime: 24:00", "wrong-type 4:7"),
        ("date: 2025-02-06\nsort_date: 2025-02-30", "bad-date 4:20"),
        ("date: 2025-02-06\nsort_date: 2025-02", "wrong-type 4:12"),
        ("date: 2025-02-06\npublished: 2025-02-30", "bad-date 4:20"),
        ("date: 2025-02-06\nembargoed: 2025-02", "wrong-type 4:12"),
        ("date: 2025-02-06\nembargoed: 2025-02-06T25:00:00Z", "wrong-type 4:12"),
        ("date: 2025-02-06\ntime: \"12:00\"\ntz: Asia/Bakuu", "wrong-type 5:5"),
    ] {
        assert_eq!(of_bytes(format!("---\ntitle: A note\n{line}\n---\n")), [code], "{line}");
    }
}

#[test]
fn merge_keys_tags_and_second_documents_are_told() {
    assert_eq!(of_lines("<<: {kind: statement}"), ["unknown-field 4:1"]);
    assert_eq!(of_lines("summary: !!python/object:os.system {}").len(), 1);
    assert_eq!(of_lines("summary: !foo text"), ["wrong-type 4:15"]);
    assert!(of_lines("%YAML 1.1").iter().all(|told| told.starts_with("bad-yaml")));
    assert_eq!(of_lines("...\nkind: statement").len(), 1);
    let two = build(&[
        ("briefs/note.md", brief("")),
        ("sources.yaml", b"- {id: a, title: A}\n---\n- {id: b, title: B}\n".to_vec()),
    ]);
    assert_eq!(told(&two).len(), 1, "{:?}", told(&two));
    assert_eq!(told(&two), ["bad-yaml 2:1"]);
}

#[test]
fn tabs_and_ends_of_lines_are_read_or_told() {
    assert_eq!(of_lines("\tkind: statement").len(), 1);
    assert!(of_lines("topics:\n\t- alliance")[0].starts_with("bad-yaml 5:"));
    let windows = "---\r\ntitle: A note\r\ndate: 2025-02-06\r\nkind: x\r\n---\r\nA text\r\nof two lines.\r\n";
    assert_eq!(of_bytes(windows), ["unknown-value 4:7"]);
    let windows = build(&[("briefs/note.md", windows.replace("kind: x\r\n", "").into_bytes())]);
    assert!(!page(&windows, "briefs/note/index.html").contains('\r'));
    let old_mac = "---\rtitle: A note\rdate: 2025-02-06\r---\rA text.\r";
    assert_eq!(of_bytes(old_mac), ["no-front-matter 1:1"]);
    let mixed = build(&[("briefs/note.md", b"---\ntitle: A note\rdate: 2025-02-06\n---\nA text.\rMore.\n".to_vec())]);
    assert_eq!(told(&mixed), [""; 0]);
    assert!(!page(&mixed, "briefs/note/index.html").contains('\r'));
    assert_eq!(of_lines("authors: \"a\\rb\""), ["wrong-type 4:10"]);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    assert_eq!(of_bytes(""), ["no-front-matter 1:1"]);
    assert_eq!(of_bytes("---"), ["unclosed-front-matter 1:1"]);
    assert_eq!(of_bytes("---\n---\n"), ["missing-field 2:1", "missing-field 2:1"]);
    assert_eq!(of_bytes("---\ntitle: A note\ndate: 2025\n---"), [""; 0]);
    assert_eq!(of_bytes("Text alone.\n"), ["no-front-matter 1:1"]);
    assert_eq!(of_bytes("\n---\ntitle: A note\n---\n"), ["no-front-matter 1:1"]);
    assert_eq!(of_bytes("\u{feff}---\ntitle: A note\ndate: 2025\nkind: x\n---\n"), ["unknown-value 4:7"]);
    let wide: Vec<u8> = "---\ntitle: A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(of_bytes([b"\xff\xfe", wide.as_slice()].concat()), ["not-utf8 1:1"]);
    assert_eq!(of_bytes(wide), ["no-front-matter 1:1"]);
    assert_eq!(of_bytes(b"---\ntitle: A\ndate: 2025\n---\nOne \xc3\x28 two\n".to_vec()), ["not-utf8 5:5"]);
    assert_eq!(of_bytes(b"---\ntitle: A\ndate: 2025\n---\n\xed\xa0\x80".to_vec()), ["not-utf8 5:1"]);
    assert_eq!(of_bytes("---\ntitle: A\u{0}\ndate: 2025\n---\n").len(), 1);
    let bom = build(&[("briefs/note.md", brief("")), ("sources.yaml", "\u{feff}- {id: a, id: b, title: A}\n".into())]);
    assert_eq!(told(&bom), ["duplicate-key 1:12"]);
}

#[test]
fn site_toml_is_told_as_any_file() {
    let told = |toml: &[u8]| {
        let note = brief("");
        let input = input_of([("site.toml", toml), ("content/briefs/note.md", &*note)]);
        let build = harness::build(&input, audience());
        well_placed(&input, &build);
        self::told(&build)
    };
    assert_eq!(told(b"title = \"A\nbase_url = 1\n"), ["bad-toml 1:11"]);
    assert_eq!(told(b""), ["missing-field 1:1", "missing-field 1:1"]);
    assert_eq!(told(b"\xff"), ["not-utf8 1:1"]);
    assert_eq!(told(b"title = \"A\"\nbase_url = \"javascript:alert(1)\"\n"), ["wrong-type 2:12"]);
    assert_eq!(
        told(b"title = 2025\nbase_url = \"https://a.az\"\nlanguage = \"../x\"\n"),
        ["wrong-type 1:9", "wrong-type 3:12"]
    );
}

#[test]
fn deep_markdown_is_refused() {
    for piece in ["> ", "- ", "* ", "[", "![", "**a "] {
        let told = of_text(&format!("{}x", piece.repeat(10_000)));
        assert!(told.is_empty() || told[0].starts_with("deep-nesting 5:"), "{piece}: {:?}", told.first());
        if matches!(piece, "> " | "- ") {
            assert!(!told.is_empty(), "{piece}");
        }
    }
}

#[test]
fn a_line_of_five_megabytes_is_read() {
    let text = "The note said so. ".repeat(280_000);
    assert!(html_of(&text).len() > 5_000_000);
    let told = of_text(&format!("{text}[x](javascript:a)"));
    assert_eq!(told, [format!("unsafe-link 5:{}", text.len() + 1)]);
}

#[test]
fn no_link_runs_a_script() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "java&Tab;script:alert(1)",
        "<java\u{1}script:alert(1)>",
        "\u{1}javascript:alert(1)",
        "&#x6A&#x61;vascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data&colon;text/html,x",
        "javascript&colon;alert(1)",
    ] {
        for text in [format!("[x]({address})"), format!("![x]({address})"), format!("[x][r]\n\n[r]: {address}\n")] {
            let build = build(&[("briefs/note.md", format!("{HEAD}---\n{text}").into_bytes())]);
            match &build.output {
                None => assert!(
                    told(&build).iter().all(|told| told.contains(" 5:") || told.contains(" 7:")),
                    "{text}: {:?}",
                    told(&build)
                ),
                Some(_) => {
                    let page = page(&build, "briefs/note/index.html").to_lowercase();
                    // Below it stand the files of the citation, which the site makes as `data:` links.
                    let page = page.split("cite this page").next().expect("the page's own part");
                    assert!(!page.contains("href=\"java") && !page.contains("href=\"data"), "{text}: {page}");
                    assert!(!page.contains("src=\"java") && !page.contains("src=\"data"), "{text}: {page}");
                }
            }
        }
    }
    assert_eq!(of_text("[x](JaVa&Tab;ScRiPt:alert(1))"), ["unsafe-link 5:1"]);
    assert_eq!(of_text("<javascript:alert(1)>"), ["unsafe-link 5:1"]);
    assert_eq!(of_lines("sources:\n  - {id: a, title: A, url: \"javascript:alert(1)\"}"), ["wrong-type 5:28"]);
    assert_eq!(of_lines("sources:\n  - {id: a, title: A, archive_url: \"data:text/html,x\"}"), ["wrong-type 5:36"]);
}

#[test]
fn html_of_an_author_is_text() {
    let text =
        "<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> <b>word</b>.\n\n<style>*{display:none}</style>\n";
    let page = html_of(text);
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<style>*"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    let told = of_text(text);
    assert_eq!(told, ["raw-html 5:1", "raw-html 7:3", "raw-html 7:32", "raw-html 9:1"]);
    let title = "title: \"</title><script>alert(1)</script>\"\nsummary: '\"><script>alert(1)</script>'";
    let note = format!("---\n{title}\ndate: 2025\nauthors: [\"<b>\"]\n---\nText.\n").into_bytes();
    let build = build(&[("briefs/note.md", note)]);
    for (path, content) in build.output.as_ref().expect("a site").iter() {
        // The citations in .bib, .ris and .json are text, and no browser reads them as anything else.
        let Content::Bytes(bytes) = content else { continue };
        let is_text = !path.as_str().ends_with(".html") && !path.as_str().ends_with(".xml");
        assert!(is_text || !String::from_utf8_lossy(bytes).contains("<script>alert"), "{path}");
    }
    let feed = self::page(&build, "atom.xml");
    assert!(feed.contains("&lt;/title&gt;"), "{feed}");
}

#[test]
fn template_words_come_out_as_they_went_in() {
    let words = "{{ site.title }} {% raw %} {% include \"base.html\" %} {# note #} ${x} <%= y %>";
    let note = format!("---\ntitle: '{words}'\ndate: 2025\ntopics: ['{{{{ x }}}}']\n---\n{words}\n\n`{words}`\n");
    let build = build(&[("briefs/note.md", note.into_bytes())]);
    let page = page(&build, "briefs/note/index.html");
    let shown = "{{ site.title }} {% raw %} {% include &quot;base.html&quot; %} {# note #} ${x} &lt;%= y %&gt;";
    let plain =
        page.replace("&#x27;", "'").replace(['“', '”'], "&quot;").replace("\"base.html\"", "&quot;base.html&quot;");
    assert!(plain.matches(shown).count() >= 3, "{page}");
    assert!(page.contains("{{ x }}"), "{page}");
}

#[test]
fn characters_that_turn_a_line_stay_in_their_text() {
    let note = "---\ntitle: \"A \\u202Enote\\u202C\"\ndate: 2025\n---\nA \u{202e}text\u{202c} \u{2066}here\u{2069}.\n";
    let build = build(&[("briefs/2025-x\u{202e}y.md", note.as_bytes().to_vec())]);
    let output = build.output.as_ref().unwrap_or_else(|| panic!("{:?}", told(&build)));
    assert!(output.iter().all(|(path, _)| path.as_str().is_ascii()));
    assert!(page(&build, "briefs/xy/index.html").contains("A \u{202e}note\u{202c}"));
    assert_eq!(of_text("A \u{1b}[31mred\u{7} text.\n"), ["forbidden-character 5:3"]);
    assert!(!html_of("A \u{1b}[31mred text.\n").contains('\u{1b}'));
}

/// The real binary, on what a disk can hold: whatever comes of it, nothing changes but `public/` and what is
/// kept beside it.
#[test]
fn nothing_is_written_outside_the_output_folder() {
    let lines = [
        "slug: ../../x",
        "slug: /tmp/x",
        "aliases: [../../x]",
        "aliases: [/../x]",
        "aliases: [/a/../../../x]",
        "aliases: ['..\\..\\x']",
        "aliases: [..%2f..%2fx]",
        "aliases: ['C:/x']",
        "aliases: [/.demarche-manifest/]",
        "aliases: [/.git/hooks/]",
        "aliases: [/well/known/x.html]",
        "image: {src: ../../../secret.png, alt: A door}",
        "image: {src: /../../secret.png, alt: A door}",
        "topics: [../../x, '..', 'nul']",
        "translations: {az: ../../x}",
        "sources:\n  - {id: ../x, title: X}",
        "claims:\n  - {id: ../x, question: ../../y, by: ../z, says: S}",
        "threads: ['../../../y']",
    ];
    for lines in lines {
        let site = Site::new();
        std::fs::write(site.desk().join("secret.png"), "secret").expect("can write");
        site.write("content/briefs/note.md", brief(lines));
        let before = tree(site.desk());
        let run = site.run(&["build"]);
        assert!(matches!(run.code, 0 | 1), "{lines}: {}", run.said);
        assert!(!run.said.contains("panicked"), "{lines}: {}", run.said);
        let after = tree(site.desk());
        let ours = |line: &String| line.contains(" site/public/");
        let outside: Vec<String> = difference(&before, &after).into_iter().filter(|line| !ours(line)).collect();
        assert_eq!(outside, [""; 0], "{lines}");
        let secret = after.iter().filter(|(path, bytes)| path.contains("public") && bytes.as_slice() == b"secret");
        assert_eq!(secret.count(), 0, "{lines}");
    }
}

#[test]
fn a_report_of_a_huge_line_is_short() {
    let site = Site::new();
    let title = "x".repeat(1_000_000);
    site.write("content/briefs/note.md", format!("---\ntitle: {title}\ndate: 2025\n---\n"));
    let run = site.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.said.len() < 2_000, "{} bytes", run.said.len());
}

#[test]
fn thousands_of_faults_in_one_file_are_told_in_good_time() {
    let text = "See [[nobody]] there.\n\n".repeat(5_000);
    let build = build(&[("briefs/note.md", format!("{HEAD}---\n{text}").into_bytes())]);
    let told = told(&build);
    assert_eq!(told.len(), 5_000);
    assert_eq!(told.last().map(String::as_str), Some("unknown-link 10003:5"));
    let site = Site::new();
    site.write("content/briefs/note.md", format!("{HEAD}---\n{text}"));
    let run = site.run(&["build", "--all"]);
    assert_eq!((run.code, run.said.matches("error[unknown-link]").count()), (1, 5_000));
    assert!(run.said.contains("content/briefs/note.md:10003:5\n"));
}

/// A brief with most fields, well made; the seed of what follows.
const WHOLE: &str = "---\ntitle: Azerbaijan hands over a note\ndate: \"[2025-02-01..2025-02-06]\"\ndate_basis: bounded\ndate_note: By its place in the report.\nsort_date: 2025-02-06\nkind: statement\nsummary: A note was handed over.\ntopics: [alliance, topic-{{n}}]\nactors:\n  - {id: hacizade, role: speaker, as: spokesman}\nplaces: [{id: baku, role: location, precision: 1}]\nevent: {type: ACCUSE, mode: disapprove, context: diplomatic}\nfigures:\n  - {what: killed, value: 38, by: hacizade, source: turan}\nclaims:\n  - id: claim-{{n}}\n    question: cause\n    by: hacizade\n    says: It was hit.\n    quote: {lang: az, text: Vuruldu, trans: It was hit}\n    said: 2025-02-06\nsources:\n  - {id: turan-{{n}}, title: A report, url: \"https://example.org/a\", published: 2025-02-06}\n  - turan\nupdates:\n  - {date: 2025-03-01, type: correction, text: A name.}\naliases: [old-{{n}}]\nlang: en\nextra: {mine: [1, 2]}\n---\n## What happened\n\nThe note, by [[hacizade|the spokesman]] in [[baku]], said *so* [@turan, p. 4].[^1] See [this](https://example.org/).\n\n[^1]: A note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

/// Pieces that mean something to some reader.
const PIECES: [&str; 40] = [
    "\n",
    "---\n",
    ": ",
    "- ",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "!x ",
    "#",
    "%",
    "@",
    "`",
    "<",
    "--",
    "..",
    "/",
    "\\",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "ə",
    "\r",
    "\r\n",
    "?",
    "~",
    "[[",
    "]]",
    "[^1]",
    "2025-02-30",
    "<<: ",
    "title: ",
];

/// One change of a brief: where (as a part of its length), how much is taken out, and what is put in.
fn change() -> impl Strategy<Value = (f64, usize, Vec<u8>)> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
        1 => Just(Vec::new()),
    ];
    (0.0..1.0f64, 0..6usize, piece)
}

proptest! {
    // Each case is a site of sixteen changed briefs: what a build costs besides them is spent once.
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_brief_makes_the_build_panic_or_lose_its_place(
        changes in proptest::collection::vec(proptest::collection::vec(change(), 1..4), 16)
    ) {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for (number, changes) in changes.iter().enumerate() {
            let mut bytes = WHOLE.replace("{{n}}", &number.to_string()).into_bytes();
            for (at, out, put) in changes {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a length")]
                let at = (bytes.len() as f64 * at) as usize;
                let end = (at + out).min(bytes.len());
                bytes.splice(at..end, put.iter().copied());
            }
            files.push((format!("briefs/note-{number}.md"), bytes));
        }
        files.push(("actors/hacizade.md".into(), b"---\nname: Hacizade\nroles: {title: spokesman}\n---\n".to_vec()));
        files.push(("sources.yaml".into(), b"- {id: turan, title: Turan}\n".to_vec()));
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
        build(&files);
    }
}

#[test]
fn the_brief_that_is_changed_is_well_made() {
    let seed = WHOLE.replace("{{n}}", "0").into_bytes();
    let actor = b"---\nname: Hacizade\nroles: {title: spokesman}\n---\n".to_vec();
    let build = build(&[
        ("briefs/note.md", seed),
        ("actors/hacizade.md", actor),
        ("questions/cause.md", b"---\ntitle: What was the cause?\n---\n".to_vec()),
        ("sources.yaml", b"- {id: turan, title: Turan}\n".to_vec()),
    ]);
    assert_eq!(told(&build), [""; 0]);
    assert_eq!(build.briefs, 1);
}

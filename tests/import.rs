//! `demarche import` from outside: realistic and hostile files in, briefs that build out, nothing written over.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::process::Stdio;

use common::{Site, tree};

const MAP: &str = "[columns]\ntitle = \"Headline\"\ndate = \"Date\"\nend = \"Until\"\ntopics = \"Tags\"\nsources = \"Link\"\nbody = \"Text\"\nkind = \"Kind\"\n";

const INCIDENTS: &str = "\
Date,Until,Headline,Tags,Link,Text,Kind,Ref\n\
2025-02-06,,A note is handed over,Notes; Visas,https://www.example.org/a,\"The note was *short*.\n\nIt was [[not]] a link.\",statement,1\n\
2025-02,,Talks in the month,Talks,https://www.example.org/a,,,2\n\
2024-12,2025-05,A ferry stands still,Ferry,The Paper,,,3\n\
06/02/2025,,Of two readings,Ferry,,,,4\n\
31/02/2025,,On no day,Ferry,,,,5\n\
,,No date,Ferry,,,,6\n\
2025-03-01,,A note is handed over,Notes,,,,7\n\
2025-03-02,,Of an unknown kind,Notes,,,statment,8\n";

/// What a command printed: its exit code, the standard output, the standard error.
fn run(site: &Site, words: &[&str]) -> (i32, String, String) {
    let output = site.command(words).stdin(Stdio::null()).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn site() -> Site {
    let site = Site::new();
    site.write("content/topics/ferry.md", "---\nname: Ferry\n---\n");
    site.write("map.toml", MAP);
    site
}

fn briefs(site: &Site) -> BTreeMap<String, String> {
    let tree = tree(&site.root().join("content/briefs"));
    tree.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn a_table_becomes_briefs_and_what_could_not_be_carried_is_told() {
    let site = site();
    site.write("incidents.csv", INCIDENTS);
    let before = tree(&site.root());
    let words = ["import", "csv", "incidents.csv", "--map", "map.toml", "--with-terms"];
    let (code, _, dry) = run(&site, &[&words[..], &["--dry-run"]].concat());
    assert_eq!(code, 1, "{dry}");
    assert_eq!(tree(&site.root()), before, "a dry run writes nothing");
    let (code, path, said) = run(&site, &words);
    assert_eq!((code, path.as_str()), (1, ""));
    assert_eq!(said.replace(" became ", " would become "), dry);
    insta::assert_snapshot!("an_import_tells", said);
    let briefs = briefs(&site);
    let names: Vec<&str> = briefs.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "2025-02-06-a-note-is-handed-over.md",
            "2025-02-talks-in-the-month.md",
            "2025-03-01-a-note-is-handed-over-2.md",
            "2025-03-02-of-an-unknown-kind.md",
            "a-ferry-stands-still.md"
        ]
    );
    insta::assert_snapshot!("an_imported_brief", briefs["2025-02-06-a-note-is-handed-over.md"]);
    assert!(briefs["a-ferry-stands-still.md"].contains("date: 2024-12/2025-05"));
    let build = site.run(&["build"]);
    assert_eq!(build.code, 0, "{}", build.said);
    assert!(!build.said.contains("missing-record"), "{}", build.said);
    let after = tree(&site.root());
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "nothing is written over");
}

#[test]
fn a_second_run_writes_nothing_twice() {
    let site = site();
    site.write("incidents.csv", INCIDENTS);
    let words = ["import", "csv", "incidents.csv", "--map", "map.toml", "--with-terms"];
    run(&site, &words);
    let once = tree(&site.root());
    let (code, _, said) = run(&site, &words);
    assert_eq!(code, 1);
    assert!(said.contains("is there already") && said.contains("0 of 8 became"), "{said}");
    assert_eq!(tree(&site.root()), once);
}

#[test]
fn without_new_terms_unknown_sources_are_told_and_near_names_are_carried() {
    let site = site();
    site.write("a.csv", "Date,Headline,Tags,Link,Text,Kind,Until\n2025,A,Visas,The Paper,,,\n2025,B,Fery,,,,\n");
    let (_, _, said) = run(&site, &["import", "csv", "a.csv", "--map", "map.toml", "--with-terms", "--dry-run"]);
    let near = "nearly alike: the new topic `Fery` and `ferry`: correct the name if they are one\n";
    assert!(said.contains(near) && said.matches("nearly alike").count() == 1, "{said}");
    let (code, _, said) = run(&site, &["import", "csv", "a.csv", "--map", "map.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("a.csv, row 2, `sources`") && said.contains("--with-terms"), "{said}");
    let briefs = briefs(&site);
    assert_eq!(briefs.len(), 2, "a name near another costs nothing");
    assert!(briefs["2025-b.md"].contains("topics:\n- Fery\n"), "{said}");
    assert_eq!(site.build().code, 0);
}

#[test]
fn hostile_tables_are_read_or_refused_in_words() {
    let site = site();
    let (cyrillic, ..) = encode("Date;Headline;Tags;Link;Text;Kind;Until\n2025-02-06;Нота;Визы;;Текст.;;\n");
    for (bytes, words, code, part) in [
        (cyrillic.clone(), &[][..], 2, "byte 51 is not UTF-8: say what it is, such as --encoding windows-1251"),
        (cyrillic, &["--encoding", "windows-1251"], 0, "1 of 1 became"),
        (b"".to_vec(), &[], 2, "the table is empty"),
        (
            b"\xef\xbb\xbfDate;Headline;Tags;Link;Text;Kind;Until\r\n2025;BOM\r\n2026;B;;;;;;;too much\r\n".to_vec(),
            &[],
            0,
            "nothing holds `too much`",
        ),
        (b"Date,Headline\n2025,A\n".to_vec(), &[], 2, "no column is headed `Until`"),
        (b"Date,Headline,Tags,Link,Text,Kind,Until\n2025,\"open\n2026,B,,,,,\n".to_vec(), &[], 0, "1 of 1 became"),
        (b"D\0a\0t\0e\0".to_vec(), &[], 2, "NUL"),
        (vec![b','; 100_000], &[], 2, "the table is empty"),
    ] {
        site.write("a.csv", &bytes);
        let (exit, _, said) = run(&site, &[&["import", "csv", "a.csv", "--map", "map.toml"], words].concat());
        assert_eq!(exit, code, "{said}");
        assert!(said.contains(part), "{said}");
    }
    assert!(briefs(&site).contains_key("2025-02-06-nota.md"));
    assert_eq!(site.build().code, 0);
    let (exit, _, said) = run(&site, &["import", "csv", "nowhere.csv", "--map", "map.toml"]);
    assert_eq!(exit, 2, "{said}");
    assert_eq!(run(&site, &["import", "csv", "content", "--map", "map.toml"]).0, 2, "a folder");
}

/// Bytes of windows-1251, without the crate that the binary uses.
fn encode(text: &str) -> (Vec<u8>, usize) {
    let byte = |c: char| match u32::from(c) {
        ascii @ 0..=0x7f => u8::try_from(ascii).expect("ASCII"),
        letter @ 0x410..=0x44f => u8::try_from(letter - 0x410 + 0xc0).expect("Cyrillic"),
        other => panic!("{other:x} is not in the test"),
    };
    (text.chars().map(byte).collect(), text.len())
}

#[test]
fn a_map_is_proposed_by_the_headings_and_serves_as_it_is() {
    let site = site();
    site.write("incidents.csv", INCIDENTS);
    let (code, _, said) = run(&site, &["import", "csv", "incidents.csv"]);
    assert_eq!(code, 2);
    assert!(said.contains("--write-map"), "{said}");
    let (code, path, _) = run(&site, &["import", "csv", "incidents.csv", "--write-map", "mine.toml"]);
    assert_eq!((code, path.as_str()), (0, "mine.toml\n"));
    assert_eq!(run(&site, &["import", "csv", "incidents.csv", "--write-map", "mine.toml"]).0, 2, "not written over");
    insta::assert_snapshot!("a_proposed_map", fs::read_to_string(site.root().join("mine.toml")).expect("written"));
    let (code, _, said) = run(&site, &["import", "csv", "incidents.csv", "--map", "mine.toml"]);
    assert_eq!(code, 1);
    assert!(said.contains("5 of 8 became"), "{said}");
}

#[test]
fn a_date_of_a_table_is_never_made_another_date() {
    let site = Site::new();
    site.write("m.toml", "[columns]\ntitle = \"Headline\"\ndate = \"Date\"\n");
    site.write(
        "t.csv",
        "Headline,Date\nTalks,45678\nMonth,202510\nTwo months,2025-02/03\nNames,3 февраля 2023\nExcel,11-Mar-15\nBritish,06/02/2025\nProof,18/01/2025\n",
    );
    let (code, _, said) = run(&site, &["import", "csv", "t.csv", "--map", "m.toml"]);
    assert_eq!(code, 1, "{said}");
    for part in [
        "row 2, `Date`: `45678` is a spreadsheet's number of a day (21 January 2025): format the column as a date",
        "row 4, `Date`: `2025-02/03` is ambiguous: write 2025-02-03 for the day, 2025-02/2025-03 for the months",
        "row 7, `Date`: `06/02/2025` is no date",
        "other cells of the table prove `order = \"dmy\"`: say it in the map",
        "4 of 7 became",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let names: Vec<String> = briefs(&site).into_keys().collect();
    assert_eq!(names, ["2015-03-11-excel.md", "2023-02-03-names.md", "2025-01-18-proof.md", "2025-10-month.md"]);
    built(&site);
    run(&site, &["import", "csv", "t.csv", "--write-map", "proposed.toml"]);
    let map = fs::read_to_string(site.root().join("proposed.toml")).expect("written");
    assert!(map.contains("\norder = \"dmy\""), "{map}");
}

#[test]
fn ten_thousand_rows_are_ten_thousand_files() {
    let site = site();
    let mut csv = "Date,Headline,Tags,Link,Text,Kind,Until\n".to_owned();
    for row in 0..10_000 {
        let (month, day) = (row / 28 % 12 + 1, row % 28 + 1);
        writeln!(csv, "2024-{month:02}-{day:02},A ferry is late,Ferry,,Text of row {row}.,,").expect("a text");
    }
    site.write("a.csv", csv);
    let (code, _, said) = run(&site, &["import", "csv", "a.csv", "--map", "map.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("10000 of 10000 became"), "{said}");
    let written = fs::read_dir(site.root().join("content/briefs")).expect("the folder").count();
    assert_eq!(written, 10_000);
}

#[test]
fn links_that_lead_nowhere_here_are_their_words() {
    let site = site();
    site.write(
        "posts/a.md",
        "---\ntitle: Links\ndate: 2025-02-06\ntags: [Ferry]\n---\nSee [b](/posts/b/), ![a picture](a.png), [[Wiki]], [@smith], [c](c.md#d) and [this](#nowhere).\n\nAlso [a *good* one](https://example.org/) and <Thing:0x1>.\n",
    );
    let (code, _, said) = run(&site, &["import", "hugo", "posts", "--details"]);
    assert_eq!(code, 0, "{said}");
    let text = &briefs(&site)["2025-02-06-a.md"];
    assert!(text.contains("See b, a picture, \\[[Wiki]], \\[@smith], c and this."), "{text}\n{said}");
    assert!(text.contains("[a *good* one](https://example.org/) and \\<Thing:0x1>."), "{text}");
    for part in ["a.md:6: `/posts/b/`", "a.md:6: `a.png`", "a.md:6: `c.md#d`", "a.md:6: `#nowhere`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(site.build().code, 0);
}

#[test]
fn links_and_pictures_of_the_old_site_lead_to_the_new_records() {
    let site = Site::new();
    site.write("hugo/hugo.toml", "baseURL = \"https://old.example/\"\n[permalinks]\nnews = \"/:year/:slug/\"\n");
    site.write("hugo/static/img/p.png", "not really");
    site.write("hugo/content/posts/b/near.png", "not really");
    site.write(
        "hugo/content/posts/b/index.md",
        "---\ntitle: B\ndate: 2025-02-06\n---\n## Let’s go {#let’s-go}\n\n![Near](near.png \"A title\") ![Far](/img/p.png)\n",
    );
    let links = [
        "{{< ref \"posts/b\" >}}",
        "{{< relref \"b\" >}}",
        "/posts/b/",
        "../b/",
        "b/index.md",
        "https://old.example/posts/b/#lets-go",
        "/2025/c/",
    ];
    let text: String = links.iter().map(|link| format!("[to]({link})\n")).collect();
    site.write("hugo/content/posts/a.md", format!("---\ntitle: A\ndate: 2025-02-07\n---\n{text}"));
    site.write("hugo/content/news/x.md", "---\ntitle: C\ndate: 2025-02-08\nslug: c\n---\nC.\n");
    let (code, _, said) = run(&site, &["import", "hugo", "hugo"]);
    assert_eq!(code, 0, "{said}");
    let briefs = briefs(&site);
    let text = &briefs["2025-02-07-a.md"];
    assert_eq!(text.matches("[to](2025-02-06-b.md)").count(), 5, "{text}");
    assert!(text.contains("[to](2025-02-06-b.md#lets-go)") && text.contains("[to](2025-02-08-c.md)"), "{text}");
    let text = &briefs["2025-02-06-b.md"];
    assert!(text.contains("![Near](../posts/b/near.png \"A title\") ![Far](../img/p.png)"), "{text}");
    let page = built(&site);
    assert!(!page.contains("](") && !page.contains("{{"));
    assert!(site.public().join("img/p.png").is_file() && site.public().join("posts/b/near.png").is_file());
}

#[test]
fn one_faulty_part_never_costs_a_post() {
    let site = Site::new();
    let fields = [
        ("lang", "lang: zh_cn"),
        ("self", "permalink: /briefs/self/"),
        ("error", "permalink: /404.html"),
        ("index", "permalink: /index.html"),
        ("topics", "permalink: /Topics/"),
        ("dates", "redirect_from: [/dates/2025/, /robots.txt, /atom.xml]"),
        ("one", "redirect_from: [/same/]"),
        ("two", "redirect_from: [/same/]"),
        ("Pier", "permalink: /briefs/Pier/"),
        ("twice", "layout: a\nlayout: b"),
        ("colon", "note: a: b"),
        ("search", "slug: search"),
        ("year", "slug: '2019'"),
        ("picture", "image: /x.png"),
    ];
    for (name, fields) in fields {
        site.write(
            &format!("old/_posts/2025-02-06-{name}.md"),
            format!("---\ntitle: Of {name}\n{fields}\n---\nText {name}.\n"),
        );
    }
    let texts = [
        ("heading", "## One {#let’s-go}\n\n## Two {#let’s-go}\n"),
        ("auto", "A <Thing:0x1> and <news:x>.\n"),
        ("table", "| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n"),
        ("note", "A[^none] and [^x]: [@nobody] [[none]] [x](javascript:alert)\n"),
        ("comment", "A <!-- never closed\n\nB\n"),
        ("deep", &"> ".repeat(150)),
    ];
    for (name, text) in texts {
        site.write(&format!("old/_posts/2025-02-06-{name}.md"), format!("\n\n---\ntitle: Of {name}\n---\n{text}"));
    }
    let (code, _, said) = run(&site, &["import", "jekyll", "old", "--details"]);
    assert_eq!(code, 0, "{said}");
    let all = fields.len() + texts.len();
    assert!(said.contains(&format!("{all} of {all} became")), "{said}");
    let briefs = briefs(&site);
    assert!(briefs["2025-02-06-lang.md"].contains("lang: zh-CN"));
    assert!(briefs["2025-02-06-twice.md"].contains("layout: b"));
    assert!(briefs["2025-02-06-colon.md"].contains("note: 'a: b'"));
    assert!(briefs["2025-02-06-table.md"].contains("| 1 | 2 \\| 3 \\| 4 |"), "{}", briefs["2025-02-06-table.md"]);
    built(&site);
}

#[test]
fn a_spreadsheet_is_read_with_its_dates() {
    let site = site();
    site.write("map.toml", "[columns]\ntitle = \"Headline\"\ndate = \"Date\"\nextra = [\"Deaths\"]\n");
    site.write("a.xlsx", xlsx());
    site.write("a.ods", ods());
    for (file, title) in [("a.xlsx", "2025-02-06-from-a-book.md"), ("a.ods", "2025-02-06-from-an-open-book.md")] {
        let (code, _, said) = run(&site, &["import", "spreadsheet", file, "--map", "map.toml"]);
        assert_eq!(code, 0, "{said}");
        let briefs = briefs(&site);
        let text = briefs.get(title).unwrap_or_else(|| panic!("{title} of {:?}", briefs.keys()));
        assert!(text.contains("date: 2025-02-06\n") && text.contains("Deaths: '3'"), "{text}");
    }
}

#[test]
fn the_other_sheets_of_a_workbook_are_named_and_a_far_cell_costs_nothing() {
    let site = Site::new();
    site.write("map.toml", "[columns]\ntitle = \"Headline\"\ndate = \"Date\"\n");
    let book = workbook(&[("One", false), ("Capitals", false)]);
    site.write("two.xlsx", book);
    let (code, _, said) = run(&site, &["import", "spreadsheet", "two.xlsx", "--map", "map.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("the sheet `Capitals` is not read (2 rows)"), "{said}");
    site.write("far.xlsx", workbook(&[("One", true)]));
    let (code, _, said) = run(&site, &["import", "spreadsheet", "far.xlsx", "--map", "map.toml"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("a cell of row 1048576 stands in column 16384"), "{said}");
}

/// A workbook of sheets; one with a cell in the last place there is.
fn workbook(sheets: &[(&str, bool)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
    ];
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, (name, far)) in sheets.iter().enumerate() {
        let number = number + 1;
        write!(listed, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>").expect("a text");
        write!(
            related,
            "<Relationship Id=\"r{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
        .expect("a text");
        let end = if *far { "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>" } else { "" };
        let rows = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>{end}",
            text("A1", "Date"),
            text("B1", "Headline"),
            text("A2", "2025-02-06"),
            text("B2", "Of a sheet")
        );
        files.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    files.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"{package}\">{related}</Relationships>"),
    ));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&files)
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        zip.start_file(*name, stored).expect("a file");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a book").into_inner()
}

fn xlsx() -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{}{}{}</row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45694</v></c>{}<c r=\"C2\"><v>3</v></c></row></sheetData></worksheet>",
        text("A1", "Date"),
        text("B1", "Headline"),
        text("C1", "Deaths"),
        text("B2", "From a book")
    );
    zipped(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            &format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn ods() -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let content = format!(
        "<office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"One\"><table:table-row>{}{}{}</table:table-row><table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2025-02-06\"><text:p>6 Feb</text:p></table:table-cell>{}<table:table-cell office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        text("Date"),
        text("Headline"),
        text("Deaths"),
        text("From an open book")
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

#[test]
fn a_sheet_of_timelinejs_is_carried() {
    let site = site();
    site.write(
        "sheet.csv",
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background\n\
         ,,,,,,,,,The whole story,,,,,,title,,\n\
         2025,2,6,2:30 PM,,,,,Early in February,A <b>note</b>,<p>It was <i>short</i>.</p>,https://example.org/a.jpg,The Paper,,,,Ferry,#fff\n\
         2025,2,,,2025,5,,,,Months of talks,,,,,,,,\n\
         2024,,,,,,,,,,No headline,,,,,,,\n\
         ,2,6,,,,,,,No year,,,,,,,,\n\
         2020,,,,2021,,,,,An era,,,,,,era,,\n",
    );
    let (code, _, said) = run(&site, &["import", "timelinejs", "sheet.csv"]);
    assert_eq!(code, 1, "{said}");
    insta::assert_snapshot!("timelinejs_tells", said);
    let briefs = briefs(&site);
    insta::assert_snapshot!("timelinejs_brief", briefs["2025-02-06-a-note.md"]);
    assert!(briefs["months-of-talks.md"].contains("date: 2025-02/2025-05"));
    assert_eq!(briefs.len(), 2);
    assert_eq!(site.build().code, 0);
    site.write("other.csv", "a,b\n1,2\n");
    let (code, _, said) = run(&site, &["import", "timelinejs", "other.csv"]);
    assert_eq!(code, 2);
    assert!(said.contains("no column is headed `Year`"), "{said}");
}

#[test]
fn the_folders_of_three_generators_are_carried_and_build() {
    let site = Site::new();
    site.write("hugo/hugo.toml", "title = \"x\"\n");
    site.write("hugo/content/_index.md", "---\ntitle: Home\n---\n");
    site.write("hugo/content/posts/visas/index.md", "+++\ntitle = \"Visas\"\ndate = 2025-02-06T09:00:00+04:00\ntags = [\"Visas\"]\nsummary = \"In short.\"\naliases = [\"/old/\"]\n+++\nText.\n\n{{< youtube x >}}\n");
    site.write("hugo/content/posts/visas/a.jpg", "not really");
    site.write("hugo/content/about.md", "{\"title\": \"About us\"}\nUs.\n");
    site.write("jekyll/_posts/2025-02-07-hello.md", "---\nlayout: post\ncategories: [Notes]\n---\nA {{ site.title }} and {% include x.html %}.\n\n<div>HTML</div>\n");
    site.write("jekyll/_layouts/post.html", "<html>\n");
    site.write("jekyll/index.md", "---\ntitle: Front\npermalink: /front/\n---\n");
    site.write(
        "zola/content/2025-02-08-note.md",
        "+++\ntitle = \"Нота\"\ndraft = true\n[taxonomies]\ntags = [\"Notes\"]\n+++\nТекст {{ x() }}.\n",
    );
    let mut all = String::new();
    for form in ["hugo", "jekyll", "zola"] {
        let (code, _, said) = run(&site, &["import", form, form, "--with-terms"]);
        assert!(code == 0 || form == "hugo", "{said}");
        all.push_str(&said);
    }
    insta::assert_snapshot!("folders_tell", all);
    let names: Vec<String> = briefs(&site).into_keys().collect();
    assert_eq!(names, ["2025-02-06-visas.md", "2025-02-07-hello.md", "2025-02-08-note.md"]);
    assert!(site.root().join("content/pages/about.md").is_file());
    for words in [&["build"][..], &["build", "--drafts"]] {
        let build = site.run(words);
        assert_eq!(build.code, 0, "{}", build.said);
    }
    assert!(site.public().join("old/index.html").is_file(), "the old address leads on");
}

/// Returns every byte of the built site as one text.
fn built(site: &Site) -> String {
    let build = site.run(&["build"]);
    assert_eq!(build.code, 0, "{}", build.said);
    tree(&site.public()).into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

const UNSEEN_JEKYLL: &str = "
{::comment}
UNSEEN

UNSEEN
{:/comment}

{% comment %}UNSEEN{% endcomment %} and {% if false %}UNSEEN{% endif %}

<script>UNSEEN()</script>
<style>.UNSEEN { x: y }</style>

<template><p>UNSEEN</p></template>

<div hidden>

UNSEEN

</div>
";

const UNSEEN_OBSIDIAN: &str = "
A %%UNSEEN%% word.

%%
UNSEEN

- UNSEEN
%%
";

/// Texts that the settings of each generator, or their place, keep from being pages.
fn left_out_by_settings(site: &Site, post: &dyn Fn(&str, &str)) {
    let dated = "---\ntitle: Left out\ndate: 2025-02-06\n---";
    for name in [
        "hugo/content/braced/hu-left-a.md",
        "hugo/content/other/hu-left-b.md",
        "hugo/content/listed/hu-left-c.md",
        "hugo/content/framed/hu-left-d.md",
        "hugo/content/hu-left-e.ignored.md",
        "jekyll/excluded/je-left-a.md",
        "jekyll/je-left-b.excluded.md",
        "jekyll/_posts/nodate.md",
        "zola/content/zo-left-a.ignored.md",
        "eleventy/ignored/el-left-a.md",
        "eleventy/_drafts/el-left-b.md",
        "eleventy/programmed/el-left-c.md",
    ] {
        post(name, dated);
    }
    post("eleventy/js.md", "---js\n{ title: \"A\", draft: true }\n---");
    post("eleventy/json.md", "---json\n{\"title\": \"J\", \"date\": \"2025-02-06\", \"draft\": true}\n---");
    post("eleventy/toml.md", "---toml\ntitle = \"T\"\ndate = 2025-02-06\ndraft = true\n---");
    for (name, text) in [
        (
            "hugo/hugo.json",
            r#"{"cascade": [{"target": {"path": "{/braced/**,/other/**}"}, "draft": true}], "ignoreFiles": ["\\.ignored\\.md$"]}"#,
        ),
        ("hugo/config/_default/cascade.toml", "draft = true\n[target]\npath = [\"/listed/*\"]\n"),
        ("hugo/content/framed/_index.html", "---\ncascade: {draft: true}\n---\n"),
        ("jekyll/_config.yml", "collections: {people: {output: false}}\nexclude: [excluded/, '*.excluded.md']\n"),
        ("zola/config.toml", "ignored_content = [\"*.ignored.md\"]\n"),
        ("eleventy/.eleventyignore", "# not yet\nignored/\n"),
        ("eleventy/programmed/programmed.11tydata.js", "module.exports = { draft: true };\n"),
    ] {
        site.write(&format!("old/{name}"), text);
    }
}

#[test]
fn what_was_not_public_is_not_published() {
    let site = Site::new();
    let post = |name: &str, front: &str| site.write(&format!("old/{name}"), format!("{front}\nCANARY {name}.\n"));
    for (name, date) in [("dated", "date: 2025-02-06\n"), ("undated", "")] {
        for (guard, fields) in [
            ("draft", "draft: true"),
            ("to-come", "publishDate: 2099-01-01"),
            ("expired", "expiryDate: 2024-02-01"),
            ("headless", "headless: true"),
            ("never", "build: {render: never}"),
            ("never-old", "_build: {render: false}"),
        ] {
            post(
                &format!("hugo/content/{name}-{guard}.md"),
                &format!("---\ntitle: {name} {guard}\n{date}{fields}\n---"),
            );
        }
        post(
            &format!("zola/content/z-{name}-draft.md"),
            &format!("---\ntitle: Z {name} draft\n{date}draft: true\n---"),
        );
        post(
            &format!("zola/content/z-{name}-unrendered.md"),
            &format!("---\ntitle: Z {name} no\n{date}render: false\n---"),
        );
        post(&format!("zola/content/secret/z-{name}.md"), &format!("---\ntitle: Z {name} below\n{date}---"));
        post(&format!("jekyll/_drafts/j-{name}.md"), &format!("---\ntitle: J {name} draft\n{date}---"));
        post(
            &format!("jekyll/j-{name}-unpublished.md"),
            &format!("---\ntitle: J {name} no\n{date}published: false\n---"),
        );
        post(&format!("eleventy/e-{name}.md"), &format!("---\ntitle: E {name}\n{date}permalink: false\n---"));
        post(&format!("vault/v-{name}.md"), &format!("---\n{date}publish: false\n---"));
        post(&format!("vault/v-{name}-public.md"), &format!("---\n{date}public: false\n---"));
        post(&format!("vault/v-{name}-garden.md"), &format!("---\n{date}dg-publish: false\n---"));
        post(&format!("vault/v-{name}-inline.md"), &format!("---\n{date}title: V\n---\npublish:: false\n"));
    }
    post("hugo/content/future.md", "---\ntitle: Future\ndate: 2099-02-06\n---");
    post("hugo/content/hidden/one.md", "---\ntitle: Cascaded\ndate: 2025-02-06\n---");
    post("hugo/content/bundle/part.md", "---\ntitle: A part\ndate: 2025-02-06\n---");
    site.write("old/hugo/content/bundle/index.md", "---\ntitle: Bundle\ndate: 2025-02-06\n---\nA public bundle.\n");
    site.write("old/hugo/content/hidden/_index.md", "---\ntitle: Hidden\ncascade: {draft: true}\n---\n");
    site.write("old/zola/content/secret/_index.md", "+++\ndraft = true\n+++\n");
    post("jekyll/_posts/2099-02-06-j-future.md", "---\ntitle: J future\n---");
    post("jekyll/_people/ann.md", "---\ntitle: Ann\n---");
    left_out_by_settings(&site, &post);
    site.write(
        "old/jekyll/_posts/2025-02-06-public.md",
        format!("---\ntitle: Public\n---\nA public post.\n{UNSEEN_JEKYLL}"),
    );
    site.write("old/vault/seen.md", format!("---\ndate: 2025-02-06\n---\nA public note.\n{UNSEEN_OBSIDIAN}"));
    let mut kept = 0;
    for (form, folder) in
        [("hugo", "hugo"), ("zola", "zola"), ("jekyll", "jekyll"), ("eleventy", "eleventy"), ("obsidian", "vault")]
    {
        let (code, _, said) = run(&site, &["import", form, &format!("old/{folder}"), "--details"]);
        assert_eq!(code, 0, "{said}");
        kept += said.matches("kept unpublished: ").count();
    }
    let canaries =
        tree(&site.root().join("old")).values().filter(|text| text.windows(6).any(|at| at == b"CANARY")).count();
    assert_eq!(kept, canaries, "each is told");
    let text = built(&site);
    assert!(text.contains("A public post.") && text.contains("A public bundle.") && text.contains("A public note."));
    for word in ["CANARY", "UNSEEN", "Cascaded", "J future", "Secret", "Ann<"] {
        assert!(!text.contains(word), "{word}");
    }
    let carried: String = ["briefs", "pages"]
        .iter()
        .flat_map(|folder| tree(&site.root().join("content").join(folder)))
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    assert_eq!(carried.matches("CANARY").count(), canaries, "nothing is lost");
    assert_eq!(carried.matches("UNSEEN").count(), 0, "comments stay behind");
}

/// Rows whose guarding field cannot be read, or says by another spelling who may read them.
const GUARDED: [(&str, &str); 14] = [
    ("status", "Draft"),
    ("status", "unpublished"),
    ("tlp", "amber"),
    ("tlp", "TLP:RED"),
    ("tlp", "internal"),
    ("embargoed", "soon"),
    ("embargoed", "2099-01-01"),
    ("published", "tomorrow"),
    ("published", "no"),
    ("draft", "yes"),
    ("draft", "x"),
    ("draft", "1"),
    ("draft", "TRUE"),
    ("private", "yes"),
];

#[test]
fn a_row_that_was_not_public_is_not_published() {
    let site = Site::new();
    let mut all = String::from(
        "Title,Date,Text,Status,TLP,Embargo,Published,Draft,Private\nOpen,2025-01-01,A public row.,Published,TLP:CLEAR,,yes,no,no\n",
    );
    let mut own = String::from(
        "file,title,date,body,status,tlp,embargoed,published\ncontent/briefs/own.md,Own,2025-01-01,A public record.,usable,CLEAR,,2025-01-01\n",
    );
    for (number, (field, value)) in GUARDED.into_iter().enumerate() {
        let cells = |fields: &[&str]| {
            fields.iter().map(|of| if *of == field { value } else { "" }).collect::<Vec<_>>().join(",")
        };
        let row = cells(&["status", "tlp", "embargoed", "published", "draft", "private"]);
        writeln!(all, "CANARY {number},2025-01-01,CANARY.,{row}").expect("text");
        if !matches!(field, "draft" | "private") {
            let row = cells(&["status", "tlp", "embargoed", "published"]);
            writeln!(own, "content/briefs/own-{number}.md,CANARY own {number},2025-01-01,CANARY.,{row}").expect("text");
        }
    }
    site.write("all.csv", all);
    site.write("own.csv", own);
    assert_eq!(run(&site, &["import", "csv", "all.csv", "--write-map", "all.toml"]).0, 0);
    let map = fs::read_to_string(site.root().join("all.toml")).expect("written");
    assert!(!map.contains("extra ="), "{map}");
    for words in [&["import", "csv", "all.csv", "--map", "all.toml"][..], &["import", "csv", "own.csv"]] {
        let (code, _, said) = run(&site, &[words, &["--details"]].concat());
        assert_eq!(code, 0, "{said}");
        for (field, value) in
            [("status", "unpublished"), ("tlp", "internal"), ("embargoed", "soon"), ("published", "tomorrow")]
        {
            let told =
                said.lines().any(|line| line.starts_with("kept unpublished: ") && line.contains(&format!("`{field}`")));
            assert!(told, "{field}: {value}: {said}");
        }
    }
    assert_eq!(briefs(&site).values().filter(|text| text.contains("CANARY.")).count(), 14 + 9, "nothing is lost");
    let text = built(&site);
    assert!(text.contains("A public row.") && text.contains("A public record."));
    assert!(!text.contains("CANARY"));
}

#[test]
fn a_folder_of_another_tool_is_told_as_what_it_is() {
    let site = Site::new();
    for (file, form) in
        [("hugo/hugo.toml", "hugo"), ("jekyll/_config.yml", "jekyll"), ("vault/.obsidian/app.json", "obsidian")]
    {
        site.write(file, "");
        let folder = file.split('/').next().expect("a folder");
        let (code, _, said) = run(&site, &["check", "--root", folder]);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("these look like ") && said.contains(&format!("`demarche import {form} {folder}`")),
            "{said}"
        );
    }
}

#[test]
fn content_of_another_tool_in_a_site_is_told_once_and_first() {
    let site = Site::new();
    for number in 0..4 {
        site.write(&format!("content/briefs/p{number}.md"), "+++\ntitle = \"A\"\n+++\nText.\n");
    }
    for command in ["check", "build"] {
        let said = run(&site, &[command]).2;
        assert!(said.starts_with("these look like Hugo content: `demarche import hugo FOLDER`"), "{said}");
        assert_eq!(said.matches("look like Hugo").count(), 1, "{said}");
    }
}

#[test]
fn a_vault_of_obsidian_is_carried() {
    let site = Site::new();
    site.write(
        "vault/Notes/A note.md",
        "See [[Other note#A heading here|there]], [[other note]] and ![[pier.png|200]].\n\n> [!tip] Look\n> Text.\n",
    );
    site.write("vault/Other note.md", "---\ntags: trade, gas\n---\n## A heading here\n\nText.\n");
    site.write("vault/Attachments/pier.png", "not really");
    let (code, _, said) = run(&site, &["import", "obsidian", "vault", "--with-terms"]);
    assert_eq!(code, 0, "{said}");
    let pages = tree(&site.root().join("content/pages"));
    let text = String::from_utf8(pages["a-note.md"].clone()).expect("UTF-8");
    assert!(text.contains("title: A note\n"), "{text}");
    assert!(text.contains("[there](other-note.md#a-heading-here), [Other note](other-note.md)"), "{text}");
    assert!(text.contains("](../attachments/pier.png)") && text.contains("> [!TIP]\n> **Look**"), "{text}");
    built(&site);
}

//! What is found wrong, and where.

use super::*;
use crate::diagnostic::Severity;

#[test]
fn ordinary_text_has_no_faults() {
    for text in [
        "",
        "A [nolink] and [a] [b], `[^x] [@y] <b>`, \\[@x] \\[^x] \\<b>.",
        "## One\n\n### Two\n\n## Three\n\n#### {",
        "[a]: https://a.az\n\n[a] [b][a] <https://a.az> <a@b.az> [t](tel:+99412)",
        "    [^x] <b>\n\n```\n[^x] [a](b c) <b> [[x]]\n```",
        "| a | b |\n|---|---|\n| `x\\|y` | [[a\\|b]] |\n| c |",
        "<!-- a note\n\nto myself --> \n\nText <!-- and here --> goes on.",
        "a<br>b [x](a.pdf#page=2) 5 < 6 > 4 & so [x] (y)",
    ] {
        let expected: &[String] = if text.contains("####") { &["heading-jump: #### {".to_owned()] } else { &[] };
        assert_eq!(faults_of(text), expected, "{text}");
    }
}

#[test]
fn an_address_that_could_run_a_script_is_an_error() {
    for address in
        ["javascript:x", "JaVaScRiPt:x", "java&#10;script:x", "&#1;javascript:x", "data:x", "vbscript&colon;x"]
    {
        let text = format!("ə [a]({address}) b");
        assert_eq!(faults_of(&text), [format!("unsafe-link: [a]({address})")]);
        assert_eq!(html(&text), "<p>ə a b</p>\n");
    }
    assert_eq!(faults_of("<javascript:x>"), ["unsafe-link: <javascript:x>"]);
    assert_eq!(faults_of("[x]: data:x\n\n[x] ![a][x]"), ["unsafe-link: [x]", "unsafe-link: ![a][x]"]);
    assert_eq!(html("[[javascript:x]]"), "<p><a href=\"../javascript:x/\">Name of javascript:x</a></p>\n");
}

#[test]
fn no_resolver_can_slip_in_a_script() {
    let evil = |_: usize, _: &Reference| Resolved::Link(ResolvedLink::to("javascript:x"));
    assert_eq!(read("[[a|b]] ![c](d)").0.html(&evil), "<p>b c</p>\n");
}

#[test]
fn an_address_that_leads_nowhere_certain_is_a_fault() {
    assert_eq!(faults_of("[a](//b.az)"), ["protocol-relative-link: [a](//b.az)"]);
    assert_eq!(faults_of("[a](/b)"), ["absolute-link: [a](/b)"]);
    assert_eq!(faults_of("[a](gopher:b)"), ["unknown-scheme: [a](gopher:b)"]);
    assert_eq!(faults_of("![a](mailto:b)"), ["unknown-scheme: ![a](mailto:b)"]);
    assert_eq!(faults_of("[a](http://[)"), ["bad-address: [a](http://[)"]);
    assert_eq!(faults_of("[a]() [b](<>) [[ ]]"), ["empty-link: [a]()", "empty-link: [b](<>)", "empty-link: [[ ]]"]);
    assert_eq!(faults_of("[](b.md)"), ["empty-link-text: [](b.md)"]);
}

#[test]
fn an_image_without_alternative_text_is_a_warning() {
    assert_eq!(
        faults_of("![](a.png) ![[b.png]] ![[c.png|C]] ![d](d.png)"),
        ["image-alt: ![](a.png)", "image-alt: ![[b.png]]"]
    );
}

#[test]
fn footnotes_are_checked() {
    assert_eq!(
        faults_of("a[^zz] [^ə]\n\n- [^b]"),
        ["undefined-footnote: [^zz]", "undefined-footnote: [^ə]", "undefined-footnote: [^b]"]
    );
    assert_eq!(faults_of("a\n\n[^x]: b [^x]"), ["unused-footnote: [^x]:"]);
    assert_eq!(faults_of("a[^X]\n\n[^x]: b\n\n[^x]: c"), ["duplicate-footnote: [^x]:"]);
    assert_eq!(faults_of("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c"), [""; 0]);
}

#[test]
fn a_citation_that_cannot_be_read_is_an_error() {
    assert_eq!(
        faults_of("[@a p. 4] [@a; see @b] [@a,]"),
        ["citation-syntax: p. 4", "citation-syntax: see @b", "citation-syntax: ,"]
    );
    assert_eq!(faults_of("[[@a]]"), ["citation-syntax: [[@a]]"]);
    assert_eq!(html("[@a p. 4]"), "<p>[@a p. 4]</p>\n");
}

#[test]
fn what_looks_like_a_link_and_is_none_is_a_warning() {
    assert_eq!(faults_of("x [text][missing] y"), ["undefined-reference: [text][missing]"]);
    assert_eq!(faults_of("x [a](my file.pdf) y"), ["broken-link: [a](my file.pdf)"]);
    assert_eq!(faults_of("x [ə [@a]](b.md) y"), ["broken-link: [ə [@a]](b.md)"]);
    assert_eq!(faults_of(r"x \[a](my file.pdf) !\[b](c d.png) y"), [""; 0], "escaped");
    assert_eq!(faults_of("[a <https://b.az>](c.md)"), ["nested-link: <https://b.az>"]);
    assert_eq!(faults_of("> [!NOTE] Title\n> x"), ["alert-syntax: [!NOTE]"]);
    assert_eq!(faults_of("> [!INFO]\n> x"), ["alert-syntax: [!INFO]"]);
}

#[test]
fn html_is_a_warning_and_an_endless_comment_an_error() {
    assert_eq!(
        faults_of("a <b>c</b> </i>\n\n<div>\nx\n</div>\n"),
        ["raw-html: <b>", "raw-html: </i>", "raw-html: <div>\nx\n</div>"]
    );
    assert_eq!(faults_of("<!-- a --> b\n\n<!-- c\n\nd"), ["unclosed-comment: <!-- c\n\nd"]);
    let options = ParseOptions { allow_html: true, ..ParseOptions::default() };
    assert_eq!(parse(&FileName::from("a.md"), "a <b>c</b>\n\n<i>d</i>", 0, &options).1, []);
}

#[test]
fn headings_are_checked() {
    assert_eq!(faults_of("## a\n\n#### b"), ["heading-jump: #### b"]);
    assert_eq!(faults_of("# a\n\n### b"), ["heading-jump: ### b"]);
    assert_eq!(faults_of("## a {#x}\n\n## b {#x}"), ["duplicate-heading-id: ## b {#x}"]);
    assert_eq!(faults_of("## a {#Ə}\n\n## b {#fn-1}"), ["heading-id: ## a {#Ə}", "heading-id: ## b {#fn-1}"]);
    assert_eq!(faults_of("## a {#b onclick=x}"), ["heading-attribute: ## a {#b onclick=x}"]);
    assert_eq!(faults_of("##\n\n## x\n"), ["empty-heading: ##"]);
}

#[test]
fn a_cell_beyond_the_head_is_an_error() {
    assert_eq!(faults_of("| a |\n|---|\n| [[x|y]] |\n| b |"), ["table-row: y]] |"]);
}

#[test]
fn a_forbidden_character_is_a_warning() {
    assert_eq!(faults_of("a\u{b}b\u{0}"), ["forbidden-character: \u{b}"]);
    assert_eq!(html("a\u{b}b&#1;"), "<p>a\u{fffd}b\u{fffd}</p>\n");
}

#[test]
fn places_are_bytes_of_the_file() {
    let file = "---\r\ntitle: Дата\r\n---\r\n> - ə\t[^a]\r\n>   [x](/y)\r\n>\r\n> 1. “ [[q]] [@z,\r\n>    p. 1]\r\n";
    let offset = file.find("> -").expect("the body");
    let (body, faults) = parse(&FileName::from("a.md"), &file[offset..], offset, &ParseOptions::default());
    let at: Vec<&str> = faults.iter().map(|fault| &file[bytes(&fault.place)]).collect();
    assert_eq!(at, ["[^a]", "[x](/y)"]);
    let at: Vec<&str> = body.references.iter().map(|reference| &file[reference.span.clone()]).collect();
    assert_eq!(at, ["[[q]]", "[@z,\r\n>    p. 1]"]);
    let ReferenceTarget::Citation(cites) = &body.references[1].target else { panic!("a citation") };
    assert_eq!(&file[cites[0].span.clone()], "@z");
    assert_eq!(cites[0].locator.as_deref(), Some("p. 1"));
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let n = 10_000;
    let deep = [
        ">".repeat(n),
        "- ".repeat(n),
        "1. ".repeat(n),
        format!("{}a\n{}", "> ".repeat(n), "a\n".repeat(n)),
        "[^a]: > ".repeat(n),
        format!("{}a{}", "*a ".repeat(n), " a*".repeat(n)),
        format!("{}a{}", "![".repeat(n), "](x)".repeat(n)),
        (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect(),
    ];
    for text in deep {
        let (body, faults) = read(&text);
        let codes: Vec<_> = faults.iter().map(|fault| (fault.code, fault.severity)).collect();
        assert_eq!(codes, [("deep-nesting", Severity::Error)], "{:.20}", text);
        assert!(body.is_empty());
    }
    for text in ["[".repeat(n), "[[".repeat(n), "*".repeat(n), "[@a][".repeat(n), "-".repeat(n), "> ".repeat(99) + "a"]
    {
        let (body, faults) = read(&text);
        assert!(faults.iter().all(|fault| fault.code != "deep-nesting") && !body.is_empty(), "{text:.20}");
    }
}

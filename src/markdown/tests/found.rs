//! What is found in a body: references, headings, words, the summary.

use super::*;

fn targets(text: &str) -> Vec<(ReferenceTarget, Option<String>)> {
    read(text).0.references.into_iter().map(|reference| (reference.target, reference.text)).collect()
}

fn record(id: &str, heading: Option<&str>) -> ReferenceTarget {
    ReferenceTarget::Record { id: id.into(), heading: heading.map(str::to_owned) }
}

#[test]
fn records_are_named_in_double_brackets() {
    assert_eq!(
        targets("[[a-b]] [[a|the *b*]] [[ a # h ]] [[a#h|b]] [[#h]] [[a|]]"),
        [
            (record("a-b", None), None),
            (record("a", None), Some("the b".into())),
            (record("a", Some("h")), None),
            (record("a", Some("h")), Some("b".into())),
            (ReferenceTarget::Heading("h".into()), None),
            (record("a", None), None),
        ]
    );
    assert_eq!(targets("|a|\n|-|\n|[[x\\|y]]|"), [(record("x", None), Some("y".into()))]);
    assert_eq!(targets("`[[a]]` \\[\\[b]]\n\n    [[c]]"), []);
}

#[test]
fn a_target_is_found_where_it_is_typed() {
    let text = "[[ a  b | x ]] [[a\tb#h]] ![x](a.png) [a.md *x*](b.md \"b.md\") [[c\\|d]] [e][f] [[a\nb]]\n\n[f]: f.md";
    let typed: Vec<&str> = read(text).0.references.iter().map(|reference| &text[reference.typed.clone()]).collect();
    assert_eq!(typed, ["a  b", "a\tb", "](a.png)", "](b.md \"b.md\")", "c", "", "a\nb"]);
}

#[test]
fn a_link_in_words_is_sorted_by_its_address() {
    assert_eq!(
        targets("[a](b.md#c) [d](#e) ![f](g.png) [h](i.pdf) <j@k.az> [l](HTTPS://m.az)"),
        [
            (ReferenceTarget::File { path: "b.md".into(), heading: Some("c".into()) }, Some("a".into())),
            (ReferenceTarget::Heading("e".into()), Some("d".into())),
            (ReferenceTarget::Asset { path: "g.png".into(), fragment: None }, Some("f".into())),
            (ReferenceTarget::Asset { path: "i.pdf".into(), fragment: None }, Some("h".into())),
            (ReferenceTarget::External("mailto:j@k.az".into()), Some("j@k.az".into())),
            (ReferenceTarget::External("https://m.az/".into()), Some("l".into())),
        ]
    );
}

#[test]
fn an_image_in_a_link_counts_and_a_link_in_an_image_does_not() {
    let body = read("[![a](b.png)](c.md) ![d [[e]] [@f] [g](h.md)](i.png)").0;
    let images: Vec<bool> = body.references.iter().map(|reference| reference.image).collect();
    assert_eq!(images, [false, true, false, false, false]);
    assert_eq!(targets("![d `[[e]]`](i.png) ![[i.png|a [b](c.md)]]").len(), 2);
}

#[test]
fn a_heading_has_a_level_and_an_id() {
    let headings = |text| -> Vec<(u8, String)> {
        read(text).0.headings.into_iter().map(|heading| (heading.level, heading.id)).collect()
    };
    let of =
        |pairs: &[(u8, &str)]| -> Vec<(u8, String)> { pairs.iter().map(|(l, id)| (*l, (*id).to_owned())).collect() };
    assert_eq!(headings("## A b\n\n### C\n\n## D"), of(&[(2, "a-b"), (3, "c"), (2, "d")]));
    assert_eq!(headings("# A\n\n## B\n\n###### C"), of(&[(2, "a"), (3, "b"), (4, "c")]));
    assert_eq!(headings("#### A\n\n#### B\n\n## C"), of(&[(2, "a"), (2, "b"), (2, "c")]));
    assert_eq!(headings("## A\n\n## a\n\n## B {#a}\n\n## Ə"), of(&[(2, "a-2"), (2, "a-3"), (2, "a"), (2, "e")]));
    assert_eq!(headings("## –"), of(&[(2, "section")]));
    assert_eq!(headings("## fn-1\n\n## A [@b] [[c]]"), of(&[(2, "section-fn-1"), (2, "a")]));
}

#[test]
fn a_reserved_id_is_given_to_no_heading() {
    for (words, id) in [
        ("Source 1", "source-1"),
        ("Updates", "updates"),
        ("Latest", "latest"),
        ("Open", "open"),
        ("y2025", "y2025"),
        ("D06", "d06"),
        ("Timeline", "timeline"),
        ("fn 1", "fn-1"),
    ] {
        let (body, faults) = read(&format!("## {words}\n\n## x {{#{id}}}"));
        assert!(body.heading(&format!("section-{id}")).is_some() && body.heading("x").is_some(), "{words}");
        assert!(body.heading(id).is_none(), "{words}");
        assert_eq!(faults.len(), 1, "{words}");
    }
    assert!(read("## Source of the Aras").0.heading("source-of-the-aras").is_some());
}

#[test]
fn the_summary_is_the_first_paragraph_in_plain_words() {
    let summary = |text| read(text).0.summary(&resolve);
    let text = "# Title\n\n![A map](m.png)\n\n- x\n\n> y\n\nThe *note* [@a] of [[mfa]][^1], \"so\"\n`it` said [@b].\n\nMore.\n\n[^1]: n";
    assert_eq!(summary(text), "The note of Name of mfa, “so” it said.");
    assert_eq!(summary("- a"), "");
    assert_eq!(summary("[[nobody]] <b>came</b>"), "Name of nobody came");
}

#[test]
fn plain_text_has_all_words() {
    let body = read(
        "## A [@x]\n\nb[^1]\n\n- c\n  - d\n\n| e | f |\n|---|---|\n| g<br>h | ![i](j.png) |\n\n[^1]: k\n\n[^2]: l",
    )
    .0;
    assert_eq!(body.plain_text(&resolve), "A\nb\nc\nd\ne\nf\ng h\ni\nk");
    assert_eq!(body.words, 10);
}

#[test]
fn a_blank_body_is_empty() {
    assert!(read(" \n").0.is_empty());
    assert_eq!(html(" \n"), "");
}

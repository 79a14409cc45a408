//! Texts: marks, directions, anchors, and what is read otherwise by other tools.

use expect_test::expect;

use crate::harness::{Page, check_diagnostics, check_links, check_page, check_part};

/// A brief with a text, against which nothing else is to be said.
fn brief(front: &str, text: &str) -> String {
    format!("---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n{front}---\n{text}\n")
}

#[test]
fn marks_are_printed_as_the_language_prints_them() {
    let text = "Он сказал: \"Цитата\".\n\n\"Один.\n\nДва.\"";
    check_part(
        &brief("lang: ru\n", text),
        "/briefs/note/",
        "div[lang=ru] p",
        expect![[r#"
        Он сказал: «Цитата».
        «Один.
        Два.»
    "#]],
    );
    check_part(
        &brief("", "He said: \"One.\n\nTwo.\" In the '90s."),
        "/briefs/note/",
        "article p",
        expect![[r#"
        Incident
        6 February 2025
        1 minute to read
        He said: “One.
        Two.” In the ’90s.
        A briefing, “A note”, A briefing, https://example.org/briefs/note/
        BibTeX · RIS · CSL-JSON
    "#]],
    );
}

#[test]
fn a_text_has_the_direction_of_its_language() {
    let site = "==> site.toml
title = \"A briefing\"
base_url = \"https://example.org/\"
language = \"ar\"
==> content/questions/why.md
---
title: Why?
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
lang: en
claims: [{id: c, question: why, by: hacizade, says: So it was., quote: {lang: fa, text: x, trans: y}}]
---
A note.
";
    let page = Page::of(site, "/briefs/note/");
    for (selector, wanted) in [
        ("html", "lang=ar dir=rtl"),
        ("h1", "lang=en dir=ltr"),
        ("article div[lang]", "lang=en dir=ltr"),
        ("blockquote p:first-child", "lang=fa dir=auto"),
    ] {
        assert_eq!(page.attributes(selector, &["lang", "dir"]), wanted, "{selector}");
    }
}

#[test]
fn no_heading_takes_an_anchor_of_the_page() {
    let site = "==> content/questions/why.md
---
title: Why?
---
## Ferry storm

It was the wind. [@turan]

## Source 1
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
claims: [{id: ferry-storm, question: why, by: hacizade, says: So it was.}]
---
See [[why#section-ferry-storm]].
";
    let page = Page::of(site, "/questions/why/");
    let headings = page.attributes("h2[id]", &["id"]);
    assert!(headings.starts_with("id=section-ferry-storm; id=section-source-1"), "{headings}");
    assert_eq!(page.attributes("#ferry-storm", &["id"]), "id=ferry-storm", "the claim alone");
}

#[test]
fn what_others_read_as_markdown_is_read() {
    let text = "[[Note 12]](https://example.org/12) and [a]\\[b] and [[x]].

<!-- demarche: allow(repeated-word): quoted so --> The *minister* said so. [@turan]

## Set {1, 2}

One.[^1] [^2]

- one
  #
  two

[b]: https://example.org/b
[x]: https://example.org/x
[^1]: First.
[^2]: Second.";
    check_links(
        &brief("", text),
        "/briefs/note/",
        "article p:not(.meta)",
        expect![[r#"
        [Note 12] → https://example.org/12
        x → https://example.org/x
        [1] → #source-1
        1 → #fn-1
        2 → #fn-2
        ↩︎ → #fnref-1
        ↩︎ → #fnref-2
        BibTeX → data:application/x-bibtex;charset=utf-8,@online%7Bnote,%0Aauthor%20=%20%7B%7BA%20briefing%7D%7D,%0Aorganization%20=%20%7B%7BA%20briefing%7D%7D,%0Atitle%20=%20%7B%7BA%20note%7D%7D,%0Aurl%20=%20%7Bhttps://example.org/briefs/note/%7D,%0A%7D%0A
        RIS → data:application/x-research-info-systems;charset=utf-8,TY%20%20-%20ELEC%0D%0ATI%20%20-%20A%20note%0D%0AAU%20%20-%20A%20briefing%0D%0AT2%20%20-%20A%20briefing%0D%0ALA%20%20-%20en%0D%0AUR%20%20-%20https://example.org/briefs/note/%0D%0AER%20%20-%20%0D%0A
        CSL-JSON → data:application/vnd.citationstyles.csl+json;charset=utf-8,%5B%7B%22id%22:%22note%22,%22type%22:%22webpage%22,%22title%22:%22A%20note%22,%22author%22:%5B%7B%22literal%22:%22A%20briefing%22%7D%5D,%22container-title%22:%22A%20briefing%22,%22URL%22:%22https://example.org/briefs/note/%22,%22language%22:%22en%22%7D%5D%0A
    "#]],
    );
    check_page(
        &brief("", text),
        "/briefs/note/",
        expect![[r#"
        Incident
        # A note
        6 February 2025
        1 minute to read
        [Note 12] and [a][b] and [x].
        The minister said so.[1]
        ## Set {1, 2}
        One.1, 2
        - one two
        - First. ↩︎
        - Second. ↩︎
        Topics
        : Diplomacy
        ## Sources
        - A report. Turan, not dated. address not recorded
        - Another report. APA, not dated. address not recorded
        ## Cite this page
        A briefing, “A note”, A briefing, https://example.org/briefs/note/
        BibTeX · RIS · CSL-JSON
    "#]],
    );
    check_diagnostics(
        &brief("", text),
        expect![[r#"
        unused-silence at briefs/2025-02-06-note.md:9:1: nothing here is a fault of the kind `repeated-word`
            help: delete it, or put it on the line of the fault or the one above
        empty-heading at briefs/2025-02-06-note.md:16:3: this heading has no words; it is left out
            help: write them, or delete it
    "#]],
    );
}

#[test]
fn a_picture_is_found_in_any_form_of_its_name() {
    let site = format!(
        "==> content/images/e\u{301}.png\nx\n==> content/briefs/note.md\n{}",
        brief("", "![A pier](../images/\u{e9}.png)")
    );
    check_diagnostics(&site, expect![""]);
}

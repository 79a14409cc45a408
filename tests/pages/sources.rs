//! Sources without ceremony: named by an address, described in a brief, or read from a bibliography.

use expect_test::expect;

use crate::harness::{check_diagnostics, check_links, check_page, check_part};

#[test]
fn a_brief_of_three_lines_with_two_pasted_addresses_and_two_countries_builds() {
    let site = "---
title: Iran and Iraq speak of gas
date: 2025-02-06
sources: [\"https://www.irna.ir/news/85/gas\", https://ona.om/en/123?utm_source=x]
actors: [Iran, Iraq]
---
The ministers spoke.
";
    check_links(
        site,
        "/briefs/note/",
        "li[id^=source-]",
        expect![[r#"
            irna.ir/news/85/gas → ../../sources/no-publisher/index.html#irna-ir-gas-ebfc2ea91fb8
            https://www.irna.ir/news/85/gas → https://www.irna.ir/news/85/gas
            ona.om/en/123 → ../../sources/no-publisher/index.html#ona-om-en-23c21de6dbe8
            https://ona.om/en/123?utm_source=x → https://ona.om/en/123?utm_source=x
        "#]],
    );
}

/// Two briefs that name one address in different ways, and one that a record has.
const SITE: &str = "==> content/questions/why.md
---
title: Why?
---
==> content/sources.yaml
- {id: turan, title: A report, publisher: Turan, url: \"https://turan.az/a\"}
==> content/briefs/one.md
---
title: One
date: 2025-02-06
topics: diplomacy
sources:
  - url: https://apa.az/talks
    title: The talks are over
    publisher: APA
  - http://www.turan.az/a/
---
It was said. [@https://turan.az/a#part] And this. [@https://apa.az/talks, par. 2; @https://e.org/x;y?a=1,2]
==> content/briefs/two.md
---
title: Two
date: 2025-02-07
topics: diplomacy
actors: hacizade
claims:
  - {id: c, question: why, by: \"https://apa.az/talks?fbclid=7\", says: So it was., source: \"https://www.apa.az/talks\"}
---
It was said again.
";

#[test]
fn one_address_is_one_source_however_and_wherever_it_is_named() {
    check_part(
        SITE,
        "/briefs/one/",
        "li[id^=source-]",
        expect![[r#"
            - A report. Turan, not dated. https://turan.az/a.
            - The talks are over. APA, not dated. https://apa.az/talks.
            - e.org/x;y?a=1,2. not dated. https://e.org/x;y?a=1,2.
        "#]],
    );
    check_page(
        SITE,
        "/sources/",
        expect![[r#"
        # Sources
        3 sources. 0 of them with a stated date of publication; 0 without a recorded address. Sourcing health
        Reliability runs from A, completely reliable, to F, cannot be judged; a source that nobody has judged has no letter.
        ## By publisher
        - APA 1
        - No publisher stated 1
        ## Records, and what several briefs rest on
        - Not dated
        ## A report
        Turan · reliability not judged · 1 brief
        - Not dated
        ## The talks are over
        APA · reliability not judged · 2 briefs
    "#]],
    );
}

#[test]
fn a_source_by_its_address_is_no_error_and_its_day_can_be_filled_in() {
    check_diagnostics(
        SITE,
        expect![[r#"
            never-accessed at briefs/one.md:6:10: nothing says when the source `apa-az-talks-d74cd376c6f8` was read
                help: add `accessed:` with the day on which an editor read it
            never-accessed at briefs/one.md:11:83: nothing says when the source `https://e.org/x;y?a=1,2` was read
                help: write `{url: …, accessed: …}` under `sources:`, with the day on which an editor read it
            single-source at briefs/two.md:2:1: the brief rests on APA alone
                help: look for a second source, or say in a silence why there is none
            one-sided-question at questions/why.md:2:1: APA alone gives an account
                help: add a claim of another side, or one with `position: no-comment`
            never-accessed at sources.yaml:1:55: nothing says when the source `turan` was read
                help: add `accessed:` with the day on which an editor read it
        "#]],
    );
}

#[test]
fn citations_as_other_tools_write_them_are_read_or_told() {
    let site = "---
title: A
date: 2025-02-06
topics: diplomacy
---
One. [@turan, @apa] Two. [@turan, @nosuch] Three. [see @turan, p. 4] Four. [-@apa] He wrote to [the @desk].
";
    check_diagnostics(
        site,
        expect![[r#"
        unknown-source at briefs/2025-02-06-note.md:6:35: unknown source `nosuch`
            help: add it to `content/sources.yaml`, or check the spelling
        citation-syntax at briefs/2025-02-06-note.md:6:51: this citation cannot be read
            help: write `see [@turan, p. 4]`
        citation-syntax at briefs/2025-02-06-note.md:6:76: this citation cannot be read
            help: write `[@apa]`
    "#]],
    );
}

#[test]
fn a_file_that_cannot_be_read_is_one_error_and_what_it_may_hold_is_none() {
    for broken in [
        "==> content/sources.yaml\n- {id: turan, title: \"x\n",
        "==> content/sources.yaml\n- id: turan\n  title: Note: x\n",
        "==> content/sources.yaml\n{id: turan, title: x}\n",
        "==> content/more.bib\n@misc{turan, title={A\n",
        "==> content/actors/agency.md\n---\nname: Note: x\naliases: [Nowhere]\n---\n",
        "==> content/briefs/broken.md\n---\ntitle: Note: x\nclaims: [{id: turan}]\n---\n",
    ] {
        let link = if broken.contains("Nowhere") { "Nowhere" } else { "turan" };
        let site = format!(
            "{broken}==> content/questions/why.md\n---\ntitle: Why?\n---\n==> content/briefs/note.md\n---\ntitle: A\ndate: 2025-02-06\ntopics: diplomacy\nsources: turan\nclaims:\n  - {{id: one, \
             question: why, by: turan, says: So it was., disputes: {link}}}\n---\nText. [@turan] [[{link}]]\n"
        );
        let errors = crate::harness::check(&crate::harness::input(&site))
            .into_iter()
            .filter(|fault| fault.diagnostic.severity == demarche::diagnostic::Severity::Error)
            .map(|fault| format!("{} {}", fault.diagnostic.code, fault.diagnostic.message))
            .collect::<Vec<_>>();
        assert_eq!(errors.len(), 1, "{broken}: {errors:#?}");
    }
}

#[test]
fn what_nobody_judged_has_no_letter() {
    check_part(
        SITE,
        "/sources/turan/",
        ".record",
        expect![[r#"
            Publisher
            : Turan
            Type
            : Webpage
            Address
            : https://turan.az/a
            Reliability
            : not judged
            Briefs
            : 1 brief
        "#]],
    );
}

/// `e-org-p-` and the digest of `e.org/p/12249`, as another source has it.
const TAKEN: &str = "==> content/sources.yaml
- {id: TAKEN_ID, title: A report, published: 2025, accessed: 2025-02-06}
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
sources: [\"https://e.org/p/15023\", \"https://e.org/p/12249\", TAKEN_ID]
---
It was sent.
";

#[test]
fn an_address_whose_id_another_source_has_gets_the_next_one() {
    check_links(
        &TAKEN.replace("TAKEN_ID", "e-org-p-dc3e41aa3e26"),
        "/briefs/note/",
        "li[id^=source-]",
        expect![[r#"
            e.org/p/15023 → ../../sources/no-publisher/index.html#e-org-p-dc3e41a2aa0d
            https://e.org/p/15023 → https://e.org/p/15023
            e.org/p/12249 → ../../sources/no-publisher/index.html#e-org-p-dc3e41aa3e268992
            https://e.org/p/12249 → https://e.org/p/12249
            A report → ../../sources/e-org-p-dc3e41aa3e26/index.html
        "#]],
    );
}

#[test]
fn what_is_no_address_of_the_web_is_told_as_that() {
    let site = "---\ntitle: A\ndate: 2025\nsources: [\"https://e.org/a b\", \"javascript:alert(1)\"]\n---\nA.\n";
    check_diagnostics(
        site,
        expect![[r#"
        no-topic at briefs/2025-02-06-note.md:2:1: the brief has no topic
            help: add `topics:`, so that readers of a topic find it
        unknown-source at briefs/2025-02-06-note.md:4:11: `https://e.org/a b` is no address of the web
            help: an address holds no spaces: did you mean `https://e.org/a%20b`?
        unknown-source at briefs/2025-02-06-note.md:4:32: `javascript:alert(1)` is no address of the web
            help: write an address such as "https://example.org/page", or the id of a source in `content/sources.yaml`
    "#]],
    );
}

//! Who may read what, and when: drafts, embargoes, TLP, and the briefing as of a day.

use demarche::content::brief::Tlp;
use demarche::model::Audience;
use expect_test::expect;

use crate::harness::{Page, SITE_TOML, addresses, addresses_for, audience, audience_of, check_part};

/// Two briefs, of which one names the other and stands under some rule.
fn with(rule: &str) -> String {
    format!(
        "==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
---
After [[raid|the raid]].
==> content/briefs/raid.md
---
title: A raid
date: 2025-02-01
topics: [Raids]
{rule}
---
It was at night.
"
    )
}

/// Whether anybody sees the raid: its page, its name on the home page, and the topic that it alone has.
fn is_seen(rule: &str, audience: Audience) -> bool {
    let addresses = addresses_for(&with(rule), audience);
    let seen = |address: &str| addresses.lines().any(|line| line == address);
    assert!(seen("/briefs/note/"), "{addresses}");
    assert_eq!(seen("/briefs/raid/"), seen("/topics/raids/"), "{addresses}");
    let home = Page::for_audience(&with(rule), "/", audience).words("main");
    assert_eq!(seen("/briefs/raid/"), home.contains("A raid"), "{home}");
    seen("/briefs/raid/")
}

#[test]
fn a_draft_is_seen_by_those_who_ask_for_drafts() {
    assert!(!is_seen("status: draft", audience()));
    assert!(is_seen("status: draft", Audience { drafts: true, ..audience() }));
}

#[test]
fn a_brief_in_review_is_a_draft() {
    assert!(!is_seen("status: review", audience()));
    assert!(is_seen("status: review", Audience { drafts: true, ..audience() }));
}

#[test]
fn a_withheld_brief_is_seen_by_those_who_proofread_alone() {
    assert!(!is_seen("status: withheld", Audience { tlp: Tlp::Red, ..audience() }));
    assert!(is_seen("status: withheld", Audience { drafts: true, ..audience() }));
}

#[test]
fn an_embargo_ends_at_its_instant() {
    assert!(!is_seen("embargoed: 2026-01-01T00:00:01Z", audience()));
    assert!(is_seen("embargoed: 2026-01-01T00:00:00Z", audience()));
}

#[test]
fn an_embargo_without_an_offset_ends_by_the_clocks_of_the_site() {
    let baku = "timezone = \"Asia/Baku\"\n";
    // The build is of 4 in the morning in Baku.
    for (embargo, site, seen) in [
        ("2026-01-01", "", true),
        ("2026-01-01T00:01", "", false),
        ("2026-01-01T04:00", baku, true),
        ("2026-01-01T04:01", baku, false),
        ("2026-01-02", baku, false),
        ("2025-12-31T23:59-05:00", baku, false),
    ] {
        let site = format!("{}\n==> site.toml\n{SITE_TOML}{site}", with(&format!("embargoed: {embargo}")));
        assert_eq!(addresses(&site).contains("/briefs/raid/"), seen, "{embargo}");
    }
}

#[test]
fn a_day_of_publication_that_is_to_come_is_an_embargo() {
    for (published, seen) in
        [("2026-01-01", true), ("2026-01-02", false), ("2026-01-01T00:00:00Z", true), ("2026-01-01T00:00:01Z", false)]
    {
        assert_eq!(is_seen(&format!("published: {published}"), audience()), seen, "{published}");
    }
    // Who looks back does not look ahead.
    assert!(!is_seen("published: 2026-03-01", audience_of("2026-04-01")));
}

#[test]
fn what_is_held_back_can_be_proofread_and_says_what_it_is() {
    let proof = Audience { drafts: true, ..audience_of("2099-09-02") };
    for (rule, banner) in [
        ("embargoed: 2099-09-01T09:00", "Embargoed until 1 September 2099, 09:00: not published.\n"),
        ("published: 2099-09-01", "Embargoed until 1 September 2099: not published.\n"),
        ("status: review\nembargoed: 2099-09-01", "In review, embargoed until 1 September 2099: not published.\n"),
        ("status: withheld", "Withheld: not published.\n"),
    ] {
        assert_eq!(Page::for_audience(&with(rule), "/briefs/raid/", proof).words("article .banner"), banner, "{rule}");
    }
    assert!(!is_seen("embargoed: 2099-09-03", proof), "not yet");
    assert!(!is_seen("tlp: AMBER", proof), "the circle is asked for by itself");
    assert!(is_seen("tlp: AMBER", Audience { tlp: Tlp::Amber, ..proof }));
}

#[test]
fn as_of_a_day_nothing_later_is_told() {
    let site = "==> content/briefs/raid.md\n---\ntitle: A raid\ndate: 2025-02-01\nactors: [{id: hacizade, role: speaker}]\n\
                sources: wire\nimage: {src: /a.txt, alt: A door, date: 2025-03-01}\n---\nText.\n\
                ==> content/a.txt\nx\n\
                ==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\nroles: [{title: spokesperson, from: 2020, to: 2025-05}, \
                {title: envoy, from: 2025-06}]\n---\n\
                ==> content/sources.yaml\n- {id: wire, title: A report, url: \"https://example.org/a\", archive_url: \
                \"https://archive.example/a\", archived: 2025-04-01, accessed: 2025-04-02}\n";
    let of = |day: &str, address: &str| Page::for_audience(site, address, audience_of(day)).html();
    let (before, after) = ("2025-02-10", "2025-07-01");
    let brief = of(before, "/briefs/raid/");
    assert!(!brief.contains("<img") && !brief.contains("archive.example"), "{brief}");
    let brief = of(after, "/briefs/raid/");
    assert!(brief.contains("<img") && brief.contains("archive.example"), "{brief}");
    let actor = of(before, "/actors/hacizade/");
    assert!(actor.contains("spokesperson") && !actor.contains("envoy") && !actor.contains("May 2025"), "{actor}");
    let actor = of(after, "/actors/hacizade/");
    assert!(actor.contains("envoy") && actor.contains("May 2025"), "{actor}");
}

#[test]
fn a_brief_is_seen_within_its_circle_and_the_narrower_ones() {
    for (tlp, least) in [("GREEN", Tlp::Green), ("AMBER", Tlp::Amber), ("RED", Tlp::Red)] {
        let rule = format!("tlp: {tlp}");
        assert!(!is_seen(&rule, audience()), "{tlp}");
        assert!(is_seen(&rule, Audience { tlp: least, ..audience() }), "{tlp}");
    }
    assert!(!is_seen("tlp: RED", Audience { tlp: Tlp::Amber, ..audience() }));
}

#[test]
fn a_brief_for_a_circle_says_so_on_its_page() {
    let audience = Audience { tlp: Tlp::Amber, ..audience() };
    let page = Page::for_audience(&with("tlp: AMBER"), "/briefs/raid/", audience);
    expect![[r#"
        TLP:AMBER
    "#]]
    .assert_eq(&page.words(".banner"));
}

#[test]
fn a_draft_says_that_it_is_not_published() {
    let audience = Audience { drafts: true, ..audience() };
    let page = Page::for_audience(&with("status: draft"), "/briefs/raid/", audience);
    expect![[r#"
        Draft: not published.
    "#]]
    .assert_eq(&page.words(".banner"));
}

#[test]
fn a_link_to_a_brief_that_is_not_seen_is_plain_words() {
    let page = Page::of(&with("status: draft"), "/briefs/note/");
    expect![[r#"
        After the raid.
    "#]]
    .assert_eq(&page.words("article > div:first-of-type"));
    expect![""].assert_eq(&page.links("article > div:first-of-type"));
}

#[test]
fn as_of_a_day_later_briefs_are_not_there() {
    assert!(is_seen("", audience_of("2025-02-06")));
    let addresses = addresses_for(&with(""), audience_of("2025-02-05"));
    assert!(addresses.contains("/briefs/raid/") && !addresses.contains("/briefs/note/"), "{addresses}");
}

#[test]
fn as_of_a_day_later_corrections_are_not_there() {
    let rule = "updates: [{date: 2025-03-01, type: correction, text: It was at dawn.}]";
    let of = |day: &str| Page::for_audience(&with(rule), "/briefs/raid/", audience_of(day)).words("article > header");
    assert!(!of("2025-02-28").contains("It was at dawn"));
    assert!(of("2025-03-01").contains("It was at dawn"));
}

#[test]
fn a_brief_that_anybody_may_read_has_no_banner() {
    check_part(
        &with("tlp: CLEAR"),
        "/briefs/raid/",
        "article > header",
        expect![[r#"
        Incident
        # A raid
        1 February 2025
        1 minute to read
    "#]],
    );
}

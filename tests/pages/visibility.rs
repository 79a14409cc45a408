//! Who may read what, and when: drafts, embargoes, TLP, and the briefing as of a day.

use demarche::content::brief::Tlp;
use demarche::model::Audience;
use expect_test::expect;

use crate::harness::{Page, addresses_for, audience, audience_of, check_part};

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
fn a_withheld_brief_is_seen_by_nobody() {
    assert!(!is_seen("status: withheld", Audience { drafts: true, ..audience() }));
}

#[test]
fn an_embargo_ends_at_its_instant() {
    assert!(!is_seen("embargoed: 2026-01-01T00:00:01Z", audience()));
    assert!(is_seen("embargoed: 2026-01-01T00:00:00Z", audience()));
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

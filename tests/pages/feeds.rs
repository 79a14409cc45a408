//! Feeds: when an entry says that it changed, in which order entries stand, and where their links lead.

use expect_test::expect;

use crate::harness::{audience, build, input_at};
use demarche::output::Content;
use demarche::path::UrlPath;

fn brief(id: &str, front: &str, text: &str) -> String {
    format!("==> content/briefs/{id}.md\n---\ntitle: {id}\n{front}\n---\n{text}\n")
}

fn feed_at(site: &str, path: &str, now: &str) -> String {
    let built = build(&input_at(site, now), audience_at(now));
    let output = built.output.expect("no error");
    match output.get(&UrlPath::new(path).expect("a path")) {
        Some(Content::Bytes(bytes)) => String::from_utf8(bytes.clone()).expect("XML is text"),
        _ => panic!("no {path}"),
    }
}

fn audience_at(now: &str) -> demarche::model::Audience {
    demarche::model::Audience { now: now.parse().expect("a moment"), ..audience() }
}

/// `title updated`, in the order of the feed; the feed itself first.
fn updated(site: &str, now: &str) -> String {
    let feed = feed_at(site, "atom.xml", now);
    let part = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>")).unwrap_or_default();
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    feed.split("<entry>").map(|entry| format!("{} {}\n", part(entry, "title"), &part(entry, "updated")[..10])).collect()
}

const NOW: &str = "2026-01-01T00:00:00Z";

#[test]
fn the_moment_of_an_entry_is_its_own_and_never_to_come() {
    let span = brief("span", "date: 2024-12/2025-05", "It was.");
    let one = brief("one", "date: 2025-06-01", "It was.");
    expect![[r#"
        A briefing 2025-05-31
        span 2025-05-31
    "#]]
    .assert_eq(&updated(&span, NOW));
    expect![[r#"
        A briefing 2025-06-01
        one 2025-06-01
        span 2025-05-31
    "#]]
    .assert_eq(&updated(&format!("{span}{one}"), NOW));
    let two = brief("two", "date: 2025-11", "It was.");
    expect![[r#"
        A briefing 2025-11-01
        two 2025-11-01
        one 2025-06-01
        span 2025-05-31
    "#]]
    .assert_eq(&updated(&format!("{span}{one}{two}"), "2025-11-05T00:00:00Z"));
    let odd = [
        brief("to-come", "date: \"2099-05?\"", "It will be."),
        brief("ongoing", "date: 2024-06-01/..", "It goes on."),
        brief("by", "date: \"[..1984]\"", "It was."),
        brief("bce", "date: \"-0044-03-15\"", "It was."),
        brief("each", "date: \"[2022-09-13,2023-09-13]\"", "It was."),
        brief("some", "date: XXXX-09-13", "It was."),
    ]
    .concat();
    expect![[r#"
        A briefing 2026-01-01
        to-come 2026-01-01
        ongoing 2024-06-01
        each 2022-01-01
        by 1984-12-31
        some 1970-01-01
        bce 1970-01-01
    "#]]
    .assert_eq(&updated(&odd, NOW));
}

#[test]
fn entries_stand_in_the_order_of_publication_where_it_is_known() {
    let site = [
        brief("old-event-new-brief", "date: 2020-01-01\npublished: 2025-08-01", "It was."),
        brief("changed", "date: 2025-02-01\npublished: 2025-02-02\nupdated: 2025-12-01", "It was."),
        brief("event-alone", "date: 2025-06-01", "It was."),
    ]
    .concat();
    expect![[r#"
        A briefing 2025-12-01
        old-event-new-brief 2025-08-01
        event-alone 2025-06-01
        changed 2025-12-01
    "#]]
    .assert_eq(&updated(&site, NOW));
}

#[test]
fn links_in_an_entry_are_whole_addresses() {
    let text = "## A\n\nTo [that](#a), [[other]], [[other#b]] and so on.[^1] [@turan]\n\n[^1]: A note.";
    let site = brief("note", "date: 2025-02-06", text) + &brief("other", "date: 2025-02-05", "## B\n\nIt was.");
    let feed = feed_at(&site, "atom.xml", NOW).replace("&quot;", "\"");
    let links: Vec<&str> = feed.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.iter().all(|link| link.starts_with("https://example.org/")), "{links:?}");
    for link in [
        "briefs/note/#a",
        "briefs/other/",
        "briefs/other/#b",
        "briefs/note/#fn-1",
        "briefs/note/#fnref-1",
        "briefs/note/#source-1",
    ] {
        assert!(links.contains(&&*format!("https://example.org/{link}")), "{link}: {links:?}");
    }
}

#[test]
fn an_entry_in_another_language_says_so() {
    let site = brief("note", "date: 2025-02-06\nlang: ru", "Нота.");
    let feed = feed_at(&site, "atom.xml", NOW);
    let entry = feed.split("<entry>").nth(1).expect("an entry");
    for part in ["<title xml:lang=\"ru\"", "<summary xml:lang=\"ru\"", "<content xml:lang=\"ru\""] {
        assert!(entry.contains(part), "{part}: {entry}");
    }
}

#[test]
fn the_id_of_a_correction_stays_when_others_are_added() {
    let ids = |updates: &str| -> Vec<String> {
        let site = brief("note", &format!("date: 2025-02-06\nupdates:\n{updates}"), "It was.");
        let feed = feed_at(&site, "corrections/atom.xml", NOW);
        let id = |entry: &str| entry.split("<id>").nth(1)?.split('<').next().map(str::to_owned);
        feed.split("<entry>").skip(1).filter_map(id).collect()
    };
    let second = "  - {date: 2025-02-09, type: correction, text: It was at dawn.}\n";
    let before = ids(second);
    let after = ids(&format!(
        "  - {{date: 2025-02-08, type: correction, text: There were two.}}\n{second}  - {{date: 2025-02-09, type: correction, text: A third.}}\n{second}"
    ));
    assert!(
        before.len() == 1 && before[0].starts_with("https://example.org/briefs/note/#update-2025-02-09-"),
        "{before:?}"
    );
    assert!(after.len() == 4 && after.contains(&before[0]), "{after:?}");
    let different: std::collections::BTreeSet<&String> = after.iter().collect();
    assert_eq!(different.len(), 4, "{after:?}");
}

#[test]
fn a_feed_without_entries_is_as_old_as_the_site() {
    let feed = feed_at(&brief("note", "date: 2025-02-06", "It was."), "corrections/atom.xml", NOW);
    assert!(feed.contains("<updated>2025-02-06T00:00:00+00:00</updated>"), "{feed}");
}

#[test]
fn a_sitemap_says_when_a_brief_changed_where_that_is_known() {
    let site = brief("told", "date: 2025-02-06\npublished: 2025-02-07\nupdated: 2025-03-01", "It was.")
        + &brief("untold", "date: 2025-02-06", "It was.");
    let map = feed_at(&site, "sitemap.xml", NOW);
    assert!(map.contains("briefs/told/</loc>\n  <lastmod>2025-03-01</lastmod>"), "{map}");
    assert_eq!(map.matches("<lastmod>").count(), 1, "{map}");
}

#[test]
fn a_feed_goes_on_where_its_record_stood_before() {
    let site = brief("note", "date: 2025-02-06\ntopics: energy\nactors: ministry", "It was.")
        + "==> content/topics/energy.md\n---\nname: Energy\nformer_ids: [gas, oil]\n---\n"
        + "==> content/actors/ministry.md\n---\nname: The Ministry\nformer_ids: [mfa]\n---\n";
    for (old, new) in
        [("topics/gas", "topics/energy"), ("topics/oil", "topics/energy"), ("actors/mfa", "actors/ministry")]
    {
        let (old, feed) =
            (feed_at(&site, &format!("{old}/atom.xml"), NOW), feed_at(&site, &format!("{new}/atom.xml"), NOW));
        assert_eq!(old, feed);
        assert!(feed.contains(&format!("<id>https://example.org/{new}/atom.xml</id>")), "{feed}");
        assert!(feed.contains("briefs/note/"), "{feed}");
    }
}

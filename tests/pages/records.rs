//! The pages of records: topics, actors, places, questions, threads and sources, and the lists of them.

use expect_test::expect;

use crate::harness::{Page, addresses, check_links, check_page, check_part};

const SITE: &str = "==> content/topics/security.md
---
name: Security
---
What is guarded.
==> content/topics/borders.md
---
name: Borders
parent: security
aliases: [Frontiers]
---
==> content/actors/ministry.md
---
name: Ministry of Transport
type: organization
country: AZE
names: {ru: Министерство транспорта}
aliases: [MoT]
---
It runs the railways.
==> content/actors/orlov.md
---
name: Ivan Orlov
type: person
roles:
  - {title: envoy, of: Ministry of Transport, from: 2020, to: 2023}
  - {title: ambassador, from: 2024}
---
==> content/places/baku.md
---
name: Baku
country: AZE
lat: 40.409
lon: 49.867
precision: 1
---
==> content/threads/notes.md
---
title: The exchange of notes
summary: One note answered another.
topics: borders
---
==> content/briefs/closure.md
---
title: A crossing is closed
date: 2025-02-06
topics: borders
actors:
  - {id: ministry, role: actor}
  - {id: orlov, role: recipient, as: ambassador}
places: baku
threads: notes
sources: turan
---
It was closed. [@turan]
==> content/briefs/opening.md
---
title: A crossing is opened
date: 2025-03-06
topics: security
actors: ministry
threads: notes
in_response_to: closure
sources: [turan, apa]
---
It was opened. [@apa]
";

#[test]
fn topics_stand_as_a_tree_in_which_a_topic_counts_those_below_it() {
    check_page(
        SITE,
        "/topics/",
        expect![[r#"
        # Topics
        A topic lists the briefs of the topics below it as well as its own.
        - Diplomacy 0
        - Security 2
        - Borders 1
    "#]],
    );
}

#[test]
fn a_topic_leads_to_narrower_ones() {
    check_part(
        SITE,
        "/topics/security/",
        "main > p, main > section:has(> .plain)",
        expect![[r#"
            What is guarded.
            2 briefs · Feed of this topic
            ## Narrower topics
            - Borders 1
        "#]],
    );
}

#[test]
fn a_topic_lists_the_briefs_of_the_topics_below_it() {
    check_links(
        SITE,
        "/topics/security/",
        ".entries h3",
        expect![[r#"
        A crossing is closed → ../../briefs/closure/index.html
        A crossing is opened → ../../briefs/opening/index.html
    "#]],
    );
}

#[test]
fn a_topic_names_its_threads() {
    check_links(
        SITE,
        "/topics/borders/",
        "section:first-of-type",
        expect![[r#"
        The exchange of notes → ../../threads/notes/index.html
    "#]],
    );
}

#[test]
fn an_actor_has_names_offices_and_companions() {
    check_part(
        SITE,
        "/actors/ministry/",
        "article > header, .record dt, .record dd:not(:has(svg))",
        expect![[r#"
            Organisation
            # Ministry of Transport
            Names
            : Министерство транспорта Russian
            Also
            : MoT
            Country
            : Azerbaijan
            Appears with
            : Ivan Orlov 1
            Briefs
            : 2 briefs
            Feed
            : Briefs on this actor
        "#]],
    );
    check_part(
        SITE,
        "/actors/orlov/",
        "article > header, .record dt, .record dd:not(:has(svg))",
        expect![[r#"
            Person
            # Ivan Orlov
            Offices
            : envoy, Ministry of Transport
            from 2020 to 2023
            : ambassador
            from 2024
            Appears with
            : Ministry of Transport 1
            Briefs
            : 1 brief
            Feed
            : Briefs on this actor
        "#]],
    );
}

#[test]
fn an_actor_lists_its_briefs_with_their_topics() {
    check_part(
        SITE,
        "/actors/ministry/",
        "article > div .entries",
        expect![[r#"
        - 6 February 2025
        ### A crossing is closed
        It was closed.
        Actor
        Borders
        - 6 March 2025
        ### A crossing is opened
        It was opened.
        Security
    "#]],
    );
}

#[test]
fn actors_stand_in_the_order_of_the_alphabet() {
    check_links(
        SITE,
        "/actors/",
        "main",
        expect![[r#"
        Ayxan Hacızadə → ../actors/hacizade/index.html
        Ivan Orlov → ../actors/orlov/index.html
        Ministry of Transport → ../actors/ministry/index.html
    "#]],
    );
}

#[test]
fn a_place_gives_its_position_in_degrees() {
    check_part(
        SITE,
        "/places/baku/",
        "article > header, aside > .record",
        expect![[r#"
        Place
        # Baku
        Country
        : Azerbaijan
        Position
        : 40.41° N, 49.87° E
        the place itself
        Briefs
        : 1 brief
    "#]],
    );
}

#[test]
fn a_thread_lists_its_steps_and_what_each_follows_from() {
    check_part(
        SITE,
        "/threads/notes/",
        "h1, .lede, .steps",
        expect![[r#"
        # The exchange of notes
        One note answered another.
        - 6 February 2025
        ### A crossing is closed
        It was closed.
        - 6 March 2025
        ### A crossing is opened
        It was opened.
        inferred Follows from step 1, as the editors see it.
    "#]],
    );
}

#[test]
fn a_source_of_several_briefs_has_a_page_that_says_what_rests_on_it() {
    check_part(
        SITE,
        "/sources/turan/",
        "article > header, article > div",
        expect![[r#"
        Source
        # A report
        Turan · not dated
        ## What rests on it
        ## 2025
        - 6 February 2025
        ### A crossing is closed
        It was closed.
        Borders
        - 6 March 2025
        ### A crossing is opened
        It was opened.
        Security
    "#]],
    );
}

#[test]
fn a_source_says_when_nothing_is_known_of_its_address_and_reliability() {
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
            : not recorded
            Reliability
            : not judged
            Briefs
            : 2 briefs
        "#]],
    );
}

#[test]
fn names_sort_as_azerbaijani_sorts_them() {
    let site = "==> content/actors/a.md
---
name: Əliyev
---
==> content/actors/b.md
---
name: Fərzəliyev
---
==> content/actors/c.md
---
name: Eldarov
---
==> content/actors/hacizade.md
---
name: Çingizov
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
actors: [a, b, c, hacizade]
---
A note.
";
    check_part(
        site,
        "/actors/",
        "main a",
        expect![[r#"
        Çingizov
        Eldarov
        Əliyev
        Fərzəliyev
    "#]],
    );
}

#[test]
fn an_actor_may_be_named_by_any_of_its_names() {
    let site = "==> content/actors/ministry.md
---
name: Ministry of Transport
aliases: [MoT]
names: {ru: Министерство транспорта}
---
==> content/briefs/one.md
---
title: One
date: 2025-02-06
actors: [MoT]
---
One.
==> content/briefs/two.md
---
title: Two
date: 2025-02-07
actors: [ministry of transport, hacizade]
---
Two.
";
    check_links(
        site,
        "/actors/ministry/",
        ".entries h3",
        expect![[r#"
        One → ../../briefs/one/index.html
        Two → ../../briefs/two/index.html
    "#]],
    );
}

#[test]
fn a_topic_that_has_no_file_has_a_page_all_the_same() {
    let site = "---\ntitle: A note\ndate: 2025-02-06\ntopics: [Railways]\n---\nA note.\n";
    check_part(
        site,
        "/topics/railways/",
        "h1, .entries h3",
        expect![[r#"
        # Railways
        ### A note
    "#]],
    );
}

#[test]
fn a_question_tells_how_many_accounts_it_has_and_through_whom() {
    let site = "==> content/questions/cause.md
---
title: Was it shot down?
---
==> content/briefs/note.md
---
title: A crash
date: 2024-12-25
claims:
  - {id: fire, question: cause, by: hacizade, says: It was hit., source: turan, position: affirms}
  - {id: birds, question: cause, by: apa, says: It met birds., source: apa, position: denies}
sources: [turan, apa]
---
A crash.
";
    check_part(
        site,
        "/questions/",
        "main",
        expect![[r#"
        # Questions
        Where the sources, or the people in them, do not say the same, or not in the same way. Each question sets the accounts side by side and does not choose.
        - 2 accounts open
        ## Was it shot down?
    "#]],
    );
    check_part(
        site,
        "/questions/cause/",
        ".sides h3, .sides > div > .meta",
        expect![[r#"
        ### Others
        1 account through 1 source
        ### The outlets themselves
        1 account through 1 source
    "#]],
    );
    check_part(
        site,
        "/actors/hacizade/",
        "section:has(h2)",
        expect![[r#"
        ## What Ayxan Hacızadə says
        - Not dated
        ### Was it shot down?
        It was hit.
        Turan
    "#]],
    );
}

#[test]
fn every_record_has_its_address() {
    let addresses = addresses(SITE);
    let records = ["/topics/borders/", "/actors/orlov/", "/places/baku/", "/threads/notes/", "/briefs/closure/"];
    for address in records {
        assert!(addresses.lines().any(|line| line == address), "{address} is not among:\n{addresses}");
    }
}

#[test]
fn a_template_can_show_fields_of_the_authors_own() {
    let template = "{% if page.extra %}<p id=\"own\">{{ page.extra.desk }}, {{ page.extra.tags[0] }}</p>{% endif %}";
    let own = "extra: {desk: Baku, tags: [first, second]}";
    let mut site = String::new();
    for (file, front) in [
        ("briefs/note.md", "title: A note\ndate: 2025-02-06\nsources: paper"),
        ("topics/trade.md", "name: Trade"),
        ("actors/aliyev.md", "name: Əliyev"),
        ("places/baku.md", "name: Baku"),
        ("questions/what.md", "title: What was it?"),
        ("threads/row.md", "title: A row"),
        ("pages/about.md", "title: About"),
    ] {
        site.push_str(&format!("==> content/{file}\n---\n{front}\n{own}\n---\nA text.\n"));
    }
    site.push_str(
        "==> content/sources.yaml\n- {id: paper, title: A paper, publisher: APA, extra: {desk: Baku, tags: [first]}}\n",
    );
    for name in ["brief", "topic", "actor", "place", "question", "thread", "page", "source"] {
        site.push_str(&format!("==> templates/{name}.html\n{template}\n"));
    }
    for address in [
        "/briefs/note/",
        "/topics/trade/",
        "/actors/aliyev/",
        "/places/baku/",
        "/questions/what/",
        "/threads/row/",
        "/about/",
        "/sources/paper/",
    ] {
        assert_eq!(Page::of(&site, address).words("#own").trim(), "Baku, first", "{address}");
    }
}

#[test]
fn a_template_can_show_what_the_author_keeps_in_the_settings() {
    let site = "==> site.toml\ntitle = \"A briefing\"\nbase_url = \"https://example.org/\"\n\
        [extra]\nsince = 2024-05-01\ndesk = {cities = [\"Baku\", \"Moscow\"]}\n\
        ==> templates/page.html\n<p id=\"own\">{{ site.extra.desk.cities[1] }}, {{ site.extra.since }}</p>\n\
        ==> content/pages/about.md\n---\ntitle: About\n---\nA text.\n";
    assert_eq!(Page::of(site, "/about/").words("#own").trim(), "Moscow, 2024-05-01");
}

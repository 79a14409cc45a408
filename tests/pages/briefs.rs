//! The page of a brief: its head, its text, its record, its figures and accounts.

use expect_test::expect;

use crate::harness::{check_links, check_page, check_part};

const NOTE: &str = "---
title: A note is handed over
date: 2025-02-06
topics: diplomacy
actors:
  - {id: hacizade, role: speaker, as: Spokesperson}
sources: turan
---
The ministry handed over a note. [@turan]
";

#[test]
fn a_brief_opens_with_its_title_day_and_length() {
    check_part(
        NOTE,
        "/briefs/note/",
        "article > header",
        expect![[r#"
        Incident
        # A note is handed over
        6 February 2025
        1 minute to read
    "#]],
    );
}

#[test]
fn a_brief_shows_its_text_with_numbered_citations() {
    check_part(
        NOTE,
        "/briefs/note/",
        "article > div:first-of-type",
        expect![[r#"
        The ministry handed over a note.[1]
    "#]],
    );
}

#[test]
fn the_record_names_topics_and_actors_with_their_offices() {
    check_part(
        NOTE,
        "/briefs/note/",
        ".record",
        expect![[r#"
        Topics
        : Diplomacy
        Actors
        : Ayxan Hacızadə
        speaker · Spokesperson
    "#]],
    );
}

#[test]
fn the_record_leads_to_the_pages_of_topics_and_actors() {
    check_links(
        NOTE,
        "/briefs/note/",
        ".record",
        expect![[r#"
        Diplomacy → ../../topics/diplomacy/index.html
        Ayxan Hacızadə → ../../actors/hacizade/index.html
    "#]],
    );
}

#[test]
fn a_summary_of_its_own_stands_below_the_title() {
    check_part(
        "---\ntitle: A note\ndate: 2025-02-06\nsummary: What was in the note.\n---\nA note.\n",
        "/briefs/note/",
        ".lede",
        expect![[r#"
            What was in the note.
        "#]],
    );
}

#[test]
fn a_date_that_is_not_stated_says_on_what_it_rests_and_how_it_is_known() {
    let site = "---
title: A note
date: \"[2025-02-01..2025-02-06]\"
date_basis: bounded
date_note: One report gives the first day, another the last.
---
A note.
";
    check_part(
        site,
        "/briefs/note/",
        "article > header",
        expect![[r#"
        Incident
        # A note
        between 1 and 6 February 2025 bounded
        One report gives the first day, another the last.
        1 minute to read
    "#]],
    );
}

#[test]
fn a_statement_is_called_a_statement() {
    check_part(
        "---\ntitle: A word\ndate: 2025-02-06\nkind: statement\n---\nA word.\n",
        "/briefs/note/",
        ".kind",
        expect![[r#"
            Statement
        "#]],
    );
}

#[test]
fn a_correction_stands_at_the_head_of_its_brief_and_among_its_updates() {
    let site = "---
title: A note
date: 2025-02-06
updates:
  - {date: 2025-02-07, type: update, text: A second note followed.}
  - {date: 2025-02-08, type: correction, text: \"The note had two pages, not three.\"}
---
A note.
";
    check_part(
        site,
        "/briefs/note/",
        ".banner",
        expect![[r#"
        Correction, 8 February 2025: The note had two pages, not three. All changes
    "#]],
    );
    check_part(
        site,
        "/briefs/note/",
        "#updates",
        expect![[r#"
        ## Updates
        - 8 February 2025
        correction The note had two pages, not three.
        - 7 February 2025
        update A second note followed.
    "#]],
    );
    check_part(
        site,
        "/corrections/",
        "main",
        expect![[r#"
        # Corrections
        Every correction, clarification and withdrawal, the latest first. Feed of corrections
        - 8 February 2025
        ## A note
        correction The note had two pages, not three.
    "#]],
    );
}

#[test]
fn a_withdrawn_brief_says_so_and_keeps_its_address() {
    let site = "---
title: A note
date: 2025-02-06
status: canceled
updates: [{date: 2025-02-08, type: withdrawal, text: The note was never sent.}]
---
A note.
";
    check_part(
        site,
        "/briefs/note/",
        "article > header",
        expect![[r#"
        Withdrawn. This brief no longer stands. 8 February 2025: The note was never sent.
        Incident
        # A note
        6 February 2025
    "#]],
    );
}

#[test]
fn figures_that_agree_stand_on_one_line_and_others_in_a_box() {
    let site = "---
title: A raid
date: 2025-06-27
figures:
  - {what: people detained, value: 50, by: turan, source: turan}
  - {what: people detained, value: 53, by: apa, source: apa}
  - {what: people dead, value: 2, by: turan, source: turan}
  - {what: people dead, value: 2, by: apa, source: apa}
sources: [turan, apa]
---
A raid.
";
    check_part(
        site,
        "/briefs/note/",
        "section:has(.figures)",
        expect![[r#"
        ## Figures
        people dead
        : 2
        : Two sources agree: Turan, APA
        ### Accounts differ: people detained
        50
        : One source: Turan
        53
        : One source: APA
    "#]],
    );
}

#[test]
fn accounts_of_one_question_stand_side_by_side() {
    let site = "==> content/questions/cause.md
---
title: What brought the plane down?
---
==> content/briefs/note.md
---
title: A crash
date: 2024-12-25
claims:
  - id: fire
    question: cause
    by: hacizade
    says: It was hit from the ground.
    said: 2024-12-29
    source: turan
    attribution: on-record
  - id: birds
    question: cause
    by: apa
    says: It met a flock of birds.
    source: apa
    attribution: unattributed
    disputes: fire
sources: [turan, apa]
---
A crash.
";
    check_part(
        site,
        "/briefs/note/",
        "section:has(.accounts)",
        expect![[r#"
        ## Accounts
        ### What brought the plane down?
        - #### Ayxan Hacızadə
        It was hit from the ground.
        Said
        : 29 December 2024
        Source
        : Turan
        Terms
        : On record
        Disputed by
        : APA
        - #### APA
        The outlet, in its own words
        It met a flock of birds.
        Said
        : Not dated
        Source
        : APA
        Terms
        : Unattributed: the outlet’s own words
        Disputes
        : Ayxan Hacızadə
    "#]],
    );
    check_part(
        site,
        "/questions/cause/",
        "main > p.meta, .sides",
        expect![[r#"
        open 2 accounts through 2 sources
        ### Others
        1 account through 1 source
        - #### Ayxan Hacızadə
        It was hit from the ground.
        Said
        : 29 December 2024
        Source
        : Turan
        Terms
        : On record
        Disputed by
        : APA
        Told in
        : A crash
        ### The outlets themselves
        1 account through 1 source
        - #### APA
        The outlet, in its own words
        It met a flock of birds.
        Said
        : Not dated
        Source
        : APA
        Terms
        : Unattributed: the outlet’s own words
        Disputes
        : Ayxan Hacızadə
        Told in
        : A crash
    "#]],
    );
}

#[test]
fn a_quotation_is_given_in_its_language_and_in_translation() {
    let site = "==> content/questions/cause.md
---
title: What happened?
---
==> content/briefs/note.md
---
title: A word
date: 2024-12-25
claims:
  - id: word
    question: cause
    by: hacizade
    says: He called it an attack.
    quote: {lang: az, text: Hücum, trans: An attack}
sources: turan
---
A word.
";
    check_part(
        site,
        "/briefs/note/",
        ".accounts blockquote",
        expect![[r#"
        “Hücum”
        “An attack”
    "#]],
    );
}

#[test]
fn an_assessment_gives_likelihood_and_confidence_apart() {
    let site = "---
title: A note
date: 2025-02-06
assessment:
  - judgement: A second note will follow.
    likelihood: likely
    confidence: moderate
    basis: Two notes followed each of the last three.
    by: The desk
    date: 2025-02-07
---
A note.
";
    check_part(
        site,
        "/briefs/note/",
        "section:has(h2) .panel",
        expect![[r#"
        A second note will follow.
        Likelihood
        : Likely
        Confidence
        : Moderate
        Basis
        : Two notes followed each of the last three.
        Made
        : 7 February 2025, The desk
    "#]],
    );
}

#[test]
fn a_coded_event_shows_its_class_and_its_score() {
    let site = "---
title: A note
date: 2025-02-06
event: {type: SUPPORT}
actors: [{id: hacizade, role: actor}, {id: Ministry, role: recipient}]
---
A note.
";
    check_part(
        site,
        "/briefs/note/",
        ".record",
        expect![[r#"
            Actors
            : Ayxan Hacızadə
            actor
            : Ministry
            recipient
            Event coding
            : SUPPORT
            quad class 1, verbal cooperation · score +5.0, on −10 to +10
        "#]],
    );
}

#[test]
fn a_link_in_double_brackets_reads_as_the_title_or_as_its_own_words() {
    let site = "==> content/briefs/note.md
---
title: A note
date: 2025-02-06
---
After [[raid]] and [[raid|the search]], and [[Diplomacy]].
==> content/briefs/raid.md
---
title: A raid
date: 2025-02-01
---
A raid.
";
    check_part(
        site,
        "/briefs/note/",
        "article > div:first-of-type",
        expect![[r#"
        After A raid and the search, and Diplomacy.
    "#]],
    );
    check_links(
        site,
        "/briefs/note/",
        "article > div:first-of-type",
        expect![[r#"
        A raid → ../../briefs/raid/index.html
        the search → ../../briefs/raid/index.html
        Diplomacy → ../../topics/diplomacy/index.html
    "#]],
    );
}

#[test]
fn a_brief_says_where_it_is_mentioned() {
    let site = "==> content/briefs/note.md
---
title: A note
date: 2025-02-06
---
After [[raid]].
==> content/briefs/raid.md
---
title: A raid
date: 2025-02-01
---
A raid.
";
    check_part(
        site,
        "/briefs/raid/",
        "section:has(> .entries)",
        expect![[r#"
        ## Mentioned in
        - 6 February 2025
        A note
        After A raid.
    "#]],
    );
}

#[test]
fn briefs_are_read_on_in_the_order_of_their_dates() {
    let site = "==> content/briefs/c.md
---
title: The first
date: 2025-01-01
---
One.
==> content/briefs/a.md
---
title: The second
date: 2025-01-02
---
Two.
==> content/briefs/b.md
---
title: The third
date: 2025-01-03
---
Three.
";
    check_part(
        site,
        "/briefs/a/",
        ".pager",
        expect![[r#"
        ## Read on
        ### By date
        ← The first
        The third →
    "#]],
    );
}

#[test]
fn a_footnote_and_a_citation_are_numbered_apart() {
    let site = "---
title: A note
date: 2025-02-06
sources: [turan]
---
A note [@turan] came.[^1]

[^1]: In the evening.
";
    check_part(
        site,
        "/briefs/note/",
        "article > div:first-of-type",
        expect![[r#"
        A note[1] came.1
        - In the evening. ↩︎
    "#]],
    );
}

#[test]
fn headings_of_a_text_stand_below_the_title() {
    check_part(
        "---\ntitle: A note\ndate: 2025-02-06\n---\n## What it says\n\nMuch.\n\n### In detail\n\nMore.\n",
        "/briefs/note/",
        "article > div:first-of-type",
        expect![[r#"
            ## What it says
            Much.
            ### In detail
            More.
        "#]],
    );
}

#[test]
fn a_page_stands_by_itself() {
    let site = "==> content/pages/about.md
---
title: About
---
What this is.
";
    check_page(
        site,
        "/about/",
        expect![[r#"
        # About
        What this is.
    "#]],
    );
}

#[test]
fn the_home_page_counts_briefs_and_shows_the_latest_first() {
    let site = "==> content/briefs/one.md
---
title: The first
date: 2025-01-01
topics: diplomacy
---
One.
==> content/briefs/two.md
---
title: The second
date: 2025-03-01
---
Two.
";
    check_part(
        site,
        "/",
        "main header, main section:first-of-type",
        expect![[r#"
            # A briefing
            2 briefs from 0 sources
            ## Latest briefs
            - 1 March 2025
            ### The second
            Two.
            - 1 January 2025
            ### The first
            One.
            Diplomacy
            2 briefs by date
            ## Activity by month
            Month | | Dated | Span
            Jan 2025 | | 1 | –
            Mar 2025 | | 1 | –
            Solid: dated to the day or the month. Dashed outline: some time in a span that begins in this month, or that ends in it and has no beginning.
        "#]],
    );
}

#[test]
fn an_old_address_leads_to_the_new_address() {
    let site = "---
title: A note
date: 2025-02-06
aliases: [/notes/old/]
---
A note.
";
    check_links(
        site,
        "/notes/old/",
        "body",
        expect![[r#"
        A note → ../../briefs/note/index.html
    "#]],
    );
}

#[test]
fn a_table_keeps_its_cells_apart() {
    check_part(
        "---\ntitle: A note\ndate: 2025-02-06\n---\n| What | Turan | APA |\n|---|---|---|\n| Dead | 2 | 3 |\n",
        "/briefs/note/",
        "table",
        expect![[r#"
            What | Turan | APA
            Dead | 2 | 3
        "#]],
    );
}

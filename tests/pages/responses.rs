//! Which brief answers which: causes, effects and chains, and who says so.

use expect_test::expect;

use crate::harness::{check_diagnostics, check_part};

const CHAIN: &str = "==> content/briefs/raid.md
---
title: A raid
date: 2025-06-27
topics: diplomacy
sources: [turan, apa]
---
Two died.
==> content/briefs/note.md
---
title: A note
date: 2025-06-28
topics: diplomacy
sources: [turan, apa]
in_response_to: [{id: raid, says: turan, basis: stated}]
---
It was handed over.
==> content/briefs/search.md
---
title: A search
date: 2025-06-30
topics: diplomacy
sources: [turan, apa]
in_response_to: [{id: raid, basis: inferred}]
---
An office was searched.
==> content/briefs/reply.md
---
title: A reply
date: 2025-07-01
topics: diplomacy
sources: [turan, apa]
in_response_to: [{id: note, basis: adjacent}]
---
It came.
";

#[test]
fn a_brief_says_what_came_before_and_on_whose_word() {
    check_part(
        CHAIN,
        "/briefs/note/",
        "section:has(.arrow)",
        expect![[r#"
        ## What came before
        - 27 June 2025
        A raid
        stated So linked by Turan.
        ## What followed
        - 1 July 2025
        A reply
        adjacent: order only So linked by the editors.
    "#]],
    );
}

#[test]
fn a_brief_says_what_followed_and_what_followed_that() {
    check_part(
        CHAIN,
        "/briefs/raid/",
        "section:has(.arrow)",
        expect![[r#"
        ## What followed
        - 28 June 2025
        A note
        stated So linked by Turan.
        - A reply 1 July 2025
        adjacent: order only So linked by the editors.
        - 30 June 2025
        A search
        inferred So linked by the editors.
    "#]],
    );
}

#[test]
fn an_inferred_response_is_the_editors_reading() {
    check_part(
        CHAIN,
        "/briefs/search/",
        "section:has(.arrow)",
        expect![[r#"
        ## What came before
        - 27 June 2025
        A raid
        inferred So linked by the editors.
    "#]],
    );
}

#[test]
fn a_chain_without_a_fault_passes() {
    check_diagnostics(CHAIN, expect![""]);
}

#[test]
fn an_effect_before_its_cause_is_an_error() {
    let site = CHAIN.replace("date: 2025-06-28", "date: 2025-06-26");
    check_diagnostics(
        &site,
        expect![[r#"
        effect-before-cause at briefs/note.md:6:23: this happened 26 June 2025, before what it answers (27 June 2025)
            help: correct one of the two dates, or take the link away
    "#]],
    );
}

#[test]
fn a_cause_that_is_spelled_another_way_keeps_its_place() {
    let site = CHAIN.replace("date: 2025-06-28", "date: 2025-06-26").replace("{id: raid,", "{id: Raid,");
    check_diagnostics(
        &site,
        expect![[r#"
        effect-before-cause at briefs/note.md:6:23: this happened 26 June 2025, before what it answers (27 June 2025)
            help: correct one of the two dates, or take the link away
    "#]],
    );
}

#[test]
fn an_effect_that_may_be_later_than_its_cause_is_none() {
    let site = CHAIN.replace("date: 2025-06-28", "date: 2025-06\ndate_note: The report gives the month.");
    check_diagnostics(&site, expect![""]);
}

#[test]
fn a_brief_cannot_answer_itself_by_way_of_others() {
    let site = CHAIN.replace("title: A raid\n", "title: A raid\nin_response_to: [{id: reply, basis: inferred}]\n");
    check_diagnostics(
        &site,
        expect![[r#"
        response-cycle at briefs/note.md:6:23: this answers itself: raid answers reply answers note answers raid
            help: take one of these links away: an answer comes after what it answers
        effect-before-cause at briefs/raid.md:3:23: this happened 27 June 2025, before what it answers (1 July 2025)
            help: correct one of the two dates, or take the link away
    "#]],
    );
}

#[test]
fn an_answer_before_its_note_on_the_same_day_is_told() {
    let brief = |id: &str, front: &str| {
        format!(
            "==> content/briefs/{id}.md\n---\ntitle: A brief\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n{front}---\nIt was.\n"
        )
    };
    let site = |note: &str, answer: &str| {
        brief("note", note) + &brief("answer", &format!("{answer}in_response_to: [{{id: note, basis: inferred}}]\n"))
    };
    check_diagnostics(
        &site("time: \"09:00\"\n", "time: \"07:00\"\n"),
        expect![[r#"
        effect-before-cause at briefs/answer.md:7:23: this happened 6 February 2025, 07:00, before what it answers (6 February 2025, 09:00)
            help: correct one of the two dates, or take the link away
    "#]],
    );
    // Seven in London is eleven in Baku; and of two times of which one has no zone nothing can be said.
    let zone = |name: &str| format!("tz: {name}\n");
    let london = format!("time: \"07:00\"\n{}", zone("Europe/London"));
    check_diagnostics(&site(&format!("time: \"09:00\"\n{}", zone("Asia/Baku")), &london), expect![""]);
    check_diagnostics(&site("time: \"09:00\"\n", &london), expect![""]);
}

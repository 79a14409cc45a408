//! A sub-editor's warnings, as `check` gives them.

use expect_test::expect;

use crate::harness::check_diagnostics;

/// A brief against which nothing is to be said, with lines of front matter and text of its own.
fn brief(front: &str, text: &str) -> String {
    format!("---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n{front}---\n{text}\n")
}

#[test]
fn a_brief_that_rests_on_one_source_is_pointed_out() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: turan\n---\nA note.\n",
        expect![[r#"
        single-source at briefs/2025-02-06-note.md:2:1: the brief rests on Turan alone
            help: look for a second source, or say in a silence why there is none
    "#]],
    );
}

#[test]
fn a_brief_without_a_text_is_pointed_out() {
    check_diagnostics(
        &brief("", ""),
        expect![[r#"
        no-text at briefs/2025-02-06-note.md:2:1: the brief has no text
            help: say below the front matter what happened
    "#]],
    );
}

#[test]
fn a_weekday_is_compared_with_its_date() {
    check_diagnostics(
        &brief("", "It was sent on Monday 6 February 2025, and read on Thursday 6 February 2025."),
        expect![[r#"
        wrong-weekday at briefs/2025-02-06-note.md:7:16: 6 February 2025 was a Thursday
            help: write `Thursday`, or correct the date
    "#]],
    );
}

#[test]
fn a_word_that_stands_twice_is_pointed_out_once() {
    check_diagnostics(
        &brief("", "The ministry sent the the note, and had had no answer."),
        expect![[r#"
        repeated-word at briefs/2025-02-06-note.md:7:22: `the` stands twice
            help: delete one of the two
    "#]],
    );
}

#[test]
fn a_word_of_two_alphabets_is_pointed_out() {
    check_diagnostics(
        &brief("", "The M\u{43e}scow office and the Moscow office."),
        expect![[r#"
        mixed-script at briefs/2025-02-06-note.md:7:5: `Mоscow` mixes Latin and Cyrillic letters
            help: type the word anew on one keyboard
    "#]],
    );
}

#[test]
fn a_likelihood_and_a_confidence_in_one_sentence_are_pointed_out() {
    check_diagnostics(
        &brief("", "It is likely, with high confidence, that they meet. It is likely."),
        expect![[r#"
        confidence-with-likelihood at briefs/2025-02-06-note.md:7:1: a confidence and a likelihood stand in one sentence
            help: write two sentences: how likely it is, and how well that is founded
    "#]],
    );
}

#[test]
fn a_title_ends_without_a_full_stop() {
    check_diagnostics(
        "---\ntitle: A note.\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n---\nA note.\n",
        expect![[r#"
            title-full-stop at briefs/2025-02-06-note.md:2:8: the title ends with a full stop
                help: delete it: a headline is no sentence of a text
        "#]],
    );
}

#[test]
fn a_day_to_come_is_pointed_out() {
    check_diagnostics(
        "---\ntitle: A note\ndate: 2026-02-06\ntopics: diplomacy\nsources: [turan, apa]\n---\nA note.\n",
        expect![[r#"
            future-date at briefs/2025-02-06-note.md:3:7: 6 February 2026 has not come yet
                help: correct the year, or mark the date as uncertain: `"…?"`
        "#]],
    );
}

#[test]
fn a_correction_older_than_its_event_is_pointed_out() {
    check_diagnostics(
        &brief("updates: [{date: 2025-01-01, type: correction, text: It was two.}]\n", "A note."),
        expect![[r#"
        update-before-event at briefs/2025-02-06-note.md:6:1: the correction of 1 January 2025 is older than the event
            help: correct its date, or that of the brief
    "#]],
    );
}

#[test]
fn a_quotation_without_a_translation_is_pointed_out() {
    let site = "==> content/questions/cause.md
---
title: What happened?
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
claims:
  - {id: one, question: cause, by: hacizade, says: An attack., source: turan, quote: {lang: az, text: Hücum}}
  - {id: two, question: cause, by: turan, says: No attack., source: turan}
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        untranslated-quote at briefs/note.md:6:103: the words are in `az` alone
            help: add `trans:` with the words in the page's language
    "#]],
    );
}

#[test]
fn a_question_with_one_side_is_pointed_out() {
    let site = "==> content/questions/cause.md
---
title: What happened?
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
claims: [{id: one, question: cause, by: hacizade, says: An attack., source: turan}]
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        one-sided-question at questions/cause.md:2:1: Ayxan Hacızadə alone gives an account
            help: add a claim of another side, or one with `position: no-comment`
    "#]],
    );
}

#[test]
fn a_record_that_nothing_names_is_pointed_out() {
    check_diagnostics(
        "==> content/places/baku.md\n---\nname: Baku\n---\n",
        expect![[r#"
            orphan-record at places/baku.md:2:1: nothing names the place `baku`
                help: name it in a brief, or delete it
            no-brief at site.toml:1:1: no brief was read: `content/briefs/` is empty or not there
                help: bring the folder back, or make a first brief: `demarche new brief`
        "#]],
    );
}

#[test]
fn a_thread_of_one_brief_is_pointed_out() {
    let site = "==> content/threads/notes.md
---
title: Notes
---
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
threads: notes
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        short-thread at threads/notes.md:2:1: the thread has one brief
            help: add the thread to the briefs before and after it, or delete it
    "#]],
    );
}

#[test]
fn a_source_older_than_the_event_is_pointed_out_if_all_are() {
    let site = "==> content/sources.yaml
- {id: turan, title: A report, publisher: Turan, published: 2025-01-01}
- {id: apa, title: Another report, publisher: APA, published: 2025-01-02}
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        source-before-event at briefs/note.md:3:7: every source of the brief is older than this
            help: correct a date, or name the source that told of it
    "#]],
    );
}

#[test]
fn a_dead_source_without_a_copy_and_one_never_read_are_pointed_out() {
    let site = "==> content/sources.yaml
- {id: turan, title: A report, url: \"https://turan.example/1\", url_status: dead, accessed: 2025-02-07}
- {id: apa, title: Another report, url: \"https://apa.example/1\"}
==> content/briefs/note.md
---
title: A note
date: 2025-02-06
topics: diplomacy
sources: [turan, apa]
---
A note.
";
    check_diagnostics(
        site,
        expect![[r#"
        dead-without-archive at sources.yaml:1:76: the source `turan` cannot be looked up any more
            help: add `archive_url:` with an archived copy, if there is one
        never-accessed at sources.yaml:2:41: nothing says when the source `apa` was read
            help: add `accessed:` with the day on which an editor read it
    "#]],
    );
}

#[test]
fn an_alternative_text_that_says_nothing_is_pointed_out() {
    let image = "image: {src: ../images/house.svg, alt: house.svg}\n";
    let site = format!(
        "==> content/images/house.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\n==> content/briefs/note.md\n{}",
        brief(image, "A note.")
    );
    check_diagnostics(
        &site,
        expect![[r#"
        poor-alt at briefs/note.md:6:40: this tells nobody what the image shows
            help: say what it shows, as to somebody on the telephone
    "#]],
    );
}

#[test]
fn moments_that_cannot_be_are_pointed_out() {
    let note = |id: &str, front: &str| {
        format!(
            "==> content/briefs/{id}.md\n---\ntitle: A note\ntopics: diplomacy\nsources: [turan, apa]\n{front}---\nA note.\n"
        )
    };
    let site = [
        note("a", "date: 2025-02-06\npublished: 2025-02-10\nupdated: 2025-02-08\n"),
        note("b", "date: 2025-02-06\npublished: 2025-02-10\nupdates: {date: 2025-02-08, type: update, text: More.}\n"),
        note("c", "date: 2025-02\ntime: \"14:30\"\n"),
        note("d", "date: 2025-03-30\ntime: \"02:30\"\ntz: Europe/Berlin\n"),
        // These are right.
        note("e", "date: 2025-02-06\npublished: 2025-02-08T09:00:00Z\nupdated: 2025-02-08T10:00:00Z\n"),
        note("f", "date: \"[2025-02-06..2025-02-07]\"\ndate_note: So.\ntime: \"14:30\"\n"),
    ];
    check_diagnostics(
        &site.concat(),
        expect![[r#"
        update-before-publication at briefs/a.md:7:1: a change of 2025-02-08 is older than the publication of 2025-02-10
            help: correct one of the two; what was changed before publication needs no entry
        update-before-publication at briefs/b.md:7:1: a change of 2025-02-08 is older than the publication of 2025-02-10
            help: correct one of the two; what was changed before publication needs no entry
        time-without-day at briefs/c.md:6:7: the time is known, and of the date no more than February 2025
            help: give the day, or delete `time:`; what one of several days brought is `[2025-06-01..2025-06-30]`
        skipped-time at briefs/d.md:6:7: there was no 02:30 on 30 March 2025 in Europe/Berlin
            help: correct the time, the date or the zone
    "#]],
    );
}

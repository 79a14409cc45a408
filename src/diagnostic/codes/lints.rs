//! Codes of lints: what a sub-editor would advise.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::lint("single-source", "a brief rests on one source")
        .whole()
        .why(
            "What one outlet alone says may be wrong, or its own. Look for a second; where there is none, say so: `# demarche: \
             allow(single-source): the ministry alone reported it`.",
        )
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: turan\n---\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n---\nThe note was sent.\n",
        ),
    Code::lint("no-text", "a brief has no text")
        .whole()
        .why("A reader who opens it finds a title and fields, and nothing that says what happened.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe note was sent.\n",
        ),
    Code::lint("wrong-weekday", "a weekday disagrees with its date")
        .why("One of the two is wrong: the calendar knows which day it was.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent on Monday 6 February 2025.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent on Thursday 6 February 2025.\n",
        ),
    Code::lint("repeated-word", "a word stands twice")
        .why("The eye passes over it, above all at the end of a line.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe ministry sent the the note.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe ministry sent the note.\n",
        ),
    Code::lint("mixed-script", "a word mixes Latin and Cyrillic letters")
        .why("It looks right and is found by no search: `а`, `е`, `о`, `р`, `с`, `х` are on both keyboards.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent from B\u{430}ku.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent from Baku.\n",
        ),
    Code::lint("confidence-with-likelihood", "a sentence gives both a confidence and a likelihood")
        .why(
            "How likely a thing is and how well the judgement is founded are two matters; readers take one for the other (ICD \
             203). Write two sentences.",
        )
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nassessment:\n  - judgement: We judge with high confidence that it is likely to \
             close.\n    basis: The note.\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nassessment:\n  - judgement: It is likely to close. Our confidence is high.\n    \
             basis: The note.\n---\n",
        ),
    Code::lint("bare-assessment", "a judgement has no likelihood, no confidence or no basis")
        .why("A reader cannot weigh it; ICD 203 asks for all three.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nassessment:\n  - {judgement: The house will close., likelihood: likely}\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nassessment:\n  - {judgement: The house will close., likelihood: likely, \
             confidence: low, basis: The note.}\n---\n",
        ),
    Code::lint("title-full-stop", "a title ends with a full stop")
        .why("A headline is no sentence of a text.")
        .example(
            "---\ntitle: The ministry sends a note.\ndate: 2025-02-06\n---\n",
            "---\ntitle: The ministry sends a note\ndate: 2025-02-06\n---\n",
        ),
    Code::lint("future-date", "a date lies in the future and is not marked")
        .why("What has not happened is no incident yet. Mark the date as uncertain, or mend the year.")
        .example(
            "---\ntitle: A note\ndate: 2925-02-06\n---\n",
            "---\ntitle: A note\ndate: \"2925-02-06?\"\n---\n",
        ),
    Code::lint("update-before-event", "an update is older than what the brief tells of")
        .why("A text cannot be corrected before its event: one of the dates is wrong.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nupdates:\n  - {date: 2024-02-07, type: correction, text: The day was \
             wrong.}\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nupdates:\n  - {date: 2025-02-07, type: correction, text: The day was \
             wrong.}\n---\n",
        ),
    Code::lint("update-before-publication", "a change is older than the publication")
        .why("Readers are told what changed since they could read it: one of the two days is wrong.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\npublished: 2025-02-10\nupdated: 2025-02-08\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\npublished: 2025-02-08\nupdated: 2025-02-10\n---\n",
        ),
    Code::lint("time-without-day", "a time of day stands with a date that names no day")
        .why("Nobody can say at what hour of a month something happened.")
        .example(
            "---\ntitle: A note\ndate: 2025-02\ntime: \"14:30\"\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntime: \"14:30\"\n---\n",
        ),
    Code::lint("skipped-time", "a time of day that the clocks skipped")
        .why("As summer time begins an hour is left out: what is said to have happened in it happened at another time.")
        .example(
            "---\ntitle: A note\ndate: 2025-03-30\ntime: \"02:30\"\ntz: Europe/Berlin\n---\n",
            "---\ntitle: A note\ndate: 2025-03-30\ntime: \"03:30\"\ntz: Europe/Berlin\n---\n",
        ),
    Code::lint("source-before-event", "every source of a brief is older than its event")
        .why("None of them can have reported it: a date is wrong, or the source that told of it is missing.")
        .whole()
        .example(
            "==> content/sources.yaml\n- {id: old, title: A report, published: 2024-01-01}\n\n==> \
             content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nsources: old\n---\n",
            "==> content/sources.yaml\n- {id: old, title: A report, published: 2025-02-07}\n\n==> \
             content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nsources: old\n---\n",
        ),
    Code::lint("unattributed-response", "a response is said to be stated, and nobody states it")
        .why("`basis: stated` means that somebody calls it an answer; `says` names who.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nin_response_to:\n  - {what: A raid, basis: stated}\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nin_response_to:\n  - {what: A raid, basis: stated, says: hacizade}\n---\n",
        ),
    Code::lint("untranslated-quote", "a quotation in another language has no translation")
        .why("Most readers of the page cannot read it.")
        .example(
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n\
             ---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was sent., quote: \
             {lang: az, text: Nota göndərildi.}}\n---\n",
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n\
             ---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was sent., quote: \
             {lang: az, text: Nota göndərildi., trans: A note was sent.}}\n---\n",
        ),
    Code::lint("poor-alt", "an alternative text is a file’s name, or begins with “image of”")
        .why("It is read aloud in the image’s place: say what the image shows.")
        .example(
            "==> content/images/house.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nimage: {src: ../images/house.svg, alt: house.svg}\n---\n",
            "==> content/images/house.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nimage: {src: ../images/house.svg, alt: The house in Baku}\n---\n",
        ),
    Code::lint("repeated-alias", "a record has one name twice")
        .why("One of the two was most likely meant to be another name.")
        .example(
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\naliases: [Hacizade, Hacizade]\n---\n",
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\naliases: [Hacizade, Gadzhizade]\n---\n",
        ),
    Code::lint("orphan-record", "nothing names a record")
        .whole()
        .why("Its page is empty of briefs: it was renamed, or nothing tells of it yet.")
        .example(
            "==> content/topics/culture.md\n---\nname: Culture\n---\n",
            "==> content/topics/culture.md\n---\nname: Culture\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\ntopics: culture\n---\n",
        ),
    Code::lint("one-sided-question", "a question has the account of one side only")
        .whole()
        .why("A question page sets accounts side by side; with one it is a claim.")
        .example(
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was this.}\n---\n",
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was this.}\n  - {id: two, \
             question: cause, by: turan, says: It was that.}\n---\n",
        ),
    Code::lint("short-thread", "a thread has fewer than two briefs")
        .whole()
        .why("A thread is a chain of action and reaction: one event makes none.")
        .example(
            "==> content/threads/notes.md\n---\ntitle: The notes\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nthreads: notes\n---\n",
            "==> content/threads/notes.md\n---\ntitle: The notes\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nthreads: notes\n---\n\n==> content/briefs/reply.md\n---\ntitle: A reply\ndate: 2025-02-07\nthreads: \
             notes\n---\n",
        ),
    Code::lint("dead-without-archive", "a source is dead and no archived copy is named")
        .why("Nobody can look it up any more. Archives on the web may have a copy.")
        .example(
            "==> content/sources.yaml\n- {id: old, title: A report, url: \"https://example.org/\", url_status: dead}\n",
            "==> content/sources.yaml\n- {id: old, title: A report, url: \"https://example.org/\", url_status: dead, archive_url: \
             \"https://archive.example.org/\"}\n",
        ),
    Code::lint("never-accessed", "nothing says when a source on the web was read")
        .why("Pages change without a word; `accessed` says which state of it the brief rests on.")
        .example(
            "==> content/sources.yaml\n- {id: old, title: A report, url: \"https://example.org/\"}\n",
            "==> content/sources.yaml\n- {id: old, title: A report, url: \"https://example.org/\", accessed: 2025-02-07}\n",
        ),
];

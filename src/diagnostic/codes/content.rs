//! Codes that the whole site shows: times and chains that cannot be, addresses that clash, pairs that disagree.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::error("duplicate-id", "two records have one id")
        .why("A reference to the id would lead to either. A file’s id is its name without a date at its front.")
        .example(
            "==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> \
             content/briefs/2025-02-07-note.md\n---\ntitle: Another note\ndate: 2025-02-07\n---\n",
            "==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> \
             content/briefs/2025-02-07-second-note.md\n---\ntitle: Another note\ndate: 2025-02-07\n---\n",
        ),
    Code::error("shared-name", "a name is used that several records have")
        .why("Two places or two persons may have one name; who names one of them must say which.")
        .example(
            "==> content/places/taftan-iran.md\n---\nname: Taftan\n---\n\n==> content/places/taftan-pakistan.md\n---\nname: \
             Taftan\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nplaces: Taftan\n---\n",
            "==> content/places/taftan-iran.md\n---\nname: Taftan\n---\n\n==> content/places/taftan-pakistan.md\n---\nname: \
             Taftan\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nplaces: taftan-iran\n---\n",
        ),
    Code::error("address-clash", "two things have one address")
        .why("One of the two would hide the other.")
        .example(
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> content/briefs/reply.md\n---\ntitle: A \
             reply\ndate: 2025-02-07\naliases: note\n---\n",
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> content/briefs/reply.md\n---\ntitle: A \
             reply\ndate: 2025-02-07\naliases: old-reply\n---\n",
        ),
    Code::error("broken-redirect", "a redirect of site.toml leads to nothing")
        .why("Who follows an old link should come to a page, and to the place on it that the address names.")
        .example(
            "==> site.toml\ntitle = \"A briefing\"\nbase_url = \"https://example.org/\"\n\n[redirects]\n\"dates/2025/02/06/\" = \
             \"dates/2025/02/#d60\"\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
            "==> site.toml\ntitle = \"A briefing\"\nbase_url = \"https://example.org/\"\n\n[redirects]\n\"dates/2025/02/06/\" = \
             \"dates/2025/02/#d06\"\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("reserved-address", "a record has the address of an index")
        .why("`/timeline/`, `/dates/` and the like are made by the site.")
        .example(
            "==> content/pages/timeline.md\n---\ntitle: Our timeline\n---\n",
            "==> content/pages/our-timeline.md\n---\ntitle: Our timeline\n---\n",
        ),
    Code::error("effect-before-cause", "a response happened before what it answers")
        .why(
            "An arrow of cause and effect that runs against time is false. Dates that overlap are left alone: either event may have \
             been the first.",
        )
        .example(
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> content/briefs/reply.md\n---\ntitle: A \
             reply\ndate: 2025-02-05\nin_response_to: note\n---\n",
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> content/briefs/reply.md\n---\ntitle: A \
             reply\ndate: 2025-02-07\nin_response_to: note\n---\n",
        ),
    Code::error("response-cycle", "a brief answers itself by way of others")
        .why("An answer comes after what it answers, so a chain of answers never comes back to its start.")
        .example(
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nin_response_to: reply\n---\n\n==> \
             content/briefs/reply.md\n---\ntitle: A reply\ndate: 2025-02-06\nin_response_to: note\n---\n",
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> content/briefs/reply.md\n---\ntitle: A \
             reply\ndate: 2025-02-06\nin_response_to: note\n---\n",
        ),
    Code::error("topic-cycle", "a topic stands above itself")
        .why("A hierarchy has a top: one of the `parent:` fields is wrong.")
        .example(
            "==> content/topics/diplomacy.md\n---\nname: Diplomacy\nparent: notes\n---\n\n==> content/topics/notes.md\n---\nname: \
             Notes\nparent: diplomacy\n---\n",
            "==> content/topics/diplomacy.md\n---\nname: Diplomacy\n---\n\n==> content/topics/notes.md\n---\nname: Notes\nparent: \
             diplomacy\n---\n",
        ),
    Code::error("deep-topic", "a topic stands twelve or more levels down")
        .why("Readers lose the way long before. Give it a parent nearer to the top.")
        .example(
            "==> content/topics/t1.md\n---\nname: T1\n---\n\n==> content/topics/t2.md\n---\nname: T2\nparent: t1\n---\n\n==> \
             content/topics/t3.md\n---\nname: T3\nparent: t2\n---\n\n==> content/topics/t4.md\n---\nname: T4\nparent: \
             t3\n---\n\n==> content/topics/t5.md\n---\nname: T5\nparent: t4\n---\n\n==> content/topics/t6.md\n---\nname: T6\nparent: \
             t5\n---\n\n==> content/topics/t7.md\n---\nname: T7\nparent: t6\n---\n\n==> content/topics/t8.md\n---\nname: T8\nparent: \
             t7\n---\n\n==> content/topics/t9.md\n---\nname: T9\nparent: t8\n---\n\n==> content/topics/t10.md\n---\nname: \
             T10\nparent: t9\n---\n\n==> content/topics/t11.md\n---\nname: T11\nparent: t10\n---\n\n==> \
             content/topics/t12.md\n---\nname: T12\nparent: t11\n---\n\n==> content/topics/t13.md\n---\nname: T13\nparent: \
             t12\n---\n",
            "==> content/topics/t1.md\n---\nname: T1\n---\n\n==> content/topics/t2.md\n---\nname: T2\nparent: t1\n---\n",
        ),
    Code::error("office-not-held", "an actor did not hold the office on the day")
        .why("`as:` names the office at the time; the actor’s `roles` say that somebody else held it, or nobody.")
        .example(
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\nroles:\n  - {title: spokesman, from: 2020, to: \
             2024}\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nactors:\n  - {id: hacizade, as: \
             spokesman}\n---\n",
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\nroles:\n  - {title: spokesman, from: 2020}\n---\n\n==> \
             content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nactors:\n  - {id: hacizade, as: spokesman}\n---\n",
        ),
    Code::warning("no-topic", "a brief has no topic")
        .whole()
        .why("Readers who follow a topic do not find it.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nsources: turan\n---\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: turan\n---\nThe note was sent.\n",
        ),
    Code::warning("no-source", "a brief has no source")
        .whole()
        .why("Nothing shown supports it, and no reader can look it up.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\nThe note was sent. [@turan]\n",
        ),
    Code::warning("no-date-note", "a date is not simply stated, and nothing says how it is known")
        .why("`date_basis: inferred` tells the reader that the editors worked it out; `date_note` says from what.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ndate_basis: inferred\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ndate_basis: inferred\ndate_note: The report of 7 February says “yesterday”.\n---\n",
        ),
    Code::warning("no-recipient", "an event is done to somebody, and no actor is its recipient")
        .whole()
        .why("PLOVER asks for a recipient with such types; without one the direction of the event is not known.")
        .example(
            "---\ntitle: A diplomat is expelled\ndate: 2025-02-06\ninstrument: expulsion\nactors:\n  - {id: hacizade, role: \
             actor}\n---\n",
            "---\ntitle: A diplomat is expelled\ndate: 2025-02-06\ninstrument: expulsion\nactors:\n  - {id: hacizade, role: \
             recipient}\n---\n",
        ),
    Code::warning("one-way-translation", "a translation does not name its original")
        .why("Readers of the one find the other, and not the way back.")
        .example(
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\ntranslations: {az: nota}\n---\n\n==> \
             content/briefs/nota.md\n---\ntitle: Nota\ndate: 2025-02-06\nlang: az\n---\n",
            "==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\ntranslations: {az: nota}\n---\n\n==> \
             content/briefs/nota.md\n---\ntitle: Nota\ndate: 2025-02-06\nlang: az\ntranslations: {en: note}\n---\n",
        ),
];

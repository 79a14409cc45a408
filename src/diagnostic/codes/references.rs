//! Codes of references: names that stand for no record.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::error("unknown-brief", "a field names a brief that is not there")
        .why("The id of a brief is its file’s name without a date at its front.")
        .example(
            "==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> \
             content/briefs/reply.md\n---\ntitle: A reply\ndate: 2025-02-07\nrelated: noet\n---\n",
            "==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n\n==> \
             content/briefs/reply.md\n---\ntitle: A reply\ndate: 2025-02-07\nrelated: note\n---\n",
        ),
    Code::error("unknown-topic", "a field names a topic that is not there")
        .why("It is nearly the name of another, and most likely a slip; a wholly new topic would get its page.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomaci\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\n",
        ),
    Code::error("unknown-actor", "a field names an actor that is not there")
        .why("It is nearly the name of another, and most likely a slip; a wholly new actor would get a page.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nactors: hacizada\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nactors: hacizade\n---\n",
        ),
    Code::error("unknown-place", "a field names a place that is not there")
        .why("It is nearly the name of another, and most likely a slip; a wholly new place would get its page.")
        .example(
            "==> content/places/baku.md\n---\nname: Baku\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nplaces: bakku\n---\n",
            "==> content/places/baku.md\n---\nname: Baku\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nplaces: baku\n---\n",
        ),
    Code::error("unknown-question", "a claim names a question that is not there")
        .why("It is nearly the name of another, and most likely a slip; claims on one question stand side by side.")
        .example(
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cuase, by: hacizade, says: It was this.}\n---\n",
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was this.}\n---\n",
        ),
    Code::error("unknown-thread", "a field names a thread that is not there")
        .why("It is nearly the name of another, and most likely a slip; a wholly new thread would get its page.")
        .example(
            "==> content/threads/notes.md\n---\ntitle: The notes\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nthreads: noets\n---\n",
            "==> content/threads/notes.md\n---\ntitle: The notes\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\nthreads: notes\n---\n",
        ),
    Code::error("unknown-source", "a source is cited that is not there")
        .why("Sources stand in `content/sources.yaml`, in a `.bib` file beside it, or in the brief itself.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe note was sent. [@turran]\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe note was sent. [@turan]\n",
        ),
    Code::error("unknown-page", "a text names a page that is not there")
        .why("The id of a page is its file’s name in `content/pages/`."),
    Code::error("unknown-speaker", "a claim is made by neither an actor nor a source")
        .why("Who says a thing is half of what is said. An outlet’s own assertion has the source for its speaker.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nfigures:\n  - {what: notes, value: 1, by: hacizada}\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nfigures:\n  - {what: notes, value: 1, by: hacizade}\n---\n",
        ),
    Code::error("unknown-claim", "a claim bears on one that is not there")
        .why("`disputes`, `refutes` and the like name the `id` of another claim.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: first, question: cause, by: hacizade, says: It was this.}\n  \
             - {id: second, question: cause, by: hacizade, says: It was that., disputes: frist}\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: first, question: cause, by: hacizade, says: It was this.}\n  \
             - {id: second, question: cause, by: hacizade, says: It was that., disputes: first}\n---\n",
        ),
    Code::warning("missing-record", "a term of a brief has no file")
        .why("It gets a page all the same, named from its id; a file gives it a name and a text.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: culture\n---\n",
            "==> content/topics/culture.md\n---\nname: Culture\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\ntopics: culture\n---\n",
        ),
    Code::error("unknown-link", "a link in a text leads to no record")
        .why("`[[id]]` leads to any record by its id or name.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent by [[hacizada]].\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent by [[hacizade]].\n",
        ),
    Code::error("ambiguous-link", "a link could lead to several records")
        .why("Records of two kinds have this id; write the kind’s folder before it.")
        .example(
            "==> content/places/diplomacy.md\n---\nname: Diplomacy Square\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\n---\nSee [[diplomacy]].\n",
            "==> content/places/diplomacy.md\n---\nname: Diplomacy Square\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\n---\nSee [[topics/diplomacy]].\n",
        ),
    Code::error("unknown-file", "a link leads to a Markdown file that is not there")
        .why("The path is seen from the file that the link stands in.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nSee [the actor](../actors/hacizada.md).\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nSee [the actor](../actors/hacizade.md).\n",
        ),
    Code::error("unknown-heading", "a link names a heading that its target has not")
        .why("The id of a heading is its words in lower case, joined by hyphens, or the one given as `{#id}`.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nSee [below](#what-folowed).\n\n## What followed\n\nNothing.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nSee [below](#what-followed).\n\n## What followed\n\nNothing.\n",
        ),
    Code::error("missing-asset", "a picture or a file that a page shows is not there")
        .why("The path is seen from the file that names it.")
        .example(
            "==> content/images/house.txt\nx\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\nSee [the \
             text](../images/hause.txt).\n",
            "==> content/images/house.txt\nx\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\nSee [the \
             text](../images/house.txt).\n",
        ),
];

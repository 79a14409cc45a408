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
    Code::error("unknown-topic", "a field names a topic that cannot be")
        .why("No id can be made of the name. Any other name that no topic has gets its page, and a warning.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: [\"…\"]\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: [diplomacy]\n---\n",
        ),
    Code::error("unknown-actor", "a field names an actor that cannot be")
        .why("No id can be made of the name. Any other name that no actor has gets its page, and a warning.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nactors: [\"…\"]\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nactors: [hacizade]\n---\n",
        ),
    Code::error("unknown-place", "a field names a place that cannot be")
        .why("No id can be made of the name. Any other name that no place has gets its page, and a warning.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nplaces: [\"…\"]\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nplaces: [baku]\n---\n",
        ),
    Code::error("unknown-question", "a claim names a question that is not there")
        .why("Claims on one question stand side by side, so a question is a file of its own.")
        .example(
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cuase, by: hacizade, says: It was this.}\n---\n",
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\nclaims:\n  - {id: one, question: cause, by: hacizade, says: It was this.}\n---\n",
        ),
    Code::error("unknown-thread", "a field names a thread that cannot be")
        .why("No id can be made of the name. Any other name that no thread has gets its page, and a warning.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nthreads: [\"…\"]\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nthreads: [notes]\n---\n",
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
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n\
             ---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: first, question: cause, by: hacizade, says: It was this.}\n  \
             - {id: second, question: cause, by: hacizade, says: It was that., disputes: frist}\n---\n",
            "==> content/questions/cause.md\n---\ntitle: What was the cause?\n---\n\n==> content/briefs/note.md\n\
             ---\ntitle: A note\ndate: 2025-02-06\nclaims:\n  - {id: first, question: cause, by: hacizade, says: It was this.}\n  \
             - {id: second, question: cause, by: hacizade, says: It was that., disputes: first}\n---\n",
        ),
    Code::warning("missing-record", "a term of a brief has no file")
        .why("It gets a page all the same, named from its id; a file gives it a name and a text.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: culture\n---\n",
            "==> content/topics/culture.md\n---\nname: Culture\n---\n\n==> content/briefs/note.md\n---\ntitle: A note\ndate: \
             2025-02-06\ntopics: culture\n---\n",
        ),
    Code::warning("near-name", "a term of a brief has no file, and its name is nearly another’s")
        .why("It may be a slip, or another name: both ways out are told, once for each pair. Nothing is told of two countries or \
              capitals, of two names that are both used again and again, or where a whole word is another.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomaci\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\n",
        ),
    Code::warning("folded-name", "a name is found in other letters than its record has")
        .why("The record is found by marks or letters of another alphabet; an alias says that they are meant to be one.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nactors: Aykhan Hajizada\n---\n",
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\naliases: [Aykhan Hajizada]\n---\n\n==> \
             content/briefs/note.md\n---\ntitle: A note\ndate: 2025-02-06\nactors: Aykhan Hajizada\n---\n",
        ),
    Code::error("former-id", "an id that a record had once is another’s")
        .why("Links under a former id lead to the record that had it, so no living record and no second one may have it.")
        .example(
            "==> content/actors/orlov.md\n---\nname: Ivan Orlov\nformer_ids: [hacizade]\n---\n",
            "==> content/actors/orlov.md\n---\nname: Ivan Orlov\nformer_ids: [i-orlov]\n---\n",
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

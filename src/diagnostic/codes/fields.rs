//! Codes of single fields: their names, kinds and lengths.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::error("missing-field", "a required field is missing")
        .why("Two fields of a brief are required, `title` and `date`; some fields need another beside them.")
        .example(
            "---\ntitle: A note\n---\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe note was sent.\n",
        ),
    Code::error("unknown-field", "a field is not one of the record’s")
        .why("A slip in a field’s name would lose its value without a word. Fields of your own stand under `extra:`.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopic: diplomacy\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\n---\n",
        ),
    Code::error("unknown-value", "a word is not one of those that the field can hold")
        .why("Some fields hold one of a few words, so that pages can count and compare them.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nkind: incidnt\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nkind: incident\n---\n",
        ),
    Code::error("wrong-type", "a value is of the wrong kind")
        .why("YAML takes a bare `2025` for a number and `true` for a truth value; a text that looks like one goes in quotes.")
        .example(
            "---\ntitle: 2025\ndate: 2025-02-06\n---\n",
            "---\ntitle: \"2025\"\ndate: 2025-02-06\n---\n",
        ),
    Code::error("empty-field", "a field that must be there holds nothing")
        .why("An empty text says neither that a thing is so nor that it is not. A field that may be absent may be empty too.")
        .example(
            "---\ntitle: \" \"\ndate: 2025-02-06\nsummary: \"\"\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nsummary: \"\"\n---\n",
        ),
    Code::error("too-long", "a text of one line is too long")
        .why("A title or a name of more than 300 characters is most likely a whole text in the wrong place.")
        .example(
            "---\ntitle: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
             aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
             aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ndate: 2025-02-06\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("control-character", "a field holds a character that cannot be shown")
        .why("Such characters come with pasted text. No page and no feed may hold them.")
        .example(
            "---\ntitle: \"A\\u0001note\"\ndate: 2025-02-06\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("bad-date", "a date is no EDTF date")
        .why(
            "Dates are written by EDTF (ISO 8601-2), so that a date says what is known and no more: `2025-02-06`, `2025-06`, \
             `\"2025-05-09?\"`, `\"[2025-06-01..2025-07-23]\"`.",
        )
        .example(
            "---\ntitle: A note\ndate: 6 February 2025\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("bad-id", "an id holds more than a–z, 0–9 and hyphens")
        .why("Ids become addresses, which are to last and to be typed on any keyboard.")
        .example(
            "==> content/sources.yaml\n- id: Turan 2025\n  title: A report\n",
            "==> content/sources.yaml\n- id: turan-2025\n  title: A report\n",
        ),
    Code::error("bad-address", "an address cannot be read, or can be no address")
        .why("A link is written whole, and an old address is a path from the root of the site, without `..`.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was [published](http://[bad).\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nIt was [published](https://example.org/).\n",
        ),
    Code::warning("cyrillic-schwa", "a Cyrillic schwa stands in a Latin word")
        .why("`ә` (U+04D9) looks the same as the Azerbaijani `ə` (U+0259), and no search for the name finds it.")
        .example(
            "---\ntitle: Hacızad\u{4d9} speaks\ndate: 2025-02-06\n---\n",
            "---\ntitle: Hacızadə speaks\ndate: 2025-02-06\n---\n",
        ),
    Code::warning("long-summary", "a summary has more than 300 characters")
        .why("Lists and feeds show it whole: say who did what, and leave the rest to the text.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nsummary: The ministry sent a note, and then it waited for an answer, and then it sent another note, and then it \
             sent a third note, and then it sent a fourth note, and then it sent a fifth note, and then it sent a sixth note, and \
             then it sent a seventh note, and then it sent an eighth note, and then it sent a ninth note, and then a tenth.\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\nsummary: The ministry sent ten notes.\n---\n",
        ),
    Code::error("bad-figure", "a figure has no value, or a value and a span")
        .why("A figure is a number that somebody gave, or the least and the greatest that are possible.")
        .example(
            "---\ntitle: A crash\ndate: 2025-02-06\nfigures:\n  - {what: killed, min: 40, max: 38}\n---\n",
            "---\ntitle: A crash\ndate: 2025-02-06\nfigures:\n  - {what: killed, min: 38, max: 40}\n---\n",
        ),
    Code::error("bad-response", "a response has two causes")
        .why("An entry of `in_response_to` is one arrow: to a brief by `id`, or to something that no brief tells of by `what`.")
        .example(
            "---\ntitle: An answer\ndate: 2025-02-06\nin_response_to:\n  - {id: note, what: A note}\n---\n",
            "---\ntitle: An answer\ndate: 2025-02-06\nin_response_to:\n  - {what: A note}\n---\n",
        ),
    Code::error("bad-office", "an office ends before it begins")
        .why("An actor’s `roles` say who held which office when; the dates of this one are most likely exchanged.")
        .example(
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\nroles:\n  - {title: spokesman, from: 2025, to: 2020}\n---\n",
            "==> content/actors/hacizade.md\n---\nname: Ayxan Hacızadə\nroles:\n  - {title: spokesman, from: 2020, to: 2025}\n---\n",
        ),
    Code::error("bad-position", "a place’s position is none on Earth, or stands for none")
        .why("Latitude and longitude are decimal degrees. 0, 0 is where a missing position lands.")
        .example(
            "==> content/places/baku.md\n---\nname: Baku\nlat: 404.1\nlon: 49.9\n---\n",
            "==> content/places/baku.md\n---\nname: Baku\nlat: 40.4\nlon: 49.9\n---\n",
        ),
    Code::error("bad-sources", "sources.yaml is not a list")
        .why("Each source is an item: `- id: …` with its fields below it.")
        .example(
            "==> content/sources.yaml\nturan: A report\n",
            "==> content/sources.yaml\n- id: turan\n  title: A report\n",
        ),
    Code::error("bad-bib", "a bibliography is not BibLaTeX")
        .why("Braces and commas must match, keys are different, and nothing inherits from itself. The other entries are read.")
        .example(
            "==> content/more.bib\n@online{afp, title = {A report\n",
            "==> content/more.bib\n@online{afp, title = {A report}}\n",
        ),
    Code::warning("differing-source", "two descriptions of one source differ")
        .why("One address is one source in the whole site: the first description is shown, and the other adds what it lacks.")
        .example(
            "==> content/briefs/a.md\n---\ntitle: A\ndate: 2025-02-06\nsources:\n  - {url: \"https://example.org/a\", title: A \
             report}\n---\n\n==> content/briefs/b.md\n---\ntitle: B\ndate: 2025-02-07\nsources:\n  - {url: \
             \"http://www.example.org/a/\", title: A rapport}\n---\n",
            "==> content/briefs/a.md\n---\ntitle: A\ndate: 2025-02-06\nsources:\n  - {url: \"https://example.org/a\", title: A \
             report}\n---\n\n==> content/briefs/b.md\n---\ntitle: B\ndate: 2025-02-07\nsources:\n  - \
             \"http://www.example.org/a/\"\n---\n",
        ),
    Code::warning("bib-date", "the date of a bibliography’s entry is no EDTF date")
        .why("The entry is kept without its date.")
        .example(
            "==> content/more.bib\n@online{afp, title = {A report}, date = {6 Feb}}\n",
            "==> content/more.bib\n@online{afp, title = {A report}, date = {2025-02-06}}\n",
        ),
    Code::warning("bad-field", "a field of a bibliography’s entry cannot be read")
        .why("The entry is kept without the field.")
        .example(
            "==> content/more.bib\n@online{afp, title = {A report}, url = {example}}\n",
            "==> content/more.bib\n@online{afp, title = {A report}, url = {https://example.org/}}\n",
        ),
];

//! Records renamed and merged, as an author sees it: the files before and after.

use std::collections::BTreeMap;

use chrono::DateTime;
use expect_test::{Expect, expect};

use crate::diagnostic::Severity;
use crate::input::{Input, InputContent, InputFile};
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions};
use crate::rename::{
    FileShapes, MentionMap, NameIndex, NamedFiles, RecordChange, RecordKey, find_mentions, merge, rename,
};

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n";

/// The files of a site written as one string: a line `==> path` before each.
fn input(files: &str) -> Input {
    let file = |(path, text): (&str, &str)| InputFile {
        path: path.into(),
        content: InputContent::Text(text.as_bytes().to_vec()),
    };
    let files = files.split("==> ").skip(1).filter_map(|part| part.split_once('\n')).map(file);
    let site = std::iter::once(file(("site.toml", SITE)));
    Input::new(site.chain(files).collect(), DateTime::UNIX_EPOCH)
}

fn errors(input: &Input) -> Vec<String> {
    let linked = pipeline::link(input, &LinkOptions::new(Audience::editors(), &[]), None);
    let errors = linked.faults.into_iter().filter(|fault| fault.severity == Severity::Error);
    errors.map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

/// Makes a change, and compares the files that differ after it; the site must have no error before and after.
fn check(files: &str, change: impl FnOnce(NamedFiles<'_>) -> Result<RecordChange, String>, expected: Expect) {
    let before = input(files);
    assert_eq!(errors(&before), [""; 0], "before");
    let linked = pipeline::link(&before, &LinkOptions::new(Audience::editors(), &[]), None);
    let names = NameIndex::of(&linked.site, before.files.iter().map(|file| &file.path));
    let (shapes, mut mentions) = (FileShapes::ask(), MentionMap::new());
    find_mentions(&shapes, &before, &mut mentions);
    let view = NamedFiles { input: &before, site: &linked.site, names: &names, shapes: &shapes, mentions: &mentions };
    match change(view) {
        Err(why) => expected.assert_eq(&why),
        Ok(RecordChange { refused: Some(why), .. }) => expected.assert_eq(&why),
        Ok(change) => {
            let after = change.applied(&before);
            let text = |input: &Input| -> BTreeMap<String, String> {
                let text = |file: &InputFile| match &file.content {
                    InputContent::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                    InputContent::Asset(_) => String::new(),
                };
                input.files.iter().map(|file| (file.path.to_string(), text(file))).collect()
            };
            let (old, new) = (text(&before), text(&after));
            let gone = old.keys().filter(|path| !new.contains_key(*path)).map(|path| format!("{path} is gone\n"));
            let changed = new.iter().filter(|(path, text)| old.get(*path) != Some(text));
            let changed = changed.map(|(path, text)| format!("==> {path}\n{text}"));
            let notes = change.notes.iter().map(|note| format!("note: {note}\n"));
            expected.assert_eq(&gone.chain(changed).chain(notes).collect::<String>());
            assert_eq!(errors(&after), [""; 0], "after");
        }
    }
}

fn key(folder: &'static str, id: &str) -> RecordKey {
    RecordKey { folder, id: id.to_owned() }
}

const BRIEFS: &str = "==> content/topics/trade.md
---
name: Trade
---
See [[trade]] and [[2025-02-06-note]].
==> content/actors/orlov.md
---
name: Ivan Orlov
---
==> content/sources.yaml
- id: paper # of record
  title: A paper
- {id: post, title: A post}
==> content/refs.bib
@online{turan,
  title = {A report},
}
==> content/briefs/2025-02-06-note.md
---
title: A note
date: 2025-02-06
topics: [trade, Trade, culture]
actors:
  - {id: orlov, role: speaker}
  - Ivan Orlov
sources: [paper, post, turan]
---
A note. [@paper; @turan] [[orlov]]
==> content/briefs/2025-02-07-reply.md
---
title: A reply
date: 2025-02-07
topics: Culture
in_response_to: [note]
sources: [{id: own, title: Its own}]
---
To [it](2025-02-06-note.md), [[2025-02-06-note|the note]] of [[culture]]. [@own]
";

#[test]
fn a_brief_gets_another_id_in_every_file() {
    check(
        BRIEFS,
        |view| rename(view, &key("briefs", "note"), "memo"),
        expect![[r#"
        content/briefs/2025-02-06-note.md is gone
        ==> content/briefs/2025-02-06-memo.md
        ---
        title: A note
        date: 2025-02-06
        topics: [trade, Trade, culture]
        actors:
          - {id: orlov, role: speaker}
          - Ivan Orlov
        sources: [paper, post, turan]
        former_ids: [note]
        ---
        A note. [@paper; @turan] [[orlov]]
        ==> content/briefs/2025-02-07-reply.md
        ---
        title: A reply
        date: 2025-02-07
        topics: Culture
        in_response_to: [memo]
        sources: [{id: own, title: Its own}]
        ---
        To [it](2025-02-06-memo.md), [[memo|the note]] of [[culture]]. [@own]
        ==> content/topics/trade.md
        ---
        name: Trade
        ---
        See [[trade]] and [[memo]].
    "#]],
    );
}

#[test]
fn a_brief_gets_another_date_in_its_name() {
    check(
        BRIEFS,
        |view| rename(view, &key("briefs", "reply"), "2025-03-01-answer"),
        expect![[r#"
        content/briefs/2025-02-07-reply.md is gone
        ==> content/briefs/2025-03-01-answer.md
        ---
        title: A reply
        date: 2025-02-07
        topics: Culture
        in_response_to: [note]
        sources: [{id: own, title: Its own}]
        former_ids: [reply]
        ---
        To [it](2025-02-06-note.md), [[2025-02-06-note|the note]] of [[culture]]. [@own]
    "#]],
    );
}

#[test]
fn a_name_that_still_leads_to_its_actor_stays() {
    check(
        BRIEFS,
        |view| rename(view, &key("actors", "orlov"), "ivan-orlov"),
        expect![[r#"
        content/actors/orlov.md is gone
        ==> content/actors/ivan-orlov.md
        ---
        name: Ivan Orlov
        former_ids: [orlov]
        ---
        ==> content/briefs/2025-02-06-note.md
        ---
        title: A note
        date: 2025-02-06
        topics: [trade, Trade, culture]
        actors:
          - {id: ivan-orlov, role: speaker}
          - Ivan Orlov
        sources: [paper, post, turan]
        ---
        A note. [@paper; @turan] [[ivan-orlov]]
    "#]],
    );
}

#[test]
fn a_term_without_a_file_gets_one() {
    check(
        BRIEFS,
        |view| rename(view, &key("topics", "culture"), "Cultural ties"),
        expect![[r#"
            ==> content/briefs/2025-02-06-note.md
            ---
            title: A note
            date: 2025-02-06
            topics: [trade, Trade, cultural-ties]
            actors:
              - {id: orlov, role: speaker}
              - Ivan Orlov
            sources: [paper, post, turan]
            ---
            A note. [@paper; @turan] [[orlov]]
            ==> content/briefs/2025-02-07-reply.md
            ---
            title: A reply
            date: 2025-02-07
            topics: Culture
            in_response_to: [note]
            sources: [{id: own, title: Its own}]
            ---
            To [it](2025-02-06-note.md), [[2025-02-06-note|the note]] of [[cultural-ties]]. [@own]
            ==> content/topics/cultural-ties.md
            ---
            name: Cultural ties
            aliases:
            - Culture
            former_ids:
            - culture
            ---
            note: the topic had no file: it gets one
        "#]],
    );
}

#[test]
fn a_term_without_a_file_keeps_the_name_that_was_typed() {
    check(
        "==> content/briefs/a.md\n---\ntitle: A\ndate: 2025\ntopics: [Pilgrim visas, pilgrim-visas]\nthreads: [The talks]\n---\n\
         On [[Pilgrim visas]] and [[pilgrim visas]].\n",
        |view| rename(view, &key("topics", "pilgrim-visas"), "arbaeen"),
        expect![[r#"
            ==> content/briefs/a.md
            ---
            title: A
            date: 2025
            topics: [Pilgrim visas, arbaeen]
            threads: [The talks]
            ---
            On [[Pilgrim visas]] and [[arbaeen]].
            ==> content/topics/arbaeen.md
            ---
            name: Pilgrim visas
            former_ids:
            - pilgrim-visas
            ---
            note: the topic had no file: it gets one
        "#]],
    );
    check(
        "==> content/briefs/a.md\n---\ntitle: A\ndate: 2025\nthreads: [The talks]\n---\nA.\n",
        |view| rename(view, &key("threads", "the-talks"), "talks"),
        expect![[r#"
            ==> content/briefs/a.md
            ---
            title: A
            date: 2025
            threads: [talks]
            ---
            A.
            ==> content/threads/talks.md
            ---
            title: The talks
            former_ids:
            - the-talks
            ---
            note: the thread had no file: it gets one
        "#]],
    );
}

#[test]
fn sources_are_renamed_wherever_they_are_written() {
    check(
        BRIEFS,
        |view| rename(view, &key("sources", "paper"), "daily"),
        expect![[r#"
        ==> content/briefs/2025-02-06-note.md
        ---
        title: A note
        date: 2025-02-06
        topics: [trade, Trade, culture]
        actors:
          - {id: orlov, role: speaker}
          - Ivan Orlov
        sources: [daily, post, turan]
        ---
        A note. [@daily; @turan] [[orlov]]
        ==> content/sources.yaml
        - id: daily # of record
          former_ids: [paper]
          title: A paper
        - {id: post, title: A post}
    "#]],
    );
    check(
        BRIEFS,
        |view| rename(view, &key("sources", "post"), "letter"),
        expect![[r#"
        ==> content/briefs/2025-02-06-note.md
        ---
        title: A note
        date: 2025-02-06
        topics: [trade, Trade, culture]
        actors:
          - {id: orlov, role: speaker}
          - Ivan Orlov
        sources: [paper, letter, turan]
        ---
        A note. [@paper; @turan] [[orlov]]
        ==> content/sources.yaml
        - id: paper # of record
          title: A paper
        - {id: letter, former_ids: [post], title: A post}
    "#]],
    );
    check(
        BRIEFS,
        |view| rename(view, &key("sources", "turan"), "agency"),
        expect![[r#"
        ==> content/briefs/2025-02-06-note.md
        ---
        title: A note
        date: 2025-02-06
        topics: [trade, Trade, culture]
        actors:
          - {id: orlov, role: speaker}
          - Ivan Orlov
        sources: [paper, post, agency]
        ---
        A note. [@paper; @agency] [[orlov]]
        ==> content/refs.bib
        @online{agency,
          ids = {turan},
          title = {A report},
        }
    "#]],
    );
    check(
        BRIEFS,
        |view| rename(view, &key("sources", "own"), "mine"),
        expect![[r#"
        ==> content/briefs/2025-02-07-reply.md
        ---
        title: A reply
        date: 2025-02-07
        topics: Culture
        in_response_to: [note]
        sources: [{id: mine, former_ids: [own], title: Its own}]
        ---
        To [it](2025-02-06-note.md), [[2025-02-06-note|the note]] of [[culture]]. [@mine]
    "#]],
    );
}

/// The id of the source at an address.
fn source_at(view: NamedFiles<'_>, address: &str) -> RecordKey {
    view.names.source_at(address).expect("a source").clone()
}

const PASTED: &str = "==> content/briefs/a.md
---
title: A
date: 2025
sources: [https://a.example/1, 'https://b.example/2']
---
A. [@https://a.example/1]
==> content/briefs/b.md
---
title: B
date: 2025
sources:
  - http://www.a.example/1/
  - url: https://c.example/3
    title: A third
  - {url: https://d.example/4, title: A fourth}
---
B. [@https://c.example/3] [@https://e.example/5]
==> content/sources.yaml
- url: https://f.example/6
  title: A sixth
==> content/briefs/c.md
---
title: C
date: 2025
sources: https://g.example/7
---
C.
==> content/briefs/d.md
---
title: D
date: 2025
sources: {url: https://h.example/8, title: An eighth}
---
D.
";

#[test]
fn a_source_without_an_id_gets_one_where_it_is_written() {
    let renamed = |address: &'static str, expected: Expect| {
        check(PASTED, |view| rename(view, &source_at(view, address), "a-story"), expected);
    };
    renamed(
        "http://a.example/1",
        expect![[r#"
            ==> content/briefs/a.md
            ---
            title: A
            date: 2025
            sources: [{id: a-story, former_ids: [a-example-9dd3ba3e7ee0], url: https://a.example/1}, 'https://b.example/2']
            ---
            A. [@https://a.example/1]
        "#]],
    );
    renamed(
        "https://b.example/2",
        expect![[r#"
            ==> content/briefs/a.md
            ---
            title: A
            date: 2025
            sources: [https://a.example/1, {id: a-story, former_ids: [b-example-f61f4d5f5740], url: 'https://b.example/2'}]
            ---
            A. [@https://a.example/1]
        "#]],
    );
    renamed(
        "https://c.example/3",
        expect![[r#"
            ==> content/briefs/b.md
            ---
            title: B
            date: 2025
            sources:
              - http://www.a.example/1/
              - id: a-story
                url: https://c.example/3
                former_ids: [c-example-d03f5a486c23]
                title: A third
              - {url: https://d.example/4, title: A fourth}
            ---
            B. [@https://c.example/3] [@https://e.example/5]
        "#]],
    );
    renamed(
        "https://d.example/4",
        expect![[r#"
            ==> content/briefs/b.md
            ---
            title: B
            date: 2025
            sources:
              - http://www.a.example/1/
              - url: https://c.example/3
                title: A third
              - {id: a-story, url: https://d.example/4, former_ids: [d-example-51c3bea9f4da], title: A fourth}
            ---
            B. [@https://c.example/3] [@https://e.example/5]
        "#]],
    );
    renamed(
        "https://e.example/5",
        expect![
            "`https://e.example/5` in content/briefs/b.md has no id to change: write it in the `sources:` of the brief as `{id: a-story, url: …}`"
        ],
    );
    renamed(
        "https://f.example/6",
        expect![[r#"
            ==> content/sources.yaml
            - id: a-story
              url: https://f.example/6
              former_ids: [f-example-1a5556f49b85]
              title: A sixth
        "#]],
    );
    renamed(
        "https://g.example/7",
        expect![[r#"
            ==> content/briefs/c.md
            ---
            title: C
            date: 2025
            sources: {id: a-story, former_ids: [g-example-461aec38efcf], url: https://g.example/7}
            ---
            C.
        "#]],
    );
    renamed(
        "https://h.example/8",
        expect![[r#"
            ==> content/briefs/d.md
            ---
            title: D
            date: 2025
            sources: {id: a-story, url: https://h.example/8, former_ids: [h-example-0ae445d6c127], title: An eighth}
            ---
            D.
        "#]],
    );
}

#[test]
fn an_id_that_is_taken_is_refused() {
    check(
        BRIEFS,
        |view| rename(view, &key("topics", "trade"), "culture"),
        expect!["there is a `culture` already: `demarche merge` makes one of the two"],
    );
    check(
        BRIEFS,
        |view| rename(view, &key("topics", "trade"), "…"),
        expect!["no id can be made of `…`: an address needs at least one letter or digit"],
    );
}

const TWO: &str = "==> content/topics/trade.md
---
name: Trade
aliases: [Commerce]
---
What is sold.
==> content/topics/trades.md
---
name: Trades
former_ids: [trading]
summary: What is bought
---
What is bought.
==> content/briefs/a.md
---
title: A
date: 2025
topics: [trades, culture]
---
On [[Trades]] and [[trades|buying]].
==> content/briefs/b.md
---
title: B
date: 2025
topics: [Commerce, cultures]
aliases: [/old/b/]
---
B.
";

#[test]
fn a_topic_is_merged_with_all_that_it_has() {
    check(
        TWO,
        |view| merge(view, &key("topics", "trades"), &key("topics", "trade")),
        expect![[r#"
            content/topics/trades.md is gone
            ==> content/briefs/a.md
            ---
            title: A
            date: 2025
            topics: [trade, culture]
            ---
            On [[trade|Trades]] and [[trade|buying]].
            ==> content/topics/trade.md
            ---
            name: Trade
            aliases: [Commerce, Trades]
            former_ids: [trades, trading]
            summary: What is bought
            ---
            What is sold.

            What is bought.
            note: the text of `trades` stands at the end of that of `trade`
        "#]],
    );
}

#[test]
fn a_topic_without_a_file_is_merged() {
    check(
        TWO,
        |view| merge(view, &key("topics", "culture"), &key("topics", "trade")),
        expect![[r#"
        ==> content/briefs/a.md
        ---
        title: A
        date: 2025
        topics: [trades, trade]
        ---
        On [[Trades]] and [[trades|buying]].
        ==> content/topics/trade.md
        ---
        name: Trade
        aliases: [Commerce, Culture]
        former_ids: [culture]
        ---
        What is sold.
    "#]],
    );
    check(
        TWO,
        |view| merge(view, &key("topics", "cultures"), &key("topics", "culture")),
        expect![[r#"
        ==> content/briefs/b.md
        ---
        title: B
        date: 2025
        topics: [Commerce, culture]
        aliases: [/old/b/]
        ---
        B.
        ==> content/topics/culture.md
        ---
        name: Culture
        aliases:
        - Cultures
        former_ids:
        - cultures
        ---
        note: the topic `culture` had no file: it gets one
    "#]],
    );
}

#[test]
fn briefs_are_merged_with_their_lists() {
    check(
        TWO,
        |view| merge(view, &key("briefs", "b"), &key("briefs", "a")),
        expect![[r#"
        content/briefs/b.md is gone
        ==> content/briefs/a.md
        ---
        title: A
        date: 2025
        topics: [trades, culture, Commerce, cultures]
        former_ids: [b]
        aliases:
        - /old/b/
        ---
        On [[Trades]] and [[trades|buying]].

        B.
        note: `title: B` is not kept
        note: the text of `b` stands at the end of that of `a`
    "#]],
    );
}

#[test]
fn sources_are_merged_wherever_they_are_written() {
    check(
        BRIEFS,
        |view| merge(view, &key("sources", "paper"), &key("sources", "turan")),
        expect![[r#"
            ==> content/briefs/2025-02-06-note.md
            ---
            title: A note
            date: 2025-02-06
            topics: [trade, Trade, culture]
            actors:
              - {id: orlov, role: speaker}
              - Ivan Orlov
            sources: [post, turan]
            ---
            A note. [@turan; @turan] [[orlov]]
            ==> content/refs.bib
            @online{turan,
              ids = {paper},
              title = {A report},
            }
            ==> content/sources.yaml
            - {id: post, title: A post}
            note: the fields of `paper` are not kept
        "#]],
    );
    check(
        BRIEFS,
        |view| merge(view, &key("sources", "turan"), &key("sources", "post")),
        expect![[r#"
            ==> content/briefs/2025-02-06-note.md
            ---
            title: A note
            date: 2025-02-06
            topics: [trade, Trade, culture]
            actors:
              - {id: orlov, role: speaker}
              - Ivan Orlov
            sources: [paper, post]
            ---
            A note. [@paper; @post] [[orlov]]
            ==> content/refs.bib
            ==> content/sources.yaml
            - id: paper # of record
              title: A paper
            - {id: post, former_ids: [turan], title: A post}
        "#]],
    );
    check(
        BRIEFS,
        |view| merge(view, &key("sources", "own"), &key("sources", "paper")),
        expect![[r#"
        ==> content/briefs/2025-02-07-reply.md
        ---
        title: A reply
        date: 2025-02-07
        topics: Culture
        in_response_to: [note]
        sources: [paper]
        ---
        To [it](2025-02-06-note.md), [[2025-02-06-note|the note]] of [[culture]]. [@paper]
        ==> content/sources.yaml
        - id: paper # of record
          former_ids: [own]
          title: A paper
        - {id: post, title: A post}
        note: `title: Its own` is not kept
    "#]],
    );
}

#[test]
fn two_kinds_are_not_merged() {
    check(
        TWO,
        |view| merge(view, &key("topics", "trade"), &key("briefs", "a")),
        expect!["two records of one kind can be one: `topics` and `briefs` are not"],
    );
}

/// Merges `sec`, which has a field, with `pub`, which has another; the moment is the start of 1970.
fn merged(folder: &'static str, from: &str, into: &str, expected: Expect) {
    let files: String = [("sec", from), ("pub", into)]
        .map(|(id, field)| format!("==> content/{folder}/{id}.md\n---\ntitle: {id}\n{field}\n---\nText.\n"))
        .concat();
    check(&files, |view| merge(view, &key(folder, "sec"), &key(folder, "pub")), expected);
}

#[test]
fn what_is_held_back_is_not_merged_into_what_is_shown() {
    for (from, into, expected) in [
        (
            "status: draft",
            "status: usable",
            expect!["`sec` is a draft and `pub` is not: publish the one or hold back the other first"],
        ),
        (
            "status: withheld",
            "status: review",
            expect!["`sec` is withheld and `pub` is not: publish the one or hold back the other first"],
        ),
        (
            "status: review",
            "tlp: RED",
            expect!["`sec` is in review and `pub` is not: publish the one or hold back the other first"],
        ),
        (
            "status: canceled",
            "lang: en",
            expect!["`sec` is withdrawn and `pub` is not: publish the one or hold back the other first"],
        ),
        (
            "tlp: RED",
            "tlp: GREEN",
            expect!["`sec` is TLP:RED and `pub` is TLP:GREEN: publish the one or hold back the other first"],
        ),
        (
            "embargoed: 2025-09-01T00:00:00Z",
            "embargoed: 1969-09-01T00:00:00Z",
            expect![
                "`sec` is held back until 1 September 2025 and `pub` is not: publish the one or hold back the other first"
            ],
        ),
        (
            "published: 2025-09-02",
            "published: 2025-09-01",
            expect![
                "`sec` is held back until 2 September 2025 and `pub` is held back until 1 September 2025: publish the one or hold back the other first"
            ],
        ),
    ] {
        merged("briefs", &format!("date: 1969\n{from}"), &format!("date: 1969\n{into}"), expected);
    }
    merged(
        "pages",
        "status: draft",
        "summary: Shown",
        expect!["`sec` is a draft and `pub` is not: publish the one or hold back the other first"],
    );
}

#[test]
fn what_is_held_back_as_much_is_merged() {
    merged(
        "pages",
        "status: draft",
        "status: review",
        expect![[r#"
        content/pages/sec.md is gone
        ==> content/pages/pub.md
        ---
        title: pub
        status: review
        former_ids: [sec]
        ---
        Text.

        Text.
        note: `title: sec` is not kept
        note: `status: draft` is not kept
        note: the text of `sec` stands at the end of that of `pub`
    "#]],
    );
}

#[test]
fn a_source_of_a_draft_is_not_merged_into_one_that_is_shown() {
    check(
        "==> content/sources.yaml\n- {id: paper, title: A paper}\n==> content/briefs/sec.md\n---\ntitle: Secret\ndate: 1969\n\
         status: draft\nsources: [{id: own, title: Its own}]\n---\nText. [@own]\n",
        |view| merge(view, &key("sources", "own"), &key("sources", "paper")),
        expect!["`own` is a draft and `paper` is not: publish the one or hold back the other first"],
    );
}

#[test]
fn a_name_is_found_however_it_is_spaced() {
    let files = "==> content/topics/trade.md\n---\nname: Trade\n---\n==> content/topics/foo-bar.md\n---\nname: Foo Bar\n---\n\
                 ==> content/briefs/a.md\n---\ntitle: A\ndate: 2025\ntopics: [foo-bar, trade]\n---\n\
                 See [[Foo  Bar]] now, [[Foo\nBar]] now, [[Foo\tBar]] now, [[Foo\u{a0}Bar ]] now, [[ Foo   Bar | x ]] now,\n\
                 [[topics/ Foo  Bar|y]] now, [foo-bar.md](../topics/foo-bar.md \"foo-bar.md\") now.\n\n\
                 | a | b |\n|---|---|\n| [[Foo  Bar]] | [[foo-bar\\|z]] |\n";
    check(
        files,
        |view| merge(view, &key("topics", "foo-bar"), &key("topics", "trade")),
        expect![[r#"
        content/topics/foo-bar.md is gone
        ==> content/briefs/a.md
        ---
        title: A
        date: 2025
        topics: [trade]
        ---
        See [[trade|Foo Bar]] now, [[trade|Foo Bar]] now, [[trade|Foo Bar]] now, [[trade|Foo Bar ]] now, [[ trade | x ]] now,
        [[topics/ trade|y]] now, [foo-bar.md](../topics/trade.md "foo-bar.md") now.

        | a | b |
        |---|---|
        | [[trade\|Foo Bar]] | [[trade\|z]] |
        ==> content/topics/trade.md
        ---
        name: Trade
        former_ids: [foo-bar]
        aliases: ["Foo Bar"]
        ---
    "#]],
    );
    check(
        files,
        |view| rename(view, &key("topics", "foo-bar"), "baz"),
        expect![[r#"
        content/topics/foo-bar.md is gone
        ==> content/briefs/a.md
        ---
        title: A
        date: 2025
        topics: [baz, trade]
        ---
        See [[Foo  Bar]] now, [[Foo
        Bar]] now, [[Foo	Bar]] now, [[Foo Bar ]] now, [[ Foo   Bar | x ]] now,
        [[topics/ Foo  Bar|y]] now, [foo-bar.md](../topics/baz.md "foo-bar.md") now.

        | a | b |
        |---|---|
        | [[Foo  Bar]] | [[baz\|z]] |
        ==> content/topics/baz.md
        ---
        name: Foo Bar
        former_ids: [foo-bar]
        ---
    "#]],
    );
}

#[test]
fn the_second_keeps_its_address_and_the_firsts_leads_to_it() {
    for own in ["", "slug: stays\n", "aliases: [/old/]\nslug: stays\n"] {
        let files = format!(
            "==> content/briefs/a.md\n---\ntitle: A\ndate: 2025\nslug: own\naliases: /first/\n---\nA.\n\
             ==> content/briefs/b.md\n---\ntitle: A\ndate: 2025\n{own}---\nB.\n"
        );
        let expected = match own {
            "" => expect![[r#"
                content/briefs/a.md is gone
                ==> content/briefs/b.md
                ---
                title: A
                date: 2025
                former_ids: [a]
                aliases:
                - /first/
                - own
                ---
                B.

                A.
                note: the text of `a` stands at the end of that of `b`
            "#]],
            "slug: stays\n" => expect![[r#"
                content/briefs/a.md is gone
                ==> content/briefs/b.md
                ---
                title: A
                date: 2025
                slug: stays
                former_ids: [a]
                aliases:
                - /first/
                - own
                ---
                B.

                A.
                note: the text of `a` stands at the end of that of `b`
            "#]],
            _ => expect![[r#"
                content/briefs/a.md is gone
                ==> content/briefs/b.md
                ---
                title: A
                date: 2025
                aliases: [/old/, "/first/", own]
                slug: stays
                former_ids: [a]
                ---
                B.

                A.
                note: the text of `a` stands at the end of that of `b`
            "#]],
        };
        check(&files, |view| merge(view, &key("briefs", "a"), &key("briefs", "b")), expected);
    }
}

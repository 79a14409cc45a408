//! What leaves a site for other people: digests and tables, by the real binary.

mod common;

use common::Site;
use expect_test::expect;

/// A site with what was published, what was put right, and what nobody may see.
fn site() -> Site {
    Site::of(
        "==> content/topics/media.md
---
name: Media
---
==> content/briefs/2025-12-20-note.md
---
title: A *note* is handed over
date: 2025-12-20
topics: media
published: 2025-12-29
summary: The ministry handed over a note on the house in Baku, which is to end its work there before the year is out.
---
It was.
==> content/briefs/2025-11-02-answer.md
---
title: An answer
date: 2025-11-02
lang: ru
published: 2025-11-03
updates: {date: 2025-12-30, type: correction, text: The hour was wrong.}
---
It came.
==> content/briefs/2025-12-21-secret.md
---
title: Zebra
date: 2025-12-21
published: 2025-12-29
tlp: AMBER
---
Zebra.
==> content/briefs/2025-12-22-later.md
---
title: Zebra later
date: 2025-12-22
published: 2025-12-29
embargoed: 2099-01-01T00:00:00Z
---
Zebra.
==> content/briefs/2025-12-23-draft.md
---
title: Zebra draft
date: 2025-12-23
published: 2025-12-29
status: draft
---
Zebra.
",
    )
}

#[test]
fn a_digest_tells_what_was_published_and_put_right() {
    let (code, said, told) = site().ask(&["digest", "--since", "7d"]);
    assert_eq!((code, told.as_str()), (0, ""));
    expect![[r#"
        # A briefing

        What was published and corrected from 25 December 2025 to 1 January 2026.

        ## New

        - [A \*note\* is handed over](<https://example.org/briefs/note/>), 20 December 2025: The ministry handed over a note on the house in Baku, which is to end its work there before the year is out.

        ## Corrected

        - [An answer](<https://example.org/briefs/answer/>), correction of 30 December 2025: The hour was wrong.
    "#]].assert_eq(&said);
    assert_eq!(site().ask(&["digest"]).1, said, "seven days are the default");
}

#[test]
fn a_digest_as_plain_text_has_lines_for_e_mail() {
    let (_, said, _) = site().ask(&["digest", "--format", "text"]);
    expect![[r#"
        A briefing
        What was published and corrected from 25 December 2025 to 1 January 2026.

        NEW

        * A *note* is handed over
          20 December 2025
          The ministry handed over a note on the house in Baku, which is to end
          its work there before the year is out.
          https://example.org/briefs/note/

        CORRECTED

        * An answer
          correction of 30 December 2025
          The hour was wrong.
          https://example.org/briefs/answer/
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_digest_for_e_mail_stands_alone() {
    let site = site();
    let (code, said, told) = site.ask(&["digest", "--format", "html", "-o", "mail.html"]);
    assert_eq!((code, said.as_str(), told.as_str()), (0, "", ""));
    let page = site.read("mail.html");
    for part in ["href=\"https://example.org/briefs/note/\"", "lang=\"ru\"", "The hour was wrong.", "A *note* is"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for part in ["<link", "<style", "<script", "class=", "Zebra", "{{", "src="] {
        assert!(!page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_digest_is_of_the_days_and_for_the_audience_that_are_asked_for() {
    let site = site();
    let digest = |words: &[&str]| site.ask(&[&["digest"], words].concat()).1;
    assert!(digest(&["--from", "2025-11", "--to", "2025-11"]).contains("An answer"));
    assert!(digest(&["--to", "2024"]).contains("Nothing was published or corrected until 31 December 2024."));
    assert!(digest(&["--audience", "AMBER"]).contains("Zebra"));
    assert_eq!(site.ask(&["digest", "--since", "soon"]).0, 2);
    assert_eq!(site.ask(&["digest", "--since", "7d", "--to", "2025"]).0, 2);
}

#[test]
fn no_digest_is_made_of_a_site_with_an_error() {
    let site = site();
    site.write("content/briefs/bad.md", "---\ntitle: Bad\ndate: 2025-02-30\n---\n");
    let (code, said, told) = site.ask(&["digest"]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(told.contains("no digest was made"), "{told}");
}

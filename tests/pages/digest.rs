//! The digests by week: which weeks have a page, what stands on it, and what never does.

use expect_test::expect;

use crate::harness::{Page, addresses, check_links, check_page};

const TOML: &str =
    "==> site.toml\ntitle = \"A briefing\"\nbase_url = \"https://example.org/\"\n[digest]\nweekly = true\n";

/// A week with two new briefs, one of which is put right in another week; and what nobody may see.
fn site() -> String {
    format!(
        "{TOML}==> content/briefs/note.md
---
title: A note is handed over
date: 2025-02-06
published: 2025-02-07
summary: The ministry handed over a note.
updates:
  - {{date: 2025-02-18, type: correction, text: The hour was wrong., by: The desk}}
  - {{date: 2025-02-19, type: update, text: The answer was added.}}
---
It was.
==> content/briefs/answer.md
---
title: An answer
date: 2025-02-03
published: 2025-02-09
---
It came.
==> content/briefs/gone.md
---
title: Taken back
date: 2025-02-03
published: 2025-02-09
status: canceled
updates: {{date: 2025-02-20, type: withdrawal, text: It did not happen.}}
---
==> content/briefs/secret.md
---
title: Zebra crossing
date: 2025-02-03
published: 2025-02-09
tlp: AMBER
---
Zebra.
==> content/briefs/later.md
---
title: Zebra later
date: 2025-02-03
published: 2025-02-09
embargoed: 2099-01-01T00:00:00Z
---
Zebra.
==> content/briefs/draft.md
---
title: Zebra draft
date: 2025-02-03
published: 2025-03-20
status: draft
---
Zebra.
"
    )
}

#[test]
fn a_week_has_a_page_where_something_was_published_or_put_right_in_it() {
    let mut pages: Vec<String> =
        addresses(&site()).lines().filter(|page| page.contains("digest")).map(str::to_owned).collect();
    pages.sort();
    assert_eq!(pages, ["/digest/", "/digest/2025-w06/", "/digest/2025-w08/"]);
    let quiet = site().replace("weekly = true", "weekly = false");
    assert!(!addresses(&quiet).contains("digest"), "only where site.toml asks for them");
}

#[test]
fn a_week_tells_what_was_published_in_the_order_of_the_events() {
    check_page(
        &site(),
        "/digest/2025-w06/",
        expect![[r#"
            # Week 6 of 2025
            What was published and corrected from 3 to 9 February 2025.
            ## New
            - 3 February 2025
            ### An answer
            It came.
            - 6 February 2025
            ### A note is handed over
            The ministry handed over a note.
            Week 8 of 2025 →
        "#]],
    );
}

#[test]
fn a_week_tells_what_was_put_right() {
    check_page(
        &site(),
        "/digest/2025-w08/",
        expect![[r#"
            # Week 8 of 2025
            What was published and corrected from 17 to 23 February 2025.
            ## Corrected
            - 20 February 2025
            ### Taken back
            withdrawal It did not happen.
            - 18 February 2025
            ### A note is handed over
            correction The hour was wrong. The desk
            ## Updated
            - 19 February 2025
            ### A note is handed over
            update The answer was added.
            ← Week 6 of 2025
        "#]],
    );
    check_links(
        &site(),
        "/digest/",
        "main",
        expect![[r#"
        Week 8 of 2025 → ../digest/2025-w08/index.html
        Week 6 of 2025 → ../digest/2025-w06/index.html
    "#]],
    );
}

#[test]
fn what_is_withheld_is_in_no_digest() {
    let pages = addresses(&site());
    let digests: Vec<&str> = pages.lines().filter(|page| page.starts_with("/digest/")).collect();
    assert_eq!(digests.len(), 3, "{pages}");
    for page in digests {
        let words = Page::of(&site(), page).words("body");
        assert!(!words.contains("Zebra"), "{page}: {words}");
    }
}

//! Dates: what a brief's date reads as, and where the brief stands in the calendar.

use expect_test::{Expect, expect};

use crate::harness::{Page, check_page, check_part};

/// Compares how the date of a brief reads on its page.
fn check_date(date: &str, expected: Expect) {
    let site = format!("---\ntitle: A note\ndate: \"{date}\"\ndate_note: It is known.\n---\nA note.\n");
    expected.assert_eq(&Page::of(&site, "/briefs/note/").words("article > header > .when"));
}

#[test]
fn a_day_is_written_out() {
    check_date(
        "2025-02-06",
        expect![[r#"
        6 February 2025
    "#]],
    );
}

#[test]
fn a_month_and_a_year_are_no_more_than_they_say() {
    check_date(
        "2025-02",
        expect![[r#"
        February 2025
    "#]],
    );
    check_date(
        "2025",
        expect![[r#"
        2025
    "#]],
    );
}

#[test]
fn an_uncertain_and_an_approximate_date_say_so() {
    check_date(
        "2025-02-06?",
        expect![[r#"
        6 February 2025 (uncertain)
    "#]],
    );
    check_date(
        "2025-02-06~",
        expect![[r#"
        about 6 February 2025
    "#]],
    );
    check_date(
        "2025-02-06%",
        expect![[r#"
        about 6 February 2025 (uncertain)
    "#]],
    );
}

#[test]
fn a_span_has_two_ends_and_one_of_several_days_is_a_choice() {
    check_date(
        "2025-02-06/2025-03-01",
        expect![[r#"
        6 February to 1 March 2025
    "#]],
    );
    check_date(
        "[2025-02-01..2025-02-06]",
        expect![[r#"
        between 1 and 6 February 2025
    "#]],
    );
    check_date(
        "[2025-02-01,2025-02-06]",
        expect![[r#"
        1 or 6 February 2025
    "#]],
    );
    check_date(
        "[..2025-02-06]",
        expect![[r#"
        by 6 February 2025
    "#]],
    );
}

#[test]
fn a_day_of_an_unknown_year_is_no_day_of_any_year() {
    check_date(
        "XXXX-09-04",
        expect![[r#"
        4 September (year not stated)
    "#]],
    );
    check_date(
        "202X-09-04",
        expect![[r#"
        4 September, 2020s (year not stated)
    "#]],
    );
}

#[test]
fn a_season_and_a_decade_have_names() {
    check_date(
        "2025-21",
        expect![[r#"
        spring 2025
    "#]],
    );
    check_date(
        "202X",
        expect![[r#"
        2020s
    "#]],
    );
}

const YEAR: &str = "==> content/briefs/day.md
---
title: On a day
date: 2025-02-06
---
It was.
==> content/briefs/month.md
---
title: In a month
date: 2025-02
---
It was.
==> content/briefs/span.md
---
title: In a span
date: 2025-01-20/2025-02-10
---
It was.
==> content/briefs/year.md
---
title: In a year
date: \"2025\"
---
It was.
==> content/briefs/quarrel.md
---
title: In some year
date: XXXX-09-04
date_note: The report prints no year.
---
It was.
";

#[test]
fn a_year_counts_each_brief_once_and_tells_those_without_a_month_apart() {
    check_page(
        YEAR,
        "/dates/2025/",
        expect![[r#"
        # 2025
        4 briefs. Each is counted once, in the month where its date or span begins, or where the span ends if it has no beginning.
        - January 1
        - February 2
        - March 0
        - April 0
        - May 0
        - June 0
        - July 0
        - August 0
        - September 0
        - October 0
        - November 0
        - December 0
        ## In 2025, month not stated
        - 2025
        ### In a year
        It was.
        ## January
        - 20 January to 10 February 2025
        ### In a span
        It was.
        ## February
        - February 2025
        ### In a month
        It was.
        - 6 February 2025
        ### On a day
        It was.
    "#]],
    );
}

#[test]
fn a_month_tells_what_is_not_dated_to_the_day_before_its_days() {
    check_part(
        YEAR,
        "/dates/2025/02/",
        "main > section > h2",
        expect![[r#"
        ## Not dated to the day
        ## By day
        ## Begun earlier
    "#]],
    );
}

#[test]
fn a_span_stands_in_the_month_where_it_begins() {
    check_part(
        YEAR,
        "/dates/2025/01/",
        "main > section",
        expect![[r#"
        ## Not dated to the day
        The month alone is known, or a span that begins in it, or a span without a beginning that ends in it.
        - 20 January to 10 February 2025
        ### In a span
        It was.
    "#]],
    );
}

#[test]
fn a_brief_without_a_year_stands_apart_from_all_years() {
    check_part(
        YEAR,
        "/dates/",
        "main",
        expect![[r#"
        # Dates
        When things happened, as far as the sources tell. Briefs whose year is not stated stand apart. Each brief is counted once: where its date or span begins, or where the span ends if it has no beginning.
        ## 2025 4 briefs
        - January 1
        - February 2
        - March 0
        - April 0
        - May 0
        - June 0
        - July 0
        - August 0
        - September 0
        - October 0
        - November 0
        - December 0
    "#]],
    );
    check_part(
        YEAR,
        "/dates/open/",
        "main h3, main h2",
        expect![[r#"
        ## In some year
    "#]],
    );
}

#[test]
fn a_calendar_begins_on_monday_and_counts_the_briefs_of_a_day() {
    check_part(
        YEAR,
        "/dates/2025/02/",
        ".calendar tr",
        expect![[r#"
            Mo | Tu | We | Th | Fr | Sa | Su
            1 | 2
            3 | 4 | 5 | 6 1 brief | 7 | 8 | 9
            10 | 11 | 12 | 13 | 14 | 15 | 16
            17 | 18 | 19 | 20 | 21 | 22 | 23
            24 | 25 | 26 | 27 | 28 | |
        "#]],
    );
}

fn brief(id: &str, title: &str, front: &str) -> String {
    format!("==> content/briefs/{id}.md\n---\ntitle: {title}\n{front}\n---\nIt was.\n")
}

#[test]
fn a_set_of_days_is_no_span_between_them() {
    let site = [
        brief("rounds", "Two rounds", "date: \"{2025-01-05,2025-03-07}\""),
        brief("either", "One of two days", "date: \"[2024-06-01,2025-07-02]\""),
        brief("sep", "In September", "date: 2024-09-10"),
        brief("feb", "In February", "date: 2025-02-10"),
        brief("mar", "In March", "date: 2025-03-07"),
        brief("jul", "In July", "date: 2025-07-02"),
    ]
    .concat();
    for (month, others) in [("2024/09", ""), ("2025/02", ""), ("2025/03", "Two rounds"), ("2025/07", "One of two days")]
    {
        let words = Page::of(&site, &format!("/dates/{month}/")).words("main");
        let earlier = words.split_once("## Begun earlier").map(|(_, rest)| rest).unwrap_or_default();
        assert_eq!(earlier.is_empty(), others.is_empty(), "{month}: {words}");
        assert!(earlier.contains(others), "{month}: {words}");
    }
    let march = Page::of(&site, "/dates/2025/03/").words("#d07");
    assert!(march.contains("The date of one more brief in March 2025 takes in this day"), "{march}");
    let picture = Page::of(&site, "/timeline/").html();
    assert_eq!(picture.matches("<title>Two rounds").count(), 2, "one mark for each round");
}

#[test]
fn what_happened_on_one_day_is_told_in_the_order_of_its_times() {
    for (note, answer) in [
        ("date: 2025-02-06\ntime: \"09:00\"", "date: 2025-02-06\ntime: \"18:00\""),
        ("date: 2025-02-06T09:00:00", "date: 2025-02-06T18:00:00"),
        ("date: 2025-02-06\ntime: \"09:00\"\ntz: Asia/Baku", "date: 2025-02-06\ntime: \"08:00\"\ntz: Europe/London"),
    ] {
        let answer = format!("{answer}\nin_response_to: z-note");
        let site = [brief("z-note", "A note", note), brief("a-answer", "An answer", &answer)].concat();
        let day = Page::of(&site, "/dates/2025/02/").words("#d06");
        let place = |title: &str| day.find(title).expect("both are there");
        assert!(place("A note") < place("An answer"), "{day}");
    }
}

#[test]
fn a_year_before_the_common_era_has_an_address_of_four_digits_and_a_name() {
    let site =
        [brief("ides", "The Ides of March", "date: \"-0043-03-15\""), brief("one", "In 1 BCE", "date: \"0000-06\"")]
            .concat();
    check_part(
        &site,
        "/dates/",
        "main h2",
        expect![[r#"
            ## 1 BCE 1 brief
            ## 44 BCE 1 brief
        "#]],
    );
    check_part(
        &site,
        "/dates/-0043/",
        "main h1",
        expect![[r#"
            # 44 BCE
        "#]],
    );
    check_part(
        &site,
        "/dates/-0043/03/",
        "main h1",
        expect![[r#"
            # March 44 BCE
        "#]],
    );
}

#[test]
fn a_day_of_some_month_stands_under_no_month() {
    let site = brief("day", "On a 15th", "date: 2025-XX-15\ndate_note: The month is torn off.");
    let year = Page::of(&site, "/dates/2025/").words("main");
    assert!(year.contains("month not stated") && year.contains("January 0"), "{year}");
}

//! Days, order and place in the calendar.

use super::super::{Edtf, Placement};
use super::{day, edtf};

#[test]
fn a_date_has_a_first_and_a_last_day() {
    let table = [
        ("2025-02-06", "2025-02-06", "2025-02-06"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-24", "2001-12-01", "2002-02-28"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("202X-02-29", "2020-02-29", "2028-02-29"),
        ("202X-09-13", "2020-09-13", "2029-09-13"),
        ("1984-1X", "1984-10-01", "1984-12-31"),
        ("XXXX-12-XX", "0000-12-01", "9999-12-31"),
        ("1560-XX-25", "1560-01-25", "1560-12-25"),
        ("-201X", "-2019-01-01", "-2010-12-31"),
        ("2025-02-06T14:30:00+04", "2025-02-06", "2025-02-06"),
        ("2024-12/2025-05", "2024-12-01", "2025-05-31"),
        ("[2022-09-13,2023-09-13,2024-09-13]", "2022-09-13", "2024-09-13"),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ];
    for (text, first, last) in table {
        assert_eq!((edtf(text).earliest(), edtf(text).latest()), (Some(day(first)), Some(day(last))), "{text}");
    }
}

#[test]
fn an_open_or_unknown_side_has_no_day() {
    for text in ["[..2025-02-06]", "../2025-02-06", "/2025-02-06", "{..2025-02-06}"] {
        assert_eq!((edtf(text).earliest(), edtf(text).latest()), (None, Some(day("2025-02-06"))), "{text}");
    }
    for text in ["[2025-02-06..]", "2025-02-06/..", "2025-02-06/"] {
        assert_eq!((edtf(text).earliest(), edtf(text).latest()), (Some(day("2025-02-06")), None), "{text}");
    }
}

#[test]
fn a_month_stands_before_its_days_and_a_bounded_date_after_its_bound() {
    let ordered = [
        "[2022-09-13,2023-09-13]",
        "2024-12-25",
        "[2024-12-25..2025-02-06]",
        "[2024-12-25..2025-05-15]",
        "2024-12-25/..",
        "2025",
        "2025-01",
        "2025-01-01",
        "2025-01/2025-03",
        "[..2025-02-06]",
        "2025-02-06",
        "2025-06",
        "2025-06-01",
        "[2025-06-01..2025-07-23]",
        "2025-07-01",
    ];
    for pair in ordered.windows(2) {
        assert!(edtf(pair[0]).sort_key() < edtf(pair[1]).sort_key(), "{} is not before {}", pair[0], pair[1]);
    }
}

#[test]
fn doubt_moves_nothing() {
    for (sure, doubtful) in [("2025-06", "2025-06~"), ("2025-05-09", "2025-05-09?"), ("2023-09-13", "2023?-09-13")] {
        let (sure, doubtful) = (edtf(sure), edtf(doubtful));
        assert_eq!((sure.sort_key(), sure.placement()), (doubtful.sort_key(), doubtful.placement()));
    }
}

#[test]
fn a_calendar_shows_a_date_as_far_as_it_is_known() {
    let span = |start: &str, end: &str| Placement::Span { start: Some(day(start)), end: Some(day(end)) };
    let table = [
        ("2025-02-06", Placement::Day(day("2025-02-06"))),
        ("2025-02-06T14:30:00Z", Placement::Day(day("2025-02-06"))),
        ("2025-06", Placement::Month { year: 2025, month: 6 }),
        ("1985-04-XX", Placement::Month { year: 1985, month: 4 }),
        ("2025", Placement::Year(2025)),
        ("1985-XX-XX", Placement::Year(1985)),
        ("2004-XX", Placement::Year(2004)),
        ("2001-22", span("2001-06-01", "2001-08-31")),
        ("201X", span("2010-01-01", "2019-12-31")),
        ("1984-1X", span("1984-10-01", "1984-12-31")),
        ("[2025-06-01..2025-07-23]", span("2025-06-01", "2025-07-23")),
        ("[2025-02-06,2025-03-08]", span("2025-02-06", "2025-03-08")),
        ("2024-12/2025-05", span("2024-12-01", "2025-05-31")),
        ("[2025-02-06]", Placement::Day(day("2025-02-06"))),
        ("[..2025-02-06]", Placement::Span { start: None, end: Some(day("2025-02-06")) }),
        ("2025/..", Placement::Span { start: Some(day("2025-01-01")), end: None }),
    ];
    for (text, placement) in table {
        assert_eq!(edtf(text).placement(), placement, "{text}");
    }
}

#[test]
fn an_open_year_is_placed_in_no_year() {
    let open = [
        "202X-09-13",
        "XXXX-12-XX",
        "1XXX-12",
        "202X-21",
        "[2022-09-13,2023-09-13]",
        "202X-09-13/202X-09-15",
        "[202X-09-13]",
    ];
    for text in open {
        assert!(edtf(text).is_open_year(), "{text}");
        assert_eq!(edtf(text).placement(), Placement::OpenYear, "{text}");
    }
    for text in [
        "201X",
        "1XXX-XX",
        "[2024,2025]",
        "[2024-12-25..2025-02-06]",
        "2023?-09-13",
        "[2024-09-13,2025-09-14]",
        "{2022-09-13,2023-09-13}",
    ] {
        assert!(!edtf(text).is_open_year(), "{text}");
    }
}

#[test]
fn a_date_may_be_on_the_days_that_fit_it() {
    let table = [
        ("2025-06", "2025-06-30", true),
        ("2025-06", "2025-07-01", false),
        ("202X-09-13", "2024-09-13", true),
        ("202X-09-13", "2024-09-14", false),
        ("2001-24", "2002-01-15", true),
        ("2001-24", "2001-01-15", false),
        ("[2022-09-13,2024-09-13]", "2024-09-13", true),
        ("[2022-09-13,2024-09-13]", "2023-09-13", false),
        ("[..2025-02-06]", "1990-01-01", true),
        ("[..2025-02-06]", "2025-02-07", false),
        ("2025-01/..", "2199-01-01", true),
        ("2024-12/2025-05", "2025-02-06", true),
    ];
    for (text, on, expected) in table {
        assert_eq!(edtf(text).may_be(day(on)), expected, "{text} on {on}");
    }
}

#[test]
fn an_interval_lasts_and_a_range_of_possible_days_does_not() {
    assert!(edtf("2025-07-01/2025-07-03").lasts());
    assert!(edtf("{2025-07-01..2025-07-03}").lasts());
    assert!(!edtf("[2025-07-01..2025-07-03]").lasts());
    assert!(!edtf("2025-07").lasts());
}

#[test]
fn doubt_on_any_part_counts() {
    assert!(edtf("2004-06-~11/2005").is_approximate());
    assert!(edtf("[2004,2005?]").is_uncertain());
    assert!(edtf("2004-%06-11").is_uncertain() && edtf("2004-%06-11").is_approximate());
    assert!(!edtf("2004-06-11").is_uncertain() && !edtf("20XX").is_approximate());
}

#[test]
fn a_date_is_made_from_a_day() {
    assert_eq!(Edtf::from_day(day("2025-02-06")), edtf("2025-02-06"));
}

//! How a date reads, whole and in tight places.

use super::edtf;

#[test]
fn a_date_reads_in_british_english() {
    let table = [
        ("2025-02-06", "6 February 2025"),
        ("2025-06", "June 2025"),
        ("2025", "2025"),
        ("2001-21", "spring 2001"),
        ("2001-24", "winter 2001"),
        ("0000", "1 BCE"),
        ("-0001", "2 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("Y12000", "12000"),
        ("Y-12000", "12001 BCE"),
    ];
    check(&table);
}

#[test]
fn doubt_is_said_of_the_whole_or_of_the_part_it_touches() {
    let table = [
        ("2025-05-09?", "9 May 2025 (uncertain)"),
        ("2025-06~", "about June 2025"),
        ("2025%", "about 2025 (uncertain)"),
        ("2023?-09-13", "13 September 2023 (year uncertain)"),
        ("2004-06-~11", "11 June 2004 (day approximate)"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("2004-?06-11", "11 June 2004 (month uncertain)"),
        ("2004-%06-11", "11 June 2004 (month uncertain and approximate)"),
        ("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)"),
        ("?2004-06-04~", "4 June 2004 (year uncertain and approximate, month and day approximate)"),
        ("2011-~06-~04", "4 June 2011 (month and day approximate)"),
        ("2011-?21", "spring 2011 (season uncertain)"),
    ];
    check(&table);
}

#[test]
fn what_is_not_stated_is_named() {
    let table = [
        ("1985-04-XX", "April 1985 (day not stated)"),
        ("1985-XX-XX", "1985 (month and day not stated)"),
        ("2004-XX", "2004 (month not stated)"),
        ("201X", "2010s"),
        ("20XX", "2000 to 2099 (decade not stated)"),
        ("2XXX", "2000 to 2999 (century not stated)"),
        ("XXXX", "year not stated"),
        ("-201X", "2020 to 2011 BCE (year not stated)"),
        ("-000X", "10 to 2 BCE (year not stated)"),
        ("000X", "1 BCE to 9 (year not stated)"),
        ("2025-02-2X", "20 to 28 February 2025 (day not stated)"),
        ("202X-09-13", "13 September, 2020s (year not stated)"),
        ("202X-09-13?", "13 September, 2020s (year not stated, uncertain)"),
        ("156X-12-25", "25 December, 1560s (year not stated)"),
        ("15XX-12-25", "25 December, 1500 to 1599 (year not stated)"),
        ("XXXX-12-25", "25 December (year not stated)"),
        ("XXXX-12-XX", "December (year and day not stated)"),
        ("1XXX-12", "December, 1000 to 1999 (year not stated)"),
        ("1XXX-XX", "1000 to 1999 (century and month not stated)"),
        ("1984-1X", "October, November or December 1984 (month not stated)"),
        ("2004-06-1X", "10 to 19 June 2004 (day not stated)"),
        ("2004-06-X1", "1, 11 or 21 June 2004 (day not stated)"),
        ("1560-XX-25", "the 25th of a month of 1560"),
        ("1919-0X-02", "the 2nd of a month from January to September 1919"),
        ("15XX-0X-25", "the 25th of a month from January to September, 1500 to 1599 (year not stated)"),
        ("1919-1X-22", "the 22nd of October, November or December 1919"),
        ("1919-0X-1X", "one of the days 10 to 19 of a month from January to September 1919 (month and day not stated)"),
        ("XXXX-XX-XX", "year, month and day not stated"),
        ("XXXX-XX", "year and month not stated"),
        ("156X~", "about the 1560s"),
        ("19X4", "19X4 (year not stated)"),
    ];
    check(&table);
}

#[test]
fn an_interval_says_since_when_and_until_when() {
    let table = [
        ("2024-12/2025-05", "December 2024 to May 2025"),
        ("2025-07-01/2025-07-03", "1 to 3 July 2025"),
        ("2025-06-01/2025-07-03", "1 June to 3 July 2025"),
        ("2025-06/2025-07", "June to July 2025"),
        ("2024/2025", "2024 to 2025"),
        ("2025-06/2025-07-03", "June 2025 to 3 July 2025"),
        ("2025-06-01/2025-06-01", "1 June 2025"),
        ("2025-01/..", "since January 2025"),
        ("../2025", "until 2025"),
        ("2025-01/", "from January 2025 (end unknown)"),
        ("/2025", "until 2025 (start unknown)"),
        ("1984-06-02?/2004-08-08~", "2 June 1984 (uncertain) to about 8 August 2004"),
        ("2004-06-XX/2004-07-03", "June 2004 (day not stated) to 3 July 2004"),
    ];
    check(&table);
}

#[test]
fn one_of_a_set_says_between_or_and_by() {
    let table = [
        ("[2025-06-01..2025-07-23]", "between 1 June and 23 July 2025"),
        ("[2024-12-25..2025-02-06]", "between 25 December 2024 and 6 February 2025"),
        ("[2025-07-01..2025-07-23]", "between 1 and 23 July 2025"),
        ("[2025-06..2025-07]", "between June and July 2025"),
        ("[1670..1672]", "between 1670 and 1672"),
        ("[2022-09-13,2023-09-13,2024-09-13]", "13 September 2022, 2023 or 2024 (year not stated)"),
        ("[2022-09,2023-09]", "September 2022 or 2023 (year not stated)"),
        ("[..2025-02-06]", "by 6 February 2025"),
        ("[..1984]", "by the end of 1984"),
        ("[2025-05-15..]", "on or after 15 May 2025"),
        ("[1760-12..]", "in or after December 1760"),
        ("[2025-02-06,2025-03-08]", "6 February or 8 March 2025"),
        ("[2025-02-06,2025-02-08,2025-02-09]", "6, 8 or 9 February 2025"),
        ("[2025-02-06]", "6 February 2025"),
        ("[2025-02..2025-02]", "February 2025"),
        ("[2025?..2025?]", "2025 (uncertain)"),
        ("[2024-12-06,2025-03-08]", "6 December 2024 or 8 March 2025"),
        ("[2025-06,2025-08]", "June or August 2025"),
        ("[2025-02-06?,2025-03-08]", "6 February 2025 (uncertain) or 8 March 2025"),
        ("[1667,1668,1670..1672]", "1667, 1668, or between 1670 and 1672"),
        ("[1667,1760-12]", "1667 or December 1760"),
        ("[1760-01,1760-02,1760-12..]", "January 1760, February 1760, or in or after December 1760"),
    ];
    check(&table);
}

#[test]
fn all_of_a_set_says_and() {
    let table = [
        ("{2025-02-06,2025-03-08}", "6 February and 8 March 2025"),
        ("{1667,1668,1670..1672}", "1667, 1668, and 1670 to 1672"),
        ("{..1984}", "until 1984"),
        ("{1984..}", "since 1984"),
    ];
    check(&table);
}

#[test]
fn a_clock_time_is_said_after_its_day() {
    let table = [
        ("2025-02-06T14:30:00Z", "6 February 2025, 14:30 UTC"),
        ("1985-04-12T23:20:30", "12 April 1985, 23:20:30"),
        ("1985-04-12T23:20:30-04", "12 April 1985, 23:20:30 UTC−4"),
        ("1985-04-12T23:20:00+04:30", "12 April 1985, 23:20 UTC+4:30"),
    ];
    check(&table);
}

#[test]
fn tight_places_have_short_months_and_dashes() {
    let table = [
        ("2025-07-22", "22 Jul 2025"),
        ("2025-06", "Jun 2025"),
        ("2025-09-13", "13 Sep 2025"),
        ("2025-06~", "c. Jun 2025"),
        ("2025-05-09?", "9 May 2025?"),
        ("[2025-06-01..2025-07-23]", "in 1 Jun–23 Jul 2025"),
        ("[2025-07-01..2025-07-23]", "in 1–23 Jul 2025"),
        ("[2024-12-25..2025-02-06]", "in 25 Dec 2024–6 Feb 2025"),
        ("2024/2025", "2024–2025"),
        ("202X-09-13", "13 Sep, year not stated"),
        ("[2022-09-13,2023-09-13,2024-09-13]", "13 Sep, year not stated"),
        ("XXXX", "year not stated"),
        ("[..2025-02-06]", "by 6 Feb 2025"),
        ("[2025-05-15..]", "from 15 May 2025"),
        ("[2025-02-06,2025-03-08]", "6 Feb or 8 Mar 2025"),
        ("2025-01/..", "since Jan 2025"),
        ("../2025", "until 2025"),
        ("2025-06-01/2025-06-01", "1 Jun 2025"),
        ("2025-01/", "Jan 2025–?"),
        ("/2025", "?–2025"),
        ("201X", "2010s"),
        ("1985-04-XX", "Apr 1985"),
    ];
    for (text, short) in table {
        assert_eq!(edtf(text).short(), short, "{text}");
    }
}

#[test]
fn html_has_whole_years_months_and_days_alone() {
    for text in ["2025", "2025-06", "2025-02-06", "0800"] {
        assert_eq!(edtf(text).html_datetime().as_deref(), Some(text));
    }
    for text in ["2025?", "2025-06~", "2001-21", "202X", "2025-XX", "0000", "-0044", "Y12000", "2024/2025", "[2025]"] {
        assert_eq!(edtf(text).html_datetime(), None, "{text}");
    }
}

#[test]
fn a_canonical_string_has_each_doubt_once() {
    let table = [
        ("?2004-?06-?11", "2004-06-11?"),
        ("?2004-06-~11", "2004?-06-~11"),
        ("2004?-06~-11", "2004%-~06-11"),
        ("[1667, 1760-12]", "[1667,1760-12]"),
        ("1985-04-12T23:20:30-04", "1985-04-12T23:20:30-04:00"),
    ];
    for (text, canonical) in table {
        assert_eq!(edtf(text).to_string(), canonical);
    }
}

fn check(table: &[(&str, &str)]) {
    for (text, words) in table {
        assert_eq!(edtf(text).in_words(), *words, "{text}");
    }
}

//! What an author is told when a date cannot be.

use super::super::Edtf;

/// The fault as `place: message; help`, the place being the part of the string it points at.
fn fault(text: &str) -> String {
    let Err(fault) = text.parse::<Edtf>() else { panic!("{text} is read") };
    format!("`{}`: {}; {}", &text[fault.at.clone()], fault.message, fault.help.unwrap_or_default())
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(fault(text), *expected, "{text}");
    }
}

#[test]
fn a_day_that_is_not_in_its_month_is_a_fault_at_the_day() {
    check(&[
        ("2024-02-30", "`30`: day 30 is not in February 2024; its last day is 29"),
        ("2025-02-29", "`29`: day 29 is not in February 2025; its last day is 28"),
        ("2025-04-31", "`31`: day 31 is not in April 2025; its last day is 30"),
        ("2025-02-3X", "`3X`: day 3X is not in February 2025; its last day is 28"),
        ("20X1-02-29", "`29`: day 29 is not in February of any year that fits 20X1; its last day is 28"),
        ("202X-02-30", "`30`: day 30 is not in February of any year that fits 202X; its last day is 29"),
        (
            "2025-00-10",
            "`00`: there is no month 00; months are 01 to 12; 21 to 24 are spring, summer, autumn and winter",
        ),
        ("2025-13", "`13`: there is no month 13; months are 01 to 12; 21 to 24 are spring, summer, autumn and winter"),
        ("2025-01-32", "`32`: there is no day 32; days are 01 to 31"),
        ("2025-01-00", "`00`: there is no day 00; days are 01 to 31"),
        ("2025-21-01", "`01`: a season has no days; months are 01 to 12; 21 to 24 are the seasons"),
        ("-0000", "`-0000`: there is no year -0000; write 0000 for 1 BCE, -0001 for 2 BCE"),
    ]);
}

#[test]
fn a_leap_day_needs_a_leap_year_among_the_years_it_may_be() {
    assert!("202X-02-29".parse::<Edtf>().is_ok());
    assert!("20X4-02-29".parse::<Edtf>().is_ok());
    assert!("190X-02-29".parse::<Edtf>().is_ok());
    assert!("1X00-02-29".parse::<Edtf>().is_ok());
    assert!("20X1-02-29".parse::<Edtf>().is_err());
}

#[test]
fn ends_must_be_in_order_and_a_range_of_one_precision() {
    check(&[
        (
            "2025-07-03/2025-07-01",
            "`2025-07-03/2025-07-01`: the interval ends before it starts; write 2025-07-01/2025-07-03 if the ends are swapped",
        ),
        ("[1672..1670]", "`1672..1670`: the range ends before it starts; write 1670..1672 if the ends are swapped"),
        (
            "[2025-06..2025-07-23]",
            "`2025-06`: both ends of `a..b` need the same precision; write 2025-06-01 so that both ends have a day",
        ),
        (
            "[2025-06-01..2025-07]",
            "`2025-07`: both ends of `a..b` need the same precision; write 2025-07-31 so that both ends have a day",
        ),
        (
            "[2025..2025-06]",
            "`2025`: both ends of `a..b` need the same precision; write 2025-01 so that both ends have a month",
        ),
        (
            "[2025-05..2025-21]",
            "`2025-21`: both ends of `a..b` need the same precision; write both ends as seasons or both as months",
        ),
        (
            "../..",
            "`../..`: an interval needs a date at one end at least; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "2025-07-01T10:00:00Z/2025-07-02",
            "`10:00:00Z`: an interval has no clock times; write days at both ends, as in 2025-07-01/2025-07-03",
        ),
    ]);
}

#[test]
fn other_ways_to_write_a_date_are_met_with_the_edtf_one() {
    check(&[
        (
            "06/02/2025",
            "`06`: expected a year of four digits, found `06`; it is ambiguous: write 2025-02-06 for 6 February 2025, 2025-06-02 for 2 June 2025",
        ),
        ("23/07/2025", "`23`: expected a year of four digits, found `23`; write 2025-07-23"),
        ("2-13-2025", "`2`: expected a year of four digits, found `2`; write 2025-02-13"),
        ("2025-6-2", "`6`: expected a month of two digits, found `6`; write 2025-06-02"),
        ("2025/02/06", "`02`: expected a year of four digits, found `02`; write 2025-02-06"),
        ("6 Feb 2025", "`6`: expected a year of four digits, found `6`; write 2025-02-06"),
        ("Feb 6, 2025", "`Feb`: expected a year of four digits, found `Feb`; write 2025-02-06"),
        ("6th September 2025", "`6th`: expected a year of four digits, found `6th`; write 2025-09-06"),
        ("June 2025", "`June`: expected a year of four digits, found `June`; write 2025-06"),
        ("Sept 2025", "`Sept`: expected a year of four digits, found `Sept`; write 2025-09"),
        ("20xx", "`20xx`: expected a year of four digits, found `20xx`; write 20XX"),
        ("2020s", "`s`: the date should end before `s`; write 202X"),
        ("201u", "`201u`: expected a year of four digits, found `201u`; write 201X"),
        ("2025-01/open", "`open`: expected a year of four digits, found `open`; write 2025-01/.."),
        ("20250206", "`0206`: the date should end before `0206`; write 2025-02-06"),
        ("202510", "`10`: the date should end before `10`; write 2025-10"),
        ("2025.10", "`.`: the date should end before `.`; write 2025-10"),
        ("1872-1873", "`73`: the date should end before `73`; write 1872/1873"),
        ("2025-02-06/08", "`08`: expected a year of four digits, found `08`; write 2025-02-06/2025-02-08"),
        ("Y2006", "`Y2006`: `Y` is for years of more than four digits; write 2006"),
        ("2024–2025", "`–`: the date should end before `–`; write 2024/2025"),
        (" 2025-02-06", "` `: expected a year of four digits, found ` `; write 2025-02-06"),
        ("[2025-06-01 .. 2025-07-23]", "` `: expected a comma or `]`, found ` `; write [2025-06-01..2025-07-23]"),
        ("2025-06-01 to 2025-06-03", "` `: the date should end before ` `; write 2025-06-01/2025-06-03"),
        ("2025-02-06 ", "` `: the date should end before ` `; write 2025-02-06"),
        ("2025?~", "`~`: the date should end before `~`; write 2025%"),
        ("c. 2025", "`c`: expected a year of four digits, found `c`; write 2025~"),
        ("circa June 2025", "`circa`: expected a year of four digits, found `circa`; write 2025-06~"),
        ("2025-02-06T14:30", "``: expected `:` and the seconds, but the date ends here; write 2025-02-06T14:30:00"),
        ("2025-02-06 14:30", "` `: the date should end before ` `; write 2025-02-06T14:30:00"),
        ("[2025-02-06", "``: expected a comma or `]`, but the date ends here; write [2025-02-06]"),
        (
            "2025-06-01..2025-07-23",
            "`.`: the date should end before `.`; write [2025-06-01..2025-07-23] for one day between the two, 2025-06-01/2025-07-23 for the whole time",
        ),
    ]);
}

#[test]
fn of_several_readings_all_are_told_and_none_is_taken() {
    for (text, help) in [
        ("06/02/2025", "it is ambiguous: write 2025-02-06 for 6 February 2025, 2025-06-02 for 2 June 2025"),
        (
            "2025-02/03",
            "it is ambiguous: write 2025-02-03 for 3 February 2025, 2025-02/2025-03 for February to March 2025",
        ),
        ("2004/06", "it is ambiguous: write 2004-06 for June 2004, 2004/2006 for 2004 to 2006"),
        ("2025.1", "it is ambiguous: write 2025-01 for January 2025, 2025-10 for October 2025"),
        ("06022025", "it is ambiguous: write 2025-02-06 for 6 February 2025, 2025-06-02 for 2 June 2025"),
        ("1900s", "it is ambiguous: write 190X for 1900s, 19XX for 1900 to 1999 (decade not stated)"),
    ] {
        let error = text.parse::<Edtf>().expect_err("no date");
        assert_eq!((error.help.as_deref(), &error.meant), (Some(help), &None), "{text}");
        assert_eq!(Edtf::meant(text), None, "{text}");
    }
}

#[test]
fn a_number_of_five_digits_is_the_day_number_of_a_spreadsheet_and_no_year() {
    for (text, day) in
        [("45678", "2025-01-21"), ("42074", "2015-03-11"), ("45000", "2023-03-15"), ("12004", "1932-11-11")]
    {
        let error = text.parse::<Edtf>().expect_err("no date");
        let help = error.help.unwrap_or_default();
        assert!(help.contains(&format!("it is {day}:")) && error.meant.is_none(), "{text}: {help}");
    }
    for text in ["1234567", "0", "20 25", "-12345", "2025 1 1 1"] {
        let error = text.parse::<Edtf>().expect_err("no date");
        assert!(error.meant.is_none() && !error.help.unwrap_or_default().contains('Y'), "{text}");
    }
}

#[test]
fn what_is_not_supported_says_so() {
    check(&[
        (
            "Y-17E7",
            "`E7`: exponential years, as in Y17E7, are not supported; write a year of four digits, with `X` for those not known",
        ),
        (
            "1950S2",
            "`S2`: significant digits, as in 1950S2, are not supported; write a year of four digits, with `X` for those not known",
        ),
        (
            "2001-34",
            "`34`: the level-2 season or part of a year 34 is not supported; write months, as in 2025-04/2025-06, or a season, 21 to 24",
        ),
        (
            "Y170000002",
            "`Y170000002`: the year 170000002 is outside what can be shown; years run from -262143 to 262142",
        ),
        (
            "Y262142-24",
            "`Y262142-24`: the year Y262142-24 is outside what can be shown; years run from -262143 to 262142",
        ),
    ]);
}

#[test]
fn a_string_that_breaks_off_says_what_was_expected() {
    check(&[
        ("", "``: there is no date here; write a date such as 2025-02-06, 2025-06 or 2025"),
        ("/", "`/`: an interval needs a date at one end at least; dates are written 2025-02-06, 2025-06 or 2025"),
        (
            "2025-",
            "``: expected a month of two digits, but the date ends here; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "2025-02-",
            "``: expected a day of two digits, but the date ends here; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        ("[2025,]", "`]`: expected a year of four digits, found `]`; dates are written 2025-02-06, 2025-06 or 2025"),
        ("[]", "`]`: expected a year of four digits, found `]`; dates are written 2025-02-06, 2025-06 or 2025"),
        ("[..]", "`]`: expected a year of four digits, found `]`; dates are written 2025-02-06, 2025-06 or 2025"),
        (
            "2025-02-06T25:00:00",
            "`25:00:00`: there is no time 25:00:00; hours are 00 to 23, minutes and seconds 00 to 59",
        ),
        (
            "2025-02-06T14",
            "``: expected `:` and the minutes, but the date ends here; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "2025-02-06T14:30:00+25",
            "`25`: expected an offset under 24 hours, found `25`; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "2025-02-06T14:30:00+05:60",
            "`60`: expected an offset's minutes, 00 to 59, found `60`; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "2025-02?T14:30:00",
            "`2025-02?`: a clock time needs a whole day, with no `X` and no qualifier, before it; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        (
            "tomorrow",
            "`tomorrow`: expected a year of four digits, found `tomorrow`; dates are written 2025-02-06, 2025-06 or 2025",
        ),
        ("2025é", "`é`: the date should end before `é`; dates are written 2025-02-06, 2025-06 or 2025"),
        ("[2025,2026}", "`}`: expected a comma or `]`, found `}`; dates are written 2025-02-06, 2025-06 or 2025"),
    ]);
}

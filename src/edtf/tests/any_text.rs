//! Whatever is typed: no panic, and what is read writes itself back.

use proptest::prelude::*;

use super::super::Edtf;

/// Reads the text and uses all of it; the canonical string must read back as the same value.
fn try_everything(text: &str) {
    match text.parse::<Edtf>() {
        Ok(date) => {
            assert_eq!(date.to_string().parse::<Edtf>().as_ref(), Ok(&date), "{text}");
            assert!(!date.in_words().is_empty() && !date.short().is_empty(), "{text}");
            let _ = (date.sort_key(), date.html_datetime(), date.is_uncertain(), date.is_approximate());
            if let (Some(first), Some(last)) = (date.earliest(), date.latest()) {
                assert!(first <= last && date.may_be(first) && date.may_be(last), "{text}");
            }
        }
        Err(fault) => {
            assert!(text.get(fault.at.clone()).is_some(), "{text}: {:?} is not a place in it", fault.at);
            assert!(!fault.message.is_empty() && fault.help.is_some(), "{text}");
        }
    }
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn letters_of_the_grammar_in_any_order_never_panic(text in "[0-9X?~%/.\\[\\],TZ:+{}YES -]{0,24}") {
        try_everything(&text);
    }

    #[test]
    fn any_text_at_all_never_panics(text in ".{0,24}") {
        try_everything(&text);
    }

    #[test]
    fn dates_with_one_letter_wrong_never_panic(
        text in "[?~%]?-?[0-9X]{4}(-[?~%]?[01][0-9X][?~%]?(-[?~%]?[0-3][0-9X])?)?[?~%]?",
        other in "[?~%]?[12][0-9X]{3}(-[0-2][0-9X](-[0-3][0-9X])?)?[?~%]?",
        joiner in "/|\\.\\.|,|\\.\\.,",
        brackets in 0_usize..3,
    ) {
        let (open, close) = [("", ""), ("[", "]"), ("{", "}")][brackets];
        try_everything(&text);
        try_everything(&format!("{open}{text}{joiner}{other}{close}"));
        try_everything(&format!("{open}{joiner}{other}{close}"));
        try_everything(&format!("{open}{text}{joiner}{close}"));
    }
}

#[test]
fn years_of_any_length_never_panic() {
    for digits in 1..40 {
        for sign in ["", "-"] {
            try_everything(&format!("Y{sign}{}", "9".repeat(digits)));
            try_everything(&format!("Y{sign}2{}-24", "6".repeat(digits)));
        }
    }
    for year in ["Y262142", "Y262143", "Y-262143", "Y-262144", "Y-262145", "Y262142-24", "Y-262143-01-01"] {
        try_everything(year);
    }
}

#[test]
fn every_month_and_day_of_two_signs_is_a_date_or_a_fault() {
    let signs = ['0', '1', '2', '3', '4', '9', 'X'];
    let twos: Vec<String> = signs.iter().flat_map(|first| signs.map(|second| format!("{first}{second}"))).collect();
    for (month, day) in twos.iter().flat_map(|month| twos.iter().map(move |day| (month, day))) {
        try_everything(&format!("202X-{month}-{day}"));
        try_everything(&format!("2025-{month}/{day}"));
    }
}

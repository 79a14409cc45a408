//! The published examples, and the list of those that pass, which may only grow.
//!
//! A valid example passes if it is read and its canonical string reads back as the same value; an invalid one passes if
//! it is refused. After a gain, `EDTF_UPDATE=1 cargo test edtf` adds it to `spec/passing.txt`; a loss must be mended.

use std::collections::BTreeSet;
use std::{env, fs};

use super::super::Edtf;
use super::edtf;

const EXAMPLES: &str = include_str!("../spec/examples.txt");
const PASSING: &str = include_str!("../spec/passing.txt");
const PASSING_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/edtf/spec/passing.txt");

/// What a line of the list says: `level-1 seasons<tab>2001-21`, or `invalid …<tab>…`.
struct Example {
    feature: &'static str,
    text: &'static str,
}

impl Example {
    fn passes(&self) -> bool {
        match self.text.parse::<Edtf>() {
            Ok(date) => !self.is_invalid() && date.to_string().parse::<Edtf>().as_ref() == Ok(&date),
            Err(_) => self.is_invalid(),
        }
    }

    fn is_invalid(&self) -> bool {
        self.feature.starts_with("invalid")
    }
}

fn examples() -> Vec<Example> {
    let lines = EXAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let example = |line: &'static str| line.split_once('\t').map(|(feature, text)| Example { feature, text });
    lines.map(|line| example(line).unwrap_or_else(|| panic!("no tab in {line:?}"))).collect()
}

#[test]
fn examples_that_passed_still_pass_and_the_list_names_every_one() {
    let examples = examples();
    let now: BTreeSet<&str> = examples.iter().filter(|example| example.passes()).map(|example| example.text).collect();
    let listed: BTreeSet<&str> = PASSING.lines().collect();
    let lost: Vec<_> = listed.difference(&now).collect();
    let gained: Vec<_> = now.difference(&listed).collect();
    assert!(lost.is_empty(), "these passed before (or are no longer among the examples): {lost:?}");
    if env::var_os("EDTF_UPDATE").is_some() {
        let lines: String = now.iter().map(|text| format!("{text}\n")).collect();
        return fs::write(PASSING_PATH, lines).expect("the list is in the source tree");
    }
    assert!(gained.is_empty(), "these pass now: add them by EDTF_UPDATE=1 cargo test edtf: {gained:?}");
}

#[test]
fn no_example_is_named_twice() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = examples().iter().map(|example| example.text).filter(|text| !seen.insert(*text)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn a_published_example_that_is_refused_says_that_it_is_not_supported() {
    let refused = examples().into_iter().filter(|example| !example.is_invalid() && !example.passes());
    for Example { text, .. } in refused {
        let fault = text.parse::<Edtf>().expect_err("it is refused").message;
        assert!(fault.contains("not supported") || fault.contains("outside what can be shown"), "{text}: {fault}");
    }
}

#[test]
fn every_date_of_the_briefing_is_read() {
    let briefing = [
        "2022-02-22",
        "202X-09-09",
        "202X-09-13",
        "[2022-09-09,2023-09-09,2024-09-09]",
        "[2022-09-13,2023-09-13,2024-09-13]",
        "2023?-09-13",
        "2024-12-25",
        "[2024-12-25..2025-02-06]",
        "[2024-12-25..2025-05-15]",
        "[..2025-02-06]",
        "2025-02-06",
        "[2025-02-06..2025-05-15]",
        "2025-05-09",
        "2025-05-14",
        "2025-05-15",
        "2025-06",
        "2025-07-01",
        "[2025-06-01..2025-07-23]",
        "[2025-07-05..2025-12-27]",
        "[2025-07-07..2025-12-29]",
        "[..2025-07-22]",
        "2025-07-22",
        "2025-07-23",
        "[2025-05-15..]",
        "2023",
        "2024-12",
        "2022",
        "2025-05-09?",
        "2025-06~",
        "2024-12/2025-05",
    ];
    for text in briefing {
        assert_eq!(edtf(text).to_string(), text);
    }
}

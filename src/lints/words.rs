//! Slips of the hand in the words of a text: a word twice, letters of two alphabets in one word.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::passage::Passage;
use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location};

pub(super) fn check(file: &FileName, passages: &[Passage<'_>], faults: &mut Vec<Diagnostic>) {
    for (range, text) in passages {
        let at = |word: Range<usize>| Location::bytes(file, range.start + word.start..range.start + word.end);
        let mut last: Option<(&str, usize)> = None;
        for (start, word) in text.unicode_word_indices() {
            let end = start + word.len();
            if let Some((before, from)) = last
                && is_twice(before, word)
                && text[from..start].chars().all(char::is_whitespace)
            {
                faults.push(repeated(at(from..end), word));
            }
            if is_mixed(word) {
                faults.push(mixed(at(start..end), word));
            }
            last = Some((word, end));
        }
    }
}

/// English has a few that may stand twice.
fn is_twice(before: &str, word: &str) -> bool {
    let may = ["had", "that", "is", "no", "very", "so"];
    before.to_lowercase() == word.to_lowercase()
        && word.chars().all(char::is_alphabetic)
        && word.chars().next().is_some_and(char::is_lowercase)
        && !may.contains(&word)
}

/// `place` is what is one too many: the white space and the second of the two.
fn repeated(place: Location, word: &str) -> Diagnostic {
    let fix = Fix::guess("delete one", Edit::put(place.clone(), ""));
    Diagnostic::warning("repeated-word", place, format!("`{word}` stands twice")).help("delete one of the two").fix(fix)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | 'ə')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// A Cyrillic schwa alone has a warning of its own, which every build gives.
fn is_mixed(word: &str) -> bool {
    word.chars().any(is_latin) && word.chars().any(|c| is_cyrillic(c) && !matches!(c, 'Ә' | 'ә'))
}

fn mixed(place: Location, word: &str) -> Diagnostic {
    let foreign: Vec<String> =
        word.chars().filter(|c| is_cyrillic(*c)).map(|c| format!("`{c}` (U+{:04X})", u32::from(c))).collect();
    let fault =
        Diagnostic::warning("mixed-script", place.clone(), format!("`{word}` mixes Latin and Cyrillic letters"))
            .label(format!("Cyrillic: {}", foreign.join(", ")))
            .help("type the word anew on one keyboard");
    let latin: String = word.chars().map(|c| twin(c).unwrap_or(c)).collect();
    match latin.chars().any(is_cyrillic) {
        true => fault,
        false => fault.fix(Fix::guess(format!("write `{latin}` in Latin letters"), Edit::put(place, latin))),
    }
}

/// The Latin letter that looks the same.
fn twin(c: char) -> Option<char> {
    let pairs = "АAВBЕEКKМMНHОOРPСCТTУYХXаaеeоoрpсcуyхxіiјjѕsӘƏәə";
    let letters: Vec<char> = pairs.chars().collect();
    letters.chunks_exact(2).find(|pair| pair[0] == c).map(|pair| pair[1])
}

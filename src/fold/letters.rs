//! Texts in Latin letters, and letters that look alike.
//!
//! Unicode's own decomposition leaves `ə` and `ı` untouched, so a list of letters comes before it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::path::{Slug, SlugError};

/// Makes an address part of a text: Latin letters without marks, other scripts romanised, groups joined by hyphens.
///
/// # Errors
/// Where nothing is left, or the result is too long or a device name.
pub(crate) fn slugify(text: &str) -> Result<Slug, SlugError> {
    Slug::new(&slug_text(text))
}

/// The text of a slug; empty where the text holds no letter and no digit. `+` and `#` at the end of a word are spelt, for
/// `C`, `C++` and `C#` are three names.
pub(crate) fn slug_text(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let letters: Vec<char> = any_ascii::any_ascii(&composed).chars().collect();
    let spelt = spelt_signs(&letters);
    let mut slug = String::with_capacity(letters.len());
    for (c, is_spelt) in letters.into_iter().zip(spelt) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if is_spelt {
            slug.push_str(if c == '+' { "-plus" } else { "-sharp" });
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// For each character whether it is a `+` or `#` that belongs to the word before it: `OPEC+`, but not `trade + aid`.
pub(super) fn spelt_signs(letters: &[char]) -> Vec<bool> {
    let mut spelt = vec![false; letters.len()];
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..].iter().take_while(|c| matches!(c, '+' | '#')).count();
        let follows = at.checked_sub(1).is_some_and(|before| letters[before].is_alphanumeric());
        let ends = letters.get(at + run).is_none_or(|next| !next.is_alphanumeric());
        if follows && ends {
            spelt[at..at + run].fill(true);
        }
        at += run.max(1);
    }
    spelt
}

/// Folds a text for comparing names: lower case, no marks, `ə` → `a`, `ı` → `i`, other scripts romanised.
pub(crate) fn folded(text: &str) -> String {
    let letters: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ə' | 'ә' => 'a',
            'ı' => 'i',
            other => other,
        })
        .collect();
    any_ascii::any_ascii(&letters).to_ascii_lowercase()
}

/// The first Cyrillic schwa (U+04D8, U+04D9) inside a word with Latin letters: it looks the same as the Latin one
/// (U+018F, U+0259) and is found by no search for it. In bytes of the text.
pub(crate) fn cyrillic_schwa(text: &str) -> Option<Range<usize>> {
    let is_schwa = |c: char| matches!(c, 'Ә' | 'ә');
    if !text.contains('Ә') && !text.contains('ә') {
        return None;
    }
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | 'ə');
    let mut from = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let start = from;
        from += word.len() + text[from + word.len()..].chars().next().map_or(0, char::len_utf8);
        if let Some(at) = word.find(is_schwa).filter(|_| word.chars().any(latin)) {
            return Some(start + at..start + at + 'ə'.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_region_keep_their_vowels() {
        for (text, slug) in [
            ("Hacızadə", "hacizade"),
            ("Nəsimi Məmmədli", "nesimi-memmedli"),
            ("Əliyev", "eliyev"),
            ("Şuşa", "susa"),
            ("Захарова", "zakharova"),
            ("What brought the plane down?", "what-brought-the-plane-down"),
            ("  –  ", ""),
            ("OPEC+", "opec-plus"),
            ("C++", "c-plus-plus"),
            ("C#, F#", "c-sharp-f-sharp"),
            ("Decree #5 + 6", "decree-5-6"),
        ] {
            assert_eq!(slug_text(text), slug);
        }
    }

    #[test]
    fn a_cyrillic_schwa_is_seen_in_a_latin_word_alone() {
        let text = "Захарова, Hacızad\u{4d9} and Nəsimi";
        let found = cyrillic_schwa(text).expect("there is one");
        assert_eq!(&text[found], "\u{4d9}");
        assert_eq!(cyrillic_schwa("м\u{4d9}дениет, Nəsimi"), None);
    }
}

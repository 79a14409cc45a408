//! Letters folded: one name found in any spelling, an address made from any script.
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

/// The text of a slug; empty where the text holds no letter and no digit.
pub(crate) fn slug_text(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let mut slug = String::with_capacity(composed.len());
    for c in any_ascii::any_ascii(&composed).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
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

/// The candidate that an author most likely meant, if any is near enough.
pub(crate) fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed: String = folded(typed).chars().take(120).collect();
    let allowed = (typed.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&typed, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
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

    #[test]
    fn the_nearest_name_is_found_in_any_spelling() {
        assert_eq!(nearest("hacizada", ["hacizade", "mammadli"]), Some("hacizade"));
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
    }
}

//! What follows from a language: the direction in which it is written, and its quotation marks.

use icu_locale::LocaleDirectionality;
use icu_locale_core::LanguageIdentifier;

/// Returns `rtl` for a language that is written from right to left (Arabic, Persian, Hebrew, Urdu, …), else `ltr`. `tag` is by
/// BCP 47; what cannot be read is taken for left to right.
pub(crate) fn direction(tag: &str) -> &'static str {
    let directions = LocaleDirectionality::new_extended();
    let is_rtl = tag.parse::<LanguageIdentifier>().is_ok_and(|language| directions.is_right_to_left(&language));
    if is_rtl { "rtl" } else { "ltr" }
}

/// The quotation marks of a language: around a quotation, and around one within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QuotationMarks {
    /// Before and after a quotation.
    pub outer: (&'static str, &'static str),
    /// Before and after a quotation within one.
    pub inner: (&'static str, &'static str),
}

/// The marks of English, and of every language that is not in [`MARKS`].
const COMMON: QuotationMarks = QuotationMarks { outer: ("“", "”"), inner: ("‘", "’") };

impl Default for QuotationMarks {
    fn default() -> Self {
        COMMON
    }
}

const fn marks(
    outer: (&'static str, &'static str),
    inner: (&'static str, &'static str),
    languages: &'static [&'static str],
) -> (QuotationMarks, &'static [&'static str]) {
    (QuotationMarks { outer, inner }, languages)
}

/// The marks that differ from the common ones, by the delimiters of CLDR 48. A tag of more parts than one goes before its
/// language.
const MARKS: &[(QuotationMarks, &[&str])] = &[
    marks(("«", "»"), ("„", "“"), &["ba", "be", "ky", "os", "ru", "sah", "tyv", "uk"]),
    marks(("«", "»"), ("“", "”"), &["br", "ca", "cv", "el", "eu", "ie", "it", "kab", "kk", "oc", "pt-PT", "sc"]),
    marks(("«", "»"), ("‹", "›"), &["am", "az-Arab", "az-Cyrl", "fa", "fr-CH", "gsw", "mzn", "rm"]),
    marks(("«", "»"), ("‘", "’"), &["nb", "nn", "no", "rw"]),
    marks(("«", "»"), ("«", "»"), &["fr", "ht", "hy"]),
    marks(
        ("„", "“"),
        ("‚", "‘"),
        &["bs-Cyrl", "cs", "de", "dsb", "et", "hr", "hsb", "is", "lb", "mk", "nds", "sk", "sl"],
    ),
    marks(("„", "“"), ("„", "“"), &["bg", "lt", "prg"]),
    marks(("„", "“"), ("«", "»"), &["ka"]),
    marks(("„", "”"), ("«", "»"), &["pl", "ro"]),
    marks(("„", "”"), ("»", "«"), &["hu", "szl"]),
    marks(("„", "”"), ("’", "’"), &["sr"]),
    marks(("„", "”"), ("‘", "’"), &["bs"]),
    marks(("„", "”"), ("‚", "’"), &["ff"]),
    marks(("”", "”"), ("’", "’"), &["fi", "he", "rn", "se", "sn", "sv", "yi"]),
    marks(("”", "“"), ("’", "‘"), &["ar", "syr", "ur"]),
    marks(("“", "”"), ("“", "”"), &["tk"]),
    marks(("“", "”"), ("«", "»"), &["eo"]),
    marks(("“", "”"), ("’", "‘"), &["uz"]),
    marks(("‘", "’"), ("“", "”"), &["fur", "ia", "tn"]),
    marks(("»", "«"), ("›", "‹"), &["kk-Arab", "ug"]),
    marks(("「", "」"), ("『", "』"), &["ja", "yue", "zh-Hant", "zh-HK", "zh-MO", "zh-TW"]),
];

/// Returns the quotation marks of a language, by its tag (BCP 47).
pub(crate) fn quotation_marks(tag: &str) -> QuotationMarks {
    let find = |wanted: &str| {
        let is_it = |languages: &&[&str]| languages.iter().any(|tag| tag.eq_ignore_ascii_case(wanted));
        MARKS.iter().find_map(|(marks, languages)| is_it(languages).then_some(*marks))
    };
    // `zh-Hant-HK`: the whole, then without its last part.
    let mut rest = tag.trim();
    loop {
        if let Some(marks) = find(rest) {
            return marks;
        }
        match rest.rsplit_once(['-', '_']) {
            Some((shorter, _)) => rest = shorter,
            None => return COMMON,
        }
    }
}

/// Returns a text between the quotation marks of a language.
pub(crate) fn quoted(text: &str, tag: &str) -> String {
    let (before, after) = quotation_marks(tag).outer;
    format!("{before}{text}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_direction() {
        for tag in ["ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "dv", "yi", "az-Arab", "fa-IR", "ar-Arab-EG"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "az", "ru", "tr", "zh-Hant", "ar-Latn", "ku", "", "?"] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn a_language_has_its_marks() {
        let outer = |tag| quotation_marks(tag).outer;
        assert_eq!(outer("ru"), ("«", "»"));
        assert_eq!(outer("uk-UA"), ("«", "»"));
        assert_eq!((outer("pt"), outer("pt-PT")), (("“", "”"), ("«", "»")));
        assert_eq!((outer("zh"), outer("zh-Hant-HK")), (("“", "”"), ("「", "」")));
        assert_eq!((outer("az"), outer("az-Cyrl")), (("“", "”"), ("«", "»")));
        assert_eq!((outer("de-AT"), outer("en"), outer("")), (("„", "“"), ("“", "”"), ("“", "”")));
    }
}

//! A file's name → the id of its record.

use crate::content::kind::Kind;
use crate::edtf::Edtf;
use crate::fold::slug_text;
use crate::path::{LONGEST_SLUG, Slug, SlugError};

/// Returns the id that a file's stem gives, as a slug: of a brief without a leading date, of any other record whole.
///
/// # Errors
/// If no id can be made of it.
pub fn id_of_stem(kind: Kind, stem: &str) -> Result<Slug, SlugError> {
    let slug = slug_text(&stem[date_of_stem(kind, stem).len()..]);
    if slug.len() > LONGEST_SLUG {
        return Err(SlugError::Long(slug.len()));
    }
    Slug::new(&slug)
}

/// Returns the date at the front of a brief's stem with the sign after it, `2025-02-06-`, `2025-02-` or `2025-`; nothing
/// for another kind, where nothing else is left, or where the digits are no date.
pub fn date_of_stem(kind: Kind, stem: &str) -> &str {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut end = 0;
    for (count, sign) in [(4, ""), (2, "-"), (2, "-")] {
        let part = stem[end..].strip_prefix(sign).and_then(|rest| rest.get(..count)).filter(|part| is_digits(part));
        let ends = |part: &str| !stem[end + sign.len() + part.len()..].starts_with(|c: char| c.is_alphanumeric());
        match part.filter(|part| ends(part)) {
            Some(part) => end += sign.len() + part.len(),
            None => break,
        }
    }
    let is_date = kind == Kind::Brief && stem[..end].parse::<Edtf>().is_ok();
    let after = stem[end..].strip_prefix(['-', '_', ' ']).filter(|rest| !slug_text(rest).is_empty());
    match after {
        Some(after) if is_date => &stem[..stem.len() - after.len()],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(kind: Kind, stem: &str) -> String {
        id_of_stem(kind, stem).expect("an id").to_string()
    }

    #[test]
    fn a_leading_date_is_no_part_of_the_id_of_a_brief() {
        for (stem, expected) in [
            ("2025-02-06-russian-house-note", "russian-house-note"),
            ("2025-02-06_note", "note"),
            ("2025-02-06 note", "note"),
            ("2025-02-note", "note"),
            ("2025-note", "note"),
            ("note", "note"),
            ("Hacızadə", "hacizade"),
        ] {
            assert_eq!(id(Kind::Brief, stem), expected, "{stem}");
        }
    }

    #[test]
    fn a_date_is_cut_whole_or_not_at_all() {
        for stem in ["2025", "2025-02-06", "2025-02", "44-day-war", "2025-02-31-note", "2025-13-note", "20250206-note"]
        {
            assert_eq!(id(Kind::Brief, stem), stem);
        }
        assert_eq!(id(Kind::Brief, "2025-100-days"), "100-days");
    }

    #[test]
    fn other_records_keep_their_date() {
        for stem in ["2024-elections", "2024-annual-report", "2025-02-06-note"] {
            assert_eq!(id(Kind::Topic, stem), stem);
        }
    }

    #[test]
    fn a_stem_without_letters_or_a_device_name_is_refused() {
        assert!(id_of_stem(Kind::Topic, "–").is_err());
        assert!(id_of_stem(Kind::Brief, "con").is_err());
    }
}

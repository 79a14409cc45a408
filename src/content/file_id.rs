//! A file's name → the id of its record.

use crate::fold::slug_text;
use crate::path::{LONGEST_SLUG, Slug, SlugError};

/// Returns the id that a file's stem gives: without a leading `2025-02-06-`, `2025-02-` or `2025-`, as a slug.
///
/// # Errors
/// If no id can be made of it.
pub fn id_of_stem(stem: &str) -> Result<Slug, SlugError> {
    let slug = slug_text(without_date(stem));
    if slug.len() > LONGEST_SLUG {
        return Err(SlugError::Long(slug.len()));
    }
    Slug::new(&slug)
}

/// Returns a stem without its leading date; the whole stem if nothing else is left.
pub fn without_date(stem: &str) -> &str {
    let digits = |text: &str, count: usize| text.len() >= count && text.bytes().take(count).all(|b| b.is_ascii_digit());
    let mut rest = stem;
    for count in [4, 2, 2] {
        let next = rest.get(count..).filter(|_| digits(rest, count)).and_then(|after| after.strip_prefix('-'));
        match next {
            Some(next) if !next.is_empty() => rest = next,
            _ => break,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_date_is_no_part_of_the_id() {
        for (stem, id) in [
            ("2025-02-06-russian-house-note", "russian-house-note"),
            ("2025-02-note", "note"),
            ("2025-note", "note"),
            ("note", "note"),
            ("2025", "2025"),
            ("44-day-war", "44-day-war"),
            ("Hacızadə", "hacizade"),
        ] {
            assert_eq!(id_of_stem(stem).map(|slug| slug.to_string()).as_deref(), Ok(id), "{stem}");
        }
    }

    #[test]
    fn a_stem_without_letters_or_a_device_name_is_refused() {
        assert!(id_of_stem("–").is_err());
        assert!(id_of_stem("con").is_err());
    }
}

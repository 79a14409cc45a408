//! The order in which readers meet names, by the rules of the site's language.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::{Locale, locale};

/// Compares names as readers of a language expect.
pub(super) struct NameCollator(Option<CollatorBorrowed<'static>>);

impl NameCollator {
    /// Returns the order of a language by its BCP 47 tag; that of English where the language is not known.
    pub(super) fn of(language: &str) -> Self {
        let wanted: Locale = language.parse().unwrap_or(locale!("en"));
        let collator =
            |locale: &Locale| Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default());
        Self(collator(&wanted).or_else(|_| collator(&locale!("en"))).ok())
    }

    /// Sorts records by name, then by id. Each name is made a key once: long lists compare it many times.
    pub(super) fn sort<T>(&self, records: &mut [T], name: impl Fn(&T) -> &str, id: impl Fn(&T) -> &str) {
        records.sort_by_cached_key(|record| (self.key(name(record)), id(record).to_owned()));
    }

    fn key(&self, name: &str) -> Vec<u8> {
        match &self.0 {
            Some(collator) => {
                let mut key = Vec::new();
                let Ok(()) = collator.write_sort_key_to(name, &mut key);
                key
            }
            None => name.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_language() {
        let mut names = vec!["Şuşa", "Zəngilan", "Əliyev", "Çovdar", "Dağ", "Cəfərov", "Səfərov"];
        NameCollator::of("az").sort(&mut names, |name| name, |name| name);
        assert_eq!(names, ["Cəfərov", "Çovdar", "Dağ", "Əliyev", "Səfərov", "Şuşa", "Zəngilan"]);
    }
}

//! Names as typed → what they stand for: the exact name before the folded one.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::letters::slug_text;
use super::name_key::{is_whole_in_latin, marked_key, name_key};
use super::spellings::Spellings;

/// The names of records of one kind. An id leads to one record; a name may be shared.
#[derive(Debug)]
pub(crate) struct NameTable<T> {
    ids: FxHashMap<String, T>,
    /// Ids of former times, which no living record has.
    former: FxHashMap<String, T>,
    exact: FxHashMap<String, Vec<T>>,
    /// By [`name_key`], with the name.
    keys: FxHashMap<String, Vec<(String, T)>>,
    /// By the name in Latin letters, where that says all.
    latin: FxHashMap<String, Vec<(String, T)>>,
    names: Vec<(String, T)>,
    /// Made of so many of the `names`, when a text is found in no other way.
    spellings: RefCell<(Spellings<T>, usize)>,
}

/// What a typed name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameMatch<T> {
    /// Nothing.
    Nothing,
    /// One record. Where other letters or marks were typed than any of its names has, the name that they were taken for.
    One(T, Option<String>),
    /// Several records share the name.
    Several(Vec<T>),
}

impl<T> NameMatch<T> {
    /// Returns the record, where it is one.
    pub(crate) fn one(self) -> Option<T> {
        match self {
            Self::One(value, _) => Some(value),
            Self::Nothing | Self::Several(_) => None,
        }
    }

    /// Returns every record that it may be.
    pub(crate) fn all(self) -> Vec<T> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(value, _) => vec![value],
            Self::Several(values) => values,
        }
    }
}

impl<T> Default for NameTable<T> {
    fn default() -> Self {
        Self {
            ids: FxHashMap::default(),
            former: FxHashMap::default(),
            exact: FxHashMap::default(),
            keys: FxHashMap::default(),
            latin: FxHashMap::default(),
            names: Vec::new(),
            spellings: RefCell::new((Spellings::default(), 0)),
        }
    }
}

impl<T: Copy + PartialEq> NameTable<T> {
    /// Adds an id. The first record that has it keeps it.
    pub(crate) fn add_id(&mut self, id: &str, value: T) {
        self.ids.entry(id.to_owned()).or_insert(value);
    }

    /// Adds an id that a record had once.
    pub(crate) fn add_former(&mut self, id: &str, value: T) {
        self.former.entry(id.to_owned()).or_insert(value);
    }

    /// Adds a name.
    pub(crate) fn add_name(&mut self, name: &str, value: T) {
        let values = self.exact.entry(exact(name)).or_default();
        if !values.contains(&value) {
            values.push(value);
            self.add_folded(name, value);
            self.names.push((name.to_owned(), value));
        }
    }

    fn add_folded(&mut self, name: &str, value: T) {
        let key = name_key(name);
        if !key.is_empty() {
            self.keys.entry(key).or_default().push((name.to_owned(), value));
        }
        if is_whole_in_latin(name) {
            let slug = slug_text(name);
            if !slug.is_empty() {
                self.latin.entry(slug).or_default().push((name.to_owned(), value));
            }
        }
    }

    /// Returns the record that alone has exactly this name.
    pub(crate) fn exactly(&self, typed: &str) -> Option<T> {
        match self.exact.get(typed).map(Vec::as_slice) {
            Some([value]) => Some(*value),
            _ => None,
        }
    }

    /// Returns how near a typed name comes: 0 for an id, 1 for a name, 2 for a name in other letters.
    pub(crate) fn rank(&self, typed: &str) -> Option<u8> {
        match self.find(typed) {
            _ if self.ids.contains_key(typed) => Some(0),
            NameMatch::One(_, None) | NameMatch::Several(_) => Some(1),
            NameMatch::One(_, Some(_)) => Some(2),
            NameMatch::Nothing => None,
        }
    }

    /// Returns the record with an id.
    pub(crate) fn id(&self, id: &str) -> Option<T> {
        self.ids.get(id).copied()
    }

    /// Returns the record that has an id, or had it once.
    pub(crate) fn holder(&self, id: &str) -> Option<T> {
        self.ids.get(id).or_else(|| self.former.get(id)).copied()
    }

    /// Returns what a name as typed stands for: the record with this id, or with exactly this name; or else with a name that
    /// differs in case, spaces, hyphens, quotes or marks; or else one that is spelt so in other letters.
    pub(crate) fn find(&self, typed: &str) -> NameMatch<T> {
        if let Some(value) = self.ids.get(typed) {
            return NameMatch::One(*value, None);
        }
        if let Some(values) = self.exact.get(&exact(typed)) {
            return match values.as_slice() {
                [value] => NameMatch::One(*value, None),
                several => NameMatch::Several(several.to_vec()),
            };
        }
        if let Some(value) = self.former.get(typed) {
            return NameMatch::One(*value, None);
        }
        let (key, as_typed) = (name_key(typed), marked_key(typed));
        let found = self.folded(self.keys.get(&key), &key.replace(' ', "-"), &as_typed);
        if found != NameMatch::Nothing {
            return found;
        }
        if is_whole_in_latin(typed) {
            let slug = slug_text(typed);
            let found = self.folded(self.latin.get(&slug), &slug, &as_typed);
            if found != NameMatch::Nothing {
                return found;
            }
        }
        let mut spellings = self.spellings.borrow_mut();
        let (spellings, spelt) = &mut *spellings;
        let new = self.names.get(*spelt..).unwrap_or_default();
        new.iter().for_each(|(name, value)| spellings.add(name, *value));
        *spelt = self.names.len();
        match spellings.find(typed) {
            Some((name, value)) => NameMatch::One(value, Some(name.to_owned())),
            None => NameMatch::Nothing,
        }
    }

    /// Returns the match of a text that was folded: the records with such names, and the one with such an id. It is told
    /// where the marks or letters of all of them are others.
    fn folded(&self, names: Option<&Vec<(String, T)>>, id: &str, as_typed: &str) -> NameMatch<T> {
        let names = names.into_iter().flatten().map(|(name, value)| (name.as_str(), *value));
        let mut values: Vec<T> = Vec::new();
        let mut taken_for = None;
        let mut is_same = false;
        let mut living = names.chain(self.ids.get(id).map(|value| (id, *value))).peekable();
        // What a record was called by its id still leads to it, unless another is called so now.
        let former = self.former.get(id).map(|value| (id, *value)).filter(|_| living.peek().is_none());
        for (name, value) in living.chain(former) {
            if !values.contains(&value) {
                values.push(value);
            }
            taken_for = taken_for.or_else(|| Some(name.to_owned()));
            is_same |= marked_key(name) == as_typed;
        }
        match values.as_slice() {
            [] => NameMatch::Nothing,
            [value] => NameMatch::One(*value, taken_for.filter(|_| !is_same)),
            _ => NameMatch::Several(values),
        }
    }
}

fn exact(name: &str) -> String {
    name.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(records: &[(&str, &[&str])]) -> NameTable<usize> {
        let mut table = NameTable::default();
        for (at, (id, names)) in records.iter().enumerate() {
            table.add_id(id, at);
            names.iter().for_each(|name| table.add_name(name, at));
        }
        table
    }

    #[test]
    fn the_exact_name_wins_over_the_folded_one() {
        let names = table(&[("opec", &["OPEC"]), ("opec-plus", &["OPEC+"]), ("c", &["C"]), ("c-plus-plus", &["C++"])]);
        for (typed, at) in [("OPEC", 0), ("opec", 0), ("Opec", 0), ("OPEC+", 1), ("Opec Plus", 1), ("C", 2), ("c++", 3)]
        {
            assert_eq!(names.find(typed), NameMatch::One(at, None), "{typed}");
        }
        assert_eq!(names.find("C#"), NameMatch::Nothing);
    }

    #[test]
    fn what_other_marks_or_letters_were_taken_for_is_told() {
        let names =
            table(&[("hacizade", &["Ayxan Hacızadə"]), ("zakharova", &["Maria Zakharova"]), ("m", &["Müller"])]);
        assert_eq!(names.find("Hacizade"), NameMatch::One(0, None), "its id");
        assert_eq!(names.find("AYXAN HACIZADƏ"), NameMatch::One(0, None), "in capitals");
        assert_eq!(names.find("Aykhan Hajizada"), NameMatch::One(0, Some("Ayxan Hacızadə".to_owned())));
        assert_eq!(names.find("Захарова"), NameMatch::One(1, Some("zakharova".to_owned())));
        assert_eq!(names.find("Muller"), NameMatch::One(2, Some("Müller".to_owned())));
    }

    #[test]
    fn a_name_that_two_share_leads_to_both() {
        let names = table(&[("taftan-iran", &["Taftan"]), ("taftan-pakistan", &["Taftan"])]);
        assert_eq!(names.find("Taftan"), NameMatch::Several(vec![0, 1]));
        assert_eq!(names.find("taftan"), NameMatch::Several(vec![0, 1]));
        assert_eq!(names.find("taftan-iran"), NameMatch::One(0, None));
    }

    #[test]
    fn a_script_without_an_alphabet_is_found_by_its_own_letters_alone() {
        let names = table(&[("beijing", &["北京"]), ("oman", &["عمان"])]);
        assert_eq!(names.find("北京"), NameMatch::One(0, None));
        assert_eq!(names.find("背景"), NameMatch::Nothing);
        assert_eq!(names.find("عمّان"), NameMatch::Nothing);
    }

    #[test]
    fn a_former_id_leads_to_its_record_and_a_living_one_comes_first() {
        let mut names = table(&[("note", &[]), ("memo", &[])]);
        names.add_former("note", 1);
        names.add_former("call", 1);
        assert_eq!(names.find("note"), NameMatch::One(0, None));
        assert_eq!(names.find("call"), NameMatch::One(1, None));
        names.add_former("phone-call", 0);
        assert_eq!(names.find("Phone call"), NameMatch::One(0, None), "a name that made the id");
        names.add_name("Phone Call", 1);
        assert_eq!(names.find("Phone call"), NameMatch::One(1, None), "a living name comes first");
    }
}

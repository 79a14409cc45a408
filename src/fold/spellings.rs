//! Spellings of one name in other letters: Latin for Azerbaijani and Turkish letters and for Cyrillic.
//!
//! A name is a row of letters, each with the ways in which it is written (`ə` as `a` or `e`, `х` as `kh` or `h`); a typed
//! text is a spelling of it where some choice of ways gives that text. Candidates are found by what all ways have in common.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::name_key::{is_whole_in_latin, name_key};

/// The ways in which a letter is written in plain Latin ones; nothing for a letter with one way. `is_turkic` says that the
/// name has letters which only Azerbaijani and Turkish have.
fn ways(letter: char, is_turkic: bool) -> Option<&'static [&'static str]> {
    Some(match letter {
        'ə' | 'ә' => &["a", "e"],
        'ı' => &["i"],
        'ğ' => &["g", "gh"],
        'ç' => &["c", "ch"],
        'ş' | 'ș' => &["s", "sh"],
        'ö' => &["o", "oe"],
        'ü' => &["u", "ue"],
        'ä' => &["a", "ae"],
        'x' if is_turkic => &["x", "kh"],
        'c' if is_turkic => &["c", "j"],
        'q' if is_turkic => &["q", "g"],
        'а' => &["a"],
        'б' => &["b"],
        'в' => &["v", "w"],
        'г' | 'ґ' => &["g"],
        'ғ' => &["g", "gh"],
        'д' => &["d"],
        'е' => &["e", "ye"],
        'ё' => &["e", "yo", "io", "ye"],
        'є' => &["ye", "ie"],
        'ж' => &["zh"],
        'з' => &["z"],
        'и' => &["i", "y"],
        'й' => &["y", "i", ""],
        'і' => &["i"],
        'ї' => &["yi", "i"],
        'ј' => &["y", "j"],
        'к' => &["k"],
        'қ' => &["k", "q"],
        'л' => &["l"],
        'м' => &["m"],
        'н' => &["n"],
        'о' => &["o"],
        'ө' => &["o"],
        'п' => &["p"],
        'р' => &["r"],
        'с' => &["s"],
        'т' => &["t"],
        'у' => &["u"],
        'ү' | 'ұ' => &["u"],
        'ў' => &["u", "w"],
        'ф' => &["f"],
        'х' => &["kh", "h"],
        'һ' => &["h"],
        'ц' => &["ts"],
        'ч' => &["ch"],
        'ҹ' => &["j", "c"],
        'ш' => &["sh"],
        'щ' => &["shch", "sch"],
        'ъ' | 'ь' => &[""],
        'ы' => &["y", "i"],
        'э' => &["e"],
        'ю' => &["yu", "iu", "u"],
        'я' => &["ya", "ia", "a"],
        _ => return None,
    })
}

/// A letter of a name.
#[derive(Debug)]
enum SpeltLetter {
    Plain(String),
    Ways(&'static [&'static str]),
}

/// The letters of a name, each with its ways.
fn letters(name: &str) -> Vec<SpeltLetter> {
    let composed: Vec<char> = name.nfc().flat_map(char::to_lowercase).nfc().collect();
    let is_turkic = composed.iter().any(|c| matches!(c, 'ə' | 'ı' | 'ğ' | 'ş' | 'ç'));
    let mut letters = Vec::with_capacity(composed.len());
    let mut gap = false;
    for c in composed {
        match ways(c, is_turkic) {
            _ if matches!(c, '\'' | '’' | 'ʼ') || is_combining_mark(c) => {}
            found if found.is_some() || c.is_alphanumeric() => {
                if std::mem::take(&mut gap) {
                    letters.push(SpeltLetter::Plain(" ".to_owned()));
                }
                let plain = || SpeltLetter::Plain(any_ascii::any_ascii_char(c).to_ascii_lowercase());
                letters.push(found.map_or_else(plain, SpeltLetter::Ways));
            }
            _ => gap = !letters.is_empty(),
        }
    }
    letters
}

/// Whether some choice of ways gives a text.
fn gives(letters: &[SpeltLetter], text: &str) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for letter in letters {
        let mut next = vec![false; text.len() + 1];
        for at in (0..=text.len()).filter(|at| reached[*at]) {
            let mut step = |way: &str| {
                if text[at..].starts_with(way) {
                    next[at + way.len()] = true;
                }
            };
            match letter {
                SpeltLetter::Plain(way) => step(way),
                SpeltLetter::Ways(ways) => ways.iter().for_each(|way| step(way)),
            }
        }
        reached = next;
    }
    reached[text.len()]
}

/// The letters in the first of their ways.
fn first_way(letters: &[SpeltLetter]) -> String {
    letters
        .iter()
        .map(|letter| match letter {
            SpeltLetter::Plain(way) => way.as_str(),
            SpeltLetter::Ways(ways) => ways.first().copied().unwrap_or_default(),
        })
        .collect()
}

/// What all ways of a name have in common: its consonants, but for those that some way leaves out.
fn skeleton(text: &str) -> String {
    let without = text.replace("kh", "");
    let consonants = without.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'x' | ' '));
    consonants
        .map(|c| match c {
            'j' => 'c',
            'q' => 'k',
            'g' => 'k',
            'w' => 'v',
            other => other,
        })
        .collect()
}

/// Whether a name is letters alone, of scripts that are written letter by letter: `OPEC+` is no spelling of `OPEC`.
fn is_plain(name: &str) -> bool {
    is_whole_in_latin(name) && name_key(name).chars().all(|c| c.is_alphanumeric() || c == ' ')
}

/// Names, found by their spellings in other letters.
#[derive(Debug)]
pub(super) struct Spellings<T> {
    by_skeleton: FxHashMap<String, Vec<(String, T)>>,
}

impl<T> Default for Spellings<T> {
    fn default() -> Self {
        Self { by_skeleton: FxHashMap::default() }
    }
}

impl<T: Copy + PartialEq> Spellings<T> {
    /// Adds a name.
    pub(super) fn add(&mut self, name: &str, value: T) {
        let skeleton = skeleton(&first_way(&letters(name)));
        // A name of one consonant says too little, and so does one in a script that is not written letter by letter.
        if skeleton.len() > 1 && is_plain(name) {
            self.by_skeleton.entry(skeleton).or_default().push((name.to_owned(), value));
        }
    }

    /// Returns the one record of which a text is a spelling, with the name that it spells; nothing where two are.
    pub(super) fn find(&self, typed: &str) -> Option<(&str, T)> {
        if !is_plain(typed) {
            return None;
        }
        let letters_typed = letters(typed);
        let text = first_way(&letters_typed);
        let candidates = self.by_skeleton.get(&skeleton(&text))?;
        let mut found: Option<(&str, T)> = None;
        for (name, value) in candidates {
            let known = letters(name);
            if gives(&known, &text) || gives(&letters_typed, &first_way(&known)) {
                match found {
                    Some((_, other)) if other != *value => return None,
                    Some(_) => {}
                    None => found = Some((name, *value)),
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_other_alphabets_spell_it() {
        let names = [
            "Ayxan Hacızadə",
            "Xankəndi",
            "Şuşa",
            "Sergey Lavrov",
            "Maria Zakharova",
            "Qarabağ",
            "Евгений Примаков",
            "Hamas",
        ];
        let mut table = Spellings::default();
        names.iter().enumerate().for_each(|(at, name)| table.add(name, at));
        for (typed, name) in [
            ("Aykhan Hajizada", "Ayxan Hacızadə"),
            ("Ayxan Hacizade", "Ayxan Hacızadə"),
            ("Khankendi", "Xankəndi"),
            ("Shusha", "Şuşa"),
            ("Сергей Лавров", "Sergey Lavrov"),
            ("Мария Захарова", "Maria Zakharova"),
            ("Garabagh", "Qarabağ"),
            ("Yevgeniy Primakov", "Евгений Примаков"),
            ("Evgeny Primakov", "Евгений Примаков"),
            ("ХАМАС", "Hamas"),
        ] {
            assert_eq!(table.find(typed).map(|(name, _)| name), Some(name), "{typed}");
        }
        assert_eq!(table.find("Hamas+"), None);
        assert_eq!(table.find("Alije"), None);
        assert_eq!(table.find("Mexico"), None);
    }

    #[test]
    fn a_text_that_spells_two_names_spells_none() {
        let mut table = Spellings::default();
        table.add("Əli Rza", 1);
        table.add("Ali Rza", 2);
        table.add("Eli Rza", 3);
        assert_eq!(table.find("Əli Rza"), None, "all three");
    }
}

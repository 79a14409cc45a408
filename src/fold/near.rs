//! Names that are nearly the same: what an author may have meant.

use rustc_hash::FxHashMap;
use strsim::osa_distance;

use super::letters::folded;
use super::states::is_state_or_capital;

/// No more of a name is compared.
const LONGEST: usize = 120;

/// How many names are compared in the whole of a site before no suggestion is made any more.
const MOST_COMPARED: usize = 20_000_000;

/// How many names with the same beginnings of words are compared with one.
const MOST_ALIKE: usize = 2_000;

/// The candidate that an author most likely meant, if any is near enough.
pub(crate) fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed = NearName::of(typed);
    let near = candidates.into_iter().filter_map(|candidate| {
        let distance = typed.distance(&NearName::of(candidate))?;
        Some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// A name as it is compared.
#[derive(Debug)]
struct NearName {
    letters: String,
    count: usize,
    /// A bit for each letter that occurs.
    bag: u64,
}

impl NearName {
    fn of(name: &str) -> Self {
        let letters: String = folded(name).chars().take(LONGEST).collect();
        let bag = letters.bytes().fold(0, |bag, byte| bag | 1_u64 << (byte % 64));
        Self { count: letters.chars().count(), letters, bag }
    }

    /// Returns how far another name is from this one, if that is near enough.
    fn distance(&self, other: &Self) -> Option<usize> {
        let allowed = (self.count / 3).clamp(1, 4);
        let apart = self.count.abs_diff(other.count).max((self.bag ^ other.bag).count_ones() as usize / 2);
        (apart <= allowed).then(|| osa_distance(&self.letters, &other.letters)).filter(|distance| *distance <= allowed)
    }
}

/// Names among which the nearest is looked for again and again: each is folded once, and a site with very many faults gets
/// no more suggestions after a while.
#[derive(Debug, Default)]
pub(crate) struct NearNames {
    names: Vec<(String, NearName)>,
    answers: FxHashMap<String, Option<usize>>,
    compared: usize,
}

impl NearNames {
    /// Adds a name.
    pub(crate) fn add(&mut self, name: &str) {
        self.names.push((name.to_owned(), NearName::of(name)));
    }

    /// Returns the nearest name; of several the first in the order of the alphabet.
    pub(crate) fn nearest(&mut self, typed: &str) -> Option<&str> {
        let found = match self.answers.get(typed) {
            Some(found) => *found,
            None if self.compared > MOST_COMPARED => None,
            None => {
                self.compared += self.names.len();
                let wanted = NearName::of(typed);
                let near = self.names.iter().enumerate().filter_map(|(at, (name, folded))| {
                    let distance = wanted.distance(folded)?;
                    Some((distance, name.as_str(), at))
                });
                let found = near.min().map(|(_, _, at)| at);
                self.answers.insert(typed.to_owned(), found);
                found
            }
        };
        found.map(|at| self.names[at].0.as_str())
    }
}

fn words(name: &str) -> Vec<String> {
    let folded = folded(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether two names may be one that was misspelt once: word for word they begin alike and differ in a letter or two. Two
/// numbers and two short words are two names.
fn are_alike(one: &[String], other: &[String]) -> bool {
    if one == other {
        return false;
    }
    if one.len() != other.len() {
        return one.concat() == other.concat();
    }
    one.iter().zip(other).all(|(one, other)| one == other || is_misspelt(one, other))
}

fn is_misspelt(one: &str, other: &str) -> bool {
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let length = one.chars().count().min(other.chars().count());
    let allowed = match length {
        0..4 => return false,
        4..7 => 1,
        _ => 2,
    };
    one.chars().next() == other.chars().next()
        && !has_digit(one)
        && !has_digit(other)
        && one.len().abs_diff(other.len()) <= allowed
        && osa_distance(one, other) <= allowed
}

/// Two words may be one misspelt only where they have most letters in common.
fn bag(words: &[String]) -> u64 {
    words.iter().flat_map(|word| word.bytes()).fold(0, |bag, byte| bag | 1_u64 << (byte % 64))
}

/// Names among which those are looked for of which a new one may be a misspelling; two countries or capitals are none.
#[derive(Debug, Default)]
pub(crate) struct SlipIndex {
    names: Vec<(String, Vec<String>, u64)>,
    /// By the first letter of each word, and by all letters.
    alike: FxHashMap<String, Vec<usize>>,
}

impl SlipIndex {
    /// Adds a name, and returns its number.
    pub(crate) fn add(&mut self, name: &str) -> usize {
        let (words, number) = (words(name), self.names.len());
        for beginning in beginnings(&words) {
            self.alike.entry(beginning).or_default().push(number);
        }
        self.names.push((name.to_owned(), words.clone(), bag(&words)));
        number
    }

    /// Returns the numbers of the names of which one may be a misspelling, in the order in which they were added.
    pub(crate) fn slips_of(&self, name: &str) -> Vec<usize> {
        let words = words(name);
        let own = bag(&words);
        let found = beginnings(&words).into_iter().filter_map(|beginning| self.alike.get(&beginning));
        let mut found: Vec<usize> = found
            .flat_map(|numbers| numbers.iter().copied().take(MOST_ALIKE))
            .filter(|number| {
                let (other, others, letters) = &self.names[*number];
                // Each misspelt word has at most two letters that the other lacks, and the other two.
                (letters ^ own).count_ones() as usize <= 4 * words.len()
                    && are_alike(&words, others)
                    && !(is_state_or_capital(name) && is_state_or_capital(other))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn beginnings(words: &[String]) -> [String; 2] {
    let first: Vec<String> = words.iter().map(|word| word.chars().take(1).collect()).collect();
    [format!("{} {}", words.len(), first.join(" ")), words.concat()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_slip(one: &str, other: &str) -> bool {
        let mut index = SlipIndex::default();
        index.add(other);
        !index.slips_of(one).is_empty()
    }

    #[test]
    fn the_nearest_name_is_found_in_any_spelling() {
        assert_eq!(nearest("hacizada", ["hacizade", "mammadli"]), Some("hacizade"));
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
        let mut names = NearNames::default();
        ["title", "date", "tite"].into_iter().for_each(|name| names.add(name));
        assert_eq!(names.nearest("titl"), Some("tite"));
        assert_eq!(names.nearest("xyzzy"), None);
    }

    #[test]
    fn two_real_names_are_no_slip() {
        for (one, other) in [
            ("Iran", "Iraq"),
            ("Иран", "Ирак"),
            ("Austria", "Australia"),
            ("Niger", "Nigeria"),
            ("Slovakia", "Slovenia"),
            ("Iceland", "Ireland"),
            ("North Korea", "South Korea"),
            ("gas exports", "gas imports"),
            ("export ban", "import ban"),
            ("search", "research"),
            ("customer-experience", "user-experience"),
            ("Malawi", "Mali"),
            ("day-1", "day-2"),
            ("UN", "US"),
            ("Asmara", "Ankara"),
        ] {
            assert!(!is_slip(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_letter_or_two_in_a_long_word_may_be_a_slip() {
        let slips = [
            ("diplomaci", "diplomacy"),
            ("alianse", "alliance"),
            ("trade", "trades"),
            ("Irann", "Iran"),
            ("visa rules", "visas rules"),
            ("news paper", "newspaper"),
        ];
        let mut index = SlipIndex::default();
        for (_, name) in slips {
            index.add(name);
        }
        for (at, (one, other)) in slips.into_iter().enumerate() {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} and {other}");
            assert_eq!(index.slips_of(one), [at], "{one}");
        }
    }

    #[test]
    fn ten_thousand_names_are_compared_in_no_time() {
        let mut index = SlipIndex::default();
        for number in 0..10_000_u64 {
            // Letters as if thrown, the same each time.
            let thrown = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let letter = |at: u64| char::from(b"abcdefghijklmnopqrstuvwxyz"[((thrown >> (at * 6)) % 26) as usize]);
            let name: String = (0..9).map(letter).collect();
            assert!(index.slips_of(&name).len() < 10, "{name}");
            index.add(&name);
        }
        let mut names = NearNames::default();
        (0..10_000).for_each(|number| names.add(&format!("record-{number}")));
        (0..10_000).for_each(|number| assert_eq!(names.nearest(&format!("something-else-{number}")), None));
        assert!(names.compared <= MOST_COMPARED + names.names.len());
    }
}

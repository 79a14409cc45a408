//! What of a name says which name it is.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::letters::spelt_signs;

/// Returns what two spellings of one name have in common: no case, no marks on Latin and Greek letters, words apart by one
/// space. Signs that make another name of it (`OPEC+`, `C#`) stay.
pub(crate) fn name_key(text: &str) -> String {
    key(text, true)
}

/// Returns the same with the marks of its letters.
pub(super) fn marked_key(text: &str) -> String {
    key(text, false)
}

fn key(text: &str, without_marks: bool) -> String {
    let letters: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let spelt = spelt_signs(&letters);
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    for (at, c) in letters.iter().copied().enumerate() {
        let next_is_word = letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let begins_word = at.checked_sub(1).is_none_or(|before| letters[before].is_whitespace());
        let stays = match c {
            '+' | '#' => spelt[at],
            // `.NET` is no `NET`.
            '.' => begins_word && next_is_word,
            '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʻ' | 'ʹ' => continue,
            _ if is_combining_mark(c) => {
                if !(without_marks && key.chars().next_back().is_some_and(has_removable_marks)) {
                    key.push(c);
                }
                continue;
            }
            _ => c.is_alphanumeric() || is_sign(c),
        };
        if !stays {
            gap = !key.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            key.push(' ');
        }
        match without_marks {
            true => key.push(without_mark(c)),
            // In capitals the two are one letter.
            false => key.push(if c == 'ı' { 'i' } else { c }),
        }
    }
    key
}

/// A letter without its marks, in an alphabet that uses them as such.
fn without_mark(c: char) -> char {
    match c {
        'ı' => 'i',
        'ё' => 'е',
        _ => std::iter::once(c).nfd().next().filter(|base| has_removable_marks(*base)).unwrap_or(c),
    }
}

fn has_removable_marks(base: char) -> bool {
    base.is_ascii_alphabetic() || matches!(base, '\u{370}'..='\u{3FF}')
}

/// Whether a character is neither a letter nor what stands between words.
fn is_sign(c: char) -> bool {
    match c {
        '@' | '%' | '*' | '$' | '=' | '<' | '>' | '^' | '~' | '|' => true,
        _ if c.is_ascii() || c.is_whitespace() || c.is_control() => false,
        '\u{AD}' | '«' | '»' | '¡' | '¿' | '·' | '§' | '¶' => false,
        '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FE00}'..='\u{FE0F}' => false,
        '،' | '؛' | '؟' | '٫' | '٬' | '־' | '۔' | '・' => false,
        _ => true,
    }
}

/// Whether a name in Latin letters says all that the name itself says: its signs are spelt, and its letters belong to an
/// alphabet that is written letter by letter. 山西 and 陕西 are both `shanxi`, and neither is found by it.
pub(super) fn is_whole_in_latin(text: &str) -> bool {
    text.nfkc().all(|c| match c {
        '+' | '#' => true,
        _ if c.is_ascii() => !is_sign(c),
        _ if is_combining_mark(c) => matches!(c, '\u{300}'..='\u{36F}'),
        _ if c.is_alphanumeric() => matches!(
            c,
            '\u{AA}'..='\u{2FF}'
                | '\u{370}'..='\u{58F}'
                | '\u{10A0}'..='\u{10FF}'
                | '\u{1C80}'..='\u{1CBF}'
                | '\u{1E00}'..='\u{1FFF}'
        ),
        _ => !is_sign(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("Russian House", "russian-house"),
            ("«Дом»", "дом"),
            ("Orbán", "ORBAN"),
            ("O’Neill", "O'Neill"),
            ("St. Petersburg", "St Petersburg"),
            ("Hacı", "Haci"),
            ("e\u{301}t\u{e9}", "Ete"),
            ("What brought the plane down?", "what-brought-the-plane-down"),
            ("Ｇ７", "G7"),
            ("Trade + aid", "Trade, aid"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_names_have_other_keys() {
        for names in [
            ["OPEC", "OPEC+"],
            ["C", "C++"],
            ["C++", "C#"],
            ["G7", "G7+"],
            ["山西", "陕西"],
            ["北京", "背景"],
            ["عمان", "عمّان"],
            ["NET", ".NET"],
            ["Иран", "Ирак"],
            ["мир", "мйр"],
            ["A", "A*"],
        ] {
            assert_ne!(name_key(names[0]), name_key(names[1]), "{names:?}");
        }
    }

    #[test]
    fn a_script_without_an_alphabet_is_not_told_by_latin_letters() {
        assert!(
            ["Захарова", "Hacızadə", "OPEC+", "Αθήνα", "თბილისი", "O’Neill", "a – b"]
                .into_iter()
                .all(is_whole_in_latin)
        );
        assert!(!["山西", "عمان", "משה", "A*", "🙂"].into_iter().any(is_whole_in_latin));
    }
}

//! English words that are made, not stored: plurals, capitals, small numbers, the names of languages.
//!
//! Numbers, keys and codes come in; words for readers go out.

/// Returns the number with its noun: "1 brief", "3 briefs".
pub(crate) fn count_of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Returns the text with its first letter in upper case.
pub(crate) fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a keyword as a reader would write it: "note-verbale" → "Note verbale".
pub(crate) fn humanise(keyword: &str) -> String {
    capitalise(&keyword.replace(['-', '_'], " "))
}

/// Returns small numbers in words, as British newspapers set them: "ten", "11".
pub(crate) fn small_number(count: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// Returns the name of a language by its BCP 47 code, or the code itself.
pub(crate) fn language_name(code: &str) -> &str {
    match code.split('-').next().unwrap_or(code) {
        "az" => "Azerbaijani",
        "en" => "English",
        "ru" => "Russian",
        "tr" => "Turkish",
        "hy" => "Armenian",
        "ka" => "Georgian",
        "uk" => "Ukrainian",
        "kk" => "Kazakh",
        "fa" => "Persian",
        "de" => "German",
        "fr" => "French",
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_numbers() {
        assert_eq!([count_of(0, "brief"), count_of(1, "brief")], ["0 briefs", "1 brief"]);
    }

    #[test]
    fn keywords_read_as_words() {
        assert_eq!(humanise("note-verbale"), "Note verbale");
        assert_eq!(humanise(""), "");
        assert_eq!(small_number(3), "three");
        assert_eq!(language_name("az-Latn"), "Azerbaijani");
    }
}

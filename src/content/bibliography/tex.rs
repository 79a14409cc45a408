//! TeX as it stands in a field → plain text, lists of names, months.

use std::sync::LazyLock;

use biblatex::{Bibliography, ChunksExt, Pair, RawBibliography, RawChunk, RawEntry, Spanned};
use regex_lite::Regex;

/// How deep braces may stand in each other in a field that is read.
const DEEPEST: usize = 50;

/// The most bytes of a field that is read.
const LONGEST: usize = 20_000;

/// Returns the text of a field, without what only sets type. `is_verbatim` is true for addresses.
///
/// # Errors
/// Where it is too long or too deep, or is no TeX.
pub(super) fn text(raw: &str, is_verbatim: bool) -> Result<String, String> {
    check_bounds(raw)?;
    let name = if is_verbatim { "url" } else { "title" };
    let spaced = if is_verbatim { raw.to_owned() } else { without_ties(raw) };
    let pair = Pair::new(Spanned::zero(name), Spanned::zero(vec![Spanned::zero(RawChunk::Normal(&spaced))]));
    let entry = RawEntry { key: Spanned::zero("x"), kind: Spanned::zero("misc"), fields: vec![pair] };
    let raw =
        RawBibliography { preamble: String::new(), entries: vec![Spanned::zero(entry)], abbreviations: Vec::new() };
    let bibliography = Bibliography::from_raw(raw).map_err(|error| error.kind.to_string())?;
    let text = bibliography.get("x").and_then(|entry| entry.get(name)).map(ChunksExt::format_verbatim);
    let text = text.unwrap_or_default();
    Ok(if is_verbatim { text.trim().to_owned() } else { plain(&text) })
}

fn check_bounds(raw: &str) -> Result<(), String> {
    if raw.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    let mut depth = 0usize;
    for byte in raw.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("braces stand more than {DEEPEST} deep in each other"));
        }
    }
    Ok(())
}

/// A tilde that is not escaped is a space.
fn without_ties(raw: &str) -> String {
    let mut escaped = false;
    let space = |c: char| {
        let is_tie = c == '~' && !escaped;
        escaped = c == '\\' && !escaped;
        if is_tie { ' ' } else { c }
    };
    raw.chars().map(space).collect()
}

/// The text without commands that were left in it: `\textit{x}` is x; and with the quotation marks that TeX makes.
fn plain(text: &str) -> String {
    static WITH_ARGUMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\[A-Za-z]+\*?\{([^{}]*)\}").expect("a regular expression"));
    static ALONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\[A-Za-z]+\*? ?").expect("a regular expression"));
    let mut text = text.to_owned();
    for _ in 0..DEEPEST {
        let next = WITH_ARGUMENT.replace_all(&text, "$1").into_owned();
        if next == text {
            break;
        }
        text = next;
    }
    let text = ALONE.replace_all(&text, "");
    let marked = text.replace("``", "“").replace("''", "”").replace('`', "‘");
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the people of a field, each as read aloud; what stands for those who are not named is “and others”.
///
/// # Errors
/// As for [`text`].
pub(super) fn names(raw: &str) -> Result<Vec<String>, String> {
    check_bounds(raw)?;
    let people = split_outside_braces(raw, &[" and ", "\nand ", " and\n", "\tand "]);
    people.into_iter().map(str::trim).filter(|person| !person.is_empty()).map(name).collect()
}

fn name(raw: &str) -> Result<String, String> {
    if raw == "others" {
        return Ok("and others".to_owned());
    }
    let parts = split_outside_braces(raw, &[","]).into_iter().map(|part| text(part, false));
    let parts: Vec<String> = parts.collect::<Result<_, _>>()?;
    Ok(match parts.as_slice() {
        [family, given] => format!("{given} {family}").trim().to_owned(),
        [family, suffix, given] => format!("{given} {family} {suffix}").trim().to_owned(),
        parts => parts.join(", "),
    })
}

/// The pieces between separators that stand outside of braces.
fn split_outside_braces<'t>(text: &'t str, separators: &[&str]) -> Vec<&'t str> {
    let (mut pieces, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start => {
                if let Some(separator) = separators.iter().find(|separator| text[at..].starts_with(**separator)) {
                    pieces.push(&text[start..at]);
                    start = at + separator.len();
                }
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// The number of a month: `feb`, `February`, `2`.
pub(super) fn month(text: &str) -> Option<u32> {
    let name = text.trim().trim_end_matches('.');
    let number = name.parse::<u32>().ok().filter(|month| (1..=12).contains(month));
    number.or_else(|| name.parse::<chrono::Month>().ok().map(|month| month.number_from_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_text() {
        for (raw, plain) in [
            (r"The \textit{Izvestia} of {Baku}", "The Izvestia of Baku"),
            (r"A ``quoted'' word~and `one'", "A “quoted” word and ‘one'"),
            (r#"M{\"u}ller \& \emph{\textbf{Co}}"#, "Müller & Co"),
            (r"{\em Old} style", "Old style"),
            (r"5\% of \$3", "5% of $3"),
            ("two\n  lines", "two lines"),
        ] {
            assert_eq!(text(raw, false).as_deref(), Ok(plain), "{raw}");
        }
        assert_eq!(text("https://e.com/a_b~c%20d", true).as_deref(), Ok("https://e.com/a_b~c%20d"));
        assert!(text(&"{".repeat(100_000), false).is_err() && text("a } b", false).is_err());
    }

    #[test]
    fn names_are_read_aloud() {
        let all = |raw: &str| names(raw).expect("names").join("; ");
        assert_eq!(all("Müller, Jörg and others"), "Jörg Müller; and others");
        assert_eq!(all("Jane Doe and van Dam, Jr., Jan"), "Jane Doe; Jan van Dam Jr.");
        assert_eq!(all("{Ministry of Trade and Industry}"), "Ministry of Trade and Industry");
    }
}

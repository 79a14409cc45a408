//! Where in front matter a cursor stands, although the text around it is half typed.
//!
//! A YAML parser stops at the first fault, which is where an author is typing. So the lines above the cursor are read by
//! their indentation alone, and what stands between `{`, `[` and the cursor on its own line by the brackets. That is the
//! YAML that front matter is written in; where it is another (a text over several lines, brackets over several lines),
//! the answer may be wrong, and what follows from it is only a suggestion.

use std::ops::Range;

use crate::front_matter::shape::Shape;

/// Where a cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YamlCursor {
    /// The keys around it, from the outside.
    pub parents: Vec<String>,
    /// The key on its line before it, where it stands in a value.
    pub key: Option<String>,
    /// The bytes of the key, or of the word that may become one.
    pub key_bytes: Range<usize>,
    /// The word at the cursor, as far as it is typed.
    pub word: Range<usize>,
    /// Whether a key may begin here.
    pub may_be_key: bool,
    /// The keys that stand in the same mapping.
    pub siblings: Vec<String>,
}

/// One line as a cursor sees it.
struct IndentedLine<'t> {
    /// The column of its first dash, if it begins an item.
    dash: Option<usize>,
    /// The column where its content begins.
    column: usize,
    key: Option<&'t str>,
}

impl YamlCursor {
    /// Where a byte of a YAML block stands.
    pub(super) fn at(yaml: &str, byte: usize) -> Self {
        let byte = yaml.floor_char_boundary(byte);
        let start = yaml[..byte].rfind('\n').map_or(0, |at| at + 1);
        let typed = &yaml[start..byte];
        let line = IndentedLine::of(typed);
        let content = start + line.column.min(typed.len());
        let (mut parents, mut siblings) = around(&yaml[..start], &line);
        siblings.extend(below(&yaml[byte..], &line));
        let mut cursor = match line.key {
            Some(key) => {
                let after = content + key.len() + 1;
                Self::value(yaml, parents, key.to_owned(), content..content + key.len(), after..byte)
            }
            None if yaml[content..byte].starts_with(['{', '[']) => {
                let key = parents.pop().unwrap_or_default();
                Self::value(yaml, parents, key, content..content, content..byte)
            }
            None => {
                let word = trimmed(yaml, content..byte);
                let key = line.dash.and_then(|_| parents.last().cloned());
                Self { parents, key, key_bytes: word.clone(), word, may_be_key: true, siblings: Vec::new() }
            }
        };
        if cursor.siblings.is_empty() && cursor.may_be_key {
            cursor.siblings = siblings;
        }
        cursor
    }

    /// Where a byte of `site.toml` stands: below the table that is opened last, in a key or behind its `=`.
    pub(super) fn in_toml(text: &str, byte: usize) -> Self {
        let byte = text.floor_char_boundary(byte);
        let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        let table = |line: &str| line.trim().strip_prefix('[').map(|name| name.trim_end_matches(']').trim().to_owned());
        let name = |line: &str| line.split_once('=').map(|(name, _)| name.trim().to_owned());
        let parents = text[..start].lines().rev().find_map(table).into_iter().collect();
        let above = text[..start].lines().rev().take_while(|line| table(line).is_none()).filter_map(name);
        let below = text[byte..].lines().skip(1).take_while(|line| table(line).is_none()).filter_map(name);
        let siblings = above.chain(below).collect();
        let typed = &text[start..byte];
        let Some(equals) = typed.find('=') else {
            let word = trimmed(text, start..byte);
            return Self { parents, key: None, key_bytes: word.clone(), word, may_be_key: true, siblings };
        };
        let key_bytes = trimmed(text, start..start + equals);
        let key = Some(text[key_bytes.clone()].to_owned());
        let word = trimmed(text, start + equals + 1..byte);
        Self { parents, key, key_bytes, word, may_be_key: false, siblings }
    }

    /// Returns the shape of the value in which the cursor stands. The word after a dash is an item of the list around it,
    /// and may be a key of a mapping as well.
    pub(super) fn value_shape<'s>(&self, root: &'s Shape) -> Option<&'s Shape> {
        let key = self.key.as_ref()?;
        let around = self.mapping_shape(root)?;
        if self.may_be_key { Some(around) } else { around.below(key) }
    }

    /// Returns the shape of what is around the cursor.
    pub(super) fn mapping_shape<'s>(&self, root: &'s Shape) -> Option<&'s Shape> {
        self.parents.iter().try_fold(root, |shape, key| shape.below(key))
    }

    /// In the value of a key, which may hold brackets.
    fn value(yaml: &str, mut parents: Vec<String>, key: String, key_bytes: Range<usize>, typed: Range<usize>) -> Self {
        let mut open: Vec<(char, Option<String>, Vec<String>)> = Vec::new();
        let (mut from, mut quote, mut key) = (typed.start, None, Some(key));
        let mut key_bytes = key_bytes;
        for (at, c) in yaml[typed.clone()].char_indices().map(|(at, c)| (at + typed.start, c)) {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if yaml[from..at].trim().is_empty() => quote = Some(c),
                (None, '{' | '[') if yaml[from..at].trim().is_empty() => {
                    open.push((c, key.clone(), Vec::new()));
                    key = if c == '{' { None } else { key };
                    from = at + 1;
                }
                (None, '}' | ']') if !open.is_empty() => {
                    key = open.pop().and_then(|(_, key, _)| key);
                    from = at + 1;
                }
                (None, ',') if !open.is_empty() => {
                    if open.last().is_some_and(|(bracket, ..)| *bracket == '{') {
                        key = None;
                    }
                    from = at + 1;
                }
                (None, ':') if key.is_none() => {
                    key_bytes = trimmed(yaml, from..at);
                    let name = yaml[key_bytes.clone()].to_owned();
                    if let Some((_, _, seen)) = open.last_mut() {
                        seen.push(name.clone());
                    }
                    key = Some(name);
                    from = at + 1;
                }
                _ => {}
            }
        }
        let word = trimmed(yaml, from..typed.end);
        let in_list = open.last().is_some_and(|(bracket, ..)| *bracket == '[');
        let siblings = open.iter().rev().find(|(bracket, ..)| *bracket == '{').map(|(_, _, seen)| seen.clone());
        parents.extend(open.iter().filter(|(bracket, ..)| *bracket == '{').filter_map(|(_, key, _)| key.clone()));
        let may_be_key = key.is_none() && !in_list;
        let key_bytes = if may_be_key { word.clone() } else { key_bytes };
        Self { parents, key, key_bytes, word, may_be_key, siblings: siblings.unwrap_or_default() }
    }
}

impl<'t> IndentedLine<'t> {
    fn of(text: &'t str) -> Self {
        let mut rest = text;
        let mut dash = None;
        loop {
            rest = rest.trim_start_matches(' ');
            match rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' ')) {
                Some(after) => {
                    dash.get_or_insert(text.len() - rest.len());
                    rest = after;
                }
                None => break,
            }
        }
        Self { dash, column: text.len() - rest.len(), key: key_of(rest) }
    }

    fn is_blank(&self, text: &str) -> bool {
        self.dash.is_none() && (text.trim().is_empty() || text.trim_start().starts_with('#'))
    }
}

/// The plain key with which a text begins.
fn key_of(text: &str) -> Option<&str> {
    let end = text.find(':').filter(|end| text[end + 1..].is_empty() || text[end + 1..].starts_with([' ', '\r']))?;
    let key = &text[..end];
    let plain = !key.is_empty() && !key.contains(['{', '[', '"', '\'', '#', ',', ' ']);
    plain.then_some(key)
}

/// The keys around a line, from the outside, and those above it in the same mapping.
fn around(above: &str, line: &IndentedLine<'_>) -> (Vec<String>, Vec<String>) {
    let (mut parents, mut siblings) = (Vec::new(), Vec::new());
    // A key is around the cursor if it stands further left than this; an item's dash may stand right below its key.
    let mut left = line.dash.map_or(line.column, |dash| dash + 1);
    let mut level = line.dash.is_none().then_some(line.column);
    for text in above.lines().rev() {
        let other = IndentedLine::of(text);
        if other.is_blank(text) {
            continue;
        }
        let Some(key) = other.key else {
            if let Some(dash) = other.dash.filter(|dash| *dash < left) {
                level = None;
                left = dash + 1;
            }
            continue;
        };
        if level == Some(other.column) {
            siblings.push(key.to_owned());
        } else if other.column < left {
            parents.push(key.to_owned());
            level = None;
            left = other.column;
        } else {
            continue;
        }
        if let Some(dash) = other.dash {
            level = None;
            left = left.min(dash + 1);
        }
    }
    parents.reverse();
    (parents, siblings)
}

/// The keys below a line in the same mapping.
fn below(after: &str, line: &IndentedLine<'_>) -> Vec<String> {
    let mut siblings = Vec::new();
    for text in after.lines().skip(1) {
        let other = IndentedLine::of(text);
        if other.is_blank(text) {
            continue;
        }
        if other.column < line.column || other.dash.is_some_and(|dash| dash < line.column) {
            break;
        }
        if let Some(key) = other.key.filter(|_| other.column == line.column) {
            siblings.push(key.to_owned());
        }
    }
    siblings
}

/// Bytes without the spaces around them; at the end where there is nothing else.
fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    let inner = &text[bytes.clone()];
    let start = bytes.end - inner.trim_start().len();
    let end = (bytes.start + inner.trim_end().len()).max(start);
    let quoted = text[start..end].starts_with(['"', '\'']);
    if quoted { start + 1..end } else { start..end }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parents, the key and the word at `‸`.
    fn at(text: &str) -> (String, Option<String>, String, bool) {
        let byte = text.find('‸').expect("a cursor");
        let yaml = text.replace('‸', "");
        let cursor = YamlCursor::at(&yaml, byte);
        (cursor.parents.join("."), cursor.key, yaml[cursor.word].to_owned(), cursor.may_be_key)
    }

    fn told(parents: &str, key: Option<&str>, word: &str, may_be_key: bool) -> (String, Option<String>, String, bool) {
        (parents.to_owned(), key.map(str::to_owned), word.to_owned(), may_be_key)
    }

    #[test]
    fn a_key_is_known_by_its_indentation() {
        assert_eq!(at("title: a\nda‸"), told("", None, "da", true));
        assert_eq!(at("claims:\n  - id: a\n    b‸\n    says: x\n"), told("claims", None, "b", true));
        assert_eq!(at("claims:\n  - id: a\n    quote:\n      la‸"), told("claims.quote", None, "la", true));
        assert_eq!(at("claims:\n  - id: a\nti‸"), told("", None, "ti", true));
    }

    #[test]
    fn a_value_is_known_by_its_key() {
        assert_eq!(at("kind: inc‸"), told("", Some("kind"), "inc", false));
        assert_eq!(at("kind: \"inc‸"), told("", Some("kind"), "inc", false));
        assert_eq!(at("claims:\n- by: ali‸"), told("claims", Some("by"), "ali", false));
        assert_eq!(at("topics:\n  - a\n  - al‸"), told("topics", Some("topics"), "al", true));
        assert_eq!(at("topics:\n- ‸"), told("topics", Some("topics"), "", true));
    }

    #[test]
    fn brackets_on_the_line_are_read() {
        assert_eq!(at("topics: [a, al‸"), told("", Some("topics"), "al", false));
        assert_eq!(at("actors: [{id: a, ro‸"), told("actors", None, "ro", true));
        assert_eq!(at("actors: [{id: a, role: me‸}]"), told("actors", Some("role"), "me", false));
        assert_eq!(at("actors: [{id: a}, b‸"), told("", Some("actors"), "b", false));
        assert_eq!(at("actors:\n  - {id: a, ro‸"), told("actors", None, "ro", true));
    }

    #[test]
    fn a_key_of_site_toml_stands_in_its_table() {
        let text = "title = \"A\"\n\n[markdown]\nraw_html = \"re\"\n";
        let cursor = YamlCursor::in_toml(text, text.len() - 2);
        assert_eq!((cursor.parents.concat(), cursor.key.as_deref()), ("markdown".to_owned(), Some("raw_html")));
        assert_eq!(&text[cursor.word], "re");
        let cursor = YamlCursor::in_toml("title = \"A\"\nba\n", 14);
        assert_eq!((cursor.may_be_key, cursor.siblings), (true, vec!["title".to_owned()]));
    }

    #[test]
    fn keys_of_the_same_mapping_are_known() {
        let yaml = "claims:\n  - id: a\n    by: b\n    \n    says: c\n  - id: d\ntitle: e\n";
        let siblings = YamlCursor::at(yaml, yaml.find("    \n").expect("there") + 4).siblings;
        assert_eq!(siblings, ["by", "id", "says"]);
        assert_eq!(YamlCursor::at("actors: [{id: a, ", 17).siblings, ["id"]);
    }
}

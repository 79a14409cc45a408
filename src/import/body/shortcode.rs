//! What stands between the marks of template code, read: `name "word" key="value"`, `name(key="value")`, `"x" | filter`.

/// A shortcode, a tag or a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shortcode {
    /// Its name; empty where the code begins with a text.
    pub name: String,
    /// Whether it ends what another began: `/highlight`, `endhighlight`.
    pub closes: bool,
    /// Its words without a name.
    pub words: Vec<String>,
    /// Its words with one.
    named: Vec<(String, String)>,
}

impl Shortcode {
    /// Reads the code between the marks.
    pub(super) fn read(code: &str) -> Self {
        let code = code.trim().trim_end_matches('/').trim();
        let (closes, code) = match code.strip_prefix('/') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, code),
        };
        let end =
            code.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))).unwrap_or(code.len());
        let (name, rest) = code.split_at(end);
        let (closes, name) = match name.strip_prefix("end") {
            Some(of) if !of.is_empty() || rest.trim().is_empty() => (true, of),
            _ => (closes, name),
        };
        let mut shortcode = Self { name: name.to_owned(), closes, ..Self::default() };
        let rest = rest.trim();
        let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
        for (key, value) in arguments(inner) {
            match key {
                Some(key) => shortcode.named.push((key, value)),
                None => shortcode.words.push(value),
            }
        }
        shortcode
    }

    /// The value of a key, or the word at a position.
    pub(super) fn get(&self, key: &str, position: usize) -> Option<&str> {
        let named = self.named.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        named.or_else(|| self.words.get(position).map(String::as_str)).filter(|value| !value.is_empty())
    }

    /// The value of a key.
    pub(super) fn named(&self, key: &str) -> Option<&str> {
        self.get(key, usize::MAX)
    }
}

/// Words, quoted or not, each perhaps with a key before `=`, parted by spaces and commas.
fn arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',', '\n', '\t']);
    while let Some(first) = rest.chars().next() {
        let (value, after) = match first {
            '"' | '\'' | '`' => quoted(rest, first),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '=')).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        let spaced = after.trim_start();
        let (key, value, after) = match spaced.strip_prefix('=').map(str::trim_start) {
            Some(typed) if !matches!(first, '"' | '\'' | '`') => {
                let (typed, after) = match typed.chars().next() {
                    Some(mark @ ('"' | '\'' | '`')) => quoted(typed, mark),
                    _ => {
                        let end = typed.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(typed.len());
                        (typed[..end].to_owned(), &typed[end..])
                    }
                };
                (Some(value), typed, after)
            }
            // An equals sign that gives no key a value.
            Some(typed) => (None, value, typed),
            None => (None, value, after),
        };
        found.push((key, value));
        rest = after.trim_start_matches([' ', ',', '\n', '\t']);
    }
    found
}

/// A quoted word without its marks, and what follows.
fn quoted(text: &str, mark: char) -> (String, &str) {
    let inner = &text[mark.len_utf8()..];
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if c == mark && !escaped {
            return (inner[..at].replace("\\\"", "\""), &inner[at + c.len_utf8()..]);
        }
        escaped = c == '\\' && !escaped;
    }
    (inner.to_owned(), "")
}

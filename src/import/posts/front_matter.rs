//! Front matter of other generators: YAML between `---`, TOML between `+++`, JSON → one mapping.
//!
//! Their parsers forgive what ours do not: a blank line before it, a key twice, a colon without quotes. A field that
//! cannot be read costs itself alone: what could be read is returned with the names of the fields that were mended.

use serde_yaml::{Mapping, Value};

/// What a file begins with, and its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FrontMatter<'t> {
    /// Its fields; nothing where the file begins with no front matter.
    pub fields: Option<Mapping>,
    /// What follows.
    pub body: &'t str,
    /// The fields that stood there twice or were no right YAML or TOML.
    pub mended: Vec<String>,
}

/// The field that keeps front matter which is a program or in an unknown language.
pub(super) const UNREAD: &str = "unread front matter";

/// Reads the front matter of a file.
///
/// # Errors
/// Says why the front matter cannot be read.
pub(super) fn split(text: &str) -> Result<FrontMatter<'_>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let begun = text.trim_start_matches(['\n', '\r', ' ', '\t', '\u{feff}']);
    let first = begun.lines().next().unwrap_or_default().trim_end();
    let none = FrontMatter { fields: None, body: text, mended: Vec::new() };
    let rule = match first {
        "---" | "+++" => first,
        json if json.starts_with('{') && !json.starts_with("{{") && !json.starts_with("{%") => {
            let (value, body) = of_json(begun)?;
            return Ok(FrontMatter { fields: Some(mapping(value)?), body, mended: Vec::new() });
        }
        named if language(named).is_some() => {
            return Ok(in_language(begun, language(named).unwrap_or_default()).unwrap_or(none));
        }
        _ => return Ok(none),
    };
    let Some((block, body)) = between(begun, rule) else {
        // A rule above a text, or front matter that is never closed: all of it is text.
        return if rule == "---" { Ok(none) } else { Err("the front matter has no second line `+++`".to_owned()) };
    };
    let read = if rule == "---" { yaml } else { toml_text };
    let (value, mended) = match read(block) {
        Ok(value) => (value, Vec::new()),
        Err(why) => field_by_field(block, read).ok_or(why)?,
    };
    Ok(FrontMatter { fields: Some(mapping(value)?), body, mended })
}

/// The language that Eleventy lets the first line name: `---json`.
fn language(first: &str) -> Option<&str> {
    let named = first.strip_prefix("---")?.trim();
    (!named.is_empty() && named.bytes().all(|c| c.is_ascii_alphanumeric())).then_some(named)
}

/// Front matter in a named language; one that is not known, or a block that cannot be read, is kept as it was typed.
fn in_language<'t>(begun: &'t str, language: &str) -> Option<FrontMatter<'t>> {
    let (block, body) = between(begun, "---")?;
    let read = match &*language.to_lowercase() {
        "json" => serde_json::from_str(block).ok(),
        "toml" => toml_text(block).ok(),
        "yaml" | "yml" => yaml(block).ok(),
        _ => None,
    };
    let unread = || Mapping::from_iter([(UNREAD.into(), block.trim().into())]);
    let fields = read.and_then(|value| mapping(value).ok()).unwrap_or_else(unread);
    Some(FrontMatter { fields: Some(fields), body, mended: Vec::new() })
}

fn yaml(block: &str) -> Result<Value, String> {
    serde_yaml::from_str(block).map_err(|error| error.to_string())
}

fn toml_text(block: &str) -> Result<Value, String> {
    let table: toml::Table = toml::from_str(block).map_err(|error| error.message().to_owned())?;
    Ok(of_toml(toml::Value::Table(table)))
}

fn mapping(value: Value) -> Result<Mapping, String> {
    match value {
        Value::Mapping(fields) => Ok(fields),
        Value::Null => Ok(Mapping::new()),
        _ => Err("the front matter is not a list of fields".to_owned()),
    }
}

/// Reads each field of the top level by itself; the last of two of one name counts, as other parsers have it. What is no
/// value is taken as the text that was typed.
fn field_by_field(block: &str, read: fn(&str) -> Result<Value, String>) -> Option<(Value, Vec<String>)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in block.split_inclusive('\n') {
        match key_of(line) {
            Some(key) => parts.push((key.to_owned(), line.to_owned())),
            None => match parts.last_mut() {
                Some((_, part)) => part.push_str(line),
                None if line.trim().is_empty() || line.trim_start().starts_with('#') => {}
                None => return None,
            },
        }
    }
    let (mut fields, mut mended) = (Mapping::new(), Vec::new());
    for (key, part) in parts {
        let value = match read(&part) {
            Ok(Value::Mapping(mut one)) => {
                one.remove(key.as_str()).or_else(|| one.into_iter().next().map(|(_, value)| value))
            }
            _ => {
                mended.push(key.clone());
                let typed =
                    part[key.len()..].trim_start_matches(['"', '\'']).trim_start().trim_start_matches([':', '=']);
                Some(Value::String(
                    typed.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['"', '\'']).to_owned(),
                ))
            }
        };
        if fields.insert(key.clone().into(), value.unwrap_or(Value::Null)).is_some() {
            mended.push(key);
        }
    }
    Some((Value::Mapping(fields), mended))
}

/// The key with which a line begins a field of the top level: `key:`, `"key":`, `key =`.
fn key_of(line: &str) -> Option<&str> {
    let line = line.strip_prefix(['"', '\'']).unwrap_or(line);
    let end = line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let rest = line[end..].trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']);
    let begins = rest.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        || rest.starts_with('=');
    (end > 0 && begins).then(|| &line[..end])
}

/// What stands between the first line and the next of its kind, and what follows.
fn between<'t>(text: &'t str, rule: &str) -> Option<(&'t str, &'t str)> {
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == rule {
            return Some((&text[start..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn of_json(text: &str) -> Result<(Value, &str), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            let end = values.byte_offset();
            Ok((value, &text[end..]))
        }
        Some(Err(error)) => Err(error.to_string()),
        None => Ok((Value::Null, text)),
    }
}

/// TOML knows dates, which are texts here.
pub(super) fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(items) => Value::Sequence(items.into_iter().map(of_toml).collect()),
        toml::Value::Table(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), of_toml(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_languages_give_one_mapping() {
        for text in [
            "---\ntitle: A\ndate: 2025-02-06\ntags: [x]\n---\nBody\n",
            "+++\ntitle = \"A\"\ndate = 2025-02-06\ntags = [\"x\"]\n+++\nBody\n",
            "\n\u{feff}+++\ntitle = \"A\"\ndate = 2025-02-06\ntags = [\"x\"]\n+++\nBody\n",
            "\u{feff}{\"title\": \"A\", \"date\": \"2025-02-06\",\n \"tags\": [\"x\"]}\nBody\n",
        ] {
            let FrontMatter { fields, body, mended } = split(text).expect(text);
            let fields = fields.expect("fields");
            assert_eq!((fields["title"].as_str(), fields["date"].as_str()), (Some("A"), Some("2025-02-06")), "{text}");
            assert_eq!((fields["tags"][0].as_str(), body.trim(), mended.len()), (Some("x"), "Body", 0));
        }
    }

    #[test]
    fn the_first_line_may_name_a_language() {
        for text in ["---json\n{\"title\": \"A\"}\n---\nBody\n", "---toml\ntitle = \"A\"\n---\nBody\n"] {
            let read = split(text).expect(text);
            assert_eq!((read.fields.expect("fields")["title"].as_str(), read.body), (Some("A"), "Body\n"));
        }
        for text in ["---js\n{title: f()}\n---\nBody\n", "---json\n{title: }\n---\nBody\n"] {
            let read = split(text).expect(text);
            assert!(read.fields.expect("fields").contains_key(UNREAD) && read.body == "Body\n", "{text}");
        }
    }

    #[test]
    fn a_field_that_cannot_be_read_costs_itself_alone() {
        let text = "---\ntitle: A: b\ntags:\n  - x\nlayout: one\nlayout: two\n---\nBody\n";
        let read = split(text).expect("fields");
        let fields = read.fields.expect("fields");
        assert_eq!(fields["title"].as_str(), Some("A: b"));
        assert_eq!((fields["tags"][0].as_str(), fields["layout"].as_str()), (Some("x"), Some("two")));
        assert_eq!(read.mended, ["title", "layout"]);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for bad in ["+++\na\n", "{\"a\": ", "---\n- a\n---\n"] {
            assert!(split(bad).is_err(), "{bad}");
        }
        for plain in ["# A heading\n", "---\na rule and a text\n"] {
            assert_eq!(split(plain).map(|read| (read.fields, read.body)), Ok((None, plain)));
        }
        assert_eq!(split("---\n---\n").map(|read| read.fields), Ok(Some(Mapping::new())));
    }
}

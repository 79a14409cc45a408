//! Values as they stand in messages, and texts as YAML.
//!
//! In go texts, lists of words and YAML values; out come the phrases that faults are made of.

use serde_yaml::Value;

use crate::diagnostic::{Diagnostic, Edit, Fix};

/// The words joined for a message: "`a`, `b` or `c`".
pub(crate) fn list_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The text, cut to at most 60 characters for a message.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(57).collect();
    format!("{start}…")
}

/// What a value is, for a message: "a list".
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a value with a YAML tag",
    }
}

/// The text with single spaces, for a message.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The scalar as it was most likely typed.
pub(super) fn as_typed(value: &Value) -> String {
    serde_yaml::to_string(value).map(|text| text.trim_end().to_owned()).unwrap_or_default()
}

/// Adds the help for a number or a truth value where a text is wanted.
pub(super) fn with_quotes_help(fault: Diagnostic, value: &Value, expected: &str) -> Diagnostic {
    let typed = match value {
        Value::Number(number) if expected.contains("text") => number.to_string(),
        Value::Bool(value) if expected.contains("text") => value.to_string(),
        _ => return fault,
    };
    // A number may have been typed `0x7E9` or `2.0e3`, and is known only as a number here: then it is not mended.
    let edit = Edit::exactly(fault.place.clone(), typed.as_str(), format!("\"{typed}\""));
    let help = match value {
        Value::Bool(_) => format!("put it in quotes: \"{typed}\""),
        _ => "put it in quotes: YAML takes it for a number".to_owned(),
    };
    fault.help(help).fix(Fix::sure("put it in quotes", edit))
}

/// The text as a YAML scalar: in quotes, unless every YAML version reads it as this text without them.
pub(crate) fn yaml_scalar(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_text = text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.contains('-');
    match is_text && text.chars().all(plain) && serde_yaml::from_str(text).is_ok_and(|value: Value| value.is_string()) {
        true => text.to_owned(),
        false => serde_json::to_string(text).unwrap_or_default(),
    }
}
